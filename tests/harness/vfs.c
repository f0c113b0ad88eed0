#include "harness/vfs.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "harness/disk.h"

struct handle {
    sqlite3_file base; // first: SQLite knows only this part
    struct vfs *vfs;
    struct disk_file *file;
    char name[DISK_NAME];
    int level;        // SQLITE_LOCK_…
    bool sync_folder; // a new journal: its first sync makes its name durable too, as on unix
    bool database, read_only;
    struct handle *next;
};

struct vfs {
    sqlite3_vfs base; // first
    char name[32];
    struct disk disk;
    struct handle *handles;
    struct rng rng;
    uint64_t counts[2], fail_at[2], die_at, struck;
    int fail_code[2];
    bool dead, read_only;
    int64_t room, bad;
    int64_t now_us;
};

static int vfs_number; // makes names of vfs unique

// --- what may go wrong

static int failure(struct vfs *vfs, enum vfs_calls calls)
{
    if (vfs->dead) return SQLITE_IOERR;
    if (++vfs->counts[calls] != vfs->fail_at[calls]) return SQLITE_OK;
    vfs->struck++;
    return vfs->fail_code[calls];
}

// True when the machine stops in the middle of this very step.
static bool dies(struct vfs *vfs)
{
    if (!vfs->dead && vfs->die_at && vfs->counts[VFS_DURABLE] + 1 == vfs->die_at) {
        vfs->counts[VFS_DURABLE]++;
        vfs->struck++;
        vfs->dead = true;
        return true;
    }
    return false;
}

static bool has_room(struct vfs *vfs, const struct disk_file *file, int64_t end)
{
    int64_t growth = end - (int64_t)file->now.n;
    if (growth <= 0 || vfs->room < 0) return true;
    if (growth > vfs->room) return false;
    vfs->room -= growth;
    return true;
}

// --- files

static struct handle *handle_of(sqlite3_file *file)
{
    return (struct handle *)file;
}

static int file_close(sqlite3_file *base)
{
    struct handle *handle = handle_of(base), **at = &handle->vfs->handles;
    while (*at != handle)
        at = &(*at)->next;
    *at = handle->next;
    return SQLITE_OK;
}

static int file_read(sqlite3_file *base, void *to, int n, sqlite3_int64 at)
{
    struct handle *handle = handle_of(base);
    const struct disk_image *image = &handle->file->now;
    memset(to, 0, (size_t)n);
    int code = failure(handle->vfs, VFS_READS);
    if (code) return code;
    if (handle->database && handle->vfs->bad >= at && handle->vfs->bad < at + n) return SQLITE_IOERR_READ;
    size_t there = (size_t)at < image->n ? image->n - (size_t)at : 0;
    if (there > (size_t)n) there = (size_t)n;
    if (there) memcpy(to, image->p + at, there);
    return there == (size_t)n ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int file_write(sqlite3_file *base, const void *bytes, int n, sqlite3_int64 at)
{
    struct handle *handle = handle_of(base);
    if (dies(handle->vfs)) {
        disk_write(handle->file, bytes, (size_t)n, at, true);
        return SQLITE_IOERR_WRITE;
    }
    int code = failure(handle->vfs, VFS_DURABLE);
    if (code) return code;
    if (handle->vfs->read_only || handle->read_only) return SQLITE_READONLY;
    if (!has_room(handle->vfs, handle->file, at + n)) return SQLITE_FULL;
    disk_write(handle->file, bytes, (size_t)n, at, false);
    return SQLITE_OK;
}

static int file_truncate(sqlite3_file *base, sqlite3_int64 size)
{
    struct handle *handle = handle_of(base);
    if (dies(handle->vfs)) {
        disk_truncate(handle->file, size, true);
        return SQLITE_IOERR_TRUNCATE;
    }
    int code = failure(handle->vfs, VFS_DURABLE);
    if (code) return code;
    if (handle->vfs->read_only || handle->read_only) return SQLITE_READONLY;
    if (handle->vfs->room >= 0) handle->vfs->room += (int64_t)handle->file->now.n - size;
    disk_truncate(handle->file, size, false);
    return SQLITE_OK;
}

static int file_sync(sqlite3_file *base, int flags)
{
    struct handle *handle = handle_of(base);
    (void)flags;
    if (dies(handle->vfs)) return SQLITE_IOERR_FSYNC;
    int code = failure(handle->vfs, VFS_DURABLE);
    if (code) return code;
    disk_sync(handle->file);
    if (handle->sync_folder) disk_sync_folder(&handle->vfs->disk);
    handle->sync_folder = false;
    return SQLITE_OK;
}

static int file_size(sqlite3_file *base, sqlite3_int64 *size)
{
    struct handle *handle = handle_of(base);
    if (handle->vfs->dead) return SQLITE_IOERR_FSTAT;
    *size = (sqlite3_int64)handle->file->now.n;
    return SQLITE_OK;
}

static int level_of_others(const struct handle *handle)
{
    int level = SQLITE_LOCK_NONE;
    for (const struct handle *other = handle->vfs->handles; other; other = other->next)
        if (other != handle && other->file == handle->file && other->level > level) level = other->level;
    return level;
}

static int file_lock(sqlite3_file *base, int level)
{
    struct handle *handle = handle_of(base);
    int others = level_of_others(handle);
    if (handle->vfs->dead) return SQLITE_IOERR_LOCK;
    if (handle->level >= level) return SQLITE_OK;
    if (level == SQLITE_LOCK_SHARED && others >= SQLITE_LOCK_PENDING) return SQLITE_BUSY;
    if (level > SQLITE_LOCK_SHARED && others >= SQLITE_LOCK_RESERVED) return SQLITE_BUSY;
    if (level == SQLITE_LOCK_EXCLUSIVE && others >= SQLITE_LOCK_SHARED) {
        handle->level = SQLITE_LOCK_PENDING; // nobody new may read, those who do may finish
        return SQLITE_BUSY;
    }
    handle->level = level;
    return SQLITE_OK;
}

static int file_unlock(sqlite3_file *base, int level)
{
    struct handle *handle = handle_of(base);
    if (handle->level > level) handle->level = level;
    return SQLITE_OK;
}

static int file_check_reserved(sqlite3_file *base, int *reserved)
{
    struct handle *handle = handle_of(base);
    if (handle->vfs->dead) return SQLITE_IOERR_CHECKRESERVEDLOCK;
    *reserved = handle->level >= SQLITE_LOCK_RESERVED || level_of_others(handle) >= SQLITE_LOCK_RESERVED;
    return SQLITE_OK;
}

static int file_control(sqlite3_file *base, int what, void *arg)
{
    struct handle *handle = handle_of(base);
    if (what != SQLITE_FCNTL_HAS_MOVED) return SQLITE_NOTFOUND;
    *(int *)arg = disk_find(&handle->vfs->disk, handle->name) != handle->file;
    return SQLITE_OK;
}

static int file_sector(sqlite3_file *base)
{
    (void)base;
    return DISK_SECTOR;
}

// None: not even that a write leaves its neighbours in the sector alone.
static int file_promises(sqlite3_file *base)
{
    (void)base;
    return 0;
}

static const sqlite3_io_methods methods = {
    .iVersion = 1,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_reserved,
    .xFileControl = file_control,
    .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_promises,
};

// --- the folder

static struct vfs *vfs_of(sqlite3_vfs *base)
{
    return (struct vfs *)base;
}

static struct disk_file *find_or_make(struct vfs *vfs, const char *name, int flags)
{
    struct disk_file *file = disk_find(&vfs->disk, name);
    if (file || !(flags & SQLITE_OPEN_CREATE) || vfs->read_only) return file;
    return disk_make(&vfs->disk, name);
}

static int folder_open(sqlite3_vfs *base, const char *name, sqlite3_file *to, int flags, int *ret_flags)
{
    struct vfs *vfs = vfs_of(base);
    struct handle *handle = handle_of(to);
    bool journal = flags & SQLITE_OPEN_MAIN_JOURNAL;
    memset(handle, 0, sizeof *handle);
    CHECK(name); // a temporary file would be a copy of visitors' content that nobody wipes
    if (vfs->dead) return SQLITE_IOERR;
    if (vfs->read_only && journal && (flags & SQLITE_OPEN_READWRITE)) return SQLITE_CANTOPEN;
    struct disk_file *file = find_or_make(vfs, name, flags);
    if (!file) return SQLITE_CANTOPEN;
    *handle = (struct handle){.base.pMethods = &methods, .vfs = vfs, .file = file};
    handle->sync_folder = journal && (flags & SQLITE_OPEN_CREATE);
    handle->database = flags & SQLITE_OPEN_MAIN_DB;
    handle->read_only = vfs->read_only || (flags & SQLITE_OPEN_READONLY);
    CHECK(str_copy(str_from(name), handle->name, sizeof handle->name) == OK);
    handle->next = vfs->handles;
    vfs->handles = handle;
    if (ret_flags) *ret_flags = handle->read_only ? SQLITE_OPEN_READONLY : flags;
    return SQLITE_OK;
}

static int folder_delete(sqlite3_vfs *base, const char *name, int sync_folder)
{
    struct vfs *vfs = vfs_of(base);
    if (dies(vfs)) return SQLITE_IOERR_DELETE;
    int code = failure(vfs, VFS_DURABLE);
    if (code) return code;
    if (vfs->read_only) return SQLITE_READONLY;
    if (!disk_find(&vfs->disk, name)) return SQLITE_IOERR_DELETE_NOENT;
    disk_delete(&vfs->disk, name);
    if (sync_folder) disk_sync_folder(&vfs->disk);
    return SQLITE_OK;
}

static int folder_access(sqlite3_vfs *base, const char *name, int flags, int *ret_there)
{
    struct vfs *vfs = vfs_of(base);
    if (vfs->dead) return SQLITE_IOERR_ACCESS;
    const struct disk_file *file = disk_find(&vfs->disk, name);
    *ret_there = file && (flags != SQLITE_ACCESS_EXISTS || file->now.n > 0);
    if (flags == SQLITE_ACCESS_READWRITE && vfs->read_only) *ret_there = 0;
    return SQLITE_OK;
}

static int folder_full_name(sqlite3_vfs *base, const char *name, int cap, char *to)
{
    (void)base;
    return str_copy(str_from(name), to, (size_t)cap) == OK ? SQLITE_OK : SQLITE_CANTOPEN;
}

static int machine_random(sqlite3_vfs *base, int n, char *to)
{
    for (int i = 0; i < n; i++)
        to[i] = (char)rng_next(&vfs_of(base)->rng);
    return n;
}

static int machine_sleep(sqlite3_vfs *base, int us)
{
    vfs_of(base)->now_us += us;
    return us;
}

static int machine_time(sqlite3_vfs *base, sqlite3_int64 *julian_ms)
{
    *julian_ms = 212667000000000 + vfs_of(base)->now_us / 1000;
    return SQLITE_OK;
}

static int machine_last_error(sqlite3_vfs *base, int n, char *to)
{
    (void)base, (void)n, (void)to;
    return 0;
}

static err_t files_rename(void *self, const char *from, const char *to)
{
    struct vfs *vfs = self;
    if (dies(vfs)) {
        if (rng_below(&vfs->rng, 2) && disk_find(&vfs->disk, from)) disk_rename(&vfs->disk, from, to);
        return ERR_IO;
    }
    if (failure(vfs, VFS_DURABLE)) return ERR_IO;
    if (vfs->read_only) return ERR_READONLY;
    if (!disk_find(&vfs->disk, from)) return ERR_MISSING;
    disk_rename(&vfs->disk, from, to);
    return OK;
}

// --- the harness's side

struct vfs *vfs_open(uint64_t seed)
{
    struct vfs *vfs = calloc(1, sizeof *vfs);
    CHECK(vfs);
    vfs->rng.state = seed;
    vfs->room = vfs->bad = -1;
    snprintf(vfs->name, sizeof vfs->name, "rebond-sim-%d", vfs_number++);
    vfs->base = (sqlite3_vfs){
        .iVersion = 2,
        .szOsFile = sizeof(struct handle),
        .mxPathname = DISK_NAME - 1,
        .zName = vfs->name,
        .xOpen = folder_open,
        .xDelete = folder_delete,
        .xAccess = folder_access,
        .xFullPathname = folder_full_name,
        .xRandomness = machine_random,
        .xSleep = machine_sleep,
        .xGetLastError = machine_last_error,
        .xCurrentTimeInt64 = machine_time,
    };
    CHECK(sqlite3_vfs_register(&vfs->base, 0) == SQLITE_OK);
    return vfs;
}

void vfs_close(struct vfs *vfs)
{
    if (!vfs) return;
    CHECK(!vfs->handles);
    sqlite3_vfs_unregister(&vfs->base);
    disk_finish(&vfs->disk);
    free(vfs);
}

const char *vfs_name(const struct vfs *vfs)
{
    return vfs->name;
}

struct files_port vfs_files(struct vfs *vfs)
{
    return (struct files_port){.self = vfs, .rename = files_rename};
}

void vfs_die_at(struct vfs *vfs, uint64_t k)
{
    vfs->die_at = k ? vfs->counts[VFS_DURABLE] + k : 0;
}

void vfs_die(struct vfs *vfs)
{
    vfs->dead = true;
}

bool vfs_is_dead(const struct vfs *vfs)
{
    return vfs->dead;
}

static void live_again(struct vfs *vfs)
{
    vfs->dead = false;
    vfs->die_at = 0;
    vfs->fail_at[VFS_READS] = vfs->fail_at[VFS_DURABLE] = 0;
}

void vfs_power_cut(struct vfs *vfs, uint64_t seed)
{
    struct rng rng = {seed};
    CHECK(!vfs->handles);
    disk_power_cut(&vfs->disk, &rng);
    live_again(vfs);
}

// Connections of other programs live on.
void vfs_kill(struct vfs *vfs)
{
    disk_kill(&vfs->disk);
    live_again(vfs);
}

void vfs_fail_at(struct vfs *vfs, enum vfs_calls calls, uint64_t k, int code)
{
    vfs->fail_at[calls] = k ? vfs->counts[calls] + k : 0;
    vfs->fail_code[calls] = code;
}

uint64_t vfs_count(const struct vfs *vfs, enum vfs_calls calls)
{
    return vfs->counts[calls];
}

uint64_t vfs_struck(const struct vfs *vfs)
{
    return vfs->struck;
}

void vfs_set_room(struct vfs *vfs, int64_t bytes)
{
    vfs->room = bytes;
}

void vfs_set_read_only(struct vfs *vfs, bool read_only)
{
    vfs->read_only = read_only;
}

void vfs_set_bad(struct vfs *vfs, int64_t at)
{
    vfs->bad = at;
}

bool vfs_holds(const struct vfs *vfs, struct str bytes)
{
    return disk_holds(&vfs->disk, bytes);
}

bool vfs_exists(struct vfs *vfs, const char *file)
{
    return disk_find(&vfs->disk, file) != NULL;
}

struct str vfs_get_file(struct vfs *vfs, const char *file)
{
    const struct disk_file *found = disk_find(&vfs->disk, file);
    return found ? (struct str){(const char *)found->now.p, found->now.n} : (struct str){"", 0};
}

void vfs_put_file(struct vfs *vfs, const char *file, struct str bytes)
{
    struct disk_file *to = disk_find(&vfs->disk, file);
    if (!to) to = disk_make(&vfs->disk, file);
    disk_truncate(to, 0, false);
    disk_write(to, bytes.p, bytes.n, 0, false);
    disk_sync(to);
    disk_sync_folder(&vfs->disk);
}

int64_t vfs_waited_ms(const struct vfs *vfs)
{
    return vfs->now_us / 1000;
}
