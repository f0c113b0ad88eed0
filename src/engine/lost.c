// A seat that somebody else has: the next seat of the same slot, then the second choice, then a call-back.
// The same when its moment has passed before the request could leave; where another kiosk is the one writer,
// a call-back at once. Nobody is lost.
#include "engine/parts.h"

#include "base/log.h"

#include <string.h>

bool has_begun(const struct slot *slot, struct moment now)
{
    return now.wall_trusted && slot->start_s <= now.wall_s;
}

static bool take_seat(struct engine *e, const struct item *item, uint8_t choice, struct moment now,
                      struct outbox_change *change)
{
    const struct slot *slot = &item->choices[choice];
    int seat;
    if (has_begun(slot, now)) return false;
    if (strcmp(slot->partner, item->partner) != 0) return false; // another server: not this item's way
    if (store_free_seat(e->o.store, slot, &seat) != OK) return false;
    change->choice_now = choice;
    change->seat = (uint8_t)seat;
    bool too_late = has_begun(&item->choices[item->choice_now], now);
    if (choice != item->choice_now) change->reason = too_late ? REASON_TOO_LATE : REASON_SLOT_TAKEN;
    return true;
}

static struct outbox_change becomes(const struct item *item, enum item_kind kind, enum item_reason reason)
{
    return (struct outbox_change){
        .uid = item->uid,
        .state = ITEM_PENDING,
        .reason = reason,
        .kind = kind,
        .choice_now = item->choice_now,
        .seat = kind == ITEM_CALLBACK ? 0 : item->seat,
        .resource = "",
        .body = STR(""),
    };
}

static struct outbox_change what_else(struct engine *e, const struct item *item, struct moment now)
{
    struct outbox_change change = becomes(item, item->kind, item->reason);
    for (uint8_t choice = item->choice_now; choice < item->choice_count; choice++)
        if (take_seat(e, item, choice, now, &change)) return change;
    bool too_late = has_begun(&item->choices[item->choice_now], now);
    return becomes(item, ITEM_CALLBACK, too_late ? REASON_TOO_LATE : REASON_BOTH_TAKEN);
}

static void start_over(struct tracked *t, const struct outbox_change *change, struct moment now)
{
    t->step = PLAN_CREATE;
    t->state = change->state;
    t->kind = change->kind;
    t->reason = change->reason;
    t->choice_now = change->choice_now;
    t->seat = change->seat;
    t->retry = t->todo = t->lost = false;
    t->resource[0] = '\0';
    t->peeked_ms = INT64_MIN;
    t->refusals = t->repairs = 0;
    t->failures = 0;
    t->due_ms = now.mono_ms;
}

static err_t move(struct engine *e, const struct partner *p, struct tracked *t, struct moment now,
                  struct outbox_change *change)
{
    struct item item;
    err_t err = store_get_item(e->o.store, t->uid, &item);
    if (err) return err;
    const struct slot *slot = &item.choices[item.choice_now];
    bool may_not = writer_is_another(p); // the seat may be free: it is not ours to take
    bool is_taken = !may_not && !has_begun(slot, now);
    if (is_taken) err = store_mark_taken(e->o.store, p->config->id, slot->key, item.seat);
    if (err) return err;
    *change = may_not ? becomes(&item, ITEM_CALLBACK, REASON_NOT_WRITER) : what_else(e, &item, now);
    return outbox_apply(e->o.store, change, 1);
}

// On failure the item stays as it is, and is lost again a little later: never asked about, since a server
// that let it overwrite somebody would show our own token.
void seat_lost(struct engine *e, struct partner *p, struct tracked *t, struct moment now)
{
    t->lost = true;
    t->due_ms = now.mono_ms + STORE_RETRY_MS;
    struct outbox_change change;
    err_t err = commit_now(e, now);
    if (!err) err = move(e, p, t, now, &change);
    if (err == ERR_EXISTS) return; // a visitor took that seat this very moment
    if (err == ERR_MISSING) {      // erased meanwhile
        t->due_ms = MOMENT_NEVER;
        return;
    }
    if (store_failed(e, err, now)) return;
    log_event_of(LOG_ITEM_SEAT_LOST, t->uid, t->choice_now + 1, t->seat);
    start_over(t, &change, now);
    if (change.kind == ITEM_CALLBACK) log_event_of(LOG_ITEM_BECAME_CALLBACK, t->uid, 0, 0);
}
