// What an engine is made of. Private to this folder.
#pragma once

#include "engine/engine.h"
#include "engine/faults.h"
#include "sync/plan.h"

enum {
    FLIGHTS = 8,                                  // deliveries under way at one partner: more does not
                                                  // make any server measured faster
    TRACKED = 1024,                               // open items of one partner looked after at a time
    CHANGES = 2 * FLIGHTS * (LIMIT_PARTNERS + 1), // all that can be answered while the disk fails
    BATCH = 8,                                    // changes worth a commit of their own
    BATCH_MS = 250,                               // no answer waits longer for its commit
    STORE_RETRY_MS = 5000,                        // after the disk failed
    NUDGE_MS = 10000,                             // mirrors on demand are not closer than this
    FETCH = 50,                                   // partner-caldav.md, Mirroring
    SCRATCH_SLOTS = 4 * LIMIT_SLOTS,              // instances read at a time
    WINDOW = 256,                                 // resources expanded in one transaction
    SPANS = 64,                                   // instances of one booking: staff rarely repeat them
    SCRATCH_BOOKINGS = FETCH + 4 * SPANS,         //
    SCRATCH_BODY = 256 << 10,                     // FETCH hrefs of the longest kind
    PEEK_MS = 2000,                               // a look at a seat is worth no more than this
    CLEAR_BODY = LIMIT_BODY - 1024, // a body in clear, padded: sealed to the device it is 216 bytes longer
    INSTANCES = 1 << 17, // slots of one partner on the disk: a careless calendar must not fill the card
    REPAIR_MS = PLAN_REPAIR_MS,
    PUT_MS = 30000,                 // a whole request
    REPORT_MS = 120000,             // large calendars on small servers
    WHOLE_MS = 24 * 60 * 60 * 1000, // partner-caldav.md: reconciled daily
    DOUBT_MS = 60 * 60 * 1000,      // a server that always looks odd costs one whole reading an hour
    LIMIT_MEMBERS = 32768,          // resources of one collection: ten busy years
};

struct tracked { // one open item, without its bytes
    struct uid uid;
    enum plan_step step;
    enum item_state state; // as on disk, or as waits to be
    enum item_kind kind;
    enum item_reason reason;
    uint8_t choice_now, seat;
    bool flying, retry, todo;
    bool remake;  // the bytes on disk are not to be sent: make them again
    bool lost;    // the seat is somebody else's, which could not be written down yet
    bool leaving; // its visitor took it back: looked for, never sent again
    bool seated;  // it has, or had, a slot
    uint8_t refusals, repairs;
    uint32_t failures; // in a row
    int64_t due_ms;
    int64_t peeked_ms;  // when its seat was seen to be free; INT64_MIN: not in this run
    int64_t gone_ms;    // leaving: when it was first seen not to be there; INT64_MIN: not in this run
    int64_t created_ms; // when the partner said so; INT64_MIN: not in this run
    char resource[SLOT_RESOURCE];
    char etag[128]; // of what is to be repaired
};

struct flight {
    uint64_t call; // 0: free
    struct uid uid;
};

enum mirror_phase { MIRROR_IDLE, MIRROR_SYNC, MIRROR_LIST, MIRROR_FETCH, MIRROR_ONE };

struct want { // a resource to fetch; texts stand in one of the list's blocks
    char name[LIMIT_RESOURCE];
    struct str href, etag;
};
struct list_block { // memory of one page of a listing
    struct list_block *next;
    char bytes[];
};
struct list { // what the partner says is there
    struct want *wants;
    size_t want_count, want_room;
    char (*gone)[LIMIT_RESOURCE];
    size_t gone_count, gone_room;
    struct list_block *blocks;
};

enum mirror_oddity { ODD_SENSELESS = 1, ODD_TOO_BIG = 2, ODD_OVER = 4, ODD_LONG = 8 };

struct mirror { // one pass over one collection after the other
    enum mirror_phase phase;
    enum mirror_collection collection;
    uint64_t call;
    int64_t next_ms, last_ms, whole_ms[2];
    bool whole;          // this pass lists everything
    bool no_sync[2];     // this collection gives no usable token: PROPFIND
    bool refetch[2];     // the window moved, or ETags are another server's: also what did not change
    int64_t doubt_ms[2]; // no doubt about the token is followed before
    int64_t anew_ms[2];  // no other server is seen before
    unsigned told[2];    // enum mirror_oddity: what the log said since told_ms less a day
    int64_t told_ms[2];
    size_t refused[2]; // as the log said
    bool looked[2], crowded;
    uint32_t failures;
    char kept_token[1024], new_token[1024];
    char kept_identity[MIRROR_IDENTITY], new_identity[MIRROR_IDENTITY];
    size_t instances; // on the disk, at most
    struct list list;
    size_t at, end, one; // wants being fetched, and the one fetched alone
    bool have[FETCH];
    int pages;
};

enum writer_state { WRITER_UNKNOWN, WRITER_OURS, WRITER_OTHERS };
struct writer { // of a class C server: who books there
    enum writer_state state;
    bool putting;
    uint8_t refusals;
    uint32_t failures;
    uint64_t call;
    int64_t due_ms, asked_ms, seen_ms;
};

struct partner {
    const struct config_partner *config;
    const struct http_account *account;
    int number; // 1.. in the configuration, for the log
    enum partner_condition condition;
    char server_class; // in force: 'A', 'B' or 'C'
    bool second;       // as on disk: another kiosk is the one that books there
    bool down;         // only the mirror tries
    bool heard;        // answered since the start, or it is known why not
    bool met;          // mirrored since it was down or since the start
    uint32_t failures;
    int64_t retry_ms; // nothing before
    int64_t flush_ms; // no delivery before
    uint32_t unclear; // PUTs in a row without a clear answer
    size_t window;    // deliveries at a time, 1..FLIGHTS
    bool events_only; // inscriptions/ takes no VTODO
    bool look, more;  // the outbox changed; there was no room for all of it
    bool holds;       // a note waits there for the answer to something else
    int64_t window_day;
    int64_t ahead_s; // the server's clock, as last kept
    bool ahead_told;
    struct tracked *tracked;
    size_t tracked_count;
    struct flight flights[FLIGHTS];
    struct mirror mirror;
    struct writer writer;
};

struct engine {
    struct engine_options o;
    struct rng rng;
    uint64_t last_call;
    int64_t version;
    bool nudged;
    struct outbox_change changes[CHANGES];
    size_t change_count;
    int64_t changed_ms, store_retry_ms;
    err_t store_err;
    struct partner partners[LIMIT_PARTNERS];
    size_t partner_count;
    struct outbox_row rows[FLIGHTS];
    struct slot slots[SCRATCH_SLOTS];
    struct mirror_booking bookings[SCRATCH_BOOKINGS];
    struct mirror_change window[WINDOW];
    char body[SCRATCH_BODY];
    char clear[CLEAR_BODY]; // a body in clear while it is made or started; zeroed at once
    uint8_t token_tries;    // of the planted fault
};

// now.c: dates for people and windows, never for scheduling
int64_t stamp_s(const struct engine *e, struct moment now);
int64_t local_day(const struct engine *e, struct moment now);

// commit.c: changes of the outbox, many in one transaction
bool store_is_well(const struct engine *e, struct moment now);
// Remembers a failure of the store; true when `err` is one.
bool store_failed(struct engine *e, err_t err, struct moment now);
void commit_later(struct engine *e, const struct outbox_change *change, struct moment now);
NODISCARD err_t commit_now(struct engine *e, struct moment now);
void commit_turn(struct engine *e, struct moment now);
struct outbox_change change_of(const struct tracked *t);

// health.c: how a partner is
void partner_heard(struct engine *e, struct partner *p, enum caldav_asked asked, enum caldav_meaning meaning,
                   const struct http_answer *answer, bool is_probe, struct moment now);
void partner_suspect(struct engine *e, struct partner *p);
// Another kiosk is the one writer there, or no longer is.
void partner_second(struct engine *e, struct partner *p, bool is_second);
// What a probe found may have changed.
NODISCARD err_t partner_look_up(struct engine *e, struct partner *p);
void partner_met(struct engine *e, struct partner *p, struct moment now);

// outbox.c: what is open
void outbox_look(struct engine *e, struct partner *p, struct moment now);
struct tracked *tracked_find(struct partner *p, struct uid uid); // NULL
void tracked_drop(struct partner *p, struct tracked *t);
err_t adopt_strays(struct engine *e);

// deliver.c, send.c, lost.c, words.c
void deliver_turn(struct engine *e, struct partner *p, struct moment now);
void deliver_answered(struct engine *e, struct partner *p, struct flight *flight,
                      const struct http_answer *answer, struct moment now);
int64_t deliver_next(const struct engine *e, const struct partner *p);
size_t flights_free(const struct partner *p);
bool is_request(enum item_kind kind); // no seat is claimed by it
void send_creates(struct engine *e, struct partner *p, struct tracked **batch, size_t count,
                  struct moment now);
void send_look(struct engine *e, struct partner *p, struct tracked *t, struct moment now);
bool is_late(const struct tracked *t, struct moment now); // to repair what it was told "created" for
void send_repair(struct engine *e, struct partner *p, struct tracked *t, struct moment now);
void send_copy(struct engine *e, struct partner *p, struct tracked *t, struct moment now);
struct str token_now(const struct engine *e, struct uid uid, char to[UID_TEXT]);
bool has_begun(const struct slot *slot, struct moment now); // by a clock that is trusted
// leave.c: what its visitor took back while it was on its way
void leaving_learned(struct tracked *t);
// What happens to it instead of `next`; true when nothing else is to be done.
bool leaving_follow(struct engine *e, struct partner *p, struct tracked *t, const struct plan_next *next,
                    struct moment now);
void seat_lost(struct engine *e, struct partner *p, struct tracked *t, struct moment now);
NODISCARD err_t body_make(struct engine *e, const struct partner *p, struct outbox_row *row,
                          struct moment now);
NODISCARD err_t copy_make(struct engine *e, const struct partner *p, struct outbox_row *row,
                          struct moment now);

// writer.c: who books where nothing is refused
void writer_turn(struct engine *e, struct partner *p, struct moment now);
void writer_answered(struct engine *e, struct partner *p, const struct http_answer *answer,
                     struct moment now);
int64_t writer_next(const struct partner *p);
bool writer_is_wanted(const struct partner *p);
bool writer_may_book(const struct partner *p, struct moment now);
bool writer_is_ours(const struct partner *p); // or none is wanted
bool writer_is_another(const struct partner *p);
NODISCARD err_t mark_make(const struct engine *e, struct uid writer, struct moment now,
                          struct buf *to); // words.c
bool mark_is_of(struct str ics, struct uid writer);
// clear.c: custody open. What names somebody stands in e->clear only, until clear_forget.
struct booking;
// The request in clear, when the partner is to have it so and the device key opens it. Wipe it.
bool clear_open(struct engine *e, const struct partner *p, const struct outbox_row *row,
                struct booking *ret_booking);
void clear_summary(struct buf *to, const struct booking *booking);
void clear_description(struct engine *e, struct buf *to, const struct booking *booking);
// Seals the `n` bytes of e->clear into the row's body. ERR_FULL.
NODISCARD err_t clear_seal_body(struct engine *e, struct outbox_row *row, size_t n);
// The bytes to send: the row's body, or what is sealed in it. ERR_DENIED and others: not with this device
// key.
NODISCARD err_t clear_open_body(struct engine *e, const struct outbox_row *row, struct str *ret_body);
bool clear_can_send(struct engine *e, const struct outbox_row *row);
// Was the name written at the partner? As far as the disk tells; false leads to one sealed copy too many.
bool clear_was_sent(struct engine *e, const struct partner *p, struct uid uid);
void clear_forget(struct engine *e);
// hints.c: what answers say beside what was asked
bool is_other_server(struct partner *p, const struct http_answer *answer);
void hear_clock(struct engine *e, struct partner *p, const struct http_answer *answer, struct moment now);
void say_again(struct partner *p, struct moment now); // a day after it was said
void say_once(struct partner *p, enum mirror_oddity oddity, int64_t number);
NODISCARD err_t say_what_is_left_out(struct engine *e, struct partner *p, struct moment now);

// mirror.c, fetch.c, list.c, expand.c
void mirror_turn(struct engine *e, struct partner *p, struct moment now);
void mirror_answered(struct engine *e, struct partner *p, const struct http_answer *answer,
                     struct moment now);
void mirror_failed(struct engine *e, struct partner *p, struct moment now);
// Everything of this collection is asked for: the token does not lead on.
void mirror_start_over(struct engine *e, struct partner *p, struct moment now);
NODISCARD err_t mirror_ask(struct engine *e, struct partner *p, struct http_request *request);
const char *mirror_url(const struct partner *p);
void fetch_start(struct engine *e, struct partner *p, struct moment now);
void fetch_answered(struct engine *e, struct partner *p, enum caldav_meaning meaning,
                    const struct http_answer *answer, struct moment now);
void mirror_done(struct engine *e, struct partner *p, struct moment now);
NODISCARD err_t list_add_page(struct list *list, struct str xml, struct str *ret_token, bool *ret_more);
// What is left to do; ret_known counts the listed ones that are mirrored as they are.
NODISCARD err_t list_settle(struct engine *e, struct partner *p, size_t *ret_known);
void list_free(struct list *list);
NODISCARD err_t expand_all(struct engine *e, struct partner *p, struct moment now);
extern const char too_many[]; // slots of one partner, in words for staff
void slots_belong(const struct partner *p, struct slot *slots, size_t count);
struct ical_window;
void expand_window(const struct engine *e, const struct partner *p, struct moment now,
                   struct ical_window *ret_window);
