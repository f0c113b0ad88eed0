#include "platform/printer.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/check.h"
#include "base/wipe.h"

// DLE EOT 1 and 4: answered at once, even out of paper. GS r 1: answered in its turn, when what stands before
// it is on paper. (ESC/POS command reference)
static const char question[] = "\x10\x04\x01\x10\x04\x04";
static const char last_question[] = "\x1dr\x01";
enum { QUESTION = 6, LAST = 3, ASK_MS = 1000, STALE_READS = 16 };

static void shut(struct printer *printer, enum printer_state state)
{
    if (printer->fd >= 0) close(printer->fd);
    printer->fd = -1;
    printer->state = state;
    wipe(printer->bytes, sizeof printer->bytes);
    printer->n = printer->sent = 0;
}

static bool is_there(void *self)
{
    struct printer *printer = self;
    return access(printer->path, R_OK | W_OK) == 0;
}

static speed_t speed_of(int baud)
{
    switch (baud) {
    case 19200: return B19200;
    case 38400: return B38400;
    case 115200: return B115200;
    }
    return B9600;
}

static bool make_raw(int fd, int baud)
{
    struct termios line;
    if (!isatty(fd)) return true;
    if (tcgetattr(fd, &line)) return false;
    cfmakeraw(&line);
    line.c_cflag |= CLOCAL | CREAD;
    return !cfsetspeed(&line, speed_of(baud)) && !tcsetattr(fd, TCSANOW, &line);
}

// What it said to nobody.
static void drain(int fd)
{
    char stale[64];
    for (int i = 0; i < STALE_READS && read(fd, stale, sizeof stale) > 0;)
        i++;
}

static void ask(void *self, int64_t now_ms)
{
    struct printer *printer = self;
    shut(printer, PRINTER_GONE);
    printer->fd = open(printer->path, O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (printer->fd < 0) return;
    bool raw = make_raw(printer->fd, printer->baud);
    drain(printer->fd);
    if (!raw || write(printer->fd, question, QUESTION) != QUESTION) {
        shut(printer, PRINTER_GONE);
        return;
    }
    printer->state = PRINTER_ASKING;
    printer->until_ms = now_ms + ASK_MS;
    printer->answers = 0;
    printer->offline = printer->no_paper = false;
}

static void send(void *self, struct str bytes, int64_t now_ms)
{
    struct printer *printer = self;
    CHECK(printer->state == PRINTER_READY && bytes.n <= sizeof printer->bytes - LAST);
    memcpy(printer->bytes, bytes.p, bytes.n);
    memcpy(printer->bytes + bytes.n, last_question, LAST);
    printer->n = bytes.n + LAST;
    printer->state = PRINTER_SENDING;
    printer->until_ms = now_ms + PRINTER_MS;
}

// Every answer to DLE EOT has these bits, whatever it says.
static void take_status(struct printer *printer, unsigned char byte)
{
    if ((byte & 0x93) != 0x12) return;
    if (printer->answers == 0) printer->offline = byte & 0x08;
    if (printer->answers == 1) printer->no_paper = byte & 0x60;
    if (++printer->answers < 2) return;
    if (printer->no_paper)
        shut(printer, PRINTER_NO_PAPER);
    else if (printer->offline)
        shut(printer, PRINTER_GONE);
    else
        printer->state = PRINTER_READY;
}

static void take_end(struct printer *printer, unsigned char byte)
{
    if (printer->sent < printer->n || byte & 0x90) return; // an answer to something else
    shut(printer, byte & 0x0c ? PRINTER_NO_PAPER : PRINTER_DONE);
}

static bool waits(const struct printer *printer)
{
    return printer->state == PRINTER_ASKING || printer->state == PRINTER_SENDING;
}

static void listen_to(struct printer *printer)
{
    unsigned char byte;
    while (waits(printer)) {
        ssize_t n = read(printer->fd, &byte, 1);
        if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
        if (n <= 0)
            shut(printer, PRINTER_GONE);
        else if (printer->state == PRINTER_ASKING)
            take_status(printer, byte);
        else
            take_end(printer, byte);
    }
}

static void write_on(struct printer *printer)
{
    while (printer->sent < printer->n) {
        ssize_t n = write(printer->fd, printer->bytes + printer->sent, printer->n - printer->sent);
        if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
        if (n <= 0) {
            shut(printer, PRINTER_GONE);
            return;
        }
        printer->sent += (size_t)n;
    }
    wipe(printer->bytes, sizeof printer->bytes);
}

static enum printer_state turn(void *self, int64_t now_ms)
{
    struct printer *printer = self;
    if (printer->state == PRINTER_SENDING) write_on(printer);
    listen_to(printer);
    if (waits(printer) && now_ms >= printer->until_ms) shut(printer, PRINTER_GONE);
    return printer->state;
}

static void forget(void *self)
{
    struct printer *printer = self;
    wipe(printer->bytes, sizeof printer->bytes);
}

struct printer_port printer_init(struct printer *printer, const char *path, int baud)
{
    *printer = (struct printer){.path = path, .baud = baud, .fd = -1};
    if (!path || !path[0]) return (struct printer_port){0};
    return (struct printer_port){printer, is_there, ask, send, turn, forget};
}

void printer_finish(struct printer *printer)
{
    shut(printer, PRINTER_IDLE);
}
