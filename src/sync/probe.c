// The order of a probe. Every stage sends one request, or up to eight, and goes on when all are answered.
#include "sync/probe.h"

#include "base/check.h"
#include "sync/probe_parts.h"

enum {
    TRIES = 4,           // of a step whose answer means nothing
    HURRIED_TRIES = 2,   // while somebody waits for the end
    PAUSE_MS = 500,      // before the second try; doubled for each further one
    PAUSE_MAX_MS = 30000 // whatever Retry-After says
};

// --- going on

void probe_enter(struct probe *p, enum probe_stage stage, unsigned lanes)
{
    CHECK(!p->under_way);
    p->stage = stage;
    p->to_send = lanes;
    p->tries = 0;
    p->pause_ms = 0;
    p->serial++;
}

static void close_up(struct probe *p)
{
    p->closing = true;
    p->to_send = 0;
    if (p->wrote)
        probe_look_at(p, PROBE_BOOKINGS);
    else
        probe_enter(p, PROBE_OVER, 0);
}

void probe_fail(struct probe *p, enum probe_kind kind)
{
    if (p->closing) {
        probe_find(p, PROBE_MAY_REMAIN, probe_where_now(p), 0);
        probe_enter(p, PROBE_OVER, 0);
        return;
    }
    probe_find(p, kind, probe_where_now(p), 0);
    close_up(p);
}

static void spoil(struct probe *p, enum probe_kind kind)
{
    p->spoiled = true;
    probe_find(p, kind, PROBE_BOOKINGS, 0);
}

void probe_conclude(struct probe *p)
{
    probe_judge(p);
    close_up(p);
}

static void after_steps(struct probe *p)
{
    if (p->spoiled)
        probe_conclude(p);
    else
        probe_start_race(p);
}

// --- one at a time

static void on_components(struct probe *p, enum caldav_meaning meaning, const struct http_answer *answer)
{
    bool todo = true;
    if (meaning == CALDAV_GONE) {
        probe_fail(p, PROBE_NOT_THERE);
        return;
    }
    if (meaning == CALDAV_REFUSED) {
        probe_fail(p, PROBE_FORBIDDEN);
        return;
    }
    if (meaning != CALDAV_FOUND || caldav_parse_components(answer->body, &todo) != OK) {
        probe_fail(p, PROBE_UNCLEAR);
        return;
    }
    p->result.no_todo = !todo;
    probe_enter(p, PROBE_CREATE, 1);
}

static void on_create(struct probe *p, enum caldav_meaning meaning)
{
    bool first = p->tries == 0; // a try whose answer was lost may have made it
    if (meaning == CALDAV_REFUSED) {
        probe_fail(p, PROBE_FORBIDDEN);
    } else if (meaning == CALDAV_GONE) {
        probe_fail(p, PROBE_NOT_THERE);
    } else if (meaning == CALDAV_CREATED || meaning == CALDAV_REPLACED || meaning == CALDAV_TAKEN) {
        if (first && meaning != CALDAV_CREATED) spoil(p, PROBE_NO_CREATED);
        probe_enter(p, PROBE_READ, 1);
    } else {
        probe_fail(p, PROBE_UNCLEAR);
    }
}

bool probe_read_stands(struct probe *p, enum caldav_meaning meaning, const struct http_answer *answer)
{
    if (meaning != CALDAV_FOUND && meaning != CALDAV_GONE) {
        probe_fail(p, meaning == CALDAV_REFUSED ? PROBE_FORBIDDEN : PROBE_UNCLEAR);
        return false;
    }
    p->stands = meaning == CALDAV_FOUND ? probe_whose(p, p->name, answer->body) : PROBE_NOBODY;
    return true;
}

static void on_read(struct probe *p, enum caldav_meaning meaning, const struct http_answer *answer)
{
    if (!probe_read_stands(p, meaning, answer)) return;
    if (p->stands == PROBE_WRITER_FIRST) {
        p->result.text_changed = !probe_text_is_whole(p, answer->body);
        probe_enter(p, PROBE_AGAIN, 1);
        return;
    }
    spoil(p, meaning == CALDAV_GONE ? PROBE_NOT_KEPT : PROBE_TOKEN_LOST);
    p->result.text_changed = meaning != CALDAV_GONE;
    probe_enter(p, PROBE_TOKEN, 1);
}

static void on_again(struct probe *p, enum caldav_meaning meaning)
{
    p->again = meaning;
    probe_enter(p, PROBE_READ_AGAIN, 1);
}

// Whatever was said, an answer that let the second in, or a look that shows it, is the same to the first.
static void on_read_again(struct probe *p, enum caldav_meaning meaning, const struct http_answer *answer)
{
    if (!probe_read_stands(p, meaning, answer)) return;
    if (probe_accepted(p->again) || p->stands != PROBE_WRITER_FIRST) spoil(p, PROBE_AGAIN_ACCEPTED);
    probe_enter(p, PROBE_STALE, 1);
}

static void on_stale(struct probe *p, enum caldav_meaning meaning, const struct http_answer *answer)
{
    p->stale = meaning;
    p->result.guarded = caldav_wants_create(answer);
    probe_enter(p, PROBE_READ_STALE, 1);
}

static void on_read_stale(struct probe *p, enum caldav_meaning meaning, const struct http_answer *answer)
{
    int before = p->stands;
    if (!probe_read_stands(p, meaning, answer)) return;
    if (probe_accepted(p->stale) || p->stands != before) spoil(p, PROBE_STALE_ACCEPTED);
    probe_enter(p, PROBE_TOKEN, 1);
}

static void on_token(struct probe *p, const struct http_answer *answer)
{
    p->result.tokens_unreliable = !caldav_refuses_token(answer);
    p->name = PROBE_NAME_SLOT;
    probe_enter(p, PROBE_SLOT, 1);
}

static void on_slot(struct probe *p, enum caldav_meaning meaning)
{
    bool unclear = meaning == CALDAV_AMBIGUOUS || meaning == CALDAV_LATER || meaning == CALDAV_TAKEN;
    p->result.slots_writable = probe_accepted(meaning);
    p->wrote_slot = unclear || p->result.slots_writable;
    if (unclear)
        probe_enter(p, PROBE_READ_SLOT, 1);
    else
        after_steps(p);
}

static void on_read_slot(struct probe *p, enum caldav_meaning meaning)
{
    p->result.slots_writable = meaning == CALDAV_FOUND;
    after_steps(p);
}

// --- answers

static bool try_again(struct probe *p, const struct http_answer *answer)
{
    int64_t told_ms = caldav_retry_after_ms(answer), own_ms = (int64_t)PAUSE_MS << p->tries;
    if (++p->tries >= (p->stopping ? HURRIED_TRIES : TRIES)) return false;
    p->pause_ms = told_ms > own_ms ? told_ms : own_ms;
    if (p->pause_ms > PAUSE_MAX_MS) p->pause_ms = PAUSE_MAX_MS;
    p->to_send = 1;
    return true;
}

bool probe_has_trouble(struct probe *p, enum caldav_meaning meaning, const struct http_answer *answer)
{
    switch (meaning) {
    case CALDAV_UNREACHABLE:
        if (!p->closing || !try_again(p, answer)) probe_fail(p, PROBE_UNREACHABLE);
        return true;
    case CALDAV_CERTIFICATE: probe_fail(p, PROBE_CERTIFICATE); return true;
    case CALDAV_CREDENTIALS: probe_fail(p, PROBE_CREDENTIALS); return true;
    case CALDAV_CAPTIVE: probe_fail(p, PROBE_CAPTIVE); return true;
    case CALDAV_TOO_BIG: probe_fail(p, PROBE_TOO_BIG); return true;
    case CALDAV_AMBIGUOUS:
    case CALDAV_LATER: return try_again(p, answer);
    case CALDAV_CREATED:
    case CALDAV_REPLACED:
    case CALDAV_TAKEN:
    case CALDAV_FOUND:
    case CALDAV_GONE:
    case CALDAV_REFUSED:
    case CALDAV_BAD_TOKEN: return false;
    }
    return false;
}

// The same account has just written into reservations/: who is not let in here is one who may not write here.
static bool is_slot_refusal(const struct probe *p, enum caldav_meaning meaning)
{
    return p->stage == PROBE_SLOT && meaning == CALDAV_CREDENTIALS;
}

static void on_stage(struct probe *p, enum caldav_meaning meaning, const struct http_answer *answer)
{
    switch (p->stage) {
    case PROBE_LOOK: probe_on_look(p, meaning, answer); return;
    case PROBE_SWEEP: probe_on_sweep(p, meaning); return;
    case PROBE_COMPONENTS: on_components(p, meaning, answer); return;
    case PROBE_CREATE: on_create(p, meaning); return;
    case PROBE_READ: on_read(p, meaning, answer); return;
    case PROBE_AGAIN: on_again(p, meaning); return;
    case PROBE_READ_AGAIN: on_read_again(p, meaning, answer); return;
    case PROBE_STALE: on_stale(p, meaning, answer); return;
    case PROBE_READ_STALE: on_read_stale(p, meaning, answer); return;
    case PROBE_TOKEN: on_token(p, answer); return;
    case PROBE_SLOT: on_slot(p, meaning); return;
    case PROBE_READ_SLOT: on_read_slot(p, meaning); return;
    case PROBE_READ_RACE: probe_on_read_race(p, meaning, answer); return;
    case PROBE_RACE:
    case PROBE_OVER: return;
    }
}

static void interrupt(struct probe *p)
{
    probe_find(p, PROBE_INTERRUPTED, PROBE_BOOKINGS, 0);
    close_up(p);
}

// --- the outside of it

void probe_init(struct probe *p, const struct probe_options *options)
{
    *p = (struct probe){.o = *options, .stands = PROBE_NOBODY};
    probe_look_at(p, PROBE_BOOKINGS);
}

bool probe_next(struct probe *p, struct http_request *ret_request)
{
    unsigned lane = 0;
    if (!p->to_send) return false;
    while (!(p->to_send >> lane & 1u))
        lane++;
    probe_ask(p, lane, ret_request);
    p->to_send &= ~(1u << lane);
    p->under_way |= 1u << lane;
    p->pause_ms = 0;
    return true;
}

int64_t probe_pause_ms(const struct probe *p)
{
    return p->to_send ? p->pause_ms : 0;
}

void probe_answer(struct probe *p, const struct http_answer *answer)
{
    unsigned lane = (unsigned)(answer->id & ((1u << PROBE_LANE_BITS) - 1));
    CHECK(answer->id >> PROBE_LANE_BITS == p->serial && (p->under_way >> lane & 1u));
    p->under_way &= ~(1u << lane);
    if (p->stopping && !p->closing) {
        if (!p->under_way) interrupt(p);
        return;
    }
    arena_reset(p->o.arena);
    enum caldav_asked asked = lane == PROBE_LANE_EARLY ? CALDAV_ASKED_GET : probe_asked(p);
    enum caldav_meaning meaning = caldav_read_answer(asked, answer);
    if (p->stage == PROBE_RACE)
        probe_on_race(p, lane, meaning, answer);
    else if (p->stage == PROBE_SWEEP || is_slot_refusal(p, meaning) || !probe_has_trouble(p, meaning, answer))
        on_stage(p, meaning, answer);
    arena_reset(p->o.arena);
}

void probe_stop(struct probe *p)
{
    if (p->stopping) return;
    p->stopping = true;
    if (p->closing) return;
    p->to_send = 0;
    if (!p->under_way) interrupt(p);
}

bool probe_is_over(const struct probe *p)
{
    return p->stage == PROBE_OVER;
}
