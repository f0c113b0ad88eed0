// Which part of a disk that somebody plugged in may be mounted, and how. Strict: a stick as shops sell it is
// taken, everything else is refused with a reason. Pure: a probe says what the disk holds.
#pragma once

#include <stdbool.h>

#include "base/str.h"

enum disk_system {
    DISK_NOTHING,
    DISK_VFAT,
    DISK_EXFAT,
    DISK_EXT4,
    DISK_ENCRYPTED, // LUKS, BitLocker
    DISK_OTHER,     // anything else, or more than one thing at once
};

enum { DISK_PARTS = 16 };

struct disk {
    bool in_use;             // it or a part of it is mounted, swapped to or held by another device
    enum disk_system system; // of the whole, as if there were no partitions
    int part_count;          // of its partition table; may be more than are kept
    struct disk_part {
        int number;
        enum disk_system system;
    } parts[DISK_PARTS];
};

enum disk_verdict {
    DISK_MOUNT,
    DISK_IN_USE,
    DISK_EMPTY,   // nothing that could hold a file
    DISK_LOCKED,  // encrypted
    DISK_SEVERAL, // more than one part: nobody knows which is meant
    DISK_UNKNOWN, // another file system
};

struct disk_choice {
    int part; // number of the partition; 0: the whole disk
    enum disk_system system;
};

enum disk_verdict disk_decide(const struct disk *disk,
                              struct disk_choice *ret_choice); // with DISK_MOUNT only
// One word for the state file: "ready", "in-use", "empty", "locked", "several", "unknown".
const char *disk_verdict_word(enum disk_verdict verdict);

// The kernel's name of a system that may be mounted; "" of any other.
const char *disk_system_name(enum disk_system system);
// The options of that system, besides the flags that all get: files of FAT have no owner, so everything on it
// is of this user and group, and nobody else's. Nothing on it can be executed.
void disk_add_options(struct buf *to, enum disk_system system, unsigned user, unsigned group);
