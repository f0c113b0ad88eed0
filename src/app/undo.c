// What a visitor takes back: the disk is asked, and what is said afterwards is what it holds.
#include <string.h>

#include "app/internal.h"
#include "base/log.h"

static bool is_made_here(struct app *app)
{
    struct item item;
    return store_get_item(app->store, app->flow.found.uid, &item) == OK;
}

struct store_cancel app_what_was_found(struct app *app, struct moment now)
{
    static const struct uid none;
    struct flow *flow = &app->flow;
    const struct flow_found *found = &flow->found;
    const struct config_partner *partner = &app->options.config->partners[found->partner];
    struct store_cancel cancel = {.code = found->code,
                                  .made_s = now.wall_s,
                                  .seat = found->seat,
                                  .collected = partner->adapter == ADAPTER_LOCAL};
    bool booked = found->kind == ITEM_APPOINTMENT || found->kind == ITEM_WORKSHOP;
    app_hash_code(app, found->code, cancel.code_hash);
    if (booked && !is_made_here(app)) cancel.elsewhere = &found->slot;
    if (uid_eq(found->uid, none)) app_make_code(app, &flow->arrival.uid, &flow->arrival.code);
    cancel.uid = uid_eq(found->uid, none) ? flow->arrival.uid : store_note_uid(found->uid);
    return cancel;
}

// It is done when nothing waits to be told to anybody: it never left, or staff collect here.
static enum flow_result result_of(struct app *app, const struct store_cancel *cancel)
{
    struct item note;
    if (cancel->collected || store_get_item(app->store, cancel->uid, &note) == ERR_MISSING)
        return RESULT_CONFIRMED;
    return note.state == ITEM_DELIVERED ? RESULT_CONFIRMED : RESULT_NOTED;
}

void app_cancel(struct app *app, struct moment now)
{
    enum flow_result result = RESULT_NOT_DONE;
    struct store_cancel cancel = {0};
    err_t err = ERR_IO;
    if (app_has_store(app)) {
        cancel = app_what_was_found(app, now);
        err = app->faults.cancel_in_words ? OK : store_cancel(app->store, &cancel);
    }
    if (err == ERR_MISSING || err == ERR_EXISTS) err = OK; // taken back before
    if (!err) result = result_of(app, &cancel);
    if (err) log_event(LOG_STORE_FAILED, err, 0);
    app_event(app, now, (struct flow_event){.kind = FLOW_EVENT_UNDONE, .result = result});
    app->poll_ms = now.mono_ms;
    app->store_seen = -1;
    if (!err) app->options.ports.nudge(app->options.ports.self);
}
