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
