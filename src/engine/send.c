// Requests of deliveries. The intent stands on the disk before the first byte of a PUT leaves.
#include "engine/parts.h"

#include "base/check.h"
#include "sync/body.h"

#include <string.h>

bool is_request(enum item_kind kind)
{
    return kind == ITEM_CALLBACK || kind == ITEM_INTEREST || kind == ITEM_ARRIVAL || kind == ITEM_CANCEL;
}

static bool is_for_requests(const struct tracked *t)
{
    if (t->kind == ITEM_CANCEL) return !t->seated; // beside the booking it is about
    if (t->kind == ITEM_ARRIVAL) return false;
    return t->state == ITEM_FILING || is_request(t->kind);
}

static struct flight *flight_new(struct partner *p)
{
    for (size_t i = 0; i < FLIGHTS; i++)
        if (p->flights[i].call == 0) return &p->flights[i];
    return NULL;
}

static void hold(struct partner *p, struct tracked *t, err_t err, struct moment now)
{
    // Refused before anything was sent: too many under way, or a URL that must not be asked. The second is a
    // mistake of the configuration: no hurry.
    t->due_ms = now.mono_ms + (err == ERR_FULL ? 1000 : PLAN_BACKOFF_MAX_MS);
    if (err != ERR_FULL) p->flush_ms = t->due_ms;
}

static void start(struct engine *e, struct partner *p, struct tracked *t, struct http_request *request,
                  struct moment now)
{
    char name[LIMIT_RESOURCE], copy[SLOT_RESOURCE], memory[LIMIT_URL + 4 * LIMIT_RESOURCE];
    struct buf to = buf_init(name, sizeof name), url = buf_init(memory, sizeof memory);
    bool is_copy = t->state == ITEM_FILING;
    body_copy_resource(t->uid, copy);
    buf_add_format(&to, "%s.ics", is_copy ? copy : t->resource);
    const char *collection = is_for_requests(t) ? p->config->requests_url : p->config->bookings_url;
    caldav_url(&url, str_from(collection), buf_str(&to));
    request->id = ++e->last_call;
    request->url = buf_c(&url);
    request->account = p->account;
    request->depth = -1;
    request->cap = LIMIT_EVENT;
    request->timeout_ms = t->step == PLAN_REPAIR ? REPAIR_MS : PUT_MS;
    struct flight *flight = flight_new(p);
    err_t err = flight ? e->o.http.start(e->o.http.self, request) : ERR_FULL;
    if (err) {
        hold(p, t, err, now);
        return;
    }
    *flight = (struct flight){request->id, t->uid};
    t->flying = true;
}

void send_look(struct engine *e, struct partner *p, struct tracked *t, struct moment now)
{
    struct http_request request = {.method = HTTP_GET};
    start(e, p, t, &request, now);
}

static bool is_todo(struct str body)
{
    return str_find(body, STR("BEGIN:VTODO")) < body.n;
}

// The row's body has been seen to open with the key that there is.
static void put(struct engine *e, struct partner *p, struct tracked *t, const struct outbox_row *row,
                const char *if_match, struct moment now)
{
    struct http_request request = {
        .method = HTTP_PUT,
        .if_match = if_match,
        .if_none_match = !if_match && !(e->o.faults && e->o.faults->claim_by_if_match),
        .content_type = "text/calendar; charset=utf-8",
    };
    CHECK(clear_open_body(e, row, &request.body) == OK);
    t->todo = is_todo(request.body);
    start(e, p, t, &request, now);
    clear_forget(e);
}

// A copy is made again for each try: its name says whose it is, and who finds it there has it.
void send_copy(struct engine *e, struct partner *p, struct tracked *t, struct moment now)
{
    struct outbox_row *row = &e->rows[0];
    err_t err = outbox_get(e->o.store, t->uid, row);
    if (err == ERR_MISSING || (!err && row->sealed_n == 0)) {
        t->due_ms = MOMENT_NEVER; // collected and erased meanwhile
        return;
    }
    if (store_failed(e, err, now)) return;
    if (copy_make(e, p, row, now) != OK) {
        t->due_ms = MOMENT_NEVER;
        return;
    }
    put(e, p, t, row, NULL, now);
}

bool is_late(const struct tracked *t, struct moment now)
{
    return t->created_ms == INT64_MIN || now.mono_ms - t->created_ms > PLAN_REPAIR_MS;
}

// Decided in time, but the partner may have been away since: whoever came second is believed by then.
void send_repair(struct engine *e, struct partner *p, struct tracked *t, struct moment now)
{
    struct outbox_row *row = &e->rows[0];
    if (store_failed(e, outbox_get(e->o.store, t->uid, row), now)) return;
    bool can = t->etag[0] && !is_late(t, now) && clear_can_send(e, row);
    t->repairs = can ? (uint8_t)(t->repairs + 1) : PLAN_REPAIRS;
    if (can)
        put(e, p, t, row, t->etag, now);
    else
        t->step = PLAN_SETTLE; // nothing to repair against or with, or too late: looked at a last time
}

// The bytes are made once and kept: every try sends the same. Only when the device key that opens them is
// gone are they made again, without the name; the token in them stays.
static err_t prepare(struct engine *e, struct partner *p, struct tracked *t, struct outbox_row *row,
                     struct moment now)
{
    bool stable = !e->o.faults || !e->o.faults->token_not_stable;
    if (row->body_n == 0 || t->remake || !stable || !clear_can_send(e, row)) {
        err_t err = body_make(e, p, row, now);
        if (err) return err;
    }
    body_resource(&row->item, t->resource);
    return OK;
}

static bool is_lost_already(struct engine *e, const struct tracked *t, const struct item *item,
                            struct moment now)
{
    bool lost = false;
    if (t->retry || is_request(item->kind)) return false;
    const struct slot *slot = &item->choices[item->choice_now];
    if (has_begun(slot, now)) return true;
    err_t err = store_seat_is_lost(e->o.store, slot, item->seat, &lost);
    return !store_failed(e, err, now) && lost;
}

static bool ready(struct engine *e, struct partner *p, struct tracked *t, struct outbox_row *row,
                  struct moment now)
{
    err_t err = outbox_get(e->o.store, t->uid, row);
    bool over = !err && (row->item.cancelled || row->item.state == ITEM_CANCELLED);
    if (err == ERR_MISSING || over) {
        t->due_ms = MOMENT_NEVER; // erased or taken back meanwhile; the next look forgets or learns it
        p->look = true;
        return false;
    }
    if (store_failed(e, err, now)) return false;
    row->item.reason = t->reason; // it may wait for its commit, and names a note
    if (is_lost_already(e, t, &row->item, now)) {
        seat_lost(e, p, t, now);
        return false;
    }
    if (!store_is_well(e, now)) return false;
    if (prepare(e, p, t, row, now) == OK) return true;
    t->state = ITEM_REFUSED; // larger than any partner takes: cannot happen with a sealed item of ours
    t->reason = REASON_PARTNER_REFUSED;
    t->due_ms = MOMENT_NEVER;
    struct outbox_change change = change_of(t);
    commit_later(e, &change, now);
    return false;
}

static struct outbox_change intent_of(const struct tracked *t, const struct outbox_row *row)
{
    struct outbox_change change = change_of(t);
    change.state = ITEM_SENDING;
    change.resource = t->resource;
    change.body = (struct str){row->body, row->body_n};
    return change;
}

// Erased, or taken back by its visitor, this very moment: not a byte of it leaves.
static err_t intend_each(struct engine *e, struct partner *p, struct tracked **batch,
                         const struct outbox_change *changes, size_t count, bool ret_sent[FLIGHTS])
{
    for (size_t i = 0; i < count; i++) {
        err_t err = outbox_apply(e->o.store, &changes[i], 1);
        if (err && err != ERR_MISSING) return err;
        ret_sent[i] = !err;
        if (!err) continue;
        batch[i]->due_ms = MOMENT_NEVER;
        p->look = true;
    }
    return OK;
}

// Which of them may leave: their intent is on the disk.
static void intend(struct engine *e, struct partner *p, struct tracked **batch, const struct outbox_row *rows,
                   size_t count, struct moment now, bool ret_sent[FLIGHTS])
{
    struct outbox_change changes[FLIGHTS];
    memset(ret_sent, 0, FLIGHTS * sizeof *ret_sent);
    if (commit_now(e, now) != OK) return;
    for (size_t i = 0; i < count; i++)
        changes[i] = intent_of(batch[i], &rows[i]);
    err_t err = outbox_apply(e->o.store, changes, count);
    if (!err) memset(ret_sent, 1, count * sizeof *ret_sent);
    if (err == ERR_MISSING) err = intend_each(e, p, batch, changes, count, ret_sent);
    if (store_failed(e, err, now)) return;
    for (size_t i = 0; i < count; i++) {
        if (!ret_sent[i]) continue;
        batch[i]->state = ITEM_SENDING;
        batch[i]->remake = false;
    }
}

void send_creates(struct engine *e, struct partner *p, struct tracked **batch, size_t count,
                  struct moment now)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (ready(e, p, batch[i], &e->rows[kept], now)) batch[kept++] = batch[i];
    if (kept == 0) return;
    bool sent[FLIGHTS];
    intend(e, p, batch, e->rows, kept, now, sent);
    for (size_t i = 0; i < kept; i++)
        if (sent[i]) put(e, p, batch[i], &e->rows[i], NULL, now);
}
