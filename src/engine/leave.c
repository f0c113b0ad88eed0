// What a visitor takes back while nobody knows whether it is at the partner. It is looked for until that is
// known, and never sent again: what stands there gets the note that waits for it (store/cancel.c), what does
// not stand there never will.
#include "engine/parts.h"

#include "base/log.h"

// Nothing is under way: a look, where another item would be sent again. What is under way is answered first.
void leaving_learned(struct tracked *t)
{
    if (t->leaving || t->state == ITEM_FILING) return;
    t->leaving = true;
    if (t->flying) return;
    if (t->step == PLAN_CREATE || t->step == PLAN_PEEK || t->step == PLAN_REPAIR) t->step = PLAN_ASK;
}

static bool would_be_sent(const struct plan_next *next)
{
    switch (next->step) {
    case PLAN_CREATE:
    case PLAN_PEEK:
    case PLAN_REPAIR: return true;
    case PLAN_ASK:
    case PLAN_SETTLE:
    case PLAN_DOUBT:
    case PLAN_DOUBT_AGAIN:
    case PLAN_FILE:
    case PLAN_FILED: return false;
    }
    return false;
}

// Bytes that left may still arrive: what is not there is looked for once more, as long after as a request
// lasts.
static bool is_looked_for_again(struct tracked *t, const struct plan_next *next, struct moment now)
{
    if (next->step != PLAN_CREATE || !next->unclear) return false;
    if (t->gone_ms == INT64_MIN) t->gone_ms = now.mono_ms;
    return now.mono_ms - t->gone_ms < PLAN_DOUBT_MS;
}

static void withdraw(struct engine *e, struct partner *p, struct tracked *t, struct moment now)
{
    t->state = ITEM_CANCELLED;
    log_event_of(LOG_ITEM_TAKEN_BACK, t->uid, p->number, 0);
    struct outbox_change change = change_of(t);
    commit_later(e, &change, now);
    tracked_drop(p, t);
}

static bool is_on(const struct plan_next *next)
{
    switch (next->fate) {
    case PLAN_GOES_ON: return !would_be_sent(next);
    case PLAN_WON:
    case PLAN_UNFILED:
    case PLAN_TO_STAFF: return true;
    case PLAN_LOST:
    case PLAN_AS_EVENT: return false;
    }
    return true;
}

bool leaving_follow(struct engine *e, struct partner *p, struct tracked *t, const struct plan_next *next,
                    struct moment now)
{
    if (!t->leaving || is_on(next)) return false;
    if (next->fate == PLAN_GOES_ON && is_looked_for_again(t, next, now)) {
        t->step = PLAN_ASK;
        t->retry = true;
        t->due_ms = now.mono_ms + PLAN_DOUBT_MS;
        return true;
    }
    withdraw(e, p, t, now);
    return true;
}
