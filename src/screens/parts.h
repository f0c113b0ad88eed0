// What several screens share: the frame around a question, sentences with values, pages of long lists.
#pragma once

#include "screens/screens.h"

// The text of a French sentence in the visitor's language. Every literal is in assets/po/*.po (tests/lint).
#define T(sentence) messages_text(view->messages, STR(sentence))
// The same with a number in it: as for one, as for many.
#define TN(one, many, n) messages_plural(view->messages, STR(one), STR(many), n)

struct ui_action act(enum flow_action action, int64_t arg);

struct field {
    struct str label, value, example; // no label: no field
};
struct frame {
    struct str title;
    struct str note; // a sentence that goes with it
    bool weighty;    // of a note: what it says changes what can be chosen
    bool words;      // the body is read rather than touched: on a low screen it may stand in the upper half
    bool extras;     // what is optional on Done stands beside the title
    struct field field;
};
// The faces and, where there is a printer, the slip; each large enough for a finger.
void add_extras(const struct screen_view *view, struct ui_tree *tree);
// Opens the frame: title, or the notice of the flow in its place, and a field. What is added next stands in
// the body, a column that takes all the space left. frame_close ends it with the bar: what a visitor can
// always do on one side, where to go from here on the other. The bar stands at the foot of every screen,
// where every hand reaches it.
void frame_open(const struct screen_view *view, struct ui_tree *tree, struct frame frame);
struct page {
    int from, to; // of a long list
    int at;
    bool before, after;
};
struct foot {         // what the bar has beside what it always has; all empty for nothing
    struct str label; // of the button that goes on
    struct ui_action action;
    enum ui_icon icon;
    struct str aside;        // of a second, quiet button
    enum ui_icon aside_icon; // UI_NO_ICON: two arrows
    struct ui_action aside_action;
    bool quiet;  // it leads aside rather than on
    bool at_end; // only once everything was to be seen
    bool no_back;
    bool no_bar; // it stands beside the keys already
    struct page page;
};
// The tiles and, in the foot, a way past them. When they take several pages the bar has no room for it: then
// it is the last of the tiles.
struct tile;
// That tile.
void add_pass(const struct screen_view *view, struct ui_tree *tree, const struct foot *foot);
void add_tiles_or_pass(const struct screen_view *view, struct ui_tree *tree, const char *id,
                       const struct tile *tiles, int count, int columns, struct foot *foot);
void frame_close(const struct screen_view *view, struct ui_tree *tree, struct foot foot);
// The bar as a block of buttons, for a place beside the keys.
void add_side_bar(const struct screen_view *view, struct ui_tree *tree, struct foot foot);

// "English" for "en": a language is called by its own name.
struct str own_name(const char *code);

// A sentence in words of one size.
void add_text(struct ui_tree *tree, const char *id, enum ui_scale scale, struct str text);
// A picture and a sentence beside it.
void add_line(struct ui_tree *tree, const char *id, int index, const char *picture, enum ui_scale scale,
              struct str text);
void add_line_of(struct ui_tree *tree, const char *id, int index, const char *picture, enum ui_scale scale,
                 struct str text, unsigned flags); // of the text
// A tile to choose: picture, label, smaller hint.
struct tile {
    const char *id;
    int index;
    const char *picture;
    struct str label, hint;
    bool must_say; // the hint stays where there is little room; it is short there by itself
    struct ui_action action;
    bool chosen, choice;   // choice: stays chosen
    bool side;             // picture beside the label
    bool alone;            // the picture says it, the label is spoken
    enum ui_figure figure; // in the place of a picture
    int number;
};
void add_tile(const struct screen_view *view, struct ui_tree *tree, struct tile tile);
// A page of tiles in a grid; all of them when they fit.
struct page add_tiles(const struct screen_view *view, struct ui_tree *tree, const char *id,
                      const struct tile *tiles, int count, int columns);
// 0692123456 is read in pairs, as people say it.
struct str in_pairs(struct ui_tree *tree, struct str digits);

// One {name} of a sentence filled in; the result lives in the tree's text.
struct str fill(struct ui_tree *tree, struct str sentence, const char *name, struct str value);
struct str number_text(struct ui_tree *tree, int64_t number);
struct str when_text(const struct screen_view *view, struct ui_tree *tree, const struct slot *slot);
struct str day_text(const struct screen_view *view, struct ui_tree *tree, int64_t day);
struct str time_text(const struct screen_view *view, struct ui_tree *tree, int64_t utc_s);

// Which of `count` items stand on this page. `columns` and `most` items are what the screen likes best;
// columns 0: items that are read, one under the other.
struct page page_of(const struct screen_view *view, int count, int columns, int most);
// A grid for the items of a page.
void open_choices(const struct screen_view *view, struct ui_tree *tree, const char *id, struct page page,
                  int columns);
// A grid of keys that are no keyboard, and one of them: a letter or digit of a secret, so it is said to
// headphones only.
void open_keys(const struct screen_view *view, struct ui_tree *tree, int columns);
void add_key(struct ui_tree *tree, const char *id, int index, char letter, struct ui_action action);
// Would `count` items take more than one page?
bool is_paged(const struct screen_view *view, int count, int most);
// A leaf of the calendar and the face of a clock for a moment.
void add_moment_pictures(const struct screen_view *view, struct ui_tree *tree, const char *id, int index,
                         int64_t utc_s, float mm);

// A card of sentences with a picture each, where a person is named.
struct card_line {
    const char *picture;
    struct str text;
    bool personal; // said to headphones only
};
enum { CARD_LINES = 8 };
struct card {
    struct str title;
    struct card_line lines[CARD_LINES];
    int count;
    const struct slot *moment; // shown first, with its pictures
    struct foot foot;          // without label: "J'ai compris", which ends the visit
};
void card_add(struct card *card, const char *picture, struct str text); // nothing when `text` is empty
// Where the person of the place is called {person}.
struct str person_text(const struct screen_view *view, struct ui_tree *tree, struct str sentence);
void card_show(const struct screen_view *view, struct ui_tree *tree, const struct card *card);

enum typing { TYPING_NAME, TYPING_NUMBER, TYPING_EMAIL };
// A whole screen with a field and the keys for it.
void show_typing(const struct screen_view *view, struct ui_tree *tree, struct frame frame,
                 enum typing typing);
// With another way on than "Continuer".
void show_typing_to(const struct screen_view *view, struct ui_tree *tree, struct frame frame,
                    enum typing typing, struct foot foot);

// Is this a screen of staff, in French, with ways of its own?
bool is_staff(const struct screen_view *view);
struct str staff_notice_text(const struct screen_view *view);
void screen_closed(const struct screen_view *view, struct ui_tree *tree);
// "Ligne 12 : …", in the tree's memory.
struct str mistake_text(struct ui_tree *tree, const struct config_mistake *mistake);
void screen_staff(const struct screen_view *view, struct ui_tree *tree);
void screen_training_band(const struct screen_view *view, struct ui_tree *tree);
void screen_staff_pin(const struct screen_view *view, struct ui_tree *tree);
void screen_staff_key(const struct screen_view *view, struct ui_tree *tree);
void screen_staff_who(const struct screen_view *view, struct ui_tree *tree);
void screen_staff_no_pin(const struct screen_view *view, struct ui_tree *tree);
void screen_staff_menu(const struct screen_view *view, struct ui_tree *tree);
void screen_staff_needing(const struct screen_view *view, struct ui_tree *tree);
void screen_staff_item(const struct screen_view *view, struct ui_tree *tree);
void screen_staff_arrivals(const struct screen_view *view, struct ui_tree *tree);
void screen_staff_lately(const struct screen_view *view, struct ui_tree *tree);
void screen_staff_mistakes(const struct screen_view *view, struct ui_tree *tree);
void screen_staff_pause(const struct screen_view *view, struct ui_tree *tree);
void screen_staff_collect(const struct screen_view *view, struct ui_tree *tree);
void screen_staff_let_go(const struct screen_view *view, struct ui_tree *tree);
void screen_staff_ready(const struct screen_view *view, struct ui_tree *tree);
void screen_staff_trials(const struct screen_view *view, struct ui_tree *tree);
void screen_staff_trial(const struct screen_view *view, struct ui_tree *tree);
struct ui_action staff_act(enum staff_action action, int64_t arg);

void screen_attract(const struct screen_view *view, struct ui_tree *tree);
void screen_welcome(const struct screen_view *view, struct ui_tree *tree);
void screen_needs(const struct screen_view *view, struct ui_tree *tree);
void screen_wishes(const struct screen_view *view, struct ui_tree *tree);
void screen_day(const struct screen_view *view, struct ui_tree *tree);
void screen_time(const struct screen_view *view, struct ui_tree *tree);
void screen_workshop(const struct screen_view *view, struct ui_tree *tree);
void screen_language(const struct screen_view *view, struct ui_tree *tree);
void screen_name(const struct screen_view *view, struct ui_tree *tree);
void screen_contact(const struct screen_view *view, struct ui_tree *tree);
void screen_reach(const struct screen_view *view, struct ui_tree *tree);
void screen_safe(const struct screen_view *view, struct ui_tree *tree);
void screen_age(const struct screen_view *view, struct ui_tree *tree);
void screen_check(const struct screen_view *view, struct ui_tree *tree);
void screen_saving(const struct screen_view *view, struct ui_tree *tree);
void screen_done(const struct screen_view *view, struct ui_tree *tree);
void screen_missing(const struct screen_view *view, struct ui_tree *tree);
void screen_minor(const struct screen_view *view, struct ui_tree *tree);
void screen_code(const struct screen_view *view, struct ui_tree *tree);
void screen_hour(const struct screen_view *view, struct ui_tree *tree);
void screen_found(const struct screen_view *view, struct ui_tree *tree);
void screen_undo(const struct screen_view *view, struct ui_tree *tree);
void screen_sure(const struct screen_view *view, struct ui_tree *tree);
void screen_settled(const struct screen_view *view, struct ui_tree *tree);
void screen_arrived(const struct screen_view *view, struct ui_tree *tree);
void screen_meet(const struct screen_view *view, struct ui_tree *tree);
void screen_human(const struct screen_view *view, struct ui_tree *tree);
void screen_sorry(const struct screen_view *view, struct ui_tree *tree);
void screen_sound_sheet(const struct screen_view *view, struct ui_tree *tree);
void screen_display(const struct screen_view *view, struct ui_tree *tree);
void screen_warning(const struct screen_view *view, struct ui_tree *tree);
