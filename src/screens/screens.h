// What is to be seen: the visitor's state as a tree of nodes, one small file a screen. Pure.
// Must never: decide anything (that is flow/), read a clock, or show a visitor a word that is not in the
// catalogue. Staff read French only.
#pragma once

#include "content/messages.h"
#include "flow/flow.h"
#include "staff/staff.h"
#include "ui/ui.h"

// What app/ does by itself, without the flow: what the visitor hears. Beyond every enum flow_action.
enum sound_action {
    SOUND_LISTEN = 1000, // begins to listen; when listening already, opens the sheet of sound
    SOUND_REPEAT,
    SOUND_SOFTER,
    SOUND_LOUDER,
    SOUND_SLOWER,
    SOUND_FASTER,
    SOUND_STOP,
    SOUND_CLOSE,
};

struct screen_sound {
    bool available; // the language has a voice: only then there is a button
    bool listening, sheet;
};

// One way of laying a screen out: tried from the roomiest on until everything fits (see screen_make).
struct screen_fit {
    int per_page; // items of its list; 0 as many as the screen likes best
    int fewer;    // columns than it likes best
    bool tight;   // buttons that go on show their icon alone
    bool beside;  // pictures of tiles beside their words
    bool bare;    // tiles without what explains them
};

struct screen_list { // what a screen says of its list while it is built; pages 1 when it has none
    int items, most, per_page, pages, columns;
};

struct screen_view {
    const struct flow *flow;
    const struct flow_world *world;
    const struct messages *messages;         // of the visitor's language; NULL is French
    const struct messages *const *languages; // by index of the configuration, for greetings and the switch
    int64_t mirror_age_s; // how old what is known of the partners' slots is; 0 fresh or nothing to know, -1
                          // never known
    const struct staff *staff;              // NULL: nobody
    const struct staff_facts *facts;        // with staff
    const struct config_mistakes *mistakes; // of rebond.ini, for technicians; NULL none
    bool training;                          // this visit is not recorded
    struct str calendar_entry;              // iCalendar text for the QR of Done
    struct screen_sound sound;
    struct screen_fit fit; // of screen_make
    int page;
    struct screen_list *list;
};

// How the visitor wants to see it; nobody is there at night: the calm screen is dark then.
struct theme_wish screen_wish(const struct flow *flow, const struct flow_world *world);

// The way that fitted last, for the same question asked in the same manner: tried first, so that an answer
// shows in the next frame. Zeroed: none.
struct screen_habit {
    bool known;
    enum flow_place place;
    enum flow_panel panel;
    bool warning;
    struct screen_sound sound;
    struct flow_display display;
    uint8_t language, choosing;
    enum flow_notice notice;
    enum staff_place staff;
    enum staff_notice staff_notice;
    bool training;
    int w, h;
    struct screen_fit fit;
};

struct screen_paper {          // what a tree is built on
    const struct theme *theme; // dressed; outlives the tree
    int w, h;                  // px
    const struct text_port *text;
    void *memory; // of the tree's texts
    size_t cap;
    struct screen_habit *habit; // NULL: nothing is remembered
};
// Builds and lays out the screen: as it likes best when all of it fits, else with fewer columns, with icons
// alone, with more pages, until every page fits. Large words and low screens need no other code than this.
void screen_make(const struct screen_view *view, struct ui_tree *tree, const struct screen_paper *paper);

// Nothing works: French, and one line in each of `languages` that is not NULL.
void screen_out_of_order(const struct messages *const *languages, int count, struct ui_tree *tree);

struct not_ready {
    const struct messages *const *languages; // as with screen_out_of_order
    int language_count;
    const struct config_mistakes *mistakes;
};
// Nothing may be promised with what rebond.ini says: for visitors whom to ask, below it for technicians what
// is wrong, line by line, as much of it as the screen holds.
void screen_not_ready(const struct not_ready *what, struct ui_tree *tree, const struct screen_paper *paper);
