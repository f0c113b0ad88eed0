// The readiness report: is this kiosk fit for visitors? One row a point, with its state and a short French
// sentence. The screen of staff and the printed page show these same rows. Pure: it is told what is known.
// Must never: hold anything of a visitor.
#pragma once

#include "base/civil.h"
#include "base/limits.h"
#include "content/languages.h"
#include "staff/trial.h"

enum ready_state { READY_GOOD, READY_LOOK, READY_UNTRIED, READY_STATES };

struct ready_row {
    const char *id; // "screen", "touch"; for programs
    enum ready_state state;
    char label[LIMIT_WORDS];
    char words[400];
};
enum { READY_ROWS = 10 + LIMIT_PARTNERS + TRIAL_KINDS };
struct ready {
    struct ready_row rows[READY_ROWS];
    int count;
};

struct ready_screen { // what the screen program found of its machine
    bool known;
    int w, h;  // px
    bool jack; // a headphone socket tells when something is in it
};
enum ready_sound { READY_JACK_TELLS, READY_ALWAYS_HEADPHONES, READY_NEVER_HEADPHONES };
enum ready_link { // how a partner's server was when it was last spoken to
    READY_ANSWERS,
    READY_SILENT,
    READY_PASSWORD,
    READY_CERTIFICATE,
    READY_CAPTIVE,
    READY_SUSPECT,
};
struct ready_partner {
    const char *name;
    bool has_server, has_key;
    enum ready_link link;
    int64_t heard_s;   // when its calendar was last read, UTC; 0 never
    char server_class; // 'A', 'B', 'C'; 0: not probed
};
struct ready_language {
    const char *code;
    bool readable, checked; // by somebody who speaks it from childhood
};
enum ready_printer { READY_NO_PRINTER, READY_PRINTER_UNSEEN, READY_PRINTER_SEEN, READY_PRINTER_SILENT };

struct ready_known {
    const char *version;
    const struct zone *zone;
    int64_t now_s; // UTC
    bool clock_trusted;
    struct ready_screen screen;
    int w_mm, h_mm; // of the panel, as configured; 0 unknown
    bool database;  // it can be read; else nothing is known of the next six
    int64_t on_device, delivered, needing;
    int64_t oldest_s; // when the oldest on the device was made, 0 none
    int oldest_h;     // longer must none wait
    struct trial_result trials[TRIAL_KINDS];
    struct ready_partner partners[LIMIT_PARTNERS];
    int partner_count;
    struct ready_language languages[LANGUAGE_COUNT]; // other than French
    int language_count;
    bool pin;
    enum ready_sound sound;
    enum ready_printer printer;
};

void ready_make(const struct ready_known *known, struct ready *ret_ready);
int ready_count(const struct ready *ready, enum ready_state state);
struct str ready_state_words(enum ready_state state); // "bon"
const char *ready_trial_id(enum trial_kind kind);     // "touch"
struct str ready_trial_name(enum trial_kind kind);    // "Toucher"
// Pixels per 100 mm of a panel; 0 when its size is not known.
int64_t ready_pixels(const struct ready_screen *screen, int w_mm, int h_mm);
