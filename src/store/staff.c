// What staff do at the device itself: each deed is written in the very transaction that does it.
#include "store/internal.h"

static err_t add_deed(struct store *store, const struct store_deed *deed)
{
    static const struct uid none;
    bool about = !uid_eq(deed->item, none);
    err_t err = statement_run(store, DEED_ADD,
                              ARGS(as_int(deed->what), as_int(deed->at_s), as_text(deed->who),
                                   about ? as_uid(&deed->item) : as_text(NULL)));
    return err ? err : statement_run(store, DEEDS_DROP, ARGS(as_int(STORE_DEEDS)));
}

err_t store_add_deed(struct store *store, const struct store_deed *deed)
{
    err_t err = tx_begin(store);
    if (err) return err;
    return tx_end(store, add_deed(store, deed));
}

err_t store_each_deed(struct store *store, int most, void *self,
                      void (*visit)(void *self, const struct store_deed *deed))
{
    bool bad = false;
    visit_begin(store);
    sqlite3_stmt *row = statement_start(store, DEEDS_LIST, ARGS(as_int(most)));
    while (!bad && statement_next(row)) {
        struct store_deed deed = {0};
        struct reader reader = {.row = row};
        deed.what = (int)read_below(&reader, 32);
        deed.at_s = read_int(&reader);
        read_text(&reader, deed.who, sizeof deed.who);
        bad = reader.bad;
        if (!bad) visit(self, &deed);
    }
    err_t err = statement_finish(row);
    visit_end(store);
    return err ? err : bad ? ERR_DAMAGED : OK;
}

static err_t find_refused(struct store *store, struct uid uid, struct standing *ret_standing)
{
    err_t err = standing_find(store, uid, ret_standing);
    if (!err && ret_standing->item.state != ITEM_REFUSED) err = ERR_MISSING;
    return err;
}

static err_t send_again(struct store *store, const struct store_deed *deed)
{
    struct standing was;
    err_t err = find_refused(store, deed->item, &was);
    if (!err) err = statement_run(store, ITEM_SEND_AGAIN, ARGS(as_int(was.n)));
    return err ? err : add_deed(store, deed);
}

err_t store_send_again(struct store *store, const struct store_deed *deed)
{
    err_t err = tx_begin(store);
    if (err) return err;
    return tx_end(store, send_again(store, deed));
}

static err_t settle(struct store *store, const struct store_deed *deed)
{
    struct standing was;
    err_t err = find_refused(store, deed->item, &was);
    if (!err) err = item_withdraw(store, &was);
    return err ? err : add_deed(store, deed);
}

err_t store_settle(struct store *store, const struct store_deed *deed)
{
    err_t err = tx_begin(store);
    if (err) return err;
    return tx_end(store, settle(store, deed));
}

err_t store_get_guesses(struct store *store, struct guesses *ret_guesses)
{
    struct guesses guesses = {0};
    sqlite3_stmt *row = statement_start(store, GUESSES_GET, NO_ARGS);
    struct reader reader = {.row = row};
    bool found = statement_next(row);
    if (found) {
        guesses.failures = read_int(&reader);
        guesses.wait_ms = read_int(&reader);
        guesses.at_ms = read_int(&reader);
    }
    err_t err = statement_finish(row);
    if (err) return err;
    if (!found) return ERR_DAMAGED;
    *ret_guesses = guesses;
    return OK;
}

err_t store_keep_guesses(struct store *store, struct guesses guesses)
{
    err_t err = tx_begin(store);
    if (err) return err;
    return tx_end(
        store, statement_run(store, GUESSES_SET,
                             ARGS(as_int(guesses.failures), as_int(guesses.wait_ms), as_int(guesses.at_ms))));
}

err_t store_get_pause(struct store *store, struct pause *ret_pause)
{
    struct pause pause = {0};
    sqlite3_stmt *row = statement_start(store, PAUSE_GET, NO_ARGS);
    struct reader reader = {.row = row};
    bool found = statement_next(row);
    if (found) {
        pause.whole_ms = read_int(&reader);
        pause.left_ms = read_int(&reader);
        pause.at_ms = read_int(&reader);
        pause.until_s = read_int(&reader);
    }
    err_t err = statement_finish(row);
    if (err) return err;
    if (!found) return ERR_DAMAGED;
    *ret_pause = pause;
    return OK;
}

err_t store_keep_pause(struct store *store, struct pause pause)
{
    err_t err = tx_begin(store);
    if (err) return err;
    return tx_end(store, statement_run(store, PAUSE_SET,
                                       ARGS(as_int(pause.whole_ms), as_int(pause.left_ms),
                                            as_int(pause.at_ms), as_int(pause.until_s))));
}
