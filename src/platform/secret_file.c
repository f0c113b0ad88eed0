#include "platform/secret_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/fd.h"

static err_t write_durably(int fd, struct str bytes)
{
    err_t err = fd_write(fd, bytes);
    if (!err && fsync(fd)) err = fd_error(errno);
    return err;
}

// A new name is in the folder's own data: it needs a sync of its own.
static err_t sync_folder_of(const char *path)
{
    char folder[PATH_MAX] = ".";
    struct str whole = str_from(path);
    size_t n = whole.n;
    while (n && path[n - 1] != '/')
        n--;
    if (n && str_copy(str_slice(whole, 0, n), folder, sizeof folder) != OK) return ERR_IO;
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return fd_error(errno);
    err_t err = fsync(fd) ? fd_error(errno) : OK;
    close(fd);
    return err;
}

// 0640: the group of the folder is that of the programs.
err_t secret_file_replace(const char *path, struct str bytes)
{
    char beside[PATH_MAX];
    struct buf name = buf_init(beside, sizeof beside);
    buf_add_format(&name, "%s.new", path);
    buf_c(&name);
    if (name.full) return ERR_INVALID;
    int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0640);
    if (fd < 0) return fd_error(errno);
    err_t err = fchmod(fd, 0640) ? fd_error(errno) : write_durably(fd, bytes);
    if (close(fd) && !err) err = ERR_IO;
    if (!err && rename(beside, path)) err = fd_error(errno);
    if (!err) return sync_folder_of(path);
    unlink(beside);
    return err;
}

err_t secret_file_create(const char *path, struct str bytes)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) return fd_error(errno);
    err_t err = write_durably(fd, bytes);
    if (close(fd) && !err) err = ERR_IO;
    if (!err) err = sync_folder_of(path);
    if (err) unlink(path);
    return err;
}

err_t secret_file_check(const char *path)
{
    struct stat found;
    if (stat(path, &found)) return fd_error(errno);
    if (!S_ISREG(found.st_mode) || found.st_mode & (S_IRWXG | S_IRWXO)) return ERR_INVALID;
    return access(path, R_OK) ? fd_error(errno) : OK;
}
