// One pass over the partner's collections: bookings first, since deliveries wait for them, then slots. The
// listing by token, by an empty token, by PROPFIND: whatever the server can do.
#include "engine/parts.h"

#include "base/log.h"

#include <string.h>

enum { PAGES = 1000 }; // a server that never ends its listing is not listened to

const char *mirror_url(const struct partner *p)
{
    return p->mirror.collection == MIRROR_SLOTS ? p->config->slots_url : p->config->bookings_url;
}

err_t mirror_ask(struct engine *e, struct partner *p, struct http_request *request)
{
    request->id = ++e->last_call;
    request->account = p->account;
    request->cap = LIMIT_ANSWER;
    request->timeout_ms = REPORT_MS;
    err_t err = e->o.http.start(e->o.http.self, request);
    p->mirror.call = err ? 0 : request->id;
    return err;
}

static void ask_listing(struct engine *e, struct partner *p, enum mirror_phase phase, struct moment now)
{
    struct mirror *m = &p->mirror;
    struct buf body = buf_init(e->body, sizeof e->body);
    m->phase = phase;
    if (phase == MIRROR_SYNC)
        caldav_encode_sync(&body, str_from(m->new_token));
    else
        caldav_encode_list(&body);
    struct http_request request = {
        .method = phase == MIRROR_SYNC ? HTTP_REPORT : HTTP_PROPFIND,
        .url = mirror_url(p),
        .depth = 1,
        .content_type = "application/xml; charset=utf-8",
        .body = buf_str(&body),
    };
    if (mirror_ask(e, p, &request) != OK) mirror_failed(e, p, now);
}

static void start_over(struct engine *e, struct partner *p, enum mirror_phase phase, struct moment now)
{
    struct mirror *m = &p->mirror;
    list_free(&m->list);
    m->whole = true;
    m->pages = 0;
    m->new_token[0] = '\0';
    ask_listing(e, p, phase, now);
}

void mirror_start_over(struct engine *e, struct partner *p, struct moment now)
{
    p->mirror.kept_token[0] = '\0';
    say_once(p, ODD_OVER, p->mirror.collection);
    start_over(e, p, MIRROR_SYNC, now);
}

static void start_collection(struct engine *e, struct partner *p, enum mirror_collection collection,
                             struct moment now)
{
    struct mirror *m = &p->mirror;
    struct mirror_state state;
    m->collection = collection;
    say_again(p, now);
    if (store_failed(e, mirror_get_state(e->o.store, p->config->id, collection, &state), now)) {
        mirror_failed(e, p, now);
        return;
    }
    if (collection == MIRROR_SLOTS) p->window_day = state.window_day;
    memcpy(m->kept_token, state.token, sizeof m->kept_token);
    memcpy(m->kept_identity, state.identity, sizeof m->kept_identity);
    bool daily = now.mono_ms >= m->whole_ms[collection];
    if (daily) m->no_sync[collection] = false;
    if (daily || m->no_sync[collection] || !state.token[0] || m->refetch[collection]) {
        start_over(e, p, m->no_sync[collection] ? MIRROR_LIST : MIRROR_SYNC, now);
        return;
    }
    m->whole = false;
    m->pages = 0;
    memcpy(m->new_token, state.token, sizeof m->new_token);
    ask_listing(e, p, MIRROR_SYNC, now);
}

// Recurrences reach into a new day at its end, and bookings into the window that are not kept in full.
static void follow_the_day(struct engine *e, struct partner *p, struct moment now)
{
    int64_t day = local_day(e, now);
    if (p->window_day == 0 || p->window_day == day) return;
    if (store_failed(e, expand_all(e, p, now), now)) return;
    p->window_day = day;
    p->mirror.refetch[MIRROR_BOOKINGS] = true;
    p->mirror.next_ms = now.mono_ms;
}

void mirror_turn(struct engine *e, struct partner *p, struct moment now)
{
    struct mirror *m = &p->mirror;
    if (m->phase != MIRROR_IDLE || now.mono_ms < p->retry_ms || !store_is_well(e, now)) return;
    follow_the_day(e, p, now);
    if (now.mono_ms < m->next_ms && !p->down) return;
    start_collection(e, p, MIRROR_BOOKINGS, now);
}

static void end_pass(struct partner *p, struct moment now)
{
    struct mirror *m = &p->mirror;
    list_free(&m->list);
    m->phase = MIRROR_IDLE;
    m->call = 0;
    m->last_ms = now.mono_ms;
}

void mirror_failed(struct engine *e, struct partner *p, struct moment now)
{
    struct mirror *m = &p->mirror;
    if (m->failures++ == 0) log_event(LOG_MIRROR_FAILED, p->number, m->collection);
    end_pass(p, now);
    m->next_ms = now.mono_ms + plan_backoff_ms(m->failures, -1, &e->rng);
    if (p->down && p->retry_ms <= now.mono_ms) p->retry_ms = m->next_ms;
    partner_met(e, p, now); // what can be written need not wait for what cannot be read
}

void mirror_done(struct engine *e, struct partner *p, struct moment now)
{
    struct mirror *m = &p->mirror;
    list_free(&m->list);
    m->refetch[m->collection] = false;
    if (m->whole) m->whole_ms[m->collection] = now.mono_ms + WHOLE_MS;
    if (m->collection == MIRROR_BOOKINGS) {
        partner_met(e, p, now);
        start_collection(e, p, MIRROR_SLOTS, now);
        return;
    }
    m->failures = 0;
    end_pass(p, now);
    m->next_ms = now.mono_ms + plan_mirror_ms(&e->rng);
    int64_t day = local_day(e, now);
    if (p->window_day == day) return;
    if (!store_failed(e, expand_all(e, p, now), now)) p->window_day = day;
}

// A listing that cannot be used: the next way of asking.
static void ask_otherwise(struct engine *e, struct partner *p, struct moment now)
{
    struct mirror *m = &p->mirror;
    if (m->phase == MIRROR_LIST) {
        mirror_failed(e, p, now);
    } else if (!m->whole) {
        mirror_start_over(e, p, now);
    } else {
        m->no_sync[m->collection] = true;
        start_over(e, p, MIRROR_LIST, now);
    }
}

static void listed(struct engine *e, struct partner *p, struct str xml, struct moment now)
{
    struct mirror *m = &p->mirror;
    struct str token;
    bool more;
    err_t err = list_add_page(&m->list, xml, &token, &more);
    if (err == ERR_FULL) {
        mirror_failed(e, p, now);
        return;
    }
    if (err) say_once(p, ODD_SENSELESS, 207);
    bool usable = !err && (m->phase == MIRROR_LIST || token.n > 0) && m->pages < PAGES;
    if (usable) usable = str_copy(token, m->new_token, sizeof m->new_token) == OK;
    if (!usable) {
        ask_otherwise(e, p, now);
        return;
    }
    m->pages++;
    if (more && m->phase == MIRROR_SYNC)
        ask_listing(e, p, MIRROR_SYNC, now);
    else
        fetch_start(e, p, now);
}

static enum caldav_asked asked_of(enum mirror_phase phase)
{
    switch (phase) {
    case MIRROR_IDLE:
    case MIRROR_ONE: return CALDAV_ASKED_GET;
    case MIRROR_LIST: return CALDAV_ASKED_LIST;
    case MIRROR_SYNC:
    case MIRROR_FETCH: return CALDAV_ASKED_REPORT;
    }
    return CALDAV_ASKED_GET;
}

// Another server's token leads nowhere, and its ETags compare to nothing. One that shows itself now under one
// name and now under another is read anew once in an hour at most.
static bool has_changed_hands(struct partner *p, const struct http_answer *answer, struct moment now)
{
    struct mirror *m = &p->mirror;
    bool other = is_other_server(p, answer);
    if (!other || m->pages > 0 || m->refetch[m->collection] || now.mono_ms < m->anew_ms[m->collection])
        return false;
    log_event(LOG_MIRROR_OTHER, p->number, m->collection);
    m->anew_ms[m->collection] = now.mono_ms + DOUBT_MS;
    m->refetch[m->collection] = true;
    return true;
}

static void listing_answered(struct engine *e, struct partner *p, enum caldav_meaning meaning,
                             const struct http_answer *answer, struct moment now)
{
    if (meaning == CALDAV_FOUND) {
        hear_clock(e, p, answer, now);
        if (has_changed_hands(p, answer, now) && !p->mirror.whole)
            mirror_start_over(e, p, now);
        else
            listed(e, p, answer->body, now);
    } else if (answer->failure == HTTP_DONE) { // each server has its own status for "not like this"
        ask_otherwise(e, p, now);
    } else {
        mirror_failed(e, p, now);
    }
}

void mirror_answered(struct engine *e, struct partner *p, const struct http_answer *answer, struct moment now)
{
    struct mirror *m = &p->mirror;
    m->call = 0;
    enum caldav_asked asked = asked_of(m->phase);
    enum caldav_meaning meaning = caldav_read_answer(asked, answer);
    bool is_private = m->phase == MIRROR_ONE && meaning == CALDAV_REFUSED; // one event, not the account
    if (!is_private) partner_heard(e, p, asked, meaning, answer, true, now);
    if (meaning == CALDAV_TOO_BIG && m->phase != MIRROR_ONE) say_once(p, ODD_TOO_BIG, LIMIT_ANSWER);
    if (p->down || now.mono_ms < p->retry_ms)
        mirror_failed(e, p, now);
    else if (m->phase == MIRROR_SYNC || m->phase == MIRROR_LIST)
        listing_answered(e, p, meaning, answer, now);
    else
        fetch_answered(e, p, meaning, answer, now);
}
