// A partner's calendar server behind struct http_port, in memory and in virtual time, shared by any number of
// kiosks, with the faults that real servers and networks have. Bytes that left before a power cut may still
// arrive after it.
#pragma once

#include "base/rng.h"
#include "harness/partner_dav.h"

enum sim_fault {
    SIM_NONE,
    SIM_LOST_AFTER,  // done, but the answer is lost
    SIM_LOST_BEFORE, // the request is lost on its way
    SIM_UNREACHABLE,
    SIM_CERTIFICATE,
    SIM_SLOW,  // answers after 20 virtual seconds
    SIM_HANGS, // done, and never answers: the time-out of the request
    SIM_401,
    SIM_403,
    SIM_400,
    SIM_409,
    SIM_500,         // nothing done
    SIM_500_AFTER,   // done, and 500 all the same
    SIM_503,         // Retry-After: 120
    SIM_429,         // Retry-After: 30
    SIM_CAPTIVE,     // 200 and a login page
    SIM_REDIRECT,    // 302 to another host
    SIM_GARBAGE,     // 200 or 207 and bytes that mean nothing
    SIM_TRUNCATED,   // half of the right answer
    SIM_HUGE,        // 100 MB
    SIM_BAD_TOKEN,   // 403 to a sync-collection with a token
    SIM_DROPS,       // 201, and nothing is stored
    SIM_OTHER_FIRST, // another kiosk takes the seat just before
    SIM_OVERWRITES,  // the precondition is ignored: 204
    SIM_FAULT_COUNT
};

enum { SIM_EVER = -1, SIM_ANYBODY = -1, SIM_KIOSKS = 8 };

struct partner_sim;

struct partner_sim *partner_sim_open(char server_class, uint64_t seed);
void partner_sim_close(struct partner_sim *sim);
struct dav_settings *partner_sim_settings(struct partner_sim *sim);
struct shelf *partner_sim_shelf(struct partner_sim *sim);
// Virtual time: effects whose moment has come happen. Never goes back.
void partner_sim_pass(struct partner_sim *sim, int64_t mono_ms);
// When the next answer is there for anybody, or for one kiosk; MOMENT_NEVER.
int64_t partner_sim_next(const struct partner_sim *sim);
int64_t partner_sim_next_of(const struct partner_sim *sim, int kiosk);
struct http_port partner_sim_port(struct partner_sim *sim, int kiosk);
// Requests whose account has another password are told 401. NULL: anybody.
void partner_sim_set_password(struct partner_sim *sim, const char *password);

// Faults. Of the requests with `method` (but those about notes, which have a curse of their own), after
// `skip` of them, `count` (or SIM_EVER) have this fault.
void partner_sim_script(struct partner_sim *sim, enum http_method method, int skip, int count,
                        enum sim_fault fault);
// Every request whose URL has this part (static text) has this fault, until it is calm.
void partner_sim_curse(struct partner_sim *sim, const char *part, enum sim_fault fault);
// Any request has one of the transient faults, by chance.
void partner_sim_storm(struct partner_sim *sim, unsigned per_mille);
// Nothing is reached, as when the network is down.
void partner_sim_network(struct partner_sim *sim, bool up);
void partner_sim_plug(struct partner_sim *sim, int kiosk, bool in); // ... for one kiosk
void partner_sim_calm(struct partner_sim *sim);                     // no more faults of any kind

// Staff and other kiosks
void partner_sim_publish(struct partner_sim *sim, const char *name, const char *ics); // in creneaux/
bool partner_sim_delete(struct partner_sim *sim, enum shelf_collection collection, const char *name);
void partner_sim_other_writes(struct partner_sim *sim); // it is the one writer of a class C server
void partner_sim_other_takes(struct partner_sim *sim, const char *name); // in reservations/
void partner_sim_other_books(struct partner_sim *sim, const char *name, int64_t start_s,
                             const char *code); // half an hour, with a picture code in words

// The server is restored from the latest backup: what was done since is gone, and so are its sync tokens.
void partner_sim_back_up(struct partner_sim *sim);
void partner_sim_restore(struct partner_sim *sim);

// What happened
size_t partner_sim_live(const struct partner_sim *sim, enum shelf_collection collection);
size_t partner_sim_arrivals(const struct partner_sim *sim);                // notes "arr-…" in reservations/
size_t partner_sim_live_of(const struct partner_sim *sim, struct uid uid); // events with this token, anywhere
size_t partner_sim_created_of(const struct partner_sim *sim,
                              struct uid uid); // times it was ever created (I2: <= 1,
                                               // when staff delete nothing meanwhile)
bool partner_sim_holder(const struct partner_sim *sim, const char *name,
                        struct uid *ret_uid); // of a seat now (I3)
size_t partner_sim_requests(const struct partner_sim *sim,
                            enum http_method method); // ever started, but those about notes
// Of those the ones that a script could have struck: not while the network was down, for instance.
size_t partner_sim_aimable(const struct partner_sim *sim, enum http_method method);
size_t partner_sim_struck(const struct partner_sim *sim); // scripted faults that came about
// Answers with this status that a kiosk was given; 0: that came to nothing.
size_t partner_sim_told(const struct partner_sim *sim, enum http_method method, int status);
// Every byte the partner ever received and still holds.
bool partner_sim_holds(const struct partner_sim *sim, struct str bytes);
