// Whether a laid-out screen is as it must be, so that another way of laying it out can be tried.
#include "ui/ui.h"

enum { ROUNDING_PX = 1 }; // boxes and gaps are whole pixels

static bool is_on_screen(const struct ui_tree *tree, const struct box *box)
{
    return box->x >= 0 && box->y >= 0 && box->x + box->w <= tree->w && box->y + box->h <= tree->h;
}

static bool line_is_under(const struct ui_line *line, int px)
{
    return line->box.h > 0 && line->style.px < px;
}

// A sample of a size is what it is.
static bool words_are_small(const struct ui_tree *tree, const struct ui_node *node, float least_mm)
{
    if (node->spec.role == UI_KEY || node->spec.cap > 0) return false;
    if (node->spec.role == UI_HEADING) least_mm *= UI_TITLE_RATIO;
    int px = theme_style(tree->theme, least_mm, TEXT_REGULAR).px;
    return line_is_under(&node->label_at, px) || line_is_under(&node->value_at, px) ||
           line_is_under(&node->hint_at, px);
}

static bool control_is_small(const struct ui_tree *tree, const struct ui_node *node)
{
    const struct theme *theme = tree->theme;
    bool key = node->spec.role == UI_KEY;
    int h = theme_px(theme, key ? theme->key : theme->target), w = theme_px(theme, key ? 12.7F : 20);
    return node->box.h < h - ROUNDING_PX || node->box.w < w - ROUNDING_PX;
}

static bool code_is_fine(const struct ui_node *node)
{
    return node->spec.role != UI_CODE || node->side > 0;
}

static bool node_fits(const struct ui_tree *tree, const struct ui_node *node, float least_mm)
{
    if (node->clipped || !is_on_screen(tree, &node->box) || !code_is_fine(node)) return false;
    if (words_are_small(tree, node, least_mm)) return false;
    if (!ui_tappable(node)) return true;
    return !control_is_small(tree, node) && (!tree->theme->wish.low || node->box.y >= tree->h / 2);
}

bool ui_fits(const struct ui_tree *tree, float least_mm)
{
    for (uint16_t i = 1; i < tree->count; i++)
        if (!node_fits(tree, &tree->nodes[i], least_mm)) return false;
    return !tree->mistake;
}
