// The sync side of one place: the real engine and the real store on a simulated disk, with a simulated
// partner, clock and network. Time passes only when a test says so.
#pragma once

#include "engine/engine.h"
#include "engine/faults.h"
#include "harness/partner_sim.h"
#include "harness/vfs.h"

struct sync_place {
    struct vfs *vfs;
    struct partner_sim *sim;
    struct store *store;
    struct engine *engine;
    struct engine_faults faults;
    struct config *config;
    struct zone zone;
    struct http_account accounts[LIMIT_PARTNERS];
    const struct http_port *http;   // NULL: the partner's own
    struct seal_identity device[2]; // the device's keys, for custody open
    size_t device_count;            //
    struct rng entropy;             // seeded
    struct moment now;
    int64_t due_ms;
    uint64_t seed;
    uint8_t items;
    int kiosk;  // at the partner
    bool guest; // the partner is somebody else's
};

// Class 'A' or 'B'; one CalDAV partner "ml", password "secret".
void place_open(struct sync_place *place, char server_class, uint64_t seed);
// A second kiosk of the same partner.
void place_join(struct sync_place *place, const struct sync_place *first, int kiosk, uint64_t seed);
void place_close(struct sync_place *place);
void place_start(struct sync_place *place); // the sync program starts
void place_stop(struct sync_place *place);  // ... and ends, cleanly
void place_kill(
    struct sync_place *place); // the power goes and comes back: what was not synced is torn or lost
void place_cut(struct sync_place *place);                       // ... and stays away, until it is started
void place_set_time(struct sync_place *place, int64_t mono_ms); // of one that was away
void place_pass(struct sync_place *place, int64_t ms);
void places_pass(struct sync_place *const *places, size_t count, int64_t ms); // of one partner
// What is due now happens, and time goes on to the next thing, never beyond `end_ms`. False when nothing is
// left to do before the end, or when the power of one went.
bool places_step(struct sync_place *const *places, size_t count, int64_t end_ms);
// Until nothing is open or `ms` have passed; true when nothing is.
bool place_drain(struct sync_place *place, int64_t ms);

struct entropy_port place_entropy(struct sync_place *place);
struct slot place_slot(int number, int capacity); // an hour each, the first tomorrow
// An appointment for `first`, or, when that is taken, `second` (NULL for none).
struct uid place_book(struct sync_place *place, const struct slot *first, const struct slot *second);
struct uid place_request(struct sync_place *place, enum item_kind kind);
// The visitor of `uid` takes it back; ERR_MISSING: there is nothing left of it.
err_t place_cancel(struct sync_place *place, struct uid uid);
// ... or asks for another moment in its place.
struct uid place_change(struct sync_place *place, struct uid uid, const struct slot *to);
// On the waiting list of a workshop that is full.
struct uid place_wait(struct sync_place *place, const struct slot *workshop);
struct item place_item(struct sync_place *place, struct uid uid);
enum item_state place_state(struct sync_place *place, struct uid uid);
enum partner_condition place_condition(struct sync_place *place);
