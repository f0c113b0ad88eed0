// Sums of whole weeks. What is added is a batch of several visits, in one transaction: see store.h.
#include "store/internal.h"

err_t figures_add(struct store *store, int week, const struct figure_sum *sums, size_t count)
{
    err_t err = tx_begin(store);
    if (err) return err;
    for (size_t i = 0; i < count && !err; i++)
        if (sums[i].n)
            err =
                statement_run(store, FIGURE_ADD, ARGS(as_int(week), as_text(sums[i].id), as_int(sums[i].n)));
    return tx_end(store, err);
}

err_t figures_each(struct store *store, int from_week, int before_week, void *self,
                   void (*visit)(void *self, int week, struct str id, int64_t n))
{
    sqlite3_stmt *row = statement_start(store, FIGURES_EACH, ARGS(as_int(from_week), as_int(before_week)));
    visit_begin(store);
    while (statement_next(row)) {
        struct reader reader = {.row = row};
        int week = (int)read_int(&reader);
        struct str id = read_bytes(&reader);
        visit(self, week, id, read_int(&reader));
    }
    visit_end(store);
    return statement_finish(row);
}
