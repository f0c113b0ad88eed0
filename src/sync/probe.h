// What a partner's server can arbitrate (partner-caldav.md, The probe), found out by trying: which requests
// to send next, what their answers mean, and at the end a class. Pure: the caller sends, waits and hands the
// answers over. Writes nothing but "probe-<uid>.ics" (and tries it on creneaux/, which must refuse), and
// deletes every such resource it finds, its own and those of a probe that was cut off.
#pragma once

#include "base/arena.h"
#include "base/limits.h"
#include "base/uid.h"
#include "sync/caldav.h"

enum probe_where { PROBE_SLOTS, PROBE_BOOKINGS, PROBE_REQUESTS, PROBE_COLLECTIONS };

enum probe_kind {
    // Why there is no class
    PROBE_UNREACHABLE,
    PROBE_CERTIFICATE,
    PROBE_CREDENTIALS,
    PROBE_FORBIDDEN, // the account may not do there what a kiosk must
    PROBE_NOT_THERE, // no collection at this URL
    PROBE_CAPTIVE,
    PROBE_TOO_BIG, // more resources than can be listed
    PROBE_UNCLEAR, // failures, or answers that mean nothing, again and again
    PROBE_INTERRUPTED,
    // Why it is C
    PROBE_NO_CREATED,     // a new name is not answered by 201
    PROBE_NOT_KEPT,       // what was created cannot be read
    PROBE_TOKEN_LOST,     // what was created is there without its token
    PROBE_AGAIN_ACCEPTED, // creating it a second time, one at a time, was not refused
    PROBE_STALE_ACCEPTED, // a change by an ETag that nobody has was not refused
    // Out of the rounds of simultaneous creates, `count` in which …
    PROBE_ONE_WINNER,  // one was told that it won, and it had
    PROBE_ADMITTED,    // one was told 201, others 204: whoever was overwritten can find out
    PROBE_OVERWRITTEN, // nobody can tell who won
    // What lies about
    PROBE_SWEPT,      // `count` resources of an earlier probe were deleted
    PROBE_LEFT,       // `count` could not be deleted
    PROBE_MAY_REMAIN, // nobody knows
    PROBE_KINDS
};

struct probe_finding {
    enum probe_kind kind;
    enum probe_where where;
    int count;
};

enum { PROBE_FINDINGS = 12 };

struct probe_result {
    char server_class; // 'A', 'B', 'C'; 0 when it could not be found out
    bool no_todo, tokens_unreliable, slots_writable, text_changed, guarded;
    struct probe_finding findings[PROBE_FINDINGS];
    size_t finding_count;
};

struct probe_options {
    const char *urls[PROBE_COLLECTIONS]; // of the collections; must outlive the probe
    struct uid run;                      // random
    struct arena *arena;                 // of PROBE_ARENA bytes, for one answer at a time
};

enum {
    PROBE_WRITERS = 8,     // at the same time
    PROBE_ROUNDS = 10,     // of them
    PROBE_REPEATS = 5,     // further rounds, for those that a failure spoiled
    PROBE_MEMBERS = 32768, // resources of one collection: more do not fit LIMIT_ANSWER
    PROBE_FILES = 32,      // leftovers deleted between two looks: those of one probe
    PROBE_FILE_NAME = 48,  // "probe-<uid>.ics" and a NUL
    PROBE_BODY = 12 << 10, // bytes of what it writes; LIMIT_BODY allows more
    PROBE_ARENA = LIMIT_ANSWER + PROBE_MEMBERS * (int)sizeof(struct caldav_member) + 4096,
};

enum probe_stage {
    PROBE_LOOK,
    PROBE_SWEEP,
    PROBE_COMPONENTS,
    PROBE_CREATE,
    PROBE_READ,
    PROBE_AGAIN,
    PROBE_READ_AGAIN,
    PROBE_STALE,
    PROBE_READ_STALE,
    PROBE_TOKEN,
    PROBE_SLOT,
    PROBE_READ_SLOT,
    PROBE_RACE,
    PROBE_READ_RACE,
    PROBE_OVER
};

struct probe_race { // one round
    enum caldav_meaning meanings[PROBE_WRITERS];
    bool cut;         // somebody's answer was lost
    int early, after; // who stood there when the first had won, and when all had answered
};

struct probe { // the caller's memory; its content is sync/'s
    struct probe_options o;
    struct probe_result result;
    enum probe_stage stage;
    unsigned to_send, under_way; // bit i: request i of this stage
    uint64_t serial;             // of the stage
    unsigned tries;
    int64_t pause_ms;
    bool closing, stopping; // only cleaning up is left; somebody is waiting for the end
    bool wrote, wrote_slot; // something may be there
    bool spoiled;           // it is class C already

    enum probe_where looking; // LOOK and SWEEP
    char files[PROBE_FILES][PROBE_FILE_NAME];
    size_t file_count, file_at, seen;
    int deleted, swept, left, looks;
    bool refused;

    enum caldav_meaning again, stale;
    int stands; // number of the body that was there last, or PROBE_NOBODY

    int rounds, repeats, name; // `name`: number of the resource
    int one_winner, admitted, overwritten;
    struct probe_race race;

    char url[LIMIT_URL + PROBE_FILE_NAME + 8], body[PROBE_BODY];
};

void probe_init(struct probe *probe, const struct probe_options *options);
// The next request to start, when there is one before the next answer. The caller adds its account. Texts are
// valid until the next call.
bool probe_next(struct probe *probe, struct http_request *ret_request);
// How long to wait before it is asked for.
int64_t probe_pause_ms(const struct probe *probe);
// Of a request that was given out by probe_next; each is answered once.
void probe_answer(struct probe *probe, const struct http_answer *answer);
// Nothing new is tried: it waits for the answers that are due, deletes what it wrote, and is over.
void probe_stop(struct probe *probe);
bool probe_is_over(const struct probe *probe);
