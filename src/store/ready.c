// What was tried by hand, and the screen that the screen program found, for the readiness report.
#include "store/internal.h"

enum { KINDS = 32, PANEL_PX = 1 << 16 };

err_t store_keep_trial(struct store *store, const struct store_trial *trial)
{
    err_t err = tx_begin(store);
    if (err) return err;
    return tx_end(store, statement_run(store, TRIAL_SET,
                                       ARGS(as_int(trial->kind), as_int(trial->good), as_int(trial->value),
                                            as_int(trial->at_s))));
}

err_t store_each_trial(struct store *store, void *self,
                       void (*visit)(void *self, const struct store_trial *trial))
{
    bool bad = false;
    visit_begin(store);
    sqlite3_stmt *row = statement_start(store, TRIALS_LIST, NO_ARGS);
    while (!bad && statement_next(row)) {
        struct store_trial trial = {0};
        struct reader reader = {.row = row};
        trial.kind = (int)read_below(&reader, KINDS);
        trial.good = read_below(&reader, 2);
        trial.value = read_int(&reader);
        trial.at_s = read_int(&reader);
        bad = reader.bad;
        if (!bad) visit(self, &trial);
    }
    err_t err = statement_finish(row);
    visit_end(store);
    return err ? err : bad ? ERR_DAMAGED : OK;
}

err_t store_get_panel(struct store *store, struct store_panel *ret_panel)
{
    struct store_panel panel = {0};
    sqlite3_stmt *row = statement_start(store, PANEL_GET, NO_ARGS);
    struct reader reader = {.row = row};
    bool found = statement_next(row);
    if (found) {
        panel.w = (int)read_below(&reader, PANEL_PX);
        panel.h = (int)read_below(&reader, PANEL_PX);
        panel.jack = read_below(&reader, 2);
    }
    err_t err = statement_finish(row);
    if (err) return err;
    if (!found) return ERR_MISSING;
    if (reader.bad) return ERR_DAMAGED;
    *ret_panel = panel;
    return OK;
}

static err_t replace_panel(struct store *store, const struct store_panel *panel)
{
    err_t err = statement_run(store, PANEL_FORGET, NO_ARGS);
    return err ? err
               : statement_run(store, PANEL_ADD,
                               ARGS(as_int(panel->w), as_int(panel->h), as_int(panel->jack)));
}

err_t store_keep_panel(struct store *store, const struct store_panel *panel)
{
    struct store_panel was;
    err_t err = store_get_panel(store, &was);
    if (!err && was.w == panel->w && was.h == panel->h && was.jack == panel->jack) return OK;
    if (err && err != ERR_MISSING) return err;
    err = tx_begin(store);
    if (err) return err;
    return tx_end(store, replace_panel(store, panel));
}
