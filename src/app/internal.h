// Shared by the files of app/ only.
#pragma once

#include "app/app.h"
#include "app/sound.h"
#include "app/stick.h"
#include "booking/scan.h"
#include "flow/tally.h"
#include "screens/screens.h"
#include "seal/pin.h"
#include "seal/seal.h"
#include "staff/knock.h"
#include "staff/ready_page.h"
#include "staff/staff.h"

enum { APP_TEXT = 96 << 10, APP_ITEMS = 4096, APP_ENTRY = 1024, APP_HOURS = 64 };

struct app {
    struct app_options options;
    struct app_faults faults;
    struct store *store;
    uint8_t code_key[32];
    struct seal_recipient recipients[LIMIT_PARTNERS][LIMIT_RECIPIENTS + 1]; // and the device's, custody open
    size_t recipient_counts[LIMIT_PARTNERS];

    struct flow flow;
    struct ui_tree tree;
    struct ui_memory memory;
    char text[APP_TEXT];   // of the tree
    char entry[APP_ENTRY]; // calendar entry for the QR
    size_t entry_n;
    struct draw_item items[APP_ITEMS];
    struct draw_list list;
    struct theme panel; // as configured
    struct theme theme; // as this visitor wants it
    struct screen_habit habit;
    int shown;            // what the tree was built for
    bool shown_sheet;     // and whether the sheet of sound was over it
    bool stale;           // the tree must be built again
    uint64_t fingerprint; // of what is on the screen

    bool dark;            // the panel is off
    int64_t lit_until_ms; // whatever the hour: somebody touched it

    struct sound sound;

    struct app_stick {
        struct app_stick_ports ports;  // open NULL: there never is a stick
        char word[16];                 // of rebond-stick
        bool allowed;                  // staff mode is open
        struct export *run;            // NULL: none
        struct collect seen;           // how the last one ended
        struct sign_key key;           // while one runs
        bool letting_go;               // rebond-stick was asked to
        int64_t ask_ms;                // when to ask again
        char report[READY_PAGE_BYTES]; // while one runs
    } stick;

    struct slot slots[LIMIT_SLOTS];
    size_t slot_count;
    int64_t mirror_age_s;
    int64_t timetable_day;              // local day the timetable was expanded for
    struct flow_found hours[APP_HOURS]; // today's
    size_t hour_count;
    enum flow_command wanted; // after the picture is on the screen: SAVE, FIND, TELL; else NOTHING
    struct scan scan;
    int64_t poll_ms; // when to look at the store again
    int64_t store_seen;

    bool printer; // was there when Done began
    bool slip_wanted, slip_runs;
    struct uid slip_job;
    enum flow_notice slip_end; // what was said of that job

    struct staff staff;
    struct staff_facts facts;
    struct staff_key key; // count 0: none
    enum staff_key_found key_found;
    uint8_t key_print[32];  // of the file it was found in
    struct guesses phrases; // wrong passphrases since this program began
    struct knock knock;
    struct guesses guesses;          // those that the disk would not take
    enum staff_command staff_wanted; // after the picture is on the screen; else NOTHING
    bool training;                   // this visit is not recorded
    struct pause pause;              // as it was read when this program began
    bool pause_read, pause_waits;    // for a clock that says how much of it is left
    int64_t pause_again_ms;
    bool panel_kept; // for the readiness report

    uint32_t figures[FIGURE_COUNT]; // of visits that are not in the store yet
    int64_t figures_again_ms;       // not before
};

// The hours in which the panel is dark. app_dark_takes: did this input do no more than wake it?
void app_light(struct app *app, struct moment now);
void app_dark_turn(struct app *app, struct moment now);
bool app_dark_takes(struct app *app, struct moment now, const struct app_input *input);
int64_t app_dark_deadline(const struct app *app, struct moment now);
void app_event(struct app *app, struct moment now, struct flow_event event);
bool app_has_store(struct app *app);
// Seals and records the draft; tells the flow how it went.
void app_save(struct app *app, struct moment now);
// What the partner answered meanwhile.
void app_poll(struct app *app, struct moment now);
bool app_waits(const struct app *app);
void app_refresh_slots(struct app *app, struct moment now);
void app_renew_timetable(struct app *app, struct moment now);
// A visit has ended.
void app_count(struct app *app, const struct tally *tally);
void app_keep_figures(struct app *app, struct moment now);
bool app_has_printer(const struct app *app);
void app_print_turn(struct app *app, struct moment now);
void app_forget_slip(struct app *app);
int64_t app_print_deadline(const struct app *app, struct moment now); // MOMENT_NEVER: nothing is printed
const struct slot *app_entry_slot(const struct flow *flow);           // of what Done says; NULL none
// One piece of a run.
void app_stick_turn(struct app *app, struct moment now);
bool app_stick_is_there(const struct app *app); // mounted, to be read
int64_t app_stick_deadline(const struct app *app, struct moment now);
void app_stick_finish(struct app *app);
void app_make_entry(struct app *app, const struct screen_view *view);
void app_forget(struct app *app); // everything on the screen and made of it goes
// Staff. app_staff_takes: is this input for them alone?
enum staff_command app_staff_event(struct app *app, struct moment now, struct staff_event event);
bool app_staff_takes(struct app *app, struct moment now, const struct app_input *input);
void app_staff_act(struct app *app, struct moment now, struct ui_action action);
void app_staff_turn(struct app *app, struct moment now);
// The readiness report, and what is tried by hand for it.
void app_read_ready(struct app *app, struct moment now);
// The printed page of the same facts, into `to`; empty when it does not fit.
struct str app_ready_page(struct app *app, struct moment now, char *to, size_t cap);
void app_keep_trial(struct app *app, struct moment now);
void app_keep_panel(struct app *app);
bool app_trial_takes(struct app *app, struct moment now, const struct app_input *input);
void app_look_at_stick(struct app *app, struct moment now);
// The collection key: a stick came or went, or staff did; the passphrase is typed; staff leave.
void app_key_look(struct app *app, struct moment now);
void app_key_unlock(struct app *app, struct moment now);
void app_key_forget(struct app *app);
// A pause begins, ends, and goes on after a restart.
void app_pause_begin(struct app *app, struct moment now);
void app_pause_end(struct app *app);
void app_pause_turn(struct app *app, struct moment now);
// Answers what a training visit asks for as if all went well; nothing is written.
void app_train(struct app *app, struct moment now, enum flow_command command);
// Coming back: the code that was tapped, today's hours, what a scanner typed, telling staff.
void app_find(struct app *app, struct moment now);
void app_refresh_hours(struct app *app, struct moment now);
void app_take_scan(struct app *app, struct moment now, struct uid uid);
void app_tell(struct app *app, struct moment now);
void app_cancel(struct app *app, struct moment now);
// What the code that was tapped stands for, to be taken back.
struct store_cancel app_what_was_found(struct app *app, struct moment now);
void app_hash_code(const struct app *app, struct picture_code code, uint8_t to[16]);
// A booking in the form that is kept, sealed to its partner.
NODISCARD err_t app_seal(struct app *app, const struct config_partner *partner, const struct booking *booking,
                         char *to, size_t cap, size_t *ret_n);
void app_make_code(struct app *app, struct uid *uid, struct picture_code *code); // unless there is one
