// Neighbours that are alike look alike: the tile with the longest word decides the size of the text, the one
// with the most lines the size of the pictures, and in each row where they stand.
#include "ui/leaf.h"

static bool is_leaf(const struct ui_node *node)
{
    return !node->count;
}

static bool are_alike(const struct ui_node *a, const struct ui_node *b)
{
    return is_leaf(a) && is_leaf(b) && ui_leaf_is_control(a) && a->spec.role == b->spec.role &&
           a->spec.look == b->spec.look && a->spec.scale == b->spec.scale && a->spec.cap >= b->spec.cap &&
           a->spec.cap <= b->spec.cap;
}

// Words on keys ("espace") may be smaller than letters: only buttons and choices follow each other.
static int smallest_alike(const struct solve *solve, uint16_t index)
{
    const struct ui_node *nodes = solve->tree->nodes, *node = &nodes[index];
    int px = solve->px[index];
    if (node->spec.role == UI_KEY) return px;
    for (uint16_t i = nodes[node->parent].first; i; i = nodes[i].next)
        if (are_alike(node, &nodes[i]) && solve->px[i] < px) px = solve->px[i];
    return px;
}

static int tallest_alike(const struct solve *solve, uint16_t index, bool in_row)
{
    const struct ui_node *nodes = solve->tree->nodes, *node = &nodes[index];
    int h = solve->text_h[index];
    for (uint16_t i = nodes[node->parent].first; i; i = nodes[i].next)
        if (are_alike(node, &nodes[i]) && (!in_row || nodes[i].box.y == node->box.y) && solve->text_h[i] > h)
            h = solve->text_h[i];
    return h;
}

void ui_place_leaves(struct solve *solve)
{
    struct ui_tree *tree = solve->tree;
    int px[UI_NODES];
    for (uint16_t i = 1; i < tree->count; i++)
        solve->px[i] = is_leaf(&tree->nodes[i]) ? ui_leaf_fit_px(solve, &tree->nodes[i]) : 0;
    for (uint16_t i = 1; i < tree->count; i++)
        if (is_leaf(&tree->nodes[i])) {
            px[i] = smallest_alike(solve, i);
            solve->text_h[i] = ui_leaf_text_height(solve, &tree->nodes[i], px[i]);
        }
    for (uint16_t i = 1; i < tree->count; i++)
        if (is_leaf(&tree->nodes[i]))
            ui_leaf_place(solve, &tree->nodes[i], px[i], tallest_alike(solve, i, true),
                          tallest_alike(solve, i, false));
}
