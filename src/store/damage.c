// Is the file whole, and what happens when it is not. "Damaged" is said only of bytes that could be read: a
// disk that cannot be read, or is full, is an error, because a new file there would hide what was recorded.
#include "store/internal.h"

enum {
    HEADER_VERSIONS = 18, // SQLite's file format: bytes 18 and 19 are 1 for a rollback journal
    CHUNK = 4096,
    LAST_NUMBER = 99, // so many damaged files mean that a person has to look
    LOCK_TRIES = 50,
    LOCK_WAIT_US = 100000,
    NAME_CAP = 1024,
};

static sqlite3_file *file_of(struct store *store)
{
    sqlite3_file *file = NULL;
    sqlite3_file_control(store->db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    return file;
}

static err_t quick_check(struct store *store)
{
    sqlite3_stmt *row = NULL;
    int code = sqlite3_prepare_v2(store->db, "PRAGMA quick_check(1)", -1, &row, NULL);
    if (code) return store_err(code);
    bool whole =
        statement_next(row) && str_eq(str_from((const char *)sqlite3_column_text(row, 0)), STR("ok"));
    err_t err = store_err(sqlite3_finalize(row));
    return err ? err : whole ? OK : ERR_DAMAGED;
}

err_t damage_read_through(struct store *store)
{
    char chunk[CHUNK];
    sqlite3_file *file = file_of(store);
    sqlite3_int64 size = 0;
    int code = file->pMethods->xFileSize(file, &size);
    for (sqlite3_int64 at = 0; !code && at < size; at += CHUNK) {
        code = file->pMethods->xRead(file, chunk, CHUNK, at);
        if (code == SQLITE_IOERR_SHORT_READ) code = SQLITE_OK;
    }
    return store_err(code);
}

// A flipped bit here would make SQLite open the file for reading only, for ever.
static err_t look_at_header(struct store *store)
{
    unsigned char versions[2] = {0};
    sqlite3_file *file = file_of(store);
    int code = file->pMethods->xRead(file, versions, sizeof versions, HEADER_VERSIONS);
    if (code) return store_err(code);
    return versions[0] == 1 && versions[1] == 1 ? OK : ERR_DAMAGED;
}

err_t damage_look_inside(struct store *store)
{
    err_t err = quick_check(store);
    return err ? err : look_at_header(store);
}

err_t damage_look_at_owner(struct store *store, bool *ret_empty)
{
    int64_t pages = 0, application = 0, version = 0;
    err_t err = schema_number(store, "PRAGMA application_id", &application);
    if (!err) err = schema_number(store, "PRAGMA user_version", &version);
    if (!err && application == 0) err = schema_number(store, "PRAGMA page_count", &pages);
    if (err) return err;
    *ret_empty = application == 0 && pages == 0;
    if (*ret_empty) return OK;
    if (application != STORE_APPLICATION) return ERR_DAMAGED;
    return schema_is_beyond(version, schema_step_count) ? ERR_DENIED : OK;
}

// SQLite's own lock on the file: only who holds it may move it, or two programs that start at once would set
// aside each other's new file.
static int lock(sqlite3_file *file, sqlite3_vfs *vfs)
{
    int code = SQLITE_BUSY;
    for (int i = 0; code == SQLITE_BUSY && i < LOCK_TRIES; i++) {
        if (i) vfs->xSleep(vfs, LOCK_WAIT_US);
        code = file->pMethods->xLock(file, SQLITE_LOCK_SHARED);
        if (!code) code = file->pMethods->xLock(file, SQLITE_LOCK_EXCLUSIVE);
        if (code) file->pMethods->xUnlock(file, SQLITE_LOCK_NONE);
    }
    return code;
}

struct names {
    char journal[NAME_CAP], to[NAME_CAP], to_journal[NAME_CAP];
};

static err_t name_all(const char *path, int number, struct names *names)
{
    struct buf journal = buf_init(names->journal, NAME_CAP);
    struct buf to = buf_init(names->to, NAME_CAP), to_journal = buf_init(names->to_journal, NAME_CAP);
    buf_add_format(&journal, "%s-journal", path);
    buf_add_format(&to, "%s.damaged-%d", path, number);
    buf_add_format(&to_journal, "%s.damaged-%d-journal", path, number);
    buf_c(&journal);
    buf_c(&to);
    buf_c(&to_journal);
    return journal.full || to.full || to_journal.full ? ERR_FULL : OK;
}

static err_t name_free(const char *path, sqlite3_vfs *vfs, struct names *names)
{
    for (int number = 1; number <= LAST_NUMBER; number++) {
        int there = 0;
        err_t err = name_all(path, number, names);
        if (!err) err = store_err(vfs->xAccess(vfs, names->to, SQLITE_ACCESS_EXISTS, &there));
        if (err) return err;
        if (!there) return OK;
    }
    return ERR_FULL;
}

// The journal first: it was played back when the file was looked at, so it holds nothing that the file lacks,
// and a journal must never lie beside a file that is not its own.
static err_t move(const char *path, sqlite3_vfs *vfs, const struct files_port *files)
{
    struct names names;
    err_t err = name_free(path, vfs, &names);
    if (err) return err;
    err = files->rename(files->self, names.journal, names.to_journal);
    if (err && err != ERR_MISSING) return err;
    return files->rename(files->self, path, names.to);
}

err_t damage_set_aside(struct store *store, const char *path, const char *vfs_name,
                       const struct files_port *files)
{
    int moved = 0;
    sqlite3_vfs *vfs = sqlite3_vfs_find(vfs_name);
    sqlite3_file *file = file_of(store);
    err_t err = store_err(lock(file, vfs));
    if (err) return err;
    file->pMethods->xFileControl(file, SQLITE_FCNTL_HAS_MOVED, &moved);
    if (!moved) err = move(path, vfs, files);
    file->pMethods->xUnlock(file, SQLITE_LOCK_NONE);
    return err;
}
