#include "platform/read_file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "platform/fd.h"

err_t read_file(const char *path, void *to, size_t cap, size_t *ret_n)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return fd_error(errno);
    err_t err = fd_read(fd, to, cap, ret_n);
    close(fd);
    return err;
}
