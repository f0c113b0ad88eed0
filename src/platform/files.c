#include "platform/files.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"
#include "platform/fd.h"

static err_t folder_of(const char *path, char to[PATH_MAX])
{
    struct str whole = str_from(path);
    size_t n = whole.n;
    while (n && path[n - 1] != '/')
        n--;
    return n ? str_copy(str_slice(whole, 0, n), to, PATH_MAX) : str_copy(STR("."), to, PATH_MAX);
}

// A rename is in the folder's own data: until the folder is synced, a power cut takes it back.
static err_t sync_folder(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return ERR_IO;
    err_t err = fsync(fd) ? ERR_IO : OK;
    close(fd);
    return err;
}

static err_t rename_durably(void *self, const char *from, const char *to)
{
    char folder[PATH_MAX];
    (void)self;
    err_t err = folder_of(to, folder);
    if (err) return err;
    if (rename(from, to)) return fd_error(errno);
    return sync_folder(folder);
}

void files_share(const char *path)
{
    enum { OF_THE_GROUP = 0660 };
    char folder[PATH_MAX], journal[PATH_MAX];
    struct stat found;
    if (folder_of(path, folder) || stat(folder, &found) || !(found.st_mode & S_ISGID)) return;
    int n = snprintf(journal, sizeof journal, "%s-journal", path);
    if (n < 0 || (size_t)n >= sizeof journal) return;
    (void)chmod(path, OF_THE_GROUP);
    (void)chmod(journal, OF_THE_GROUP);
}

struct files_port files_system(void)
{
    return (struct files_port){.self = NULL, .rename = rename_durably};
}

static err_t write_whole(const char *path, struct str text)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (fd < 0) return fd_error(errno);
    err_t err = fd_write(fd, text);
    if (close(fd) && !err) err = ERR_IO;
    return err;
}

err_t files_replace(const char *path, struct str text)
{
    char beside[PATH_MAX];
    int n = snprintf(beside, sizeof beside, "%s.new", path); // collectors read names that end with .prom
    if (n < 0 || n >= (int)sizeof beside) return ERR_INVALID;
    err_t err = write_whole(beside, text);
    if (!err && rename(beside, path)) err = fd_error(errno);
    if (err) unlink(beside);
    return err;
}
