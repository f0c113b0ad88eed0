// Deliveries of one partner: what is due is sent, oldest first; what is answered follows sync/plan.
#include "engine/parts.h"

#include "base/log.h"
#include "sync/body.h"

size_t flights_free(const struct partner *p)
{
    size_t flying = 0;
    for (size_t i = 0; i < FLIGHTS; i++)
        flying += p->flights[i].call != 0;
    return FLIGHTS - flying;
}

static size_t room(const struct partner *p)
{
    size_t flying = FLIGHTS - flights_free(p);
    return flying < p->window ? p->window - flying : 0;
}

static bool has_room(const struct partner *p, const struct tracked *t)
{
    // Half a window of new ones goes out together, so that one commit serves several.
    return t->step == PLAN_CREATE ? room(p) * 2 >= p->window : room(p) > 0;
}

static bool is_due(const struct tracked *t, struct moment now)
{
    return !t->flying && t->due_ms <= now.mono_ms;
}

static bool is_claim(const struct tracked *t)
{
    return !is_request(t->kind) && (t->step == PLAN_CREATE || t->step == PLAN_PEEK);
}

static bool is_fresh(const struct tracked *t, struct moment now)
{
    return t->peeked_ms != INT64_MIN && now.mono_ms - t->peeked_ms <= PEEK_MS;
}

// Where nothing is refused, a seat is claimed by the one writer alone, and right after it was seen to be
// free.
static bool may_write(const struct partner *p, const struct tracked *t, struct moment now)
{
    if (!is_claim(t) || !writer_is_wanted(p)) return true;
    return t->resource[0] && (t->step == PLAN_PEEK || is_fresh(t, now)) && writer_may_book(p, now);
}

static void name_seat(struct engine *e, struct tracked *t, struct moment now)
{
    struct item item;
    if (!store_failed(e, store_get_item(e->o.store, t->uid, &item), now)) body_resource(&item, t->resource);
}

static void prepare_claims(struct engine *e, struct partner *p, struct moment now)
{
    if (!writer_is_wanted(p)) return;
    for (size_t i = 0; i < p->tracked_count; i++) {
        struct tracked *t = &p->tracked[i];
        if (!is_due(t, now) || t->lost || !is_claim(t)) continue;
        if (!is_fresh(t, now)) t->step = PLAN_PEEK;
        if (writer_is_another(p))
            seat_lost(e, p, t, now);
        else if (!t->resource[0])
            name_seat(e, t, now);
    }
}

static void send_looks(struct engine *e, struct partner *p, struct moment now)
{
    for (size_t i = 0; i < p->tracked_count && room(p) > 0; i++) {
        struct tracked *t = &p->tracked[i];
        bool is_look = t->step != PLAN_CREATE && t->state != ITEM_FILING;
        if (!is_due(t, now) || t->lost || !is_look || !may_write(p, t, now)) continue;
        if (t->step == PLAN_REPAIR)
            send_repair(e, p, t, now);
        else
            send_look(e, p, t, now);
    }
}

static void send_new(struct engine *e, struct partner *p, struct moment now)
{
    size_t free = room(p), count = 0;
    struct tracked *batch[FLIGHTS];
    for (size_t i = 0; i < p->tracked_count && count < free; i++) {
        struct tracked *t = &p->tracked[i];
        if (is_due(t, now) && !t->lost && t->step == PLAN_CREATE && has_room(p, t) && may_write(p, t, now))
            batch[count++] = t;
    }
    if (count > 0) send_creates(e, p, batch, count, now);
}

static bool any_claim_is_due(const struct partner *p, struct moment now)
{
    for (size_t i = 0; i < p->tracked_count; i++) {
        const struct tracked *t = &p->tracked[i];
        bool is_new = t->step == PLAN_CREATE && is_due(t, now) && !t->lost && may_write(p, t, now);
        if (is_new || (t->flying && t->state != ITEM_FILING)) return true;
    }
    return false;
}

// Copies go last: nobody waits for them.
static void send_copies(struct engine *e, struct partner *p, struct moment now)
{
    if (any_claim_is_due(p, now)) return;
    for (size_t i = 0; i < p->tracked_count && room(p) > 0; i++) {
        struct tracked *t = &p->tracked[i];
        if (!is_due(t, now) || t->state != ITEM_FILING) continue;
        if (t->step == PLAN_FILE)
            send_copy(e, p, t, now);
        else
            send_look(e, p, t, now);
    }
}

static void lose_again(struct engine *e, struct partner *p, struct moment now)
{
    for (size_t i = 0; i < p->tracked_count; i++)
        if (p->tracked[i].lost && is_due(&p->tracked[i], now)) seat_lost(e, p, &p->tracked[i], now);
}

void deliver_turn(struct engine *e, struct partner *p, struct moment now)
{
    if (p->down || !p->met || now.mono_ms < p->retry_ms || now.mono_ms < p->flush_ms) return;
    if (store_is_well(e, now)) outbox_look(e, p, now);
    if (!store_is_well(e, now)) return;
    writer_turn(e, p, now);
    lose_again(e, p, now);
    prepare_claims(e, p, now);
    send_looks(e, p, now);
    send_new(e, p, now);
    send_copies(e, p, now);
}

static bool is_busy(const struct partner *p)
{
    bool open = false;
    for (size_t i = 0; i < p->tracked_count; i++)
        open = open || p->tracked[i].state != ITEM_FILING;
    return open && flights_free(p) < FLIGHTS;
}

int64_t deliver_next(const struct engine *e, const struct partner *p)
{
    int64_t gate = p->retry_ms > p->flush_ms ? p->retry_ms : p->flush_ms;
    if (e->store_retry_ms > gate) gate = e->store_retry_ms;
    if (p->down || !p->met) return MOMENT_NEVER; // the mirror comes first
    int64_t next = p->look || (p->more && p->tracked_count < TRACKED / 2) ? gate : MOMENT_NEVER;
    int64_t writer = writer_next(p);
    if (writer < next) next = writer > gate ? writer : gate;
    for (size_t i = 0; i < p->tracked_count; i++) {
        const struct tracked *t = &p->tracked[i];
        if (t->flying || (!t->lost && !has_room(p, t))) continue; // an answer comes first
        if (is_claim(t) && !writer_is_ours(p)) continue;          // the mark comes first
        if (t->state == ITEM_FILING && is_busy(p)) continue;      // so do those that somebody waits for
        int64_t due = t->due_ms > gate ? t->due_ms : gate;
        if (due < next) next = due;
    }
    return next;
}

struct str token_now(const struct engine *e, struct uid uid, char to[UID_TEXT])
{
    if (e->o.faults && e->o.faults->token_not_stable) uid.b[0] ^= e->token_tries;
    uid_text(uid, to);
    return str_from(to);
}

// Half a resource proves nothing about what stands in the other half.
static bool is_whole(struct str ics)
{
    return str_ends(str_trim(ics), STR("END:VCALENDAR"));
}

static enum plan_sight sight_of(const struct engine *e, const struct tracked *t, struct str ics)
{
    char text[UID_TEXT];
    struct str token = token_now(e, t->uid, text);
    struct str name = t->state == ITEM_FILING ? STR(BODY_COPY) : STR(BODY_TOKEN);
    if (caldav_has_line(ics, name, token)) return PLAN_SEES_OWN;
    if (!is_whole(ics)) return PLAN_SEES_NOTHING;
    return str_find(ics, name) < ics.n ? PLAN_SEES_OTHER : PLAN_SEES_BARE;
}

static enum caldav_asked asked_of(enum plan_step step)
{
    bool is_put = step == PLAN_CREATE || step == PLAN_REPAIR || step == PLAN_FILE;
    return is_put ? CALDAV_ASKED_PUT : CALDAV_ASKED_GET;
}

// Servers name the precondition (RFC 4791, 5.3.2.1) whatever status they choose.
static bool is_refusal(enum caldav_meaning meaning, struct str body)
{
    return meaning == CALDAV_REFUSED || str_find(body, STR("supported-calendar-component")) < body.n;
}

// A partner that answers PUTs with trouble only is asked less and less, item by item, until one goes through.
// An item that has failed before says nothing new about the partner: it waits alone.
static void adapt(struct engine *e, struct partner *p, const struct tracked *t, enum caldav_meaning meaning,
                  struct moment now)
{
    bool is_trouble = meaning == CALDAV_AMBIGUOUS || meaning == CALDAV_TOO_BIG;
    if ((is_trouble && t->failures > 0) || t->state == ITEM_FILING) return;
    if (is_trouble) {
        p->unclear++;
        p->window = p->window > 1 ? p->window / 2 : 1;
        if (p->unclear >= 3) p->flush_ms = now.mono_ms + plan_backoff_ms(p->unclear - 2, -1, &e->rng);
    } else if (t->step == PLAN_CREATE) {
        p->unclear = 0;
        p->window = p->window * 2 < FLIGHTS ? p->window * 2 : FLIGHTS;
    }
}

static int64_t due_after(struct engine *e, const struct partner *p, struct tracked *t, enum plan_wait wait,
                         struct moment now)
{
    switch (wait) {
    case PLAN_NOW:
    case PLAN_PARTNER_WAITS: return now.mono_ms; // the partner's own gate holds it
    case PLAN_AFTER_SETTLE: return p->server_class == 'B' ? now.mono_ms + PLAN_SETTLE_MS : now.mono_ms;
    case PLAN_AFTER_DOUBT: return now.mono_ms + PLAN_DOUBT_MS;
    case PLAN_AFTER_BACKOFF: return now.mono_ms + plan_backoff_ms(++t->failures, -1, &e->rng);
    }
    return now.mono_ms;
}

static void go_on(struct engine *e, struct partner *p, struct tracked *t, const struct plan_next *next,
                  bool count_try, struct moment now)
{
    bool changed = t->state != next->state;
    t->state = next->state;
    t->due_ms = due_after(e, p, t, next->wait, now);
    if (!changed) return;
    struct outbox_change change = change_of(t);
    change.count_try = count_try;
    if (next->step == PLAN_CREATE && !next->unclear) change.resource = ""; // a first try after a restart too
    commit_later(e, &change, now);
}

// What the visitor was told is true from here on. Its content leaves this device once a sealed copy of it
// stands where no calendar app can drop it (partner-caldav.md, Privacy by custody).
static void file_copy(struct engine *e, struct partner *p, struct tracked *t, struct moment now)
{
    t->state = ITEM_FILING;
    t->step = PLAN_FILE;
    t->refusals = 0;
    t->failures = 0;
    t->due_ms = now.mono_ms;
    log_event_of(LOG_ITEM_DELIVERED, t->uid, p->number, 0);
    struct outbox_change change = change_of(t);
    commit_later(e, &change, now);
}

static void end(struct engine *e, struct partner *p, struct tracked *t, const struct plan_next *next,
                struct moment now)
{
    t->state = next->state;
    if (next->state == ITEM_REFUSED) {
        t->reason = next->reason;
        log_event_of(LOG_ITEM_REFUSED, t->uid, next->reason, 0);
    }
    if (next->fate == PLAN_UNFILED) log_event_of(LOG_COPY_NOT_FILED, t->uid, p->number, 0);
    struct outbox_change change = change_of(t);
    commit_later(e, &change, now);
    tracked_drop(p, t);
}

static void start_over_as_event(struct engine *e, struct partner *p, struct tracked *t, struct moment now)
{
    p->events_only = true;
    t->refusals = 0;
    t->due_ms = now.mono_ms;
    if (t->state == ITEM_FILING) {
        t->step = PLAN_FILE;
        return;
    }
    t->state = ITEM_PENDING;
    t->step = PLAN_CREATE;
    t->retry = t->todo = false;
    t->remake = true; // what waits for its commit is not read back
    struct outbox_change change = change_of(t);
    change.resource = "";
    change.body = STR("");
    commit_later(e, &change, now);
}

// The note of an earlier visitor of this seat was left there: this one is named by its own uid.
static void start_over_as_its_own(struct engine *e, struct tracked *t, struct moment now)
{
    t->reason = REASON_SLOT_TAKEN;
    t->state = ITEM_PENDING;
    t->step = PLAN_CREATE;
    t->retry = t->todo = false;
    t->remake = true;
    t->resource[0] = '\0';
    t->due_ms = now.mono_ms;
    struct outbox_change change = change_of(t);
    change.resource = "";
    change.body = STR("");
    commit_later(e, &change, now);
}

// What is taken back needs no copy: there is nothing in a note, nor in an arrival, and nobody will need the
// rest.
static bool has_copy(const struct tracked *t)
{
    return t->kind != ITEM_CANCEL && t->kind != ITEM_ARRIVAL && !t->leaving;
}

// Somebody wrote another token under the name of a request: no seat to look for, somebody must look.
static const struct plan_next not_ours = {PLAN_TO_STAFF, .state = ITEM_REFUSED,
                                          .reason = REASON_PARTNER_REFUSED};

// Another kiosk announced them first: staff know.
static const struct plan_next told_already = {PLAN_WON, .state = ITEM_DELIVERED};

static void follow(struct engine *e, struct partner *p, struct tracked *t, const struct plan_next *next,
                   bool count_try, struct moment now)
{
    if (leaving_follow(e, p, t, next, now)) return;
    t->step = next->step;
    t->retry = next->unclear;
    if (next->suspect) partner_suspect(e, p);
    switch (next->fate) {
    case PLAN_GOES_ON: go_on(e, p, t, next, count_try, now); return;
    case PLAN_WON:
        if (t->state != ITEM_FILING && has_copy(t) && !clear_was_sent(e, p, t->uid)) {
            file_copy(e, p, t, now);
            return;
        }
        if (t->state != ITEM_FILING) log_event_of(LOG_ITEM_DELIVERED, t->uid, p->number, 0);
        end(e, p, t, next, now);
        return;
    case PLAN_UNFILED:
    case PLAN_TO_STAFF: end(e, p, t, next, now); return;
    case PLAN_LOST:
        if (t->kind == ITEM_CANCEL && t->reason == REASON_NONE)
            start_over_as_its_own(e, t, now);
        else if (t->kind == ITEM_ARRIVAL)
            end(e, p, t, &told_already, now);
        else if (is_request(t->kind))
            end(e, p, t, &not_ours, now);
        else
            seat_lost(e, p, t, now);
        return;
    case PLAN_AS_EVENT: start_over_as_event(e, p, t, now); return;
    }
}

// A first try that "replaced" something is lost to somebody, unless nobody else can be there: a call-back has
// a name of its own, and an exclusive calendar has no other writer. Then it is looked at, as after a retry:
// it was promised.
static bool counts_as_retry(const struct partner *p, const struct tracked *t, enum caldav_meaning meaning)
{
    return t->retry || is_request(t->kind) || (p->config->exclusive && meaning == CALDAV_REPLACED);
}

// Of the planted faults.
static bool is_believed(const struct engine *e, const struct tracked *t, enum caldav_meaning meaning)
{
    const struct engine_faults *faults = e->o.faults;
    if (!faults) return false;
    bool any_2xx = t->step == PLAN_CREATE && (meaning == CALDAV_CREATED || meaning == CALDAV_REPLACED);
    return (faults->forget_before_readback && meaning == CALDAV_CREATED) || (faults->any_2xx_wins && any_2xx);
}

static struct plan_next planned(const struct engine *e, const struct partner *p, const struct tracked *t,
                                enum caldav_meaning meaning, struct str body, struct moment now)
{
    struct plan_answer answer = {
        .step = t->step,
        .meaning = meaning,
        .sight = meaning == CALDAV_FOUND ? sight_of(e, t, body) : PLAN_SEES_NOTHING,
        .retry = counts_as_retry(p, t, meaning),
        .todo = t->todo,
        .server_class = p->server_class,
        .refusals = t->refusals,
        .repairs = t->repairs,
        .late = is_late(t, now),
    };
    struct plan_next next = plan_answered(&answer);
    return is_believed(e, t, meaning) ? (struct plan_next){PLAN_WON, .state = ITEM_DELIVERED} : next;
}

void deliver_answered(struct engine *e, struct partner *p, struct flight *flight,
                      const struct http_answer *answer, struct moment now)
{
    struct tracked *t = tracked_find(p, flight->uid);
    flight->call = 0;
    if (!t) return;
    t->flying = false;
    enum caldav_asked asked = asked_of(t->step);
    enum caldav_meaning meaning = caldav_read_answer(asked, answer);
    if (e->o.faults && e->o.faults->claim_by_if_match && meaning == CALDAV_REPLACED) meaning = CALDAV_CREATED;
    partner_heard(e, p, asked, meaning, answer, false, now);
    adapt(e, p, t, meaning, now);
    if (meaning == CALDAV_CREATED) t->created_ms = now.mono_ms;
    bool is_create = t->step == PLAN_CREATE || t->step == PLAN_FILE;
    if (is_create && is_refusal(meaning, answer->body)) t->refusals++;
    if (str_copy(answer->etag, t->etag, sizeof t->etag) != OK) t->etag[0] = '\0';
    if (t->step == PLAN_PEEK) t->peeked_ms = now.mono_ms;
    struct plan_next next = planned(e, p, t, meaning, answer->body, now);
    follow(e, p, t, &next, t->step == PLAN_CREATE && next.unclear, now);
}
