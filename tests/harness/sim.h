// One place in one thread: the screen program and the sync program as they are, a simulated disk, partner,
// network and clock. Whatever the visitor was told is written down here, and the invariants of the design (I1
// to I8) are checked against it.
#pragma once

#include "app/app.h"
#include "base/rng.h"
#include "content/messages.h"
#include "engine/engine.h"
#include "engine/faults.h"
#include "harness/fake_printer.h"
#include "harness/fake_voice.h"
#include "harness/partner_sim.h"
#include "harness/stick_sim.h"
#include "harness/vfs.h"
#include "seal/seal.h"

enum sim_partner { SIM_LOCAL, SIM_CALDAV, SIM_EXCLUSIVE };

struct sim_options {
    enum sim_partner partner;
    uint64_t seed;
    int64_t wall_s; // where the clock starts
    bool clock_trusted, in_paris;
    char server_class;            // 'A' or 'B'
    bool custody_open;            // the partner's; else sealed
    const struct text_port *text; // NULL: the counting one
    int w, h, w_mm, h_mm;
    bool all_languages; // the place offers nine; else French and English
    void *watcher;      // sees every picture, with the time it was shown
    void (*watch)(void *watcher, const struct draw_list *list, int64_t mono_ms);
    bool synchronous_off; // planted bug: the disk is not waited for
    bool secure_delete_off;
    enum config_headphones headphones;
    struct app_faults app_faults;
    struct engine_faults engine_faults;
};

enum { SIM_TOLD = 64, SIM_LOG = 64 << 10 };

struct told { // what a visitor read on Done
    struct uid uid;
    enum flow_result result;
    struct slot slot; // of the promise, when there is one
    bool given_back;  // cancelled, or changed for another
    bool promised;
    char sealed[64]; // a piece of its sealed bytes, to see that they are gone once delivered
};

enum { SIM_NOON = 1795435200 }; // 2026-11-23 12:00 UTC, a Monday, 16 h in Réunion

struct sim {
    struct sim_options options;
    struct rng random;
    struct seal_identity identity; // the collection key
    struct seal_identity device;   // for custody open; the screen program never sees it
    int64_t part_ms;               // of the wall clock's second
    bool staff_deleted;            // what the partner had may be gone
    struct config config;
    struct zone zone;
    struct moment now;
    struct vfs *vfs;
    uint64_t durable_before; // faults were planned
    size_t requests_before[HTTP_OPTIONS + 1];
    int die_at, store_fails_at; // durable steps since then, 0 never
    struct partner_sim *partner;
    struct app *app;
    struct engine *engine;
    struct store *engine_store;
    struct http_account accounts[LIMIT_PARTNERS];
    const struct draw_list *shown;
    int64_t engine_due_ms;
    bool nudged;
    struct told told[SIM_TOLD];
    int told_count;
    char log[SIM_LOG];
    size_t log_n;
    char broken[512]; // the first invariant that does not hold, "" none
    int forgets;
    bool has_pin; // of staff: 482913
    struct stick_sim stick;
    const char *stick_word; // of rebond-stick, "" no stick
    bool key_brought;       // a collection key is there, on the stick or by "collection-key in"
    bool key_came;          // at any time: from then on it is searched for
    int64_t spare_memory;
    struct fake_voice voice;
    struct fake_printer printer; // none until the story has one
    bool private_ear;  // somebody alone hears: headphones are in, or the place says that there are only such
    size_t loud_from;  // where what everybody could hear begins in its log
    size_t voice_from; // where what was said since the last line of the scenario begins in its log
};

struct store *
sim_open_store(struct sim *sim); // a connection of the test itself; NULL when it cannot be opened
struct sim *sim_open(const struct sim_options *options);
void sim_close(struct sim *sim);
// Lets `ms` pass, turn by turn, both programs running.
void sim_pass(struct sim *sim, int64_t ms);
// One turn of both programs now.
void sim_turn(struct sim *sim);
void sim_input(struct sim *sim, const struct app_input *input);
void sim_collection_key(struct sim *sim, bool present); // as its stick would give it
// "key", "locked-key", "other-key", "damaged-key", "huge-key", "link", "empty", "out": what is put into the
// socket; false when it is not understood.
bool sim_stick(struct sim *sim, struct str what);
void sim_stick_attach(struct sim *sim); // to a screen program that begins
void sim_screen_turn(struct sim *sim);
uint64_t sim_disk(struct sim *sim); // a number that changes with any byte of it
void sim_headphones(struct sim *sim, bool plugged);
// Power goes and comes back: both programs start anew on what the disk kept. `kill` keeps everything that was
// written.
void sim_power_cut(struct sim *sim);
void sim_kill(struct sim *sim);
bool sim_is_dead(const struct sim *sim); // the disk refused an operation as if the power had gone
void sim_restart_sync(struct sim *sim);

struct flow_world sim_world(const struct sim *sim);
// One line of a scenario that is about the world ("network down"); false when it is not understood.
bool sim_event(struct sim *sim, struct str line);
bool sim_other_kiosk_takes(struct sim *sim, int64_t start_s);
// As a kiosk of ours would, with the code "cerise vélo parapluie 42".
bool sim_other_kiosk_books(struct sim *sim, int64_t start_s);
// "here", "delivered", "needing", "bookings", "requests", "arrivals" (at the partner), "announced" (on this
// device), "ours"; -1 for anything else. "condition NAME" is 1
// or 0.
int sim_count(struct sim *sim, struct str what);
int64_t sim_figure(struct sim *sim, struct str id); // in the store, of all weeks
const char *sim_condition(struct sim *sim);         // of the partner: "ok", "credentials", …
void sim_plan_faults(struct sim *sim, int die_at, int store_fails_at, int http_fails_at);
void sim_arm_disk(struct sim *sim);         // again, after the disk was healed by a power cut of the story
bool sim_struck(const struct sim *sim);     // a planned fault came about
int sim_durable_ops(const struct sim *sim); // since faults were planned
int sim_requests(const struct sim *sim);    // the same, of the method that was used most
void sim_heal(struct sim *sim);             // every fault of disk, network and server stops

// Invariants. Each returns true when it holds, else writes `broken`.
bool sim_check_disk(struct sim *sim);
void sim_check_key(struct sim *sim); // I5 for staff: no key but in memory, and only while it is brought
void sim_check_promise(struct sim *sim, const struct told *told);
void sim_check_loud(struct sim *sim);  // P5 for ears: no name, no number by loudspeaker
bool sim_check_turn(struct sim *sim);  // after every turn: I3, I5 on the disk, wire and log
bool sim_check_drain(struct sim *sim); // faults have stopped: I1, I2, I4, I7
bool sim_check_gone(struct sim *sim);  // nobody is there: I5 in memory, I8
void sim_break(struct sim *sim, const char *format, ...) __attribute__((format(printf, 2, 3)));

#define SIM_CANARY "Zoraïde"   // the name every simulated visitor types
#define SIM_DIGITS "692987654" // of the phone, in every form it may be written
#define SIM_PHONE "0" SIM_DIGITS
