#include "collect/disk.h"

static bool is_usable(enum disk_system system)
{
    return system == DISK_VFAT || system == DISK_EXFAT || system == DISK_EXT4;
}

static enum disk_verdict judge(enum disk_system system)
{
    switch (system) {
    case DISK_NOTHING: return DISK_EMPTY;
    case DISK_VFAT:
    case DISK_EXFAT:
    case DISK_EXT4: return DISK_MOUNT;
    case DISK_ENCRYPTED: return DISK_LOCKED;
    case DISK_OTHER: break;
    }
    return DISK_UNKNOWN;
}

// One part that holds something; parts that hold nothing (a reserved one) do not count.
static enum disk_verdict decide_parts(const struct disk *disk, struct disk_choice *choice)
{
    int filled = 0;
    if (disk->part_count > DISK_PARTS || disk->system != DISK_NOTHING) return DISK_SEVERAL;
    for (int i = 0; i < disk->part_count; i++) {
        if (disk->parts[i].system == DISK_NOTHING) continue;
        filled++;
        *choice = (struct disk_choice){disk->parts[i].number, disk->parts[i].system};
    }
    if (filled > 1) return DISK_SEVERAL;
    return filled ? judge(choice->system) : DISK_EMPTY;
}

enum disk_verdict disk_decide(const struct disk *disk, struct disk_choice *ret_choice)
{
    struct disk_choice choice = {0, disk->system};
    if (disk->in_use) return DISK_IN_USE;
    enum disk_verdict verdict = disk->part_count ? decide_parts(disk, &choice) : judge(disk->system);
    if (verdict == DISK_MOUNT) *ret_choice = choice;
    return verdict;
}

const char *disk_verdict_word(enum disk_verdict verdict)
{
    static const char *const words[] = {
        [DISK_MOUNT] = "ready",   [DISK_IN_USE] = "in-use",   [DISK_EMPTY] = "empty",
        [DISK_LOCKED] = "locked", [DISK_SEVERAL] = "several", [DISK_UNKNOWN] = "unknown",
    };
    return words[verdict];
}

const char *disk_system_name(enum disk_system system)
{
    static const char *const names[] = {[DISK_NOTHING] = "",  [DISK_VFAT] = "vfat",  [DISK_EXFAT] = "exfat",
                                        [DISK_EXT4] = "ext4", [DISK_ENCRYPTED] = "", [DISK_OTHER] = ""};
    return names[system];
}

void disk_add_options(struct buf *to, enum disk_system system, unsigned user, unsigned group)
{
    if (!is_usable(system)) return;
    buf_add(to, STR("errors=remount-ro"));
    if (system == DISK_EXT4) return;
    buf_add_format(to, ",uid=%u,gid=%u,fmask=0177,dmask=0077", user, group);
    buf_add(to, system == DISK_VFAT ? STR(",utf8,flush") : STR(",iocharset=utf8"));
}
