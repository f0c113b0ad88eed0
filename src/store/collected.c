// Items of the queue on their way to staff by a stick.
#include <string.h>

#include "store/internal.h"

static bool read_collected(sqlite3_stmt *from, struct collect_row *to)
{
    struct reader reader = {.row = from};
    to->n = read_int(&reader);
    read_exactly(&reader, to->uid.b, sizeof to->uid.b);
    read_text(&reader, to->partner, sizeof to->partner);
    to->made_s = read_int(&reader);
    struct str sealed = read_bytes(&reader);
    if (sealed.n > sizeof to->sealed) return false;
    memcpy(to->sealed, sealed.p, sealed.n);
    to->sealed_n = sealed.n;
    return !reader.bad;
}

err_t collect_next(struct store *store, bool collected, int64_t after, struct collect_row *ret_row)
{
    sqlite3_stmt *row = statement_start(store, COLLECT_NEXT, ARGS(as_int(collected), as_int(after)));
    bool found = statement_next(row);
    bool good = found && read_collected(row, ret_row);
    err_t err = statement_finish(row);
    if (err) return err;
    if (!found) return ERR_MISSING;
    return good ? OK : ERR_DAMAGED;
}

err_t collect_mark(struct store *store, const struct uid *uids, size_t count, int64_t wall_s)
{
    err_t err = tx_begin(store);
    if (err) return err;
    for (size_t i = 0; i < count && !err; i++)
        err = statement_run(store, COLLECT_MARK, ARGS(as_uid(&uids[i]), as_int(wall_s)));
    return tx_end(store, err);
}

err_t collect_get(struct store *store, struct uid uid, int64_t *ret_first_s, int64_t *ret_last_s)
{
    sqlite3_stmt *row = statement_start(store, COLLECT_GET, ARGS(as_uid(&uid)));
    struct reader reader = {.row = row};
    bool found = statement_next(row);
    int64_t first_s = found ? read_int(&reader) : 0;
    int64_t last_s = found ? read_int(&reader) : 0;
    err_t err = statement_finish(row);
    if (err) return err;
    if (!found) return ERR_MISSING;
    *ret_first_s = first_s;
    *ret_last_s = last_s;
    return OK;
}

err_t collect_count(struct store *store, struct collect_counts *ret_counts)
{
    struct collect_counts counts = {0};
    sqlite3_stmt *row = statement_start(store, COLLECT_COUNT, NO_ARGS);
    struct reader reader = {.row = row};
    if (statement_next(row)) {
        counts.waiting = read_int(&reader);
        counts.collected = read_int(&reader);
        counts.bytes = read_int(&reader);
        counts.last_s = read_int(&reader);
    }
    err_t err = statement_finish(row);
    if (err) return err;
    *ret_counts = counts;
    return OK;
}

err_t collect_let_go(struct store *store, const char *partner, int64_t *ret_count)
{
    err_t err = tx_begin(store);
    if (err) return err;
    err = statement_run(store, COLLECT_LET_GO, ARGS(as_text(partner)));
    int64_t count = err ? 0 : sqlite3_changes64(store->db);
    err = tx_end(store, err);
    if (!err) *ret_count = count;
    return err;
}
