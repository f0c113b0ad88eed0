// How each partner was when it was last spoken to.
#include "base/check.h"
#include "store/internal.h"

err_t partner_set_condition(struct store *store, const char *partner, enum partner_condition condition)
{
    err_t err = tx_begin(store);
    if (err) return err;
    return tx_end(store, statement_run(store, PARTNER_SET, ARGS(as_text(partner), as_int(condition))));
}

err_t partner_get_condition(struct store *store, const char *partner, enum partner_condition *ret_condition)
{
    int64_t condition;
    err_t err = statement_number(store, PARTNER_GET, ARGS(as_text(partner)), &condition);
    if (err == ERR_MISSING) {
        *ret_condition = PARTNER_OK; // never spoken to: nothing is known against it
        return OK;
    }
    if (err) return err;
    if (condition < PARTNER_OK || condition > PARTNER_SUSPECT) return ERR_DAMAGED;
    *ret_condition = (enum partner_condition)condition;
    return OK;
}

err_t partner_set_probe(struct store *store, const char *partner, const struct partner_probe *probe)
{
    CHECK(probe->server_class >= 'A' && probe->server_class <= 'C');
    err_t err = tx_begin(store);
    if (err) return err;
    return tx_end(store, statement_run(store, PROBE_SET,
                                       ARGS(as_text(partner), as_int(probe->server_class),
                                            as_int(probe->probed_s), as_int(probe->notes))));
}

err_t partner_get_probe(struct store *store, const char *partner, struct partner_probe *ret_probe)
{
    struct partner_probe probe = {0};
    sqlite3_stmt *row = statement_start(store, PROBE_GET, ARGS(as_text(partner)));
    struct reader reader = {.row = row};
    if (statement_next(row)) {
        probe.server_class = (char)read_below(&reader, 'C' + 1);
        probe.probed_s = read_int(&reader);
        probe.notes = (unsigned)read_below(&reader, PARTNER_NOTES_END);
    }
    err_t err = statement_finish(row);
    if (err) return err;
    if (reader.bad) return ERR_DAMAGED;
    *ret_probe = probe;
    return OK;
}

err_t partner_set_second(struct store *store, const char *partner, bool is_second)
{
    err_t err = tx_begin(store);
    if (err) return err;
    return tx_end(store, statement_run(store, SECOND_SET, ARGS(as_text(partner), as_int(is_second))));
}

err_t partner_get_second(struct store *store, const char *partner, bool *ret_is_second)
{
    int64_t is_second = 0;
    err_t err = statement_number(store, SECOND_GET, ARGS(as_text(partner)), &is_second);
    if (err && err != ERR_MISSING) return err;
    *ret_is_second = is_second;
    return OK;
}

err_t partner_set_ahead(struct store *store, const char *partner, int64_t ahead_s)
{
    err_t err = tx_begin(store);
    if (err) return err;
    return tx_end(store, statement_run(store, AHEAD_SET, ARGS(as_text(partner), as_int(ahead_s))));
}

err_t partner_get_ahead(struct store *store, const char *partner, int64_t *ret_ahead_s)
{
    int64_t ahead_s = 0;
    err_t err = statement_number(store, AHEAD_GET, ARGS(as_text(partner)), &ahead_s);
    if (err && err != ERR_MISSING) return err;
    *ret_ahead_s = ahead_s;
    return OK;
}
