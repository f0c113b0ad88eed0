#include "sync/plan.h"

#include "base/check.h"

#define BIT(x) (1u << (unsigned)(x))
#define ANY (~0u)

enum { FIRST = BIT(0), RETRY = BIT(1), CLASS_A = BIT(0), CLASS_B = BIT(1), CLASS_C = BIT(2) };

#define ALONE (CLASS_A | CLASS_C) // nobody overwrites: the server forbids it, or nobody else writes

// One line of the table: where all its masks match, `next` happens. The first line that matches counts.
struct line {
    unsigned steps, meanings, sights, tries, classes;
    struct plan_next next;
};

#define DOUBTS (BIT(PLAN_DOUBT) | BIT(PLAN_DOUBT_AGAIN))
#define NOT_SENT (BIT(CALDAV_UNREACHABLE) | BIT(CALDAV_CERTIFICATE))
#define NOT_NOW (NOT_SENT | BIT(CALDAV_CREDENTIALS) | BIT(CALDAV_LATER) | BIT(CALDAV_CAPTIVE))
#define TAKES_NOTHING (NOT_NOW | BIT(CALDAV_REFUSED)) // a GET that is refused is a matter of credentials

#define GO(step, wait, state) .next = {PLAN_GOES_ON, step, wait, state, REASON_NONE, false, false}
#define GO_UNCLEAR(step, wait, state) .next = {PLAN_GOES_ON, step, wait, state, REASON_NONE, false, true}
#define END(fate, state, reason, suspect)                                                                    \
    {                                                                                                        \
        fate, PLAN_CREATE, PLAN_NOW, state, reason, suspect, false                                           \
    }
#define WON END(PLAN_WON, ITEM_DELIVERED, REASON_NONE, false)
#define UNFILED END(PLAN_UNFILED, ITEM_DELIVERED, REASON_NONE, false)
#define LOST END(PLAN_LOST, ITEM_PENDING, REASON_SLOT_TAKEN, false)
#define LOST_SUSPECT END(PLAN_LOST, ITEM_PENDING, REASON_SLOT_TAKEN, true)
#define STAFF_DELETED END(PLAN_TO_STAFF, ITEM_REFUSED, REASON_DELETED_BY_STAFF, false)

static const struct line create_table[] = {
    // PUT, If-None-Match: *
    {ANY, BIT(CALDAV_CREATED), ANY, ANY, ANY, GO_UNCLEAR(PLAN_SETTLE, PLAN_AFTER_SETTLE, ITEM_SETTLING)},
    {ANY, BIT(CALDAV_REPLACED), ANY, FIRST, CLASS_A, LOST_SUSPECT},
    // Class C says anything: a look before showed that nothing was there, one after it tells what is.
    {ANY, BIT(CALDAV_REPLACED), ANY, ANY, CLASS_C, GO_UNCLEAR(PLAN_ASK, PLAN_NOW, ITEM_UNSURE)},
    // Class B lets one of two at once overwrite the other and says so to it, which is us. Whoever was told
    // "created"
    // repairs that soon; when nobody does, nobody else believes to have this seat, and leaving it would leave
    // our name
    // on it.
    {ANY, BIT(CALDAV_REPLACED), ANY, ANY, ANY, GO(PLAN_DOUBT, PLAN_NOW, ITEM_UNSURE)},
    {ANY, NOT_SENT, ANY, FIRST, ANY, GO(PLAN_CREATE, PLAN_PARTNER_WAITS, ITEM_PENDING)},
    {ANY, NOT_NOW, ANY, ANY, ANY, GO_UNCLEAR(PLAN_ASK, PLAN_PARTNER_WAITS, ITEM_UNSURE)},
    // "Taken" says that this PUT did nothing: what follows a first try is a first try again.
    {ANY, BIT(CALDAV_TAKEN), ANY, ANY, ANY, GO(PLAN_ASK, PLAN_NOW, ITEM_UNSURE)},
    {ANY, ANY, ANY, ANY, ANY, GO_UNCLEAR(PLAN_ASK, PLAN_NOW, ITEM_UNSURE)},
};
static const struct line look_table[] = {
    // GET, because of doubt about a PUT. On class B it may have overwritten somebody, who repairs that soon:
    // what
    // still is ours later is ours.
    {BIT(PLAN_ASK), BIT(CALDAV_FOUND), BIT(PLAN_SEES_OWN), ANY, ALONE, WON},
    {BIT(PLAN_ASK), BIT(CALDAV_FOUND), BIT(PLAN_SEES_OWN), ANY, CLASS_B,
     GO(PLAN_DOUBT_AGAIN, PLAN_AFTER_DOUBT, ITEM_UNSURE)},
    {BIT(PLAN_ASK), BIT(CALDAV_FOUND), BIT(PLAN_SEES_OTHER), ANY, ANY, LOST},
    {BIT(PLAN_ASK), BIT(CALDAV_FOUND), BIT(PLAN_SEES_BARE), FIRST, ANY, LOST},
    // It may be ours: a second choice now could give one visitor two appointments.
    {BIT(PLAN_ASK), BIT(CALDAV_FOUND), BIT(PLAN_SEES_BARE), RETRY, ANY, STAFF_DELETED},
    {BIT(PLAN_ASK), BIT(CALDAV_GONE), ANY, ANY, ANY, GO(PLAN_CREATE, PLAN_AFTER_BACKOFF, ITEM_PENDING)},
    {BIT(PLAN_ASK), TAKES_NOTHING, ANY, ANY, ANY, GO(PLAN_ASK, PLAN_PARTNER_WAITS, ITEM_UNSURE)},
    {BIT(PLAN_ASK), ANY, ANY, ANY, ANY, GO(PLAN_ASK, PLAN_AFTER_BACKOFF, ITEM_UNSURE)},

    // GET, because the partner said "created"
    {BIT(PLAN_SETTLE), BIT(CALDAV_FOUND), BIT(PLAN_SEES_OWN), ANY, ANY, WON},
    {BIT(PLAN_SETTLE), BIT(CALDAV_FOUND), BIT(PLAN_SEES_OTHER), ANY, CLASS_B,
     GO(PLAN_REPAIR, PLAN_NOW, ITEM_SETTLING)},
    {BIT(PLAN_SETTLE), BIT(CALDAV_FOUND), BIT(PLAN_SEES_OTHER), ANY, ALONE, LOST_SUSPECT},
    {BIT(PLAN_SETTLE), BIT(CALDAV_FOUND), BIT(PLAN_SEES_BARE), ANY, ANY, STAFF_DELETED},
    {BIT(PLAN_SETTLE), BIT(CALDAV_GONE), ANY, ANY, ANY, STAFF_DELETED},
    {BIT(PLAN_SETTLE), TAKES_NOTHING, ANY, ANY, ANY, GO(PLAN_SETTLE, PLAN_PARTNER_WAITS, ITEM_SETTLING)},
    {BIT(PLAN_SETTLE), ANY, ANY, ANY, ANY, GO(PLAN_SETTLE, PLAN_AFTER_BACKOFF, ITEM_SETTLING)},

    // GET twice, because a retry overwrote something: ourselves, or somebody
    {BIT(PLAN_DOUBT), BIT(CALDAV_FOUND), BIT(PLAN_SEES_OWN), ANY, ANY,
     GO(PLAN_DOUBT_AGAIN, PLAN_AFTER_DOUBT, ITEM_UNSURE)},
    {BIT(PLAN_DOUBT_AGAIN), BIT(CALDAV_FOUND), BIT(PLAN_SEES_OWN), ANY, ANY, WON},
    // "Replaced", and nothing is there: it was not the server that said so.
    {BIT(PLAN_DOUBT), BIT(CALDAV_GONE), ANY, ANY, ANY, GO(PLAN_CREATE, PLAN_AFTER_BACKOFF, ITEM_PENDING)},
    {DOUBTS, BIT(CALDAV_FOUND), BIT(PLAN_SEES_OTHER), ANY, ANY, LOST},
    {DOUBTS, BIT(CALDAV_FOUND), BIT(PLAN_SEES_BARE), ANY, ANY, STAFF_DELETED},
    {DOUBTS, BIT(CALDAV_GONE), ANY, ANY, ANY, STAFF_DELETED},
    {DOUBTS, TAKES_NOTHING, ANY, ANY, ANY, GO(PLAN_DOUBT, PLAN_PARTNER_WAITS, ITEM_UNSURE)},
    {DOUBTS, ANY, ANY, ANY, ANY, GO(PLAN_DOUBT, PLAN_AFTER_BACKOFF, ITEM_UNSURE)},

    // GET before a PUT. What is ours was written in an earlier life of this device.
    {BIT(PLAN_PEEK), BIT(CALDAV_FOUND), BIT(PLAN_SEES_OWN), ANY, ANY, WON},
    {BIT(PLAN_PEEK), BIT(CALDAV_FOUND), BIT(PLAN_SEES_OTHER) | BIT(PLAN_SEES_BARE), ANY, ANY, LOST},
    {BIT(PLAN_PEEK), BIT(CALDAV_GONE), ANY, ANY, ANY, GO(PLAN_CREATE, PLAN_NOW, ITEM_PENDING)},
    {BIT(PLAN_PEEK), TAKES_NOTHING, ANY, ANY, ANY, GO(PLAN_PEEK, PLAN_PARTNER_WAITS, ITEM_PENDING)},
    {BIT(PLAN_PEEK), ANY, ANY, ANY, ANY, GO(PLAN_PEEK, PLAN_AFTER_BACKOFF, ITEM_PENDING)},
};
// What was won has a copy that staff never open. It is written until it is there: nothing else depends on it.
static const struct line file_table[] = {
    {BIT(PLAN_FILE), NOT_NOW, ANY, ANY, ANY, GO(PLAN_FILED, PLAN_PARTNER_WAITS, ITEM_FILING)},
    {BIT(PLAN_FILE), ANY, ANY, ANY, ANY, GO(PLAN_FILED, PLAN_NOW, ITEM_FILING)},
    {BIT(PLAN_FILED), BIT(CALDAV_FOUND), BIT(PLAN_SEES_OWN), ANY, ANY, WON},
    // Somebody edited it all the same: it was there.
    {BIT(PLAN_FILED), BIT(CALDAV_FOUND), BIT(PLAN_SEES_OTHER) | BIT(PLAN_SEES_BARE), ANY, ANY, UNFILED},
    {BIT(PLAN_FILED), BIT(CALDAV_GONE), ANY, ANY, ANY, GO(PLAN_FILE, PLAN_AFTER_BACKOFF, ITEM_FILING)},
    {BIT(PLAN_FILED), TAKES_NOTHING, ANY, ANY, ANY, GO(PLAN_FILED, PLAN_PARTNER_WAITS, ITEM_FILING)},
    {BIT(PLAN_FILED), ANY, ANY, ANY, ANY, GO(PLAN_FILED, PLAN_AFTER_BACKOFF, ITEM_FILING)},
};
static const struct line repair_table[] = {
    // PUT, If-Match: whatever it says, the next look decides
    {ANY, NOT_NOW, ANY, ANY, ANY, GO(PLAN_SETTLE, PLAN_PARTNER_WAITS, ITEM_SETTLING)},
    {ANY, ANY, ANY, ANY, ANY, GO(PLAN_SETTLE, PLAN_NOW, ITEM_SETTLING)},
};

static unsigned class_of(char server_class)
{
    return server_class == 'A' ? CLASS_A : server_class == 'B' ? CLASS_B : CLASS_C;
}

static bool matches(const struct line *line, const struct plan_answer *a)
{
    return (line->steps & BIT(a->step)) && (line->meanings & BIT(a->meaning)) &&
           (line->sights & BIT(a->sight)) && (line->tries & (a->retry ? RETRY : FIRST)) &&
           (line->classes & class_of(a->server_class));
}

// What only counting can tell.
static struct plan_next counted(struct plan_next next, const struct plan_answer *a)
{
    bool may_repair = !a->late && a->repairs < PLAN_REPAIRS;
    if (next.step == PLAN_REPAIR && !may_repair) return (struct plan_next)LOST_SUSPECT;
    if (next.fate != PLAN_GOES_ON || a->refusals == 0) return next;
    bool is_claim = a->step == PLAN_ASK && next.step == PLAN_CREATE;
    bool is_copy = a->step == PLAN_FILED && next.step == PLAN_FILE;
    if ((is_claim || is_copy) && a->todo)
        return (struct plan_next)END(PLAN_AS_EVENT, next.state, REASON_NONE, false);
    if (is_claim && a->refusals >= PLAN_REFUSALS)
        return (struct plan_next)END(PLAN_TO_STAFF, ITEM_REFUSED, REASON_PARTNER_REFUSED, false);
    return is_copy && a->refusals >= PLAN_REFUSALS ? (struct plan_next)UNFILED : next;
}

static const struct line *table_of(enum plan_step step)
{
    switch (step) {
    case PLAN_CREATE: return create_table;
    case PLAN_REPAIR: return repair_table;
    case PLAN_ASK:
    case PLAN_SETTLE:
    case PLAN_DOUBT:
    case PLAN_DOUBT_AGAIN:
    case PLAN_PEEK: return look_table;
    case PLAN_FILE:
    case PLAN_FILED: return file_table;
    }
    CHECK(false);
}

struct plan_next plan_answered(const struct plan_answer *answer)
{
    const struct line *line = table_of(answer->step);
    while (!matches(line, answer)) // the last line of each step matches anything
        line++;
    struct plan_next next = counted(line->next, answer);
    next.unclear = next.unclear || answer->retry;
    return next;
}

struct plan_next plan_resume(enum item_state state)
{
    switch (state) {
    case ITEM_PENDING: return (struct plan_next){PLAN_GOES_ON, .step = PLAN_CREATE, .state = state};
    case ITEM_SENDING:
    case ITEM_UNSURE:
        return (struct plan_next){PLAN_GOES_ON, .step = PLAN_ASK, .state = ITEM_UNSURE, .unclear = true};
    case ITEM_SETTLING:
        return (struct plan_next){PLAN_GOES_ON, .step = PLAN_SETTLE, .state = state, .unclear = true};
    case ITEM_DELIVERED:
    case ITEM_CANCELLED:
    case ITEM_HELD: return (struct plan_next){PLAN_WON, .state = state}; // nothing to do
    case ITEM_REFUSED: return (struct plan_next){PLAN_TO_STAFF, .state = state};
    case ITEM_FILING:
        return (struct plan_next){PLAN_GOES_ON, .step = PLAN_FILED, .state = state, .unclear = true};
    }
    CHECK(false);
}

static int64_t below_ms(struct rng *rng, int64_t bound)
{
    return 1 + (int64_t)rng_below(rng, (uint64_t)bound);
}

int64_t plan_backoff_ms(uint32_t failures, int64_t retry_after_ms, struct rng *rng)
{
    int64_t bound = PLAN_BACKOFF_MIN_MS;
    for (uint32_t i = 1; i < failures && bound < PLAN_BACKOFF_MAX_MS; i++)
        bound *= 2;
    if (bound > PLAN_BACKOFF_MAX_MS) bound = PLAN_BACKOFF_MAX_MS;
    if (retry_after_ms >= 0) return retry_after_ms + below_ms(rng, PLAN_BACKOFF_MIN_MS);
    return below_ms(rng, bound);
}

int64_t plan_credentials_ms(struct rng *rng)
{
    return PLAN_CREDENTIALS_MS + below_ms(rng, PLAN_BACKOFF_MIN_MS);
}

int64_t plan_mirror_ms(struct rng *rng)
{
    return 60000 + below_ms(rng, 60000);
}
