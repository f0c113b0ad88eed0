// The one writer of a server that can arbitrate nothing (class C): a mark in reservations/ says which kiosk
// books there. Two kiosks that write it together both wait and look again: the server keeps one. Whoever does
// not see its own mark books nothing, and offers to be called back instead.
#include "engine/parts.h"

#include "base/check.h"
#include "base/log.h"
#include "seal/seal.h"
#include "sync/body.h"

#include <string.h>

enum {
    // Longer than the lease of the one who had the mark before, and than a PUT that was slow: 30 s.
    WAIT_MS = 180000,
    LEASE_MS = 120000,
    LOOK_MS = 600000, // the mark may go, or another come
    ANSWER = 8 << 10,
};

bool writer_is_wanted(const struct partner *p)
{
    return p->server_class == 'C';
}

bool writer_may_book(const struct partner *p, struct moment now)
{
    return !writer_is_wanted(p) ||
           (p->writer.state == WRITER_OURS && now.mono_ms - p->writer.seen_ms < LEASE_MS);
}

bool writer_is_ours(const struct partner *p)
{
    return !writer_is_wanted(p) || p->writer.state == WRITER_OURS;
}

bool writer_is_another(const struct partner *p)
{
    return writer_is_wanted(p) && p->writer.state == WRITER_OTHERS;
}

// Of this device, the same after each restart; says nothing about it.
static err_t own_mark(const struct engine *e, struct uid *ret_uid)
{
    uint8_t key[32];
    err_t err = store_code_key(e->o.store, key);
    if (!err) seal_keyed_hash(key, STR("writer"), ret_uid->b);
    return err;
}

static void ask(struct engine *e, struct partner *p, enum http_method method, struct str body,
                struct moment now)
{
    char memory[LIMIT_URL + LIMIT_RESOURCE];
    struct buf url = buf_init(memory, sizeof memory);
    caldav_url(&url, str_from(p->config->bookings_url), STR(BODY_MARK ".ics"));
    struct http_request request = {
        .id = ++e->last_call,
        .method = method,
        .url = buf_c(&url),
        .account = p->account,
        .depth = -1,
        .if_none_match = method == HTTP_PUT,
        .content_type = method == HTTP_PUT ? "text/calendar; charset=utf-8" : NULL,
        .body = body,
        .cap = ANSWER,
        .timeout_ms = PUT_MS,
    };
    err_t err = e->o.http.start(e->o.http.self, &request);
    p->writer.asked_ms = now.mono_ms;
    p->writer.call = err ? 0 : request.id;
    p->writer.putting = method == HTTP_PUT;
    if (!err) return;
    p->writer.state = WRITER_UNKNOWN;
    p->writer.due_ms = now.mono_ms + PLAN_BACKOFF_MIN_MS;
}

static void put_mark(struct engine *e, struct partner *p, struct moment now)
{
    char memory[4096];
    struct buf body = buf_init(memory, sizeof memory);
    struct uid own;
    if (store_failed(e, own_mark(e, &own), now)) return;
    if (mark_make(e, own, now, &body) != OK) CHECK(false); // a name of a place is short
    ask(e, p, HTTP_PUT, buf_str(&body), now);
}

// Bookings that wait make it look sooner than it would by itself.
static bool is_needed(const struct partner *p, struct moment now)
{
    if (p->writer.state != WRITER_OURS || writer_may_book(p, now)) return false;
    for (size_t i = 0; i < p->tracked_count; i++) {
        const struct tracked *t = &p->tracked[i];
        bool waits = t->step == PLAN_CREATE || t->step == PLAN_PEEK;
        if (waits && !is_request(t->kind) && !t->flying && t->due_ms <= now.mono_ms) return true;
    }
    return false;
}

void writer_turn(struct engine *e, struct partner *p, struct moment now)
{
    if (!writer_is_wanted(p) || p->writer.call) return;
    if (now.mono_ms >= p->writer.due_ms || is_needed(p, now)) ask(e, p, HTTP_GET, STR(""), now);
}

int64_t writer_next(const struct partner *p)
{
    return writer_is_wanted(p) && !p->writer.call ? p->writer.due_ms : MOMENT_NEVER;
}

static void is_ours(struct engine *e, struct partner *p, struct moment now)
{
    if (p->writer.state != WRITER_OURS) log_event(LOG_PARTNER_WRITER, p->number, 0);
    p->writer.state = WRITER_OURS;
    p->writer.seen_ms = p->writer.asked_ms;
    p->writer.due_ms = now.mono_ms + LOOK_MS;
    partner_second(e, p, false);
}

static void is_others(struct engine *e, struct partner *p, struct moment now)
{
    p->writer.state = WRITER_OTHERS;
    p->writer.due_ms = now.mono_ms + LOOK_MS;
    partner_second(e, p, true);
}

static void looked(struct engine *e, struct partner *p, enum caldav_meaning meaning, struct str ics,
                   struct moment now)
{
    struct uid own;
    p->writer.due_ms = now.mono_ms + plan_backoff_ms(++p->writer.failures, -1, &e->rng);
    if (meaning != CALDAV_FOUND) p->writer.state = WRITER_UNKNOWN;
    if (meaning == CALDAV_GONE) put_mark(e, p, now);
    if (meaning != CALDAV_FOUND || store_failed(e, own_mark(e, &own), now)) return;
    p->writer.failures = 0;
    if (mark_is_of(ics, own))
        is_ours(e, p, now);
    else
        is_others(e, p, now);
}

void writer_answered(struct engine *e, struct partner *p, const struct http_answer *answer, struct moment now)
{
    bool putting = p->writer.putting;
    enum caldav_asked asked = putting ? CALDAV_ASKED_PUT : CALDAV_ASKED_GET;
    enum caldav_meaning meaning = caldav_read_answer(asked, answer);
    p->writer.call = 0;
    partner_heard(e, p, asked, meaning, answer, false, now);
    if (!putting) {
        looked(e, p, meaning, answer->body, now);
        return;
    }
    p->writer.refusals = meaning == CALDAV_REFUSED ? (uint8_t)(p->writer.refusals + 1) : 0;
    if (p->writer.refusals >= PLAN_REFUSALS) {
        p->writer.refusals = 0;
        is_others(e, p, now); // it may not say so: then it may not book
        return;
    }
    // Whatever it said: only a look after everybody else had the time to write tells who is the one.
    p->writer.due_ms = now.mono_ms + WAIT_MS;
}
