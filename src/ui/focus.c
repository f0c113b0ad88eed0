// Key focus: in the order of the tree, what is the same on every screen last, or to the neighbour in a
// direction. At an edge it goes on at the other side, so no place holds it.
#include <limits.h>

#include "ui/hit.h"

bool ui_is_focusable(const struct ui_node *node)
{
    return ui_tappable(node) && !(node->spec.flags & UI_DECOR);
}

const struct ui_node *ui_focus_node(const struct ui_tree *tree, uint32_t key)
{
    for (uint16_t i = ui_reach_from(tree); key && i < tree->count; i++)
        if (tree->nodes[i].key == key && ui_is_focusable(&tree->nodes[i])) return &tree->nodes[i];
    return NULL;
}

static bool is_last(const struct ui_node *node)
{
    return node->spec.flags & UI_ALWAYS;
}

// The nodes are gone through twice: the second time for what comes last.
static const struct ui_node *in_order(const struct ui_tree *tree, const struct ui_node *from, int step)
{
    int first = ui_reach_from(tree), n = tree->count - first;
    int at = step > 0 ? 2 * n - 1 : 0;
    if (from) at = (int)(from - tree->nodes) - first + (is_last(from) ? n : 0);
    for (int i = 0; i < 2 * n; i++) {
        at = (at + step + 2 * n) % (2 * n);
        const struct ui_node *node = &tree->nodes[first + at % n];
        if (ui_is_focusable(node) && is_last(node) == (at >= n)) return node;
    }
    return NULL;
}

uint16_t ui_body_from(const struct ui_tree *tree)
{
    uint16_t from = ui_reach_from(tree);
    for (uint16_t i = from; i < tree->count; i++)
        if (tree->nodes[i].spec.id && str_eq(str_from(tree->nodes[i].spec.id), STR("body"))) return i;
    return from;
}

static const struct ui_node *find_primary(const struct ui_tree *tree)
{
    for (uint16_t i = ui_reach_from(tree); i < tree->count; i++)
        if (tree->nodes[i].spec.look == UI_PRIMARY && ui_is_focusable(&tree->nodes[i]))
            return &tree->nodes[i];
    return NULL;
}

// Who types on a real keyboard goes on with Enter: not on the first of the painted keys.
const struct ui_node *ui_focus_first(const struct ui_tree *tree)
{
    const struct ui_node *first = in_order(tree, &tree->nodes[ui_body_from(tree)], 1);
    const struct ui_node *primary = first && first->spec.role == UI_KEY ? find_primary(tree) : NULL;
    return primary ? primary : first;
}

static bool has_sheet(const struct ui_tree *tree)
{
    return tree->nodes[ui_reach_from(tree)].spec.look == UI_SHEET;
}

void ui_keep_focus(const struct ui_tree *tree, struct ui_memory *memory)
{
    bool sheet = has_sheet(tree);
    if (!memory->focus_shown) return;
    if (!ui_focus_node(tree, memory->focus)) {
        const struct ui_node *first = ui_focus_first(tree), *behind = NULL;
        if (!sheet) behind = ui_focus_node(tree, memory->focus_behind);
        memory->focus_behind = sheet ? memory->focus : 0;
        const struct ui_node *node = behind ? behind : first;
        memory->focus = node ? node->key : 0;
    }
}

struct way { // from one box to another, along a direction and across it
    int along, across;
};

static int gap_between(int a, int a_size, int b, int b_size)
{
    if (a + a_size <= b) return b - a - a_size;
    return b + b_size <= a ? a - b - b_size : 0;
}

static struct way way_to(struct box from, struct box to, enum ui_input_kind kind)
{
    int dx = to.x + to.w / 2 - from.x - from.w / 2, dy = to.y + to.h / 2 - from.y - from.h / 2;
    bool level = kind == UI_LEFT || kind == UI_RIGHT;
    int along = level ? dx : dy;
    int across = level ? gap_between(from.y, from.h, to.y, to.h) : gap_between(from.x, from.w, to.x, to.w);
    return (struct way){kind == UI_LEFT || kind == UI_ABOVE ? -along : along, across};
}

// The nearest in a direction; what is not straight ahead counts as four times as far. Centres a hair apart,
// as those of rounded boxes of one row are, are not a direction.
static const struct ui_node *nearest(const struct ui_tree *tree, const struct ui_node *from, struct box box,
                                     enum ui_input_kind kind, bool straight)
{
    const struct ui_node *best = NULL;
    long best_cost = LONG_MAX;
    for (uint16_t i = ui_reach_from(tree); i < tree->count; i++) {
        const struct ui_node *node = &tree->nodes[i];
        struct way way = way_to(box, node->box, kind);
        long cost = way.along + 4L * way.across;
        if (node == from || !ui_is_focusable(node) || way.along <= 2 || (straight && way.across) ||
            cost >= best_cost)
            continue;
        best = node;
        best_cost = cost;
    }
    return best;
}

static const struct ui_node *wrapped_vertically(const struct ui_tree *tree, const struct ui_node *from,
                                                enum ui_input_kind kind)
{
    struct box box = from->box;
    box.y = kind == UI_BELOW ? -box.h - tree->h : 2 * tree->h;
    return nearest(tree, from, box, kind, false);
}

static const struct ui_node *beside(const struct ui_tree *tree, const struct ui_node *from,
                                    enum ui_input_kind kind)
{
    const struct ui_node *node = nearest(tree, from, from->box, kind, true);
    bool forward = (kind == UI_RIGHT) != tree->mirrored;
    return node ? node : in_order(tree, from, forward ? 1 : -1);
}

static const struct ui_node *above_or_below(const struct ui_tree *tree, const struct ui_node *from,
                                            enum ui_input_kind kind)
{
    const struct ui_node *node = nearest(tree, from, from->box, kind, false);
    if (!node) node = wrapped_vertically(tree, from, kind);
    return node ? node : from;
}

const struct ui_node *ui_focus_move(const struct ui_tree *tree, const struct ui_node *from,
                                    enum ui_input_kind kind)
{
    if (!from) return in_order(tree, NULL, kind == UI_PREVIOUS || kind == UI_ABOVE ? -1 : 1);
    switch (kind) {
    case UI_NEXT: return in_order(tree, from, 1);
    case UI_PREVIOUS: return in_order(tree, from, -1);
    case UI_LEFT:
    case UI_RIGHT: return beside(tree, from, kind);
    case UI_ABOVE:
    case UI_BELOW: return above_or_below(tree, from, kind);
    case UI_DOWN:
    case UI_MOVE:
    case UI_UP:
    case UI_CHOOSE:
    case UI_ESCAPE: break;
    }
    return from;
}
