// A receipt printer on USB (/dev/usb/lp0) or a serial line (/dev/ttyUSB0), by ESC/POS. Nothing waits for it:
// what it has to say is looked for in every turn of the shell's loop, and each question has an end.
#pragma once

#include "port/printer.h"

struct printer {
    const char *path;
    int baud; // of a serial line
    int fd;   // -1 closed
    enum printer_state state;
    int64_t until_ms;
    int answers; // of the question for its state
    bool offline, no_paper;
    char bytes[PRINTER_BYTES];
    size_t n, sent;
};

// "" or NULL as path: a port that is none.
struct printer_port printer_init(struct printer *printer, const char *path, int baud);
void printer_finish(struct printer *printer);
