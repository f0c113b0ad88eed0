// Shared by the files of app/ only.
#pragma once

#include "app/app.h"
#include "app/sound.h"
#include "app/stick.h"
#include "screens/screens.h"
#include "seal/seal.h"

enum { APP_TEXT = 96 << 10, APP_ITEMS = 4096, APP_ENTRY = 1024 };

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

    struct sound sound;

    struct app_stick {
        struct app_stick_ports ports; // open NULL: there never is a stick
        char word[16];                // of rebond-stick
        bool allowed;                 // staff mode is open
        struct export *run;           // NULL: none
        struct collect seen;          // how the last one ended
        struct sign_key key;          // while one runs
        bool letting_go;              // rebond-stick was asked to
        int64_t ask_ms;               // when to ask again
    } stick;

    struct slot slots[LIMIT_SLOTS];
    size_t slot_count;
    int64_t mirror_age_s;
    int64_t timetable_day; // local day the timetable was expanded for
    bool save_wanted;
    int64_t poll_ms; // when to look at the store again
    int64_t store_seen;
};

void app_event(struct app *app, struct moment now, struct flow_event event);
bool app_has_store(struct app *app);
// Seals and records the draft; tells the flow how it went.
void app_save(struct app *app, struct moment now);
// What the partner answered meanwhile.
void app_poll(struct app *app, struct moment now);
bool app_waits(const struct app *app);
void app_refresh_slots(struct app *app, struct moment now);
void app_renew_timetable(struct app *app, struct moment now);
// One piece of a run.
void app_stick_turn(struct app *app, struct moment now);
int64_t app_stick_deadline(const struct app *app, struct moment now);
void app_stick_finish(struct app *app);
void app_make_entry(struct app *app, const struct screen_view *view);
