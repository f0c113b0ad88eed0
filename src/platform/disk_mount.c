#include "platform/disk_mount.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

// Linux 5.10, not in every C library's header.
#define NO_SYMBOLIC_LINKS 256ul

err_t disk_part_path(const char *device, int part, char to[DISK_PATH])
{
    struct str path = str_from(device);
    bool digit = path.n && path.p[path.n - 1] >= '0' && path.p[path.n - 1] <= '9';
    int n = part ? snprintf(to, DISK_PATH, "%s%s%d", device, digit ? "p" : "", part)
                 : snprintf(to, DISK_PATH, "%s", device);
    return n < 0 || n >= DISK_PATH ? ERR_FULL : OK;
}

static err_t err_of(int error)
{
    if (error == EROFS || error == EACCES) return ERR_READONLY;
    if (error == EBUSY) return ERR_BUSY;
    return ERR_IO;
}

static err_t give_to_group(const char *folder, gid_t group)
{
    struct stat found;
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) return ERR_IO;
    bool good = fstat(fd, &found) == 0 && fchown(fd, (uid_t)-1, group) == 0 &&
                fchmod(fd, (found.st_mode & 07777) | S_IRWXG) == 0;
    close(fd);
    return good ? OK : ERR_READONLY;
}

err_t disk_mount(const char *device, const struct disk_choice *choice, const char *folder, uid_t user,
                 gid_t group)
{
    char path[DISK_PATH], options[128];
    struct buf text = buf_init(options, sizeof options);
    const unsigned long flags = MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_NOATIME | NO_SYMBOLIC_LINKS;
    err_t err = disk_part_path(device, choice->part, path);
    if (err) return err;
    disk_add_options(&text, choice->system, user, group);
    if (mkdir(folder, 0755) && errno != EEXIST) return ERR_IO;
    const char *system = disk_system_name(choice->system), *words = buf_c(&text);
    bool done = mount(path, folder, system, flags, words) == 0, writable = done;
    // Locked against writing: a key or an update can be read from it all the same.
    if (!done && err_of(errno) == ERR_READONLY)
        done = mount(path, folder, system, flags | MS_RDONLY, words) == 0;
    if (!done) return err_of(errno);
    return writable && choice->system == DISK_EXT4 ? give_to_group(folder, group) : OK;
}

err_t disk_unmount(const char *folder, bool now)
{
    return umount2(folder, UMOUNT_NOFOLLOW | (now ? MNT_DETACH : 0)) ? err_of(errno) : OK;
}
