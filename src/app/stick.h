// Collecting onto a stick, for staff mode: which stick is there, one run at a time, in pieces so small that
// the screen stays alive. A stick that is put in shows a visitor nothing and starts nothing: only staff mode
// allows, starts and stops. Must never: run while it is not allowed.
#pragma once

#include "app/app.h"
#include "collect/collect.h"
#include "port/stick.h"
#include "seal/sign.h"

struct app_stick_ports {
    void *self;
    // The mounted stick's top folder; `close` afterwards, so that it can be let go of.
    err_t (*open)(void *self, struct stick_port *ret_stick);
    void (*close)(void *self);
    void (*let_go)(void *self);                             // asks rebond-stick; the answer is another word
    err_t (*get_key)(void *self, struct sign_key *ret_key); // that signs
    struct str (*get_page)(
        void *self); // lire-les-demandes.html, valid until `close`; empty when there is none
    // A file at the stick's top, opened and closed again (port/stick.h, read_top). NULL: no key is looked
    // for.
    err_t (*read_top)(void *self, const char *name, void *to, size_t cap, size_t *ret_n);
    int64_t (*spare_memory)(void *self); // bytes that this program may take; NULL: as many as it likes
};

// Once, after app_open; without it there never is a stick. `ports` is copied.
void app_stick_attach(struct app *app, const struct app_stick_ports *ports);
// The shell says what stick.state says (src/main/stick.c): "" when there is no stick.
void app_take_stick(struct app *app, struct moment now, struct str word);

// --- what staff mode calls

// Staff mode is open (true), or was left, timed out or locked (false): a run under way ends then, as stopped;
// the next one goes on from there.
void app_stick_allow(struct app *app, struct moment now, bool allowed);
// False when it cannot start now: not allowed, no stick that is ready, no store, or a run is under way.
bool app_stick_start(struct app *app, struct moment now);
void app_stick_stop(struct app *app, struct moment now);

struct app_stick_view {
    bool can_start; // show the button "Collecter"
    bool running;   // show the bar, and the button "Arrêter"
    bool may_pull;  // the stick is let go of, or was never taken
    enum collect_end end;
    int64_t done, total;           // of the bar; total 0: not known yet
    int64_t waiting, copied, left; // items
    char words[320];               // one or two French sentences: what is, and what to do now
};
void app_stick_look(const struct app *app, struct app_stick_view *ret_view);
// Staff say that they have what was collected for partners without a server: wiped here, counted as
// delivered. Ask twice before. Others stay until the network has delivered them.
NODISCARD err_t app_stick_forget_collected(struct app *app, int64_t *ret_count);
