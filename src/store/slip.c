#include "store/internal.h"

static err_t add_new(struct store *store, const struct uid *job)
{
    int64_t found = 0;
    err_t err = statement_number(store, SLIP_FIND, ARGS(as_uid(job)), &found);
    if (!err && found) err = ERR_EXISTS;
    return err ? err : statement_run(store, SLIP_ADD, ARGS(as_uid(job)));
}

err_t store_begin_slip(struct store *store, struct uid job)
{
    err_t err = tx_begin(store);
    if (err) return err;
    return tx_end(store, add_new(store, &job));
}
