#include "harness/fake_printer.h"

#include <string.h>

#include "base/check.h"

enum { ANSWER_MS = 120, SILENCE_MS = 1000, PAPER_MS = 900 };

static bool is_there(void *self)
{
    const struct fake_printer *printer = self;
    return printer->mood != FAKE_NO_PRINTER;
}

static void ask(void *self, int64_t now_ms)
{
    struct fake_printer *printer = self;
    printer->state = PRINTER_ASKING;
    printer->due_ms = now_ms + (printer->mood == FAKE_SILENT ? SILENCE_MS : ANSWER_MS);
}

static void send(void *self, struct str bytes, int64_t now_ms)
{
    struct fake_printer *printer = self;
    CHECK(printer->state == PRINTER_READY && bytes.n < FAKE_PAPER);
    memcpy(printer->paper, bytes.p, bytes.n);
    printer->n = bytes.n;
    printer->begun++;
    printer->state = PRINTER_SENDING;
    printer->due_ms = now_ms + PAPER_MS;
}

static enum printer_state asked(const struct fake_printer *printer)
{
    if (printer->mood == FAKE_NO_PAPER) return PRINTER_NO_PAPER;
    return printer->mood == FAKE_SILENT || printer->mood == FAKE_NO_PRINTER ? PRINTER_GONE : PRINTER_READY;
}

static enum printer_state sent(struct fake_printer *printer)
{
    if (printer->mood == FAKE_ENDS_IN_THE_MIDDLE) return PRINTER_NO_PAPER;
    if (printer->mood != FAKE_READY) return PRINTER_GONE;
    printer->printed++;
    return PRINTER_DONE;
}

static enum printer_state turn(void *self, int64_t now_ms)
{
    struct fake_printer *printer = self;
    if (now_ms < printer->due_ms) return printer->state;
    if (printer->state == PRINTER_ASKING)
        printer->state = asked(printer);
    else if (printer->state == PRINTER_SENDING)
        printer->state = sent(printer);
    return printer->state;
}

static void forget(void *self)
{
    struct fake_printer *printer = self;
    printer->forgotten++;
}

struct printer_port fake_printer_port(struct fake_printer *printer)
{
    return (struct printer_port){printer, is_there, ask, send, turn, forget};
}
