#include "platform/log_stderr.h"

#include <stdio.h>
#include <stdlib.h>

static const char *priority(enum log_level level)
{
    switch (level) {
    case LOG_INFO: return "<6>";
    case LOG_WARNING: return "<4>";
    case LOG_ERROR: return "<3>";
    }
    return "";
}

static void write_line(void *self, enum log_level level, const char *line)
{
    bool journal = getenv("JOURNAL_STREAM");
    (void)self;
    fprintf(stderr, "%s%s\n", journal ? priority(level) : "", line);
}

void log_to_stderr(void)
{
    log_to(write_line, NULL);
}
