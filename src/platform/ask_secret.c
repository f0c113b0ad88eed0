#include "platform/ask_secret.h"

#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

// One byte after the other: nothing is kept in a buffer of the C library.
static err_t read_line(int fd, char *to, size_t cap, size_t *ret_n)
{
    size_t n = 0;
    for (;;) {
        char c;
        if (read(fd, &c, 1) != 1) return ERR_IO;
        if (c == '\n' || c == '\r') break;
        if (n < cap) to[n] = c;
        n++;
    }
    if (n > cap) return ERR_FULL;
    *ret_n = n;
    return OK;
}

static bool tell(int fd, const char *text)
{
    return write(fd, text, strlen(text)) == (ssize_t)strlen(text);
}

err_t ask_secret(const char *prompt, char *to, size_t cap, size_t *ret_n)
{
    struct termios kept, silent;
    int fd = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (fd < 0) return ERR_MISSING;
    err_t err = tcgetattr(fd, &kept) ? ERR_MISSING : OK;
    if (!err) {
        silent = kept;
        silent.c_lflag &= ~(tcflag_t)ECHO;
        err = tcsetattr(fd, TCSAFLUSH, &silent) || !tell(fd, prompt) ? ERR_IO : OK;
        if (!err) err = read_line(fd, to, cap, ret_n);
        if (tcsetattr(fd, TCSAFLUSH, &kept) || !tell(fd, "\n")) err = err ? err : ERR_IO;
    }
    close(fd);
    return err;
}
