// A disk in memory that forgets: what was written stands in the file at once, but is on the platter only
// after a sync of that file; names made or deleted are there only after a sync of the folder. A power cut
// keeps, drops or tears, by seed and out of order, everything that was not synced. All files lie in one
// folder.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rng.h"
#include "base/str.h"

enum { DISK_SECTOR = 512, DISK_NAMES = 64, DISK_NAME = 200 };

struct disk_image {
    uint8_t *p;
    size_t n, cap;
};

struct disk_change { // not synced yet
    bool truncate;
    bool dying; // under way when the machine stopped: a killed process never did it
    int64_t at; // offset, or the new size
    size_t n;
    uint8_t *bytes;
};

struct disk_file {
    struct disk_image now, platter;
    struct disk_change *changes;
    size_t count, cap;
};

struct disk {
    struct disk_entry {
        char name[DISK_NAME];
        struct disk_file *now, *platter; // NULL: no such file
    } entries[DISK_NAMES];
    size_t entry_count;
    struct disk_file **files; // every file that ever was
    size_t file_count;
};

void disk_finish(struct disk *disk);
struct disk_file *disk_find(struct disk *disk, const char *name); // NULL
struct disk_file *disk_make(struct disk *disk, const char *name);
void disk_delete(struct disk *disk, const char *name);
void disk_rename(struct disk *disk, const char *from, const char *to); // durable at once
void disk_sync_folder(struct disk *disk);

void disk_write(struct disk_file *file, const void *bytes, size_t n, int64_t at, bool dying);
void disk_truncate(struct disk_file *file, int64_t size, bool dying);
void disk_sync(struct disk_file *file);

void disk_kill(struct disk *disk); // the process stopped, the machine did not
void disk_power_cut(struct disk *disk, struct rng *rng);
// Are these bytes in a file, in what was written or on the platter?
bool disk_holds(const struct disk *disk, struct str bytes);
