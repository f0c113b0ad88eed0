// Right to left is the mirror image of left to right, but for what is written left to right everywhere.
#include "ui/solve.h"

bool ui_is_mirrored(const struct ui_tree *tree, const struct ui_node *node)
{
    for (; node != tree->nodes; node = &tree->nodes[node->parent])
        if (node->spec.flags & UI_LTR) return false;
    return tree->mirrored;
}

static void mirror_box(int w, struct box *box)
{
    box->x = w - box->x - box->w;
}

static void mirror_inside(int w, struct ui_node *node)
{
    mirror_box(w, &node->label_at.box);
    mirror_box(w, &node->value_at.box);
    mirror_box(w, &node->hint_at.box);
    mirror_box(w, &node->figure_at);
}

static void move_inside(int by, struct ui_node *node)
{
    node->label_at.box.x += by;
    node->value_at.box.x += by;
    node->hint_at.box.x += by;
    node->figure_at.x += by;
}

void ui_mirror(struct ui_tree *tree)
{
    int moved[UI_NODES] = {0}; // how far what is inside a node moves with it
    for (uint16_t i = 1; i < tree->count; i++) {
        struct ui_node *node = &tree->nodes[i];
        const struct ui_node *parent = &tree->nodes[node->parent];
        int x = node->box.x;
        if (ui_is_mirrored(tree, parent))
            mirror_box(tree->w, &node->box);
        else
            node->box.x += moved[node->parent];
        moved[i] = node->box.x - x;
        if (ui_is_mirrored(tree, node))
            mirror_inside(tree->w, node);
        else
            move_inside(moved[i], node);
    }
}
