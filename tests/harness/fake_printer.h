// A receipt printer of a simulated place: says what the story wants, and keeps what it printed.
#pragma once

#include "port/printer.h"

enum { FAKE_PAPER = 8192 };

enum fake_mood {
    FAKE_NO_PRINTER,
    FAKE_READY,
    FAKE_NO_PAPER,
    FAKE_SILENT,
    FAKE_ENDS_IN_THE_MIDDLE,
    FAKE_VANISHES
};

struct fake_printer {
    enum fake_mood mood;
    enum printer_state state;
    int64_t due_ms;
    int printed, begun, forgotten; // slips
    char paper[FAKE_PAPER];        // the newest
    size_t n;
};

struct printer_port fake_printer_port(struct fake_printer *printer);
