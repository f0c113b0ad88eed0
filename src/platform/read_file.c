#include "platform/read_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <unistd.h>

static err_t err_of_open(int error)
{
    if (error == ENOENT || error == ENOTDIR) return ERR_MISSING;
    if (error == EACCES || error == EPERM) return ERR_DENIED;
    return ERR_IO;
}

// Reads until the end of the file or `cap` bytes, whatever pieces the system gives it in.
static err_t read_all(int fd, uint8_t *to, size_t cap, size_t *ret_n)
{
    size_t n = 0;
    while (n < cap) {
        ssize_t got = read(fd, to + n, cap - n);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return ERR_IO;
        if (got == 0) break;
        n += (size_t)got;
    }
    *ret_n = n;
    return OK;
}

// Asked only when the memory is full: a file of exactly `cap` bytes fits. Sizes are not asked of the system
// because files of /sys and /proc do not know theirs.
static err_t expect_end(int fd)
{
    uint8_t one;
    size_t n = 0;
    err_t err = read_all(fd, &one, 1, &n);
    if (err) return err;
    return n ? ERR_FULL : OK;
}

err_t read_file(const char *path, void *to, size_t cap, size_t *ret_n)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return err_of_open(errno);
    size_t n = 0;
    err_t err = read_all(fd, to, cap, &n);
    if (!err && n == cap) err = expect_end(fd);
    close(fd);
    if (!err) *ret_n = n;
    return err;
}
