// The mistakes a screen can make, found in every turn because they are cheap to find.
#include "ui/solve.h"

static bool key_is_taken(const struct ui_tree *tree, uint16_t index)
{
    for (uint16_t i = 1; i < index; i++)
        if (tree->nodes[i].key == tree->nodes[index].key) return true;
    return false;
}

static const char *mistake_of(const struct ui_tree *tree, uint16_t index)
{
    const struct ui_node *node = &tree->nodes[index];
    if (node->key && key_is_taken(tree, index)) return "two nodes have the same id";
    if (node->spec.action.kind && !node->key) return "a tappable node has no id";
    if (node->spec.action.kind && !node->spec.label.n) return "a tappable node has no label";
    return NULL;
}

void ui_check(struct ui_tree *tree)
{
    for (uint16_t i = 1; i < tree->count && !tree->mistake; i++)
        tree->mistake = mistake_of(tree, i);
}
