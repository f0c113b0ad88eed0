#include "platform/disk_probe.h"

#include <blkid/blkid.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SECTOR = 512, AMBIVALENT = -2, NOTHING_FOUND = 1 };

static enum disk_system system_of(const char *type)
{
    static const struct {
        const char *type;
        enum disk_system system;
    } known[] = {{"vfat", DISK_VFAT},
                 {"exfat", DISK_EXFAT},
                 {"ext4", DISK_EXT4},
                 {"crypto_LUKS", DISK_ENCRYPTED},
                 {"BitLocker", DISK_ENCRYPTED}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(type, known[i].type) == 0) return known[i].system;
    return DISK_OTHER;
}

// What stands in `size` bytes from `start` on; size 0: to the end. Two signatures at once are no system.
static err_t probe_system(int fd, blkid_loff_t start, blkid_loff_t size, enum disk_system *ret_system)
{
    const char *type = NULL;
    blkid_probe probe = blkid_new_probe();
    if (!probe) return ERR_FULL;
    bool good = blkid_probe_set_device(probe, fd, start, size) == 0 &&
                blkid_probe_enable_superblocks(probe, 1) == 0 &&
                blkid_probe_set_superblocks_flags(probe, BLKID_SUBLKS_TYPE) == 0;
    int found = good ? blkid_do_safeprobe(probe) : -1;
    if (found == NOTHING_FOUND) *ret_system = DISK_NOTHING;
    if (found == AMBIVALENT) *ret_system = DISK_OTHER;
    if (found == 0)
        *ret_system =
            blkid_probe_lookup_value(probe, "TYPE", &type, NULL) == 0 ? system_of(type) : DISK_OTHER;
    blkid_free_probe(probe);
    return found == -1 ? ERR_IO : OK;
}

static err_t probe_parts(int fd, blkid_partlist list, struct disk *disk)
{
    err_t err = OK;
    disk->part_count = blkid_partlist_numof_partitions(list);
    for (int i = 0; i < disk->part_count && i < DISK_PARTS && !err; i++) {
        blkid_partition part = blkid_partlist_get_partition(list, i);
        disk->parts[i].number = blkid_partition_get_partno(part);
        err = probe_system(fd, blkid_partition_get_start(part) * SECTOR,
                           blkid_partition_get_size(part) * SECTOR, &disk->parts[i].system);
    }
    return err;
}

static err_t probe_table(int fd, struct disk *disk)
{
    blkid_probe probe = blkid_new_probe();
    if (!probe) return ERR_FULL;
    bool good = blkid_probe_set_device(probe, fd, 0, 0) == 0 && blkid_probe_enable_partitions(probe, 1) == 0;
    blkid_partlist list = good ? blkid_probe_get_partitions(probe) : NULL;
    err_t err = !good ? ERR_IO : list ? probe_parts(fd, list, disk) : OK;
    blkid_free_probe(probe);
    return err;
}

// O_EXCL on a block device (Linux): the kernel gives it to one owner only, and a mount, swap or another
// device on any part of it is one.
static int open_alone(const char *device, bool *ret_in_use)
{
    int fd = open(device, O_RDONLY | O_EXCL | O_NONBLOCK | O_CLOEXEC);
    *ret_in_use = fd < 0 && errno == EBUSY;
    return fd;
}

err_t disk_probe(const char *device, struct disk *ret_disk)
{
    struct stat found;
    struct disk disk = {0};
    if (stat(device, &found)) return errno == ENOENT ? ERR_MISSING : ERR_DENIED;
    if (!S_ISBLK(found.st_mode)) return ERR_INVALID;
    int fd = open_alone(device, &disk.in_use);
    if (fd < 0 && !disk.in_use) return errno == EACCES || errno == EPERM ? ERR_DENIED : ERR_IO;
    err_t err = OK;
    if (fd >= 0) {
        err = probe_table(fd, &disk);
        if (!err) err = probe_system(fd, 0, 0, &disk.system);
        close(fd);
    }
    if (!err) *ret_disk = disk;
    return err;
}
