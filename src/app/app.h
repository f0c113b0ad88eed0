// One turn of the screen program: input and time go in, a picture and a deadline come out; the visitor's
// request is sealed and recorded in between. Knows no SDL and no network: the shell gives it ports. Must
// never: record before "we are writing it down" is on the screen, or keep anything of a visitor who left.
#pragma once

#include "base/moment.h"
#include "config/config.h"
#include "content/messages.h"
#include "flow/flow.h"
#include "port/entropy.h"
#include "port/printer.h"
#include "port/speech.h"
#include "port/text.h"
#include "seal/seal.h"
#include "staff/staff.h"
#include "store/store.h"
#include "ui/ui.h"

struct app_ports {
    struct entropy_port entropy;
    struct text_port text;
    struct speech_port speech;   // without has_voice nothing is ever said
    struct printer_port printer; // self NULL: no slips
    void *self;                  // of the functions below
    // Opens the store, or NULL when it cannot be used now; called again when it is next needed.
    struct store *(*open_store)(void *self);
    // Something new is in the outbox, or somebody is about to look at slots.
    void (*nudge)(void *self);
    // The PIN of staff as it is kept (seal/pin.h, SEAL_PIN_TEXT bytes with its NUL); false when none was set.
    bool (*read_pin)(void *self, char *to);
    // A visitor left: textures and whatever else the outside made of their words must go.
    void (*forget)(void *self);
};

struct app_options { // everything outlives the app
    const struct config *config;
    const struct zone *zone;
    const struct messages *languages[LIMIT_LANGUAGES]; // by index of config->languages; NULL is French
    const struct config_mistakes *mistakes;            // of the file, while the place goes on; NULL none
    struct app_ports ports;
    int w, h;  // picture in pixels
    bool jack; // a headphone socket tells when something is in it
};

struct app;
// ERR_FULL without memory, ERR_INVALID when a recipient of the configuration cannot be read.
NODISCARD err_t app_open(const struct app_options *options, struct moment now, struct app **ret_app);
void app_close(struct app *app);

enum app_input_kind {
    APP_POINT,
    APP_TYPED,
    APP_ERASE,
    APP_HUSH,   // nothing but silence
    APP_REPEAT, // the screen once more
    APP_LOUDER,
    APP_SOFTER,
    APP_FASTER,
    APP_SLOWER,
    APP_KNOCK, // F12, five times: staff
};
struct app_input {
    enum app_input_kind kind;
    struct ui_input ui; // APP_POINT: touch and keys
    uint32_t typed;     // APP_TYPED: a code point of a real keyboard
};
void app_take_input(struct app *app, struct moment now, const struct app_input *input);
// Something was put into the headphone socket, or taken out. The first begins to listen, and begins a visit
// when nobody is there; the second silences what is private at once.
void app_take_headphones(struct app *app, struct moment now, bool plugged);
void app_resize(struct app *app, struct moment now, int w, int h);
// Deadlines, and answers of the partner that the other program put on the disk.
void app_tick(struct app *app, struct moment now);
// True when there is something new to be seen; `ret_list` is valid until the next call of anything here.
bool app_draw(struct app *app, struct moment now, const struct draw_list **ret_list);
// The hours of [screen] off_hours have come and nobody is there: the picture is black and the panel may be
// switched off. The first touch wakes it and does nothing else.
bool app_is_dark(const struct app *app);
// What must not be cut off: "visit", "staff" (training too), or "attract" when nobody is there.
const char *app_status(const struct app *app);
// Slow things, called after the picture is on the screen: recording, renewing the timetable.
void app_after_draw(struct app *app, struct moment now);
// The collection key, while it is there; NULL: it went, and with it every name. The app keeps a copy, until
// staff leave.
enum { STAFF_KEYS = 16 };
struct staff_key {
    struct seal_identity identities[STAFF_KEYS];
    size_t count;
};
void app_set_key(struct app *app, struct moment now, const struct staff_key *key);
// mono_ms by which app_tick wants to be called.
int64_t app_deadline(const struct app *app, struct moment now);

// --- for tests

const struct ui_tree *app_tree(const struct app *app);
const struct flow *app_flow(const struct app *app);
const struct staff *app_staff(const struct app *app);
bool app_trains(const struct app *app);
struct flow_world app_world(const struct app *app, struct moment now); // what the flow sees
// The memory in which a visitor's words may stand, to be searched for what should be gone.
struct str app_memory(const struct app *app);
uint32_t app_focus(const struct app *app); // key of the node, 0 none
bool app_explores(const struct app *app);  // touch says what is under it
struct app_faults {                        // planted bugs: each must be caught by an invariant
    bool skip_wipe;                        // the visitor leaves, their words stay
    bool confirm_early;                    // "confirmed" before the partner's read-back
    bool clear_on_disk;                    // recorded without being sealed
    bool cancel_in_words;                  // "c'est annulé", and nothing is done
    bool say_private;                      // as if headphones were always in
    bool talk_on;                          // what is being said is not cut
    bool keep_training;                    // a training visit is recorded
    bool forgive;                          // wrong PINs are not counted
    bool keep_names;                       // the key goes, names stay
    bool forget_pause;                     // a restart ends it
    bool endless_pause;                    // a restart begins it anew
    bool keep_key;                         // it stays in memory
    bool keys_are_fingers;                 // a grid done by keys passes for touched
    bool forget_trials;                    // what was tried is said to be noted, and is not
};
void app_plant(struct app *app, struct app_faults faults);
