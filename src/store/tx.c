#include "base/check.h"
#include "store/internal.h"

static err_t run(struct store *store, const char *text)
{
    return store_err(sqlite3_exec(store->db, text, NULL, NULL, NULL));
}

err_t tx_begin_at(struct store *store, const char *file, int line)
{
    if (store->tx.file) check_failed("a transaction is open: it began here", store->tx.file, store->tx.line);
    CHECK(store->visits == 0);
    err_t err = run(store, "BEGIN IMMEDIATE");
    if (err) return err;
    store->tx = (struct tx){.file = file, .line = line};
    return OK;
}

err_t tx_end(struct store *store, err_t err)
{
    CHECK(store->tx.file);
    if (!err) {
        store->tx.committing = true;
        err = run(store, "COMMIT");
        store->tx.committing = false;
    }
    // SQLite may have taken it back itself. A rollback that fails leaves its journal for whoever opens next.
    if (!sqlite3_get_autocommit(store->db)) {
        err_t undone = run(store, "ROLLBACK");
        (void)undone;
    }
    store->tx.file = NULL;
    return err;
}

static int must_be_ours(void *self)
{
    const struct store *store = self;
    CHECK(store->tx.file && store->tx.committing);
    return 0;
}

void tx_watch(struct store *store)
{
    sqlite3_commit_hook(store->db, must_be_ours, store);
}

void visit_begin(struct store *store)
{
    store->visits++;
}

void visit_end(struct store *store)
{
    store->visits--;
}
