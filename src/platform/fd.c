#include "platform/fd.h"

#include <errno.h>
#include <unistd.h>

err_t fd_error(int error)
{
    if (error == ENOENT || error == ENOTDIR) return ERR_MISSING;
    if (error == EEXIST) return ERR_EXISTS;
    if (error == EACCES || error == EPERM) return ERR_DENIED;
    if (error == ENOSPC || error == EDQUOT) return ERR_NOSPACE;
    if (error == EROFS) return ERR_READONLY;
    return ERR_IO;
}

// When the memory is full one byte more is asked for: a file of exactly `cap` bytes fits.
err_t fd_read(int fd, void *to, size_t cap, size_t *ret_n)
{
    size_t n = 0;
    for (;;) {
        char extra;
        ssize_t got = n < cap ? read(fd, (char *)to + n, cap - n) : read(fd, &extra, 1);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return ERR_IO;
        if (got == 0) break;
        if (n == cap) return ERR_FULL;
        n += (size_t)got;
    }
    *ret_n = n;
    return OK;
}

err_t fd_write(int fd, struct str bytes)
{
    while (bytes.n) {
        ssize_t n = write(fd, bytes.p, bytes.n);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return fd_error(errno);
        bytes = str_slice(bytes, (size_t)n, bytes.n);
    }
    return OK;
}
