// A receipt printer. The real one is a device file; the tests' one says what it is told to. Nothing here
// waits.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum printer_state {
    PRINTER_IDLE,
    PRINTER_ASKING,   // for its paper
    PRINTER_READY,    // it has paper: `send` may follow
    PRINTER_SENDING,  // until it says that everything is on paper
    PRINTER_DONE,     // it is
    PRINTER_NO_PAPER, // before, or in the middle
    PRINTER_GONE,     // offline, silent, or unplugged
};

struct printer_port {
    void *self; // NULL: the place has none
    bool (*is_there)(void *self);
    void (*ask)(void *self, int64_t now_ms);
    void (*send)(void *self, struct str bytes, int64_t now_ms); // copies; after PRINTER_READY only
    enum printer_state (*turn)(void *self, int64_t now_ms);     // ends within PRINTER_MS of each of both
    void (*forget)(void *self); // what is still to be sent becomes NULs, of as many bytes: no command is cut
};
enum { PRINTER_BYTES = 2048, PRINTER_MS = 10000 };
