#include "engine/parts.h"

#include "base/check.h"
#include "base/log.h"

bool store_is_well(const struct engine *e, struct moment now)
{
    return now.mono_ms >= e->store_retry_ms;
}

bool store_failed(struct engine *e, err_t err, struct moment now)
{
    if (!err) return false;
    if (err != e->store_err) log_event(LOG_STORE_FAILED, err, 0);
    e->store_err = err;
    e->store_retry_ms = now.mono_ms + STORE_RETRY_MS;
    return true;
}

// Answers may be committed a little late: until then the disk says SENDING or SETTLING, and after a power cut
// the partner is asked again. Only the intent to send can never be late.
void commit_later(struct engine *e, const struct outbox_change *change, struct moment now)
{
    CHECK(e->change_count < CHANGES);
    if (e->change_count == 0) e->changed_ms = now.mono_ms;
    e->changes[e->change_count++] = *change;
}

// An item that is no longer in the store (its content was collected and erased) must not hold up the others.
static err_t commit_each(struct engine *e)
{
    while (e->change_count > 0) {
        err_t err = outbox_apply(e->o.store, e->changes, 1);
        if (err && err != ERR_MISSING) return err;
        e->change_count--;
        for (size_t i = 0; i < e->change_count; i++)
            e->changes[i] = e->changes[i + 1];
    }
    return OK;
}

// What was just written may have released a note.
static void look_for_notes(struct engine *e)
{
    for (size_t i = 0; i < e->partner_count; i++)
        e->partners[i].look = e->partners[i].look || e->partners[i].holds;
}

static void try_again(struct engine *e)
{
    for (size_t i = 0; i < e->change_count; i++)
        e->changes[i].again = true;
}

err_t commit_now(struct engine *e, struct moment now)
{
    if (e->change_count == 0) return OK;
    err_t err = outbox_apply(e->o.store, e->changes, e->change_count);
    if (err == ERR_MISSING) err = commit_each(e);
    if (err) try_again(e);
    if (store_failed(e, err, now)) return err;
    e->change_count = 0;
    e->store_err = OK;
    look_for_notes(e);
    return OK;
}

static bool anything_flies(const struct engine *e)
{
    for (size_t i = 0; i < e->partner_count; i++)
        if (flights_free(&e->partners[i]) < FLIGHTS) return true;
    return false;
}

void commit_turn(struct engine *e, struct moment now)
{
    if (e->change_count == 0 || !store_is_well(e, now)) return;
    bool worth = e->change_count >= BATCH || now.mono_ms - e->changed_ms >= BATCH_MS || !anything_flies(e);
    if (worth && commit_now(e, now) != OK) return; // remembered, tried again
}

struct outbox_change change_of(const struct tracked *t)
{
    return (struct outbox_change){
        .uid = t->uid,
        .state = t->state,
        .reason = t->reason,
        .kind = t->kind,
        .choice_now = t->choice_now,
        .seat = t->seat,
    };
}
