#include "harness/disk.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"

static void image_resize(struct disk_image *image, size_t n)
{
    if (n > image->cap) {
        image->cap = n * 2;
        image->p = realloc(image->p, image->cap);
        CHECK(image->p);
    }
    if (n > image->n) memset(image->p + image->n, 0, n - image->n);
    image->n = n;
}

static void image_write(struct disk_image *image, const uint8_t *bytes, size_t n, size_t at)
{
    if (n == 0) return;
    if (at + n > image->n) image_resize(image, at + n);
    memcpy(image->p + at, bytes, n);
}

static void image_apply(struct disk_image *image, const struct disk_change *change)
{
    if (change->truncate)
        image_resize(image, (size_t)change->at);
    else
        image_write(image, change->bytes, change->n, (size_t)change->at);
}

static void image_copy(struct disk_image *to, const struct disk_image *from)
{
    image_resize(to, 0);
    image_write(to, from->p, from->n, 0);
}

static void forget_changes(struct disk_file *file)
{
    for (size_t i = 0; i < file->count; i++)
        free(file->changes[i].bytes);
    file->count = 0;
}

static struct disk_change *add_change(struct disk_file *file)
{
    if (file->count == file->cap) {
        file->cap = file->cap ? file->cap * 2 : 16;
        file->changes = realloc(file->changes, file->cap * sizeof *file->changes);
        CHECK(file->changes);
    }
    return &file->changes[file->count++];
}

static struct disk_entry *entry_of(struct disk *disk, const char *name)
{
    for (size_t i = 0; i < disk->entry_count; i++)
        if (strcmp(disk->entries[i].name, name) == 0) return &disk->entries[i];
    return NULL;
}

static struct disk_entry *entry_make(struct disk *disk, const char *name)
{
    struct disk_entry *entry = entry_of(disk, name);
    if (entry) return entry;
    CHECK(disk->entry_count < DISK_NAMES);
    entry = &disk->entries[disk->entry_count++];
    CHECK(str_copy(str_from(name), entry->name, sizeof entry->name) == OK);
    return entry;
}

void disk_finish(struct disk *disk)
{
    for (size_t i = 0; i < disk->file_count; i++) {
        struct disk_file *file = disk->files[i];
        forget_changes(file);
        free(file->changes);
        free(file->now.p);
        free(file->platter.p);
        free(file);
    }
    free(disk->files);
    *disk = (struct disk){0};
}

struct disk_file *disk_find(struct disk *disk, const char *name)
{
    struct disk_entry *entry = entry_of(disk, name);
    return entry ? entry->now : NULL;
}

struct disk_file *disk_make(struct disk *disk, const char *name)
{
    struct disk_file *file = calloc(1, sizeof *file);
    disk->files = realloc(disk->files, (disk->file_count + 1) * sizeof *disk->files);
    CHECK(file && disk->files);
    disk->files[disk->file_count++] = file;
    entry_make(disk, name)->now = file;
    return file;
}

void disk_delete(struct disk *disk, const char *name)
{
    struct disk_entry *entry = entry_of(disk, name);
    if (entry) entry->now = NULL;
}

void disk_rename(struct disk *disk, const char *from, const char *to)
{
    struct disk_file *file = disk_find(disk, from);
    disk_delete(disk, from);
    entry_make(disk, to)->now = file;
    disk_sync_folder(disk);
}

void disk_sync_folder(struct disk *disk)
{
    for (size_t i = 0; i < disk->entry_count; i++)
        disk->entries[i].platter = disk->entries[i].now;
}

void disk_write(struct disk_file *file, const void *bytes, size_t n, int64_t at, bool dying)
{
    struct disk_change *change = add_change(file);
    *change = (struct disk_change){.dying = dying, .at = at, .n = n, .bytes = malloc(n ? n : 1)};
    CHECK(change->bytes);
    memcpy(change->bytes, bytes, n);
    if (!dying) image_apply(&file->now, change);
}

void disk_truncate(struct disk_file *file, int64_t size, bool dying)
{
    struct disk_change *change = add_change(file);
    *change = (struct disk_change){.truncate = true, .dying = dying, .at = size};
    if (!dying) image_apply(&file->now, change);
}

void disk_sync(struct disk_file *file)
{
    for (size_t i = 0; i < file->count; i++)
        image_apply(&file->platter, &file->changes[i]);
    forget_changes(file);
}

void disk_kill(struct disk *disk)
{
    for (size_t i = 0; i < disk->file_count; i++) {
        struct disk_file *file = disk->files[i];
        if (file->count && file->changes[file->count - 1].dying) free(file->changes[--file->count].bytes);
    }
}

static void fill_with_garbage(struct disk_image *image, size_t sector, struct rng *rng)
{
    for (size_t at = sector * DISK_SECTOR; at < (sector + 1) * DISK_SECTOR && at < image->n; at++)
        image->p[at] = (uint8_t)rng_next(rng);
}

// Either only the first sectors of a write arrive, or one of its sectors is left in no state at all.
static void tear(struct disk_image *image, const struct disk_change *change, struct rng *rng)
{
    size_t first = (size_t)change->at / DISK_SECTOR;
    size_t sectors = ((size_t)change->at + change->n + DISK_SECTOR - 1) / DISK_SECTOR - first;
    size_t which = (size_t)rng_below(rng, sectors ? sectors : 1);
    if (rng_below(rng, 2)) {
        size_t arrived = (first + which) * DISK_SECTOR;
        if (arrived > (size_t)change->at)
            image_write(image, change->bytes, arrived - (size_t)change->at, (size_t)change->at);
    } else {
        image_apply(image, change);
        fill_with_garbage(image, first + which, rng);
    }
}

static void shuffle(struct disk_change *changes, size_t count, struct rng *rng)
{
    for (size_t i = count; i > 1; i--) {
        size_t other = (size_t)rng_below(rng, i);
        struct disk_change change = changes[i - 1];
        changes[i - 1] = changes[other];
        changes[other] = change;
    }
}

enum fate { FATE_DROPPED, FATE_KEPT, FATE_MIXED };

static void settle(struct disk_image *platter, const struct disk_change *change, enum fate fate,
                   struct rng *rng)
{
    uint64_t luck = fate == FATE_MIXED ? rng_below(rng, 4) : fate == FATE_KEPT ? 1 : 0;
    if (luck == 0) return;
    if (luck == 3 && !change->truncate)
        tear(platter, change, rng);
    else
        image_apply(platter, change);
}

// Half of the cuts treat all changes of a file alike, because those states are as real and rarely hit by
// chance.
static void cut_file(struct disk_file *file, struct rng *rng)
{
    uint64_t luck = rng_below(rng, 4);
    enum fate fate = luck == 0 ? FATE_DROPPED : luck == 1 ? FATE_KEPT : FATE_MIXED;
    if (fate == FATE_MIXED) shuffle(file->changes, file->count, rng);
    for (size_t i = 0; i < file->count; i++)
        settle(&file->platter, &file->changes[i], fate, rng);
    forget_changes(file);
    image_copy(&file->now, &file->platter);
}

void disk_power_cut(struct disk *disk, struct rng *rng)
{
    for (size_t i = 0; i < disk->file_count; i++)
        cut_file(disk->files[i], rng);
    for (size_t i = 0; i < disk->entry_count; i++) {
        struct disk_entry *entry = &disk->entries[i];
        if (rng_below(rng, 2)) entry->platter = entry->now;
        entry->now = entry->platter;
    }
}

static bool image_holds(struct str image, struct str bytes)
{
    const char *at = image.p, *end = image.p + image.n;
    while (at && (size_t)(end - at) >= bytes.n) {
        at = memchr(at, bytes.p[0], (size_t)(end - at) - bytes.n + 1);
        if (at && memcmp(at, bytes.p, bytes.n) == 0) return true;
        if (at) at++;
    }
    return false;
}

static bool file_holds(const struct disk_file *file, struct str bytes)
{
    if (!file) return false;
    for (size_t i = 0; i < file->count; i++)
        if (!file->changes[i].truncate &&
            image_holds((struct str){(const char *)file->changes[i].bytes, file->changes[i].n}, bytes))
            return true;
    return image_holds((struct str){(const char *)file->now.p, file->now.n}, bytes) ||
           image_holds((struct str){(const char *)file->platter.p, file->platter.n}, bytes);
}

bool disk_holds(const struct disk *disk, struct str bytes)
{
    CHECK(bytes.n > 0);
    for (size_t i = 0; i < disk->entry_count; i++) {
        const struct disk_entry *entry = &disk->entries[i];
        if (file_holds(entry->now, bytes)) return true;
        if (entry->platter != entry->now && file_holds(entry->platter, bytes)) return true;
    }
    return false;
}
