// What happens next to one item of the outbox: the answer table of partner-caldav.md as data, and the waiting
// times. Pure: time and chance come in as numbers, nothing is kept. Must never decide by the wall clock.
#pragma once

#include "base/rng.h"
#include "booking/booking.h"
#include "sync/caldav.h"

enum plan_step {      // what is asked of the partner next, or was just answered
    PLAN_CREATE,      // PUT, If-None-Match: *
    PLAN_ASK,         // GET: nobody here knows whether a PUT happened
    PLAN_SETTLE,      // GET: the partner said "created", which is not believed yet
    PLAN_DOUBT,       // GET: a retry was answered as if it had overwritten something; first look
    PLAN_DOUBT_AGAIN, // the second look
    PLAN_REPAIR,      // PUT, If-Match: somebody overwrote what was ours
    PLAN_PEEK,        // GET before a PUT: the server would overwrite without a word (class C)
    PLAN_FILE,        // PUT, If-None-Match: the sealed copy of what was won; its name is nobody else's
    PLAN_FILED,       // GET: is the copy there?
};

enum plan_sight {      // what stands in the resource that a GET showed
    PLAN_SEES_NOTHING, // not a whole calendar resource
    PLAN_SEES_OWN,     // our token
    PLAN_SEES_OTHER,   // somebody else's token
    PLAN_SEES_BARE,    // no token at all: staff edited it with a client that drops X-properties
};

struct plan_answer {
    enum plan_step step;
    enum caldav_meaning meaning;
    enum plan_sight sight;
    bool retry;        // bytes of an earlier try of this resource left and were not clearly answered
    bool todo;         // the body is a VTODO, which not every collection takes
    char server_class; // 'A', 'B' or 'C'
    uint8_t refusals;  // answers CALDAV_REFUSED so far, this one included
    uint8_t repairs;   // PLAN_REPAIR so far
    bool late;         // PLAN_REPAIR_MS have passed since the partner said "created", or nobody knows
};

enum plan_fate {
    PLAN_GOES_ON,  // do `step` after `wait`
    PLAN_WON,      // read back with our token
    PLAN_LOST,     // somebody else has the seat
    PLAN_TO_STAFF, // with `reason`
    PLAN_AS_EVENT, // write it as a VEVENT and start over
    PLAN_UNFILED,  // the partner will not take the copy: what was won stays won
};

enum plan_wait {
    PLAN_NOW,
    PLAN_AFTER_SETTLE,  // PLAN_SETTLE_MS for class B, at once where nobody can have raced
    PLAN_AFTER_DOUBT,   // PLAN_DOUBT_MS
    PLAN_AFTER_BACKOFF, // this item alone waits
    PLAN_PARTNER_WAITS, // nothing can be done there now, for no item
};

struct plan_next {
    enum plan_fate fate;
    enum plan_step step;
    enum plan_wait wait;
    enum item_state state; // what is written on disk
    enum item_reason reason;
    bool suspect; // the server let a create overwrite: staff must know
    bool unclear; // bytes have left and may have been acted on: the next PUT is a retry
};

struct plan_next plan_answered(const struct plan_answer *answer);
// Where an item found on disk goes on: SENDING is UNSURE after a restart, SETTLING is asked again.
struct plan_next plan_resume(enum item_state state);

enum {
    PLAN_BACKOFF_MIN_MS = 5000,   // house.md, Durable rules
    PLAN_BACKOFF_MAX_MS = 600000, //
    PLAN_CREDENTIALS_MS = 600000, // wrong passwords lock accounts when they are hammered
    // Whoever was told "created" repairs within PLAN_REPAIR_MS, with a request that ends within as much
    // again; whoever cannot know believes what stands there after PLAN_DOUBT_MS. So no seat is believed by
    // two.
    PLAN_REPAIR_MS = 10000,
    PLAN_DOUBT_MS = 30000,
    PLAN_SETTLE_MS = 5000, // partner-caldav.md, Settle
    PLAN_FLUSH_MS = 5000,  // partner-caldav.md, Offline: kiosks do not all start at once
    PLAN_REFUSALS = 5,     // this often is "persistent"
    PLAN_REPAIRS = 3,      // after that somebody else means it
};

// How long to wait after `failures` (1 and more) in a row: full jitter below a bound that doubles. A
// Retry-After (-1 for none) is kept to the full, and the jitter comes on top, so that kiosks do not all come
// back together.
int64_t plan_backoff_ms(uint32_t failures, int64_t retry_after_ms, struct rng *rng);
int64_t plan_credentials_ms(struct rng *rng);
// 60-120 s until the next mirroring.
int64_t plan_mirror_ms(struct rng *rng);
