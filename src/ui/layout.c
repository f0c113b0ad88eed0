// Boxes of all nodes; see solve.h for the four walks.
#include "base/check.h"
#include "ui/solve.h"

bool ui_in_flow(const struct ui_node *node)
{
    return node->spec.look != UI_SHEET;
}

int ui_group_pad(const struct solve *solve, const struct ui_node *node)
{
    const struct theme *theme = solve->tree->theme;
    float pad = node->spec.pad;
    if (pad <= 0 && node->spec.look == UI_SHEET)
        pad = theme->compact ? 6 : 9;
    else if (pad <= 0 && node->spec.look != UI_PLAIN)
        pad = theme->gap;
    return ui_px(solve, pad);
}

struct span ui_span_limit(const struct solve *solve, struct span span, float fixed, float least, float most)
{
    int px = ui_px(solve, fixed), low = ui_px(solve, least), high = ui_px(solve, most);
    if (fixed > 0) return (struct span){px, px};
    if (most > 0 && span.nat > high) span.nat = high;
    if (span.nat < low) span.nat = low;
    if (span.min < low) span.min = low;
    if (span.min > span.nat) span.min = span.nat;
    return span;
}

static struct span wider(struct span a, struct span b)
{
    return (struct span){a.min > b.min ? a.min : b.min, a.nat > b.nat ? a.nat : b.nat};
}

static struct span sum_or_most(const struct solve *solve, const struct ui_node *group,
                               const struct span *needs, bool sum)
{
    const struct ui_node *nodes = solve->tree->nodes;
    struct span all = {0};
    int gaps = 0, gap = ui_px(solve, group->spec.gap);
    for (uint16_t i = group->first; i; i = nodes[i].next) {
        if (!ui_in_flow(&nodes[i])) continue;
        all = sum ? (struct span){all.min + needs[i].min, all.nat + needs[i].nat} : wider(all, needs[i]);
        gaps += sum && i != group->first ? gap : 0;
    }
    return (struct span){all.min + gaps, all.nat + gaps};
}

static struct span with_pad(const struct solve *solve, const struct ui_node *group, struct span span)
{
    int pads = 2 * ui_group_pad(solve, group);
    return (struct span){span.min + pads, span.nat + pads};
}

static void need_width(struct solve *solve, uint16_t index)
{
    const struct ui_node *node = &solve->tree->nodes[index];
    const struct ui_spec *spec = &node->spec;
    struct span need;
    if (!node->count)
        need = ui_leaf_width(solve, node);
    else if (spec->flow == UI_GRID)
        need = with_pad(solve, node, ui_grid_width(solve, node));
    else
        need = with_pad(solve, node, sum_or_most(solve, node, solve->w, spec->flow == UI_ROW));
    solve->w[index] = ui_span_limit(solve, need, spec->w, spec->min_w, spec->max_w);
}

static void need_height(struct solve *solve, uint16_t index)
{
    const struct ui_node *node = &solve->tree->nodes[index];
    const struct ui_spec *spec = &node->spec;
    struct span need;
    if (!node->count)
        need = ui_leaf_height(solve, node);
    else if (spec->flow == UI_GRID)
        need = with_pad(solve, node, ui_grid_height(solve, node));
    else
        need = with_pad(solve, node, sum_or_most(solve, node, solve->h, spec->flow == UI_COLUMN));
    solve->h[index] = ui_span_limit(solve, need, spec->h, spec->min_h, spec->max_h);
}

// As wide as its texts, but no wider than reads well.
#define SHEET_W 160 // mm

static void give_sheet_width(const struct solve *solve, struct ui_node *sheet, struct span need)
{
    int room = solve->tree->w - 2 * ui_px(solve, solve->tree->theme->margin), wide = ui_px(solve, SHEET_W);
    if (sheet->spec.w <= 0 && sheet->spec.max_w <= 0 && wide < room) room = wide;
    sheet->box.w = need.nat < room ? need.nat : room;
}

static void place_sheet(const struct solve *solve, struct ui_node *sheet, struct span need)
{
    int room = solve->tree->h - 2 * ui_px(solve, solve->tree->theme->margin);
    sheet->box.h = need.nat < room ? need.nat : room;
    sheet->box.x = (solve->tree->w - sheet->box.w) / 2;
    sheet->box.y = (solve->tree->h - sheet->box.h) / 2;
    if (solve->tree->theme->wish.low) // its controls are its last rows
        sheet->box.y = solve->tree->h - ui_px(solve, solve->tree->theme->margin) - sheet->box.h;
}

static void give_widths(struct solve *solve, struct ui_node *group)
{
    struct ui_node *nodes = solve->tree->nodes;
    for (uint16_t i = group->first; i; i = nodes[i].next)
        if (!ui_in_flow(&nodes[i])) give_sheet_width(solve, &nodes[i], solve->w[i]);
    switch (group->spec.flow) {
    case UI_ROW: ui_row_give_widths(solve, group); break;
    case UI_COLUMN: ui_column_give_widths(solve, group); break;
    case UI_GRID: ui_grid_give_widths(solve, group); break;
    }
}

static void place_children(struct solve *solve, struct ui_node *group)
{
    struct ui_node *nodes = solve->tree->nodes;
    for (uint16_t i = group->first; i; i = nodes[i].next)
        if (!ui_in_flow(&nodes[i])) place_sheet(solve, &nodes[i], solve->h[i]);
    switch (group->spec.flow) {
    case UI_ROW: ui_row_place(solve, group); break;
    case UI_COLUMN: ui_column_place(solve, group); break;
    case UI_GRID: ui_grid_place(solve, group); break;
    }
}

void ui_layout(struct ui_tree *tree, const struct text_port *text)
{
    CHECK(tree->open == 0 && tree->lost == 0);
    struct solve solve = {.tree = tree, .text = text};
    for (uint16_t i = tree->count; i-- > 0;)
        need_width(&solve, i);
    for (uint16_t i = 0; i < tree->count; i++)
        give_widths(&solve, &tree->nodes[i]);
    for (uint16_t i = tree->count; i-- > 0;)
        need_height(&solve, i);
    for (uint16_t i = 0; i < tree->count; i++)
        place_children(&solve, &tree->nodes[i]);
    ui_place_leaves(&solve);
    if (tree->mirrored) ui_mirror(tree);
    ui_check(tree);
}
