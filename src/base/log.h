// The log: an event of the table in log_events.inc, up to two whole numbers and a uid. It has no way to take
// text, so no name, address or server's words can ever stand in it. log_events.inc is the operator's manual.
#pragma once

#include <stdint.h>

#include "base/uid.h"

enum log_level { LOG_INFO, LOG_WARNING, LOG_ERROR };

#define LOG_EVENT(name, level, words) name,
enum log_event {
#include "base/log_events.inc"
    LOG_EVENT_COUNT
};
#undef LOG_EVENT

// Where lines go; the shell gives one at start (standard error in the programs, memory in tests).
typedef void log_sink(void *self, enum log_level level, const char *line);
void log_to(log_sink *sink, void *self);

void log_event(enum log_event event, int64_t a, int64_t b);
void log_event_of(enum log_event event, struct uid uid, int64_t a, int64_t b);
