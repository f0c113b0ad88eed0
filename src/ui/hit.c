#include "ui/hit.h"

uint16_t ui_reach_from(const struct ui_tree *tree)
{
    for (uint16_t i = tree->count; i-- > 1;)
        if (tree->nodes[i].spec.look == UI_SHEET) return i;
    return 1;
}

static bool contains(struct box box, int x, int y)
{
    return x >= box.x && y >= box.y && x < box.x + box.w && y < box.y + box.h;
}

const struct ui_node *ui_hit(const struct ui_tree *tree, int x, int y)
{
    uint16_t from = ui_reach_from(tree);
    for (uint16_t i = tree->count; i-- > from;)
        if (ui_tappable(&tree->nodes[i]) && contains(tree->nodes[i].box, x, y)) return &tree->nodes[i];
    return NULL;
}
