#include "base/log.h"

#include <inttypes.h>
#include <string.h>

static log_sink *sink;
static void *sink_self;

static const struct {
    enum log_level level;
    const char *name, *words;
} table[] = {
#define LOG_EVENT(name, level, words) {level, #name, words},
#include "base/log_events.inc"
#undef LOG_EVENT
};

void log_to(log_sink *new_sink, void *self)
{
    sink = new_sink;
    sink_self = self;
}

static void add_words(struct buf *line, const char *words, int64_t a, int64_t b)
{
    for (const char *p = words; *p; p++) {
        if (p[0] == '%' && (p[1] == 'a' || p[1] == 'b')) {
            buf_add_format(line, "%" PRId64, p[1] == 'a' ? a : b);
            p++;
        } else {
            buf_add_char(line, *p);
        }
    }
}

static void send(enum log_event event, const char *uid, int64_t a, int64_t b)
{
    char memory[256];
    struct buf line = buf_init(memory, sizeof memory);
    if (!sink) return;
    buf_add_format(&line, "%s: ", table[event].name);
    add_words(&line, table[event].words, a, b);
    if (uid) buf_add_format(&line, " [%s]", uid);
    sink(sink_self, table[event].level, buf_c(&line));
}

void log_event(enum log_event event, int64_t a, int64_t b)
{
    send(event, NULL, a, b);
}

void log_event_of(enum log_event event, struct uid uid, int64_t a, int64_t b)
{
    char text[UID_TEXT];
    uid_text(uid, text);
    send(event, text, a, b);
}
