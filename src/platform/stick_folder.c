#include "platform/stick_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "platform/fd.h"

enum { FOLDER_FLAGS = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC };

#define ITEMS "demandes"

static err_t err_of(int error)
{
    switch (error) {
    case ENOENT: return ERR_MISSING;
    case ENOSPC:
    case EDQUOT: return ERR_NOSPACE;
    case EROFS: return ERR_READONLY;
    case ELOOP:
    case ENOTDIR:
    case EISDIR:
    case EEXIST:
    case ENOTEMPTY:
    case EMLINK:
    case ENXIO: // a pipe or a socket
    case EACCES:
    case EPERM: return ERR_DENIED;
    default: return ERR_IO;
    }
}

err_t stick_folder_open(const char *path, struct stick_folder *ret_folder)
{
    int root = open(path, FOLDER_FLAGS);
    if (root < 0) return err_of(errno);
    *ret_folder = (struct stick_folder){root, -1, -1};
    return OK;
}

static void close_one(int *fd)
{
    if (*fd >= 0) close(*fd);
    *fd = -1;
}

void stick_folder_close(struct stick_folder *folder)
{
    if (!folder) return;
    close_one(&folder->items);
    close_one(&folder->folder);
    close_one(&folder->root);
}

static err_t make_and_open(int at, const char *name, int *ret_fd)
{
    if (mkdirat(at, name, 0777) && errno != EEXIST) return err_of(errno);
    int fd = openat(at, name, FOLDER_FLAGS);
    if (fd < 0) return err_of(errno);
    *ret_fd = fd;
    return OK;
}

static err_t look_at_system(int fd)
{
    struct statvfs system;
    if (fstatvfs(fd, &system)) return err_of(errno);
    return system.f_flag & ST_RDONLY ? ERR_READONLY : OK;
}

static err_t enter(void *self, const char *name)
{
    struct stick_folder *folder = self;
    close_one(&folder->items);
    close_one(&folder->folder);
    err_t err = look_at_system(folder->root);
    if (!err) err = make_and_open(folder->root, name, &folder->folder);
    if (!err) err = make_and_open(folder->folder, ITEMS, &folder->items);
    return err;
}

static err_t space(void *self, struct stick_space *ret_space)
{
    const struct stick_folder *folder = self;
    struct statvfs system;
    if (fstatvfs(folder->root, &system)) return err_of(errno);
    *ret_space = (struct stick_space){.free = (int64_t)system.f_bavail * (int64_t)system.f_frsize,
                                      .unit = (int64_t)system.f_frsize};
    return OK;
}

// The folder a name of ours is in, and what it is called there.
static int place_of(const struct stick_folder *folder, const char **name)
{
    struct str whole = str_from(*name), items = STR(ITEMS "/");
    if (!str_starts(whole, items)) return folder->folder;
    *name += items.n;
    return folder->items;
}

// O_NONBLOCK: a pipe would be waited for. What is no plain file is not read. What was flushed is let go from
// memory first, so that the stick itself is asked.
static err_t read_at(int at, const char *name, void *to, size_t cap, size_t *ret_n)
{
    struct stat found;
    int fd = openat(at, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0) return err_of(errno);
    err_t err = fstat(fd, &found) ? ERR_IO : S_ISREG(found.st_mode) ? OK : ERR_DENIED;
    int advice = posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
    (void)advice; // a file system may not know how
    if (!err) err = fd_read(fd, to, cap, ret_n);
    close(fd);
    return err;
}

static err_t read_name(void *self, const char *name, void *to, size_t cap, size_t *ret_n)
{
    int at = place_of(self, &name);
    return read_at(at, name, to, cap, ret_n);
}

static err_t read_top(void *self, const char *name, void *to, size_t cap, size_t *ret_n)
{
    const struct stick_folder *folder = self;
    return read_at(folder->root, name, to, cap, ret_n);
}

static err_t remove_name(void *self, const char *name)
{
    int at = place_of(self, &name);
    return unlinkat(at, name, 0) && errno != ENOENT ? err_of(errno) : OK;
}

// Removed and made anew: a file that is there may have another name elsewhere, and would be changed there
// too.
static err_t write_name(void *self, const char *name, struct str bytes)
{
    err_t err = remove_name(self, name);
    if (err) return err;
    int at = place_of(self, &name);
    int fd = openat(at, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (fd < 0) return err_of(errno);
    err = fd_write(fd, bytes);
    if (close(fd) && !err) err = err_of(errno);
    return err;
}

static err_t rename_name(void *self, const char *from, const char *to)
{
    int at = place_of(self, &from), there = place_of(self, &to);
    return renameat(at, from, there, to) ? err_of(errno) : OK;
}

// The whole file system by the system call: C libraries show it to few. The folders too: on some file systems
// the first says nothing of an error.
static err_t flush(void *self)
{
    const struct stick_folder *folder = self;
    if (syscall(SYS_syncfs, folder->root)) return err_of(errno);
    if (fsync(folder->items) || fsync(folder->folder) || fsync(folder->root)) return err_of(errno);
    return OK;
}

struct stick_port stick_folder_port(struct stick_folder *folder)
{
    return (struct stick_port){.self = folder,
                               .enter = enter,
                               .space = space,
                               .read_top = read_top,
                               .read = read_name,
                               .write = write_name,
                               .rename = rename_name,
                               .remove = remove_name,
                               .flush = flush};
}
