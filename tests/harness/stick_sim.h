// A stick in memory behind port/stick.h, with an owner who pulls it out. What was written is there at once,
// but is safe only after a flush; a yank keeps, drops or tears, by seed and out of order, all that was not.
#pragma once

#include "base/rng.h"
#include "port/stick.h"
#include "seal/sign.h"

enum { STICK_FILES = 4096, STICK_PATH = 2 * STICK_NAME };

enum stick_yank { STICK_KEEP, STICK_LOSE, STICK_TEAR };

struct stick_blob { // bytes of a file; kept until the stick is thrown away
    struct stick_blob *next;
    size_t n;
    char bytes[];
};

struct stick_sim {
    char folder[STICK_NAME]; // entered
    struct stick_file {
        char path[STICK_PATH];
        struct stick_blob *now, *safe; // NULL: no such file
    } files[STICK_FILES];
    size_t count;
    struct stick_blob *blobs;
    int64_t steps, die_at; // steps that change something; 0 never
    bool dead;             // out of its socket: every call fails
    int64_t unit, units;   // size; units 0: without bound
    bool read_only, stale; // stale: items are not kept as they were written
    int64_t writes;
    char top_name[STICK_NAME]; // the one file in the stick's top folder, "" none
    struct str top;            // its bytes
    bool top_is_link;
};

void stick_sim_init(struct stick_sim *stick);
void stick_sim_finish(struct stick_sim *stick);
struct stick_port stick_sim_port(struct stick_sim *stick);
// Pulled out and put in again.
void stick_sim_yank(struct stick_sim *stick, enum stick_yank how, uint64_t seed);
// Bytes of a file as they are now; p NULL when it is not there. Of the folder that was entered last.
struct str stick_sim_get(const struct stick_sim *stick, const char *name);
void stick_sim_put(struct stick_sim *stick, const char *name, struct str bytes);
// What a kiosk has beside its sticks: the key it signs with, always the same, and the page it lays on them.
err_t stick_sim_key(void *self, struct sign_key *ret_key);
struct str stick_sim_page(void *self);
