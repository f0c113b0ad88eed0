#include <stdlib.h>

#include "base/check.h"
#include "store/internal.h"

enum { BUSY_MS = 5000, KEY_BYTES = 32 };

// mmap would turn a failing disk into SIGBUS, temporary files would leave copies.
static const char settings[] = "PRAGMA cell_size_check = ON;"
                               "PRAGMA trusted_schema = OFF;"
                               "PRAGMA foreign_keys = OFF;"
                               "PRAGMA temp_store = MEMORY;"
                               "PRAGMA mmap_size = 0;"
                               "PRAGMA secure_delete = ON;"
                               "PRAGMA synchronous = FULL;"
                               "PRAGMA journal_mode = TRUNCATE;";

static err_t connect(struct store *store, const char *path, const char *vfs)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX;
    int code = sqlite3_open_v2(path, &store->db, flags, vfs);
    if (code) return store_err(code);
    CHECK(sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL) == SQLITE_OK);
    sqlite3_busy_timeout(store->db, BUSY_MS);
    tx_watch(store);
    return OK;
}

static err_t make_ready(struct store *store, bool *ret_created)
{
    bool empty = true;
    err_t err = damage_look_at_owner(store, &empty);
    if (!err) err = store_err(sqlite3_exec(store->db, settings, NULL, NULL, NULL));
    if (!err && !empty) err = damage_look_inside(store);
    if (!err) err = schema_migrate(store, schema_steps, schema_step_count, ret_created);
    return err ? err : statement_prepare_all(store);
}

static void disconnect(struct store *store)
{
    for (int i = 0; i < STATEMENT_COUNT; i++)
        sqlite3_finalize(store->statements[i]);
    CHECK(sqlite3_close(store->db) == SQLITE_OK);
    *store = (struct store){0};
}

static err_t try_open(struct store *store, const char *path, const char *vfs, enum store_found *ret_found)
{
    bool created = false;
    err_t err = connect(store, path, vfs);
    if (!err) err = make_ready(store, &created);
    if (!err) *ret_found = created ? STORE_CREATED : STORE_OPENED;
    return err;
}

// Damage is believed when it is found twice and everything could be read between: SQLite calls damage what it
// could not read, too. Found a third time, in a file just made, the disk lies.
static err_t open_whole(struct store *store, const char *path, const char *vfs,
                        const struct files_port *files, enum store_found *ret_found)
{
    for (int damaged = 0;; damaged++) {
        err_t err = try_open(store, path, vfs, ret_found);
        if (!err && damaged > 1) *ret_found = STORE_SET_ASIDE;
        if (!err) return OK;
        if (err == ERR_DAMAGED && damaged == 0)
            err = damage_read_through(store);
        else if (err == ERR_DAMAGED && damaged == 1)
            err = damage_set_aside(store, path, vfs, files);
        disconnect(store);
        if (err) return err;
    }
}

err_t store_open(const char *path, const char *vfs, const struct files_port *files, struct store **ret_store,
                 enum store_found *ret_found)
{
    enum store_found found;
    struct store *store = calloc(1, sizeof *store);
    if (!store) return ERR_FULL;
    err_t err = open_whole(store, path, vfs, files, &found);
    if (err) {
        free(store);
        return err;
    }
    *ret_store = store;
    *ret_found = found;
    return OK;
}

void store_close(struct store *store)
{
    if (!store) return;
    disconnect(store);
    free(store);
}

int64_t store_version(struct store *store)
{
    int64_t version;
    // A failure looks like "nothing new": whoever reads or writes next meets it with its name.
    if (!statement_number(store, DATA_VERSION, NO_ARGS, &version)) store->version = version;
    return store->version;
}

err_t store_keep_trusted(struct store *store, int64_t wall_s)
{
    err_t err = tx_begin(store);
    if (err) return err;
    return tx_end(store, statement_run(store, TRUSTED_SET, ARGS(as_int(wall_s))));
}

err_t store_get_trusted(struct store *store, int64_t *ret_wall_s)
{
    err_t err = statement_number(store, TRUSTED_GET, NO_ARGS, ret_wall_s);
    return err == ERR_MISSING ? ERR_DAMAGED : err;
}

err_t store_code_key(struct store *store, uint8_t ret_key[32])
{
    uint8_t key[KEY_BYTES];
    sqlite3_stmt *row = statement_start(store, CODE_KEY, NO_ARGS);
    struct reader reader = {.row = row};
    bool found = statement_next(row);
    if (found) read_exactly(&reader, key, sizeof key);
    err_t err = statement_finish(row);
    if (err) return err;
    if (!found || reader.bad) return ERR_DAMAGED;
    for (size_t i = 0; i < sizeof key; i++)
        ret_key[i] = key[i];
    return OK;
}

// SQLite says "cannot open" for whatever reason; a file that is not there is the only common one.
err_t store_examine(const char *path)
{
    struct store store = {0};
    int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX;
    int code = sqlite3_open_v2(path, &store.db, flags, NULL);
    err_t err = code == SQLITE_CANTOPEN ? ERR_MISSING : store_err(code);
    bool empty = true;
    if (!err) err = damage_look_at_owner(&store, &empty);
    if (!err && !empty) err = damage_look_inside(&store);
    CHECK(sqlite3_close(store.db) == SQLITE_OK);
    return err;
}
