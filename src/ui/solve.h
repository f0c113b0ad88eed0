// Inside of layout: what every node needs, in pixels, while boxes are being computed. Four walks over the
// nodes, which stand parents first: widths needed (backwards), widths given (forwards), heights needed
// (backwards), heights and places given (forwards). Nothing is recursive and nothing outlives ui_layout.
#pragma once

#include "ui/ui.h"

struct span { // what a node needs along one axis, px
    int min, nat;
};

enum { MEASURE_SLOTS = 1024 }; // twice the nodes, so that few measures meet in one slot

struct measured {
    const char *p; // texts are told apart by their place: they do not move while we lay out
    size_t n;
    struct text_style style;
    int wrap;
    struct text_size size;
};

struct solve {
    struct ui_tree *tree;
    const struct text_port *text;
    struct span w[UI_NODES], h[UI_NODES];
    int px[UI_NODES], text_h[UI_NODES]; // leaves: size of the label, height of all texts
    struct measured measured[MEASURE_SLOTS];
};

int ui_px(const struct solve *solve, float mm);
struct text_size ui_measure(struct solve *solve, struct text_style style, struct str text, int wrap);

// The texts of a node, one under the other: label, value, hint.
struct stack {
    struct text_style style[3];
    struct text_size size[3];
    int wrap[3];             // width at which each is wrapped
    int w, h, word_w, lines; // of all; lines of the label alone
    int gap;
};
int ui_stack_full_px(const struct solve *solve, const struct ui_node *node);
int ui_stack_smallest_px(const struct solve *solve);
int ui_stack_least_px(const struct solve *solve, const struct ui_node *node);
struct stack ui_stack_measure(struct solve *solve, const struct ui_node *node, int wrap, int px);
// Evens out the lines of the label and the hint: as narrow as they can be in as many lines.
void ui_stack_balance(struct solve *solve, const struct ui_node *node, struct stack *stack);
// The largest size between full and smallest that fits the width and height; `ret_fits` says whether any
// does.
struct stack ui_stack_fit(struct solve *solve, const struct ui_node *node, int wrap, int h, int most_px,
                          bool *ret_fits);

// Nodes without children.
struct span ui_leaf_width(struct solve *solve, const struct ui_node *node);
struct span ui_leaf_height(struct solve *solve, const struct ui_node *node); // its width is known
int ui_leaf_fit_px(struct solve *solve, struct ui_node *node);               // its box is known
int ui_leaf_text_height(struct solve *solve, const struct ui_node *node, int px);
// `row_h`, `all_h`: height of the texts of the alike neighbours in the same row, and of all of them
void ui_leaf_place(struct solve *solve, struct ui_node *node, int px, int row_h, int all_h);
void ui_field_place(struct solve *solve, struct ui_node *node, struct box inside, int px);
void ui_place_leaves(struct solve *solve); // alike neighbours get the same size of text and the same lines

// Groups.
bool ui_in_flow(const struct ui_node *node); // a sheet stands outside
int ui_group_pad(const struct solve *solve, const struct ui_node *node);
struct span ui_span_limit(const struct solve *solve, struct span span, float fixed, float least, float most);
struct span ui_grid_width(const struct solve *solve, const struct ui_node *grid);
void ui_grid_give_widths(struct solve *solve, struct ui_node *grid);
struct span ui_grid_height(const struct solve *solve, const struct ui_node *grid);
int ui_inner_w(const struct solve *solve, const struct ui_node *group); // without padding
int ui_inner_h(const struct solve *solve, const struct ui_node *group);
void ui_row_give_widths(struct solve *solve, const struct ui_node *row);
void ui_column_give_widths(struct solve *solve, const struct ui_node *column);
void ui_row_place(struct solve *solve, const struct ui_node *row);
void ui_column_place(struct solve *solve, const struct ui_node *column);
void ui_grid_place(struct solve *solve, struct ui_node *grid);

// Shares `total` px: needs first, then what is left by `grow`; see share.c.
struct portion {
    int min, nat, most; // most 0: no limit
    float grow;
    int given;
};
void ui_share_out(struct portion *portions, int n, int total);

// Encodes the value of a UI_CODE into the tree's arena; leaves side 0 when that cannot be done.
void ui_code_make(struct ui_tree *tree, struct ui_node *node);
void ui_figure_make(struct ui_tree *tree, struct ui_node *node);
enum { CODE_QUIET = 4 }; // ISO/IEC 18004: light modules around the code

void ui_mirror(struct ui_tree *tree);
bool ui_is_mirrored(const struct ui_tree *tree, const struct ui_node *node);
void ui_check(struct ui_tree *tree);
