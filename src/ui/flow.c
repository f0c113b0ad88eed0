// Rows and columns: children one after the other, sized along the flow by shares and across it by alignment.
#include "ui/solve.h"

int ui_inner_w(const struct solve *solve, const struct ui_node *group)
{
    int inner = group->box.w - 2 * ui_group_pad(solve, group);
    return inner > 0 ? inner : 0;
}

int ui_inner_h(const struct solve *solve, const struct ui_node *group)
{
    int inner = group->box.h - 2 * ui_group_pad(solve, group);
    return inner > 0 ? inner : 0;
}

// Size of a child across its group's flow.
static int across(const struct solve *solve, enum ui_align cross, int inner, struct span need, float fixed,
                  float most)
{
    bool stretch = cross == UI_START || cross == UI_STRETCH;
    int size = stretch && fixed <= 0 ? inner : need.nat;
    if (most > 0 && size > ui_px(solve, most)) size = ui_px(solve, most);
    return size < inner ? size : inner;
}

// Portions of the children in flow, by needs along the flow; gives back how many.
static int portions_of(const struct solve *solve, const struct ui_node *group, const struct span *needs,
                       bool along_row, struct portion portions[UI_NODES])
{
    const struct ui_node *nodes = solve->tree->nodes;
    int n = 0;
    for (uint16_t i = group->first; i; i = nodes[i].next) {
        const struct ui_spec *spec = &nodes[i].spec;
        if (!ui_in_flow(&nodes[i])) continue;
        bool fixed = (along_row ? spec->w : spec->h) > 0;
        float grow = fixed ? 0 : spec->role == UI_SPACER && spec->grow <= 0 ? 1 : spec->grow;
        int nat = along_row && grow > 0 ? needs[i].min : needs[i].nat;
        portions[n++] =
            (struct portion){needs[i].min, nat, ui_px(solve, along_row ? spec->max_w : spec->max_h), grow, 0};
    }
    return n;
}

static int share_along(const struct solve *solve, const struct ui_node *group, const struct span *needs,
                       bool row, struct portion portions[UI_NODES])
{
    int n = portions_of(solve, group, needs, row, portions);
    int inner = row ? ui_inner_w(solve, group) : ui_inner_h(solve, group);
    ui_share_out(portions, n, inner - (n > 1 ? (n - 1) * ui_px(solve, group->spec.gap) : 0));
    return n;
}

void ui_row_give_widths(struct solve *solve, const struct ui_node *row)
{
    struct ui_node *nodes = solve->tree->nodes;
    struct portion portions[UI_NODES];
    int n = 0;
    share_along(solve, row, solve->w, true, portions);
    for (uint16_t i = row->first; i; i = nodes[i].next)
        if (ui_in_flow(&nodes[i])) nodes[i].box.w = portions[n++].given;
}

void ui_column_give_widths(struct solve *solve, const struct ui_node *column)
{
    struct ui_node *nodes = solve->tree->nodes;
    for (uint16_t i = column->first; i; i = nodes[i].next) {
        const struct ui_spec *spec = &nodes[i].spec;
        if (ui_in_flow(&nodes[i]))
            nodes[i].box.w = across(solve, column->spec.cross, ui_inner_w(solve, column), solve->w[i],
                                    spec->w, spec->max_w);
    }
}

// Where the first child starts and how much more than the gap stands between two, when there is room left.
struct spread {
    int start, between;
};

static struct spread spread_of(enum ui_align align, int left, int n)
{
    if (left <= 0) return (struct spread){0, 0};
    switch (align) {
    case UI_START: break;
    case UI_CENTER: return (struct spread){left / 2, 0};
    case UI_END: return (struct spread){left, 0};
    case UI_STRETCH: return n > 1 ? (struct spread){0, left / (n - 1)} : (struct spread){left / 2, 0};
    }
    return (struct spread){0, 0};
}

static int offset_across(enum ui_align cross, bool row, int room, int size)
{
    switch (cross) {
    case UI_START:
    case UI_STRETCH: return row ? (room - size) / 2 : 0;
    case UI_CENTER: return (room - size) / 2;
    case UI_END: return room - size;
    }
    return 0;
}

void ui_row_place(struct solve *solve, const struct ui_node *row)
{
    struct ui_node *nodes = solve->tree->nodes;
    int gap = ui_px(solve, row->spec.gap), room = ui_inner_h(solve, row), used = 0, n = 0;
    for (uint16_t i = row->first; i; i = nodes[i].next)
        if (ui_in_flow(&nodes[i])) used += nodes[i].box.w + (n++ ? gap : 0);
    struct spread spread = spread_of(row->spec.align, ui_inner_w(solve, row) - used, n);
    int x = row->box.x + ui_group_pad(solve, row) + spread.start;
    for (uint16_t i = row->first; i; i = nodes[i].next) {
        struct ui_node *child = &nodes[i];
        if (!ui_in_flow(child)) continue;
        child->box.h = across(solve, row->spec.cross, room, solve->h[i], child->spec.h, child->spec.max_h);
        child->box.x = x;
        child->box.y =
            row->box.y + ui_group_pad(solve, row) + offset_across(row->spec.cross, true, room, child->box.h);
        x += child->box.w + gap + spread.between;
    }
}

void ui_column_place(struct solve *solve, const struct ui_node *column)
{
    struct ui_node *nodes = solve->tree->nodes;
    struct portion portions[UI_NODES];
    int n = share_along(solve, column, solve->h, false, portions), used = 0;
    int gap = ui_px(solve, column->spec.gap), pad = ui_group_pad(solve, column);
    for (int i = 0; i < n; i++)
        used += portions[i].given + (i ? gap : 0);
    struct spread spread = spread_of(column->spec.align, ui_inner_h(solve, column) - used, n);
    int y = column->box.y + pad + spread.start;
    n = 0;
    for (uint16_t i = column->first; i; i = nodes[i].next) {
        struct ui_node *child = &nodes[i];
        if (!ui_in_flow(child)) continue;
        child->box.h = portions[n++].given;
        child->box.y = y;
        child->box.x = column->box.x + pad +
                       offset_across(column->spec.cross, false, ui_inner_w(solve, column), child->box.w);
        y += child->box.h + gap + spread.between;
    }
}
