// One turn of the sync program: mirrors what each partner's calendar offers and delivers what visitors asked.
// Partners are independent: one that is slow or dead holds up nobody else. Does no I/O of its own: HTTP and
// the store are given, time is passed in, nothing is kept of it but deadlines. Partners without a server are
// left alone. Must never: send a byte before the intent is on disk, forget an item before it was read back,
// or write a name anywhere but to a partner with custody open.
#pragma once

#include "base/civil.h"
#include "base/moment.h"
#include "config/config.h"
#include "port/entropy.h"
#include "port/http.h"
#include "seal/seal.h"
#include "store/store.h"

struct engine;
struct engine_faults; // engine/faults.h, for negative controls only

struct engine_options { // everything pointed to outlives the engine
    struct http_port http;
    struct store *store;
    const struct config *config;
    const struct zone *zone;
    const struct http_account *accounts; // by index of config->partners
    struct entropy_port entropy;         // to seal what is sent to partners with custody open
    const struct seal_identity *device;  // opens their items; bodies are sealed to the first
    size_t device_count;                 // 0: such a partner is written to as with custody sealed
    uint64_t seed;                       // of jitter
    int64_t build_s;                     // the floor of any date that is written, UTC seconds
    const struct engine_faults *faults;  // NULL
};

// ERR_FULL when there is no memory; otherwise what the store says.
NODISCARD err_t engine_open(const struct engine_options *options, struct engine **ret_engine);
// Collects answers, starts what is due. Returns the mono_ms at which it wants to run again even if no answer
// and no nudge comes; MOMENT_NEVER when there is nothing it waits for.
int64_t engine_turn(struct engine *engine, struct moment now);
// Everything the engine holds, for tests to look at between turns: no name is there.
struct str engine_memory(const struct engine *engine);
// Something new may be in the store, or somebody is about to look at slots.
void engine_nudge(struct engine *engine);
// The store fails in a way that waiting does not heal: close both, open the store again, which sets a damaged
// file aside, and go on.
bool engine_wants_store(const struct engine *engine);
// Has every partner with a server answered since the start, or is it known why not? Also without such
// partners.
bool engine_has_heard(const struct engine *engine);
// A delivery is under way: stopping now costs a question to the partner at the next start.
bool engine_is_sending(const struct engine *engine);
// Leaves what is under way unanswered: it is UNSURE at the next start. NULL is fine.
void engine_close(struct engine *engine);
