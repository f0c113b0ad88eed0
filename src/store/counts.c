// The three numbers staff look at first.
#include "store/internal.h"

err_t store_count(struct store *store, struct store_counts *ret_counts)
{
    struct store_counts counts = {0};
    sqlite3_stmt *row = statement_start(store, COUNTS, NO_ARGS);
    struct reader reader = {.row = row};
    if (statement_next(row)) {
        counts.on_device = read_int(&reader);
        counts.delivered = read_int(&reader);
        counts.needing_you = read_int(&reader);
        counts.oldest_s = read_int(&reader);
    }
    err_t err = statement_finish(row);
    if (err) return err;
    *ret_counts = counts;
    return OK;
}
