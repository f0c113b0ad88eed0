// A screen as data: one tree of nodes, from which layout, drawing, hit test, key focus and speech are all
// read. A screen function opens and closes nodes; nothing here knows what a booking is. Sizes in millimetres.
// Must never: call back, keep state between turns (that is struct ui_memory, given by the caller), know a
// library's types.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "port/draw.h"
#include "port/text.h"
#include "ui/theme.h"

enum ui_role {
    UI_GROUP,   // layout only, never drawn unless its look says so, never spoken
    UI_HEADING, // the screen's title
    UI_TEXT,
    UI_BUTTON,
    UI_CHOICE,  // a button that stays chosen (UI_CHOSEN)
    UI_FIELD,   // label and typed value; personal when UI_PERSONAL
    UI_KEY,     // of the on-screen keyboard
    UI_PICTURE, // decorative unless it has a label
    UI_CODE,    // QR code of `value`; label is spoken
    UI_STATUS,  // a sentence that is announced when it appears
    UI_SPACER,  // empty, grows
    UI_STEPS,   // progress: value of `number` out of `total`
};

enum ui_look {
    UI_PLAIN,     // no background
    UI_CARD,      // white rounded card with a soft shadow
    UI_PRIMARY,   // accent, one a screen
    UI_SECONDARY, // outlined
    UI_QUIET,     // text-like button in bars, faint background
    UI_TILE,      // card with a picture and a label, chosen state visible by border, tint and tick
    UI_BANNER,    // tinted box for a notice
    UI_WARNING,   // the same, for the idle warning
    UI_SHEET,     // covers everything behind with a scrim (only as last child of the root)
};

enum ui_flow { UI_COLUMN, UI_ROW, UI_GRID };
enum ui_align { UI_START, UI_CENTER, UI_END, UI_STRETCH };
enum ui_scale { UI_BODY, UI_SMALL, UI_LARGE, UI_TITLE, UI_HUGE }; // text sizes of the theme

enum { // flags
    UI_CHOSEN = 1,
    UI_DISABLED = 2,   // said why by its label; not tappable
    UI_PERSONAL = 4,   // a visitor's own (name, contact, code): wiped with them, said to headphones only
    UI_DECOR = 8,      // not spoken, not focusable
    UI_INVALID = 16,   // a field whose value needs mending
    UI_SIDE = 32,      // picture beside the label rather than above it
    UI_CARET = 64,     // the field being typed into
    UI_LTR = 128,      // what is inside is never mirrored: keyboards, telephone numbers, addresses
    UI_OVER = 256,     // icon above the label rather than beside it
    UI_ALONE = 512,    // only the icon, or the value of a field, is to be seen; the label is spoken
    UI_PRIVATE = 1024, // said to headphones only: what is UI_PERSONAL is, and keys that write it
    UI_ALWAYS = 2048,  // on every screen alike: keys come to it last
};

struct ui_action { // data for whoever the screen is for; kind 0 is none
    uint16_t kind;
    int32_t arg;
};

enum ui_icon {
    UI_NO_ICON,
    UI_ICON_BACK,
    UI_ICON_NEXT,
    UI_ICON_CHECK,
    UI_ICON_CLOSE,
    UI_ICON_ERASE,
    UI_ICON_SHIFT,
    UI_ICON_UP,
    UI_ICON_DOWN,
    UI_ICON_HIDE,
    UI_ICON_GLOBE,
    UI_ICON_CLOCK,
    UI_ICON_SOUND,
    UI_ICON_LETTERS, // a large and a small A
    UI_ICON_SWAP,    // two arrows, there and back
    UI_ICON_COUNT
};

enum ui_figure { // a number as a picture, in the place of one
    UI_NO_FIGURE,
    UI_FIGURE_DAY,  // leaf of a calendar: `number` is the day of the month
    UI_FIGURE_TIME, // face of a clock: `number` is the minute of the day
};

// What a node is made with; everything left out is 0. Strings are copied by the tree.
struct ui_spec {
    const char *id; // unique with `index` in the tree: a duplicate is an error
    int index;      // for nodes of a list
    enum ui_role role;
    enum ui_look look;
    enum ui_scale scale;
    enum ui_icon icon;
    unsigned flags;
    struct str label, value, picture; // picture: one emoji
    enum ui_figure figure;
    float cap;         // mm, cap height of the text rather than that of `scale`; 0 none
    uint8_t colours;   // 1 + enum theme_colours: painted in those, a swatch; 0 those of the screen
    rgba_t fill;       // a plain box of this colour, as it is; 0 none
    struct str hint;   // second, smaller line under a label
    int number, total; // UI_STEPS, figures
    struct ui_action action;
    enum ui_flow flow;                // of children
    enum ui_align align, cross;       // of children along and across the flow; of text within the box
    int columns;                      // UI_GRID; 0: as many as fit `cell_w`
    float cell_w;                     // mm, smallest cell width of a grid
    float w, h;                       // mm; 0 fits the content
    float min_w, min_h, max_w, max_h; // mm
    float grow;                       // share of the space left along the parent's flow
    float gap, pad;                   // mm between children, around them
};

struct ui_line { // where a text of a node stands and how it is set
    struct box box;
    struct text_style style;
};

struct ui_node {
    struct ui_spec spec;
    uint32_t key;                        // hash of id and index: the same from turn to turn
    uint16_t parent, first, next, count; // indices; 0 is the root and "none"
    struct box box;                      // px, after layout
    struct text_size label_size, hint_size;
    bool clipped; // its text does not fit its box: a test fails on it
    // What is inside the box, after layout; an empty box when there is none.
    struct ui_line label_at, value_at, hint_at;
    struct box figure_at;   // picture, icon or code
    struct str value_shown; // the end of a field's value that fits
    const uint8_t *modules; // UI_CODE: bits of side * side, row by row, 1 is dark; in the tree's arena
    int side;               // UI_CODE: modules of one side
    const uint8_t *hands;   // UI_FIGURE_TIME: strokes of both hands, in the tree's arena
};

enum { UI_NODES = 512 };

struct ui_tree {
    struct ui_node nodes[UI_NODES];
    uint16_t count, open;
    uint16_t lost;     // nodes opened beyond UI_NODES and not yet closed
    bool mirrored;     // right to left: set after ui_begin, the whole layout is mirrored
    struct arena text; // copies of strings; personal text too: reset with the turn
    const struct theme *theme;
    int w, h; // px of the screen
    const char
        *mistake; // first mistake of a screen: duplicate id, unlabelled tappable, too many nodes; NULL none
};

// Begins with a root, node 0: a column as large as the screen, without padding. A node with children shows
// them instead of its own label, which is then only spoken. `cross` UI_START stretches children (a row
// centres what has a height of its own); a group with the look of a card, banner or sheet has padding when
// `pad` is 0.
void ui_begin(struct ui_tree *tree, const struct theme *theme, int w, int h, void *memory, size_t cap);
void ui_open(struct ui_tree *tree, struct ui_spec spec); // following nodes are its children until ui_close
void ui_close(struct ui_tree *tree);
void ui_add(struct ui_tree *tree, struct ui_spec spec); // open and close
// Ends the tree, computes every box. Text that cannot fit its box is first tried down to the theme's smallest
// size for keys and tiles, then marked `clipped`. Checks ids and labels.
void ui_layout(struct ui_tree *tree, const struct text_port *text);

// Is everything to be seen and reached as it must be: nothing clipped or off the screen, no words under
// `least_mm` of cap height (keys may be smaller), no control under its size, and, when the controls are to be
// low, none above the middle?
#define UI_LEAST_NOTICE 4.4F // mm: a notice may be smaller than the words around it where keys need the room
#define UI_TITLE_RATIO 1.2F  // least size of a title against that of words
bool ui_fits(const struct ui_tree *tree, float least_mm);

struct ui_memory {           // what is remembered between turns; wiped with the visitor
    uint32_t pressed, focus; // keys of nodes, 0 none
    uint32_t focus_behind;   // what had the focus before a sheet came
    bool focus_shown;        // keys were used last, so the ring is drawn
    int press_x, press_y;
    int64_t finger;    // the first finger; others are ignored
    int64_t press_ms;  // when it came down: a lifted finger that was never told does not block the others
    int64_t ready_ms;  // touch is ignored before (new screen 250 ms)
    uint32_t last_key; // debounce: the same action is ignored until debounce_ms
    int64_t debounce_ms;
    uint32_t felt; // ui/explore.h: what the finger said last, and would choose when it touches it again
    bool touching; // a finger is on the screen
};

enum ui_input_kind {
    UI_DOWN,
    UI_MOVE,
    UI_UP,
    UI_NEXT,
    UI_PREVIOUS,
    UI_LEFT,
    UI_RIGHT,
    UI_ABOVE,
    UI_BELOW,
    UI_CHOOSE,
    UI_ESCAPE
};
struct ui_input {
    enum ui_input_kind kind;
    int64_t finger; // 0 mouse or first finger's id
    int x, y;       // px
};
// One input on a laid-out tree: returns the action chosen (kind 0 when none). Acts on release inside the node
// where it began; sliding off cancels; other fingers are ignored; a new screen ignores touch for 250 ms
// (ui_new_screen); the same node again within 400 ms is ignored, except UI_KEY (150 ms). Keys move focus in
// tree order (next, previous) or by geometry (left, right, above, below), wrap, never trap. UI_ESCAPE gives
// the action of the node with id "back" when there is one.
struct ui_action ui_step(const struct ui_tree *tree, struct ui_memory *memory, struct ui_input input,
                         int64_t mono_ms);
void ui_new_screen(struct ui_memory *memory, int64_t mono_ms);
// A sheet came or went: touch is ignored for as long.
void ui_new_sheet(struct ui_memory *memory, int64_t mono_ms);
// After each layout while keys are used: what had the focus and is gone loses it to the first node of the
// body; what a sheet covers has it again when the sheet is gone. So the focus is never lost.
void ui_keep_focus(const struct ui_tree *tree, struct ui_memory *memory);

// The node at a point that can be tapped, topmost (a sheet hides what is behind it); NULL none.
const struct ui_node *ui_hit(const struct ui_tree *tree, int x, int y);
const struct ui_node *ui_find(const struct ui_tree *tree, enum ui_role role, struct str label);
bool ui_tappable(const struct ui_node *node);
void ui_draw(const struct ui_tree *tree, const struct ui_memory *memory, struct draw_list *list);
// A hash of everything that is to be seen: equal trees and memory need no new picture.
uint64_t ui_fingerprint(const struct ui_tree *tree, const struct ui_memory *memory);
// "heading Ce qui t'aiderait / choice Manger, m'habiller (chosen) / …" for golden trees and scenarios'
// messages.
void ui_print(const struct ui_tree *tree, struct buf *to);
