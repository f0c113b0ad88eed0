// What several screens share: the frame around a question, sentences with values, pages of long lists.
#pragma once

#include "screens/screens.h"

// The text of a French sentence in the visitor's language. Every literal is in assets/po/*.po (tests/lint).
#define T(sentence) messages_text(view->messages, STR(sentence))
// The same with a number in it: as for one, as for many.
#define TN(one, many, n) messages_plural(view->messages, STR(one), STR(many), n)

struct ui_action act(enum flow_action action, int64_t arg);

struct frame {
    struct str title;
    bool no_back;
};
// Opens the frame: Retour, title, language and Cacher; the notice of the flow when there is one. What is
// added next stands in the body, a column that takes all the space left. frame_close ends it.
void frame_open(const struct screen_view *view, struct ui_tree *tree, struct frame frame);
struct page {
    size_t from, to; // of a long list
    bool before, after;
};
struct foot {         // what stands below the body; all empty for nothing
    struct str label; // of the button that goes on
    struct ui_action action;
    enum ui_icon icon;
    bool quiet; // it leads aside rather than on
    struct page page;
};
void frame_close(const struct screen_view *view, struct ui_tree *tree, struct foot foot);

// "English" for "en": a language is called by its own name.
struct str own_name(const char *code);

// A sentence in words of one size.
void add_text(struct ui_tree *tree, const char *id, enum ui_scale scale, struct str text);
// A picture and a sentence beside it.
void add_line(struct ui_tree *tree, const char *id, int index, const char *picture, enum ui_scale scale,
              struct str text);
// A tile to choose: picture, label, smaller hint.
struct tile {
    const char *id;
    int index;
    const char *picture;
    struct str label, hint;
    struct ui_action action;
    bool chosen, choice; // choice: stays chosen
    bool side;           // picture beside the label
};
void add_tile(struct ui_tree *tree, struct tile tile);
// 0692123456 is read in pairs, as people say it.
struct str in_pairs(struct ui_tree *tree, struct str digits);
void open_grid(struct ui_tree *tree, const char *id, int columns);

// One {name} of a sentence filled in; the result lives in the tree's text.
struct str fill(struct ui_tree *tree, struct str sentence, const char *name, struct str value);
struct str number_text(struct ui_tree *tree, int64_t number);
struct str when_text(const struct screen_view *view, struct ui_tree *tree, const struct slot *slot);
struct str day_text(const struct screen_view *view, struct ui_tree *tree, int64_t day);
struct str time_text(const struct screen_view *view, struct ui_tree *tree, int64_t utc_s);

struct page page_of(const struct flow *flow, size_t count, size_t per_page);
// A field with the value typed so far.
void add_field(const struct screen_view *view, struct ui_tree *tree, struct str label, struct str value,
               struct str example);
void add_keyboard(const struct screen_view *view, struct ui_tree *tree, bool number_pad, bool email);

void screen_attract(const struct screen_view *view, struct ui_tree *tree);
void screen_welcome(const struct screen_view *view, struct ui_tree *tree);
void screen_needs(const struct screen_view *view, struct ui_tree *tree);
void screen_wish(const struct screen_view *view, struct ui_tree *tree);
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
void screen_minor(const struct screen_view *view, struct ui_tree *tree);
void screen_meet(const struct screen_view *view, struct ui_tree *tree);
void screen_human(const struct screen_view *view, struct ui_tree *tree);
void screen_sorry(const struct screen_view *view, struct ui_tree *tree);
void screen_sound_sheet(const struct screen_view *view, struct ui_tree *tree);
void screen_warning(const struct screen_view *view, struct ui_tree *tree);
