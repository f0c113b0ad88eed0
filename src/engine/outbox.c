// Which items are open: a light copy of what the store holds, refreshed when the store changed.
#include "engine/parts.h"

#include "base/log.h"

#include <string.h>

struct tracked *tracked_find(struct partner *p, struct uid uid)
{
    for (size_t i = 0; i < p->tracked_count; i++)
        if (uid_eq(p->tracked[i].uid, uid)) return &p->tracked[i];
    return NULL;
}

void tracked_drop(struct partner *p, struct tracked *t)
{
    size_t at = (size_t)(t - p->tracked);
    p->tracked_count--;
    memmove(t, t + 1, (p->tracked_count - at) * sizeof *t);
}

static bool is_open(enum item_state state)
{
    switch (state) {
    case ITEM_PENDING:
    case ITEM_SENDING:
    case ITEM_UNSURE:
    case ITEM_SETTLING:
    case ITEM_FILING: return true;
    case ITEM_DELIVERED:
    case ITEM_REFUSED:
    case ITEM_CANCELLED:
    case ITEM_HELD: return false;
    }
    return false;
}

static void track(void *self, const struct item *item, const char *resource)
{
    struct partner *p = self;
    p->holds = p->holds || item->state == ITEM_HELD;
    if (!is_open(item->state)) return;
    struct tracked *known = tracked_find(p, item->uid);
    if (known) {
        if (item->cancelled) leaving_learned(known);
        return;
    }
    if (p->tracked_count == TRACKED) {
        p->more = true;
        return;
    }
    struct plan_next next = plan_resume(item->state);
    struct tracked t = {
        .uid = item->uid,
        .step = next.step,
        .state = item->state,
        .kind = item->kind,
        .reason = item->reason,
        .choice_now = item->choice_now,
        .seat = item->seat,
        .retry = next.unclear || resource[0],
        .due_ms = INT64_MIN,
        .created_ms = INT64_MIN,
        .peeked_ms = INT64_MIN,
        .gone_ms = INT64_MIN,
        .seated = item->choice_count > 0,
    };
    if (str_copy(str_from(resource), t.resource, sizeof t.resource) != OK) return; // not written by us
    if (item->cancelled) leaving_learned(&t);
    p->tracked[p->tracked_count++] = t;
}

// What stands as SENDING on disk and is not under way was cut off by a restart.
static void note_unsure(struct engine *e, struct partner *p, struct moment now)
{
    for (size_t i = 0; i < p->tracked_count; i++) {
        struct tracked *t = &p->tracked[i];
        if (t->state != ITEM_SENDING || t->flying || t->step != PLAN_ASK) continue;
        if (e->change_count >= BATCH && commit_now(e, now) != OK) return;
        t->state = ITEM_UNSURE;
        struct outbox_change change = change_of(t);
        change.count_try = true;
        commit_later(e, &change, now);
    }
}

static void drop_erased(struct partner *p)
{
    for (size_t i = p->tracked_count; i > 0; i--)
        if (p->tracked[i - 1].due_ms == MOMENT_NEVER) tracked_drop(p, &p->tracked[i - 1]);
}

// Everything decided so far is on disk before the disk is read: nothing finished comes back as open.
void outbox_look(struct engine *e, struct partner *p, struct moment now)
{
    bool room = p->more && p->tracked_count < TRACKED / 2;
    if ((!p->look && !room) || commit_now(e, now) != OK) return;
    p->more = p->holds = false;
    drop_erased(p);
    if (store_failed(e, outbox_each(e->o.store, p->config->id, p, track), now)) return;
    p->look = false;
    note_unsure(e, p, now);
}

struct strays {
    struct engine *e;
    struct outbox_change changes[FLIGHTS];
    size_t count;
};

// An item whose partner left the configuration goes to staff, and comes back when the partner does.
static void find_stray(void *self, const struct item *item, const char *resource)
{
    struct strays *s = self;
    bool known = config_find_partner(s->e->o.config, str_from(item->partner)) != NULL;
    bool lost = !known && is_open(item->state);
    bool found = known && item->state == ITEM_REFUSED && item->reason == REASON_NOT_CONFIGURED;
    if ((!lost && !found) || s->count == FLIGHTS) return;
    s->changes[s->count++] = (struct outbox_change){
        .uid = item->uid,
        .state = lost          ? ITEM_REFUSED
                 : resource[0] ? ITEM_UNSURE
                               : ITEM_PENDING,
        .reason = lost ? REASON_NOT_CONFIGURED : REASON_NONE,
        .kind = item->kind,
        .choice_now = item->choice_now,
        .seat = item->seat,
    };
    if (lost) log_event_of(LOG_ITEM_REFUSED, item->uid, REASON_NOT_CONFIGURED, 0);
}

err_t adopt_strays(struct engine *e)
{
    for (;;) {
        struct strays strays = {.e = e};
        err_t err = outbox_each(e->o.store, NULL, &strays, find_stray);
        if (!err && strays.count == 0) return OK;
        if (!err) err = outbox_apply(e->o.store, strays.changes, strays.count);
        if (err) return err;
    }
}
