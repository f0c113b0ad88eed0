// Mounting the one partition that disk_decide chose: no set-user-id, no devices, no programs, no symbolic
// links followed, whatever is on it.
#pragma once

#include <sys/types.h>

#include "collect/disk.h"

enum { DISK_PATH = 128 };

// "/dev/sda" and 1 make "/dev/sda1"; "/dev/loop0" and 1 make "/dev/loop0p1"; 0 is the disk itself. ERR_FULL.
NODISCARD err_t disk_part_path(const char *device, int part, char to[DISK_PATH]);
// `folder` is made when it is not there. ext4 has owners: its top folder is given to `group`, to write in. A
// device that is locked against writing is mounted to be read. ERR_READONLY: not even that; ERR_IO: the
// system on it is damaged, or the kernel lacks it.
NODISCARD err_t disk_mount(const char *device, const struct disk_choice *choice, const char *folder,
                           uid_t user, gid_t group);
// ERR_BUSY: somebody has a file open on it. `now`: it is gone from the folder all the same.
NODISCARD err_t disk_unmount(const char *folder, bool now);
