#include "harness/looks.h"

#include <math.h>
#include <stdio.h>

static char problem[512];

#define SLACK_PX 1.5f // boxes are whole pixels

// --- the tree

static bool is_inside(const struct box *in, const struct box *of)
{
    return in->x >= of->x && in->y >= of->y && in->x + in->w <= of->x + of->w &&
           in->y + in->h <= of->y + of->h;
}

static bool overlap(const struct box *a, const struct box *b)
{
    return a->x < b->x + b->w && b->x < a->x + a->w && a->y < b->y + b->h && b->y < a->y + a->h;
}

static struct box grown(struct box box, int by)
{
    return (struct box){box.x - by, box.y - by, box.w + 2 * by, box.h + 2 * by};
}

static bool is_leaf(const struct ui_node *node)
{
    return node->count == 0 && node->spec.role != UI_SPACER && node->spec.role != UI_GROUP && node->box.w > 0;
}

static bool is_in_sheet(const struct ui_tree *of, const struct ui_node *node)
{
    for (; node != of->nodes; node = &of->nodes[node->parent])
        if (node->spec.look == UI_SHEET) return true;
    return false;
}

static void say(const char *what, const struct ui_node *node)
{
    if (!problem[0])
        snprintf(problem, sizeof problem, "%s: %s \"%.*s\" %dx%d+%d+%d", what,
                 node->spec.id ? node->spec.id : "", STR_ARG(node->spec.label), node->box.w, node->box.h,
                 node->box.x, node->box.y);
}

static bool has_keys(const struct ui_tree *tree)
{
    for (int i = 1; i < tree->count; i++)
        if (tree->nodes[i].spec.role == UI_KEY) return true;
    return false;
}

// Keys and samples of sizes have their own; a notice above the keys of a low panel is as large as usual
// words.
static float least_words(const struct ui_tree *tree, const struct ui_node *node)
{
    float least = tree->theme->least_text;
    if (node->spec.role == UI_KEY || node->spec.cap > 0) return 3.5f;
    if (node->spec.role == UI_HEADING) return least * UI_TITLE_RATIO;
    if (node->spec.role == UI_STATUS && has_keys(tree) && tree->theme->compact)
        return fminf(least, UI_LEAST_NOTICE);
    return least;
}

static void check_words(const struct ui_tree *tree, const struct ui_node *node)
{
    const struct theme *theme = tree->theme;
    const struct ui_line *lines[] = {&node->label_at, &node->value_at, &node->hint_at};
    float least = least_words(tree, node);
    for (int i = 0; i < 3; i++) {
        float cap_mm = (float)lines[i]->style.px * 0.714f / theme->px_per_mm;
        if (lines[i]->box.h && (cap_mm < 3.5f || cap_mm < least)) say("words too small", node);
    }
}

static void check_hands(const struct ui_tree *tree, const struct ui_node *node)
{
    float mm = tree->theme->px_per_mm, least = node->spec.role == UI_KEY ? 12.7f : 20.0f;
    if ((float)node->box.h < least * mm - SLACK_PX) say("too low for a finger", node);
    if ((float)node->box.w < least * mm - SLACK_PX && node->spec.role != UI_KEY)
        say("too narrow for a finger", node);
    if ((float)node->box.w < 12.7f * mm - SLACK_PX) say("too narrow for a key", node);
    if (tree->theme->wish.low && node->box.y < tree->h / 2) say("out of reach", node);
}

// Texts within their node (a hair of rounding aside), and not over its picture.
static void check_inside(const struct ui_node *node)
{
    const struct box *lines[] = {&node->label_at.box, &node->value_at.box, &node->hint_at.box};
    struct box room = grown(node->box, 1);
    for (int i = 0; i < 3; i++) {
        if (!lines[i]->h) continue;
        if (!is_inside(lines[i], &room)) say("its text leaves it", node);
        if (node->spec.role != UI_FIELD && overlap(lines[i], &node->figure_at))
            say("its text is over its picture", node);
    }
}

static void check_node(const struct ui_tree *tree, const struct ui_node *node)
{
    struct box all = {0, 0, tree->w, tree->h};
    if (node->clipped) say("clipped", node);
    if (!is_inside(&node->box, &all)) say("off the screen", node);
    check_inside(node);
    check_words(tree, node);
    if (ui_tappable(node)) check_hands(tree, node);
}

static bool is_within(const struct ui_tree *tree, const struct ui_node *inner, const struct ui_node *outer)
{
    for (; inner != tree->nodes; inner = &tree->nodes[inner->parent])
        if (inner == outer) return true;
    return false;
}

static void check_pair(const struct ui_tree *tree, const struct ui_node *a, const struct ui_node *b)
{
    if (is_in_sheet(tree, a) != is_in_sheet(tree, b)) return;
    if (is_leaf(a) && is_leaf(b) && overlap(&a->box, &b->box)) say("over something else", b);
    if (!ui_tappable(a) || !ui_tappable(b) || is_within(tree, b, a)) return;
    struct box around = grown(a->box, (int)(2.54f * tree->theme->px_per_mm - SLACK_PX));
    if (overlap(&around, &b->box)) say("too close to another control", b);
}

const char *looks_check_tree(const struct ui_tree *tree)
{
    problem[0] = 0;
    if (tree->mistake) snprintf(problem, sizeof problem, "%s", tree->mistake);
    for (int i = 1; i < tree->count; i++)
        check_node(tree, &tree->nodes[i]);
    for (int i = 1; i < tree->count; i++)
        for (int j = i + 1; j < tree->count; j++)
            check_pair(tree, &tree->nodes[i], &tree->nodes[j]);
    return problem[0] ? problem : NULL;
}

// --- what is painted

static double channel(unsigned value)
{
    double c = value / 255.0;
    return c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(rgba_t color)
{
    return 0.2126 * channel(color >> 24) + 0.7152 * channel(color >> 16 & 255) +
           0.0722 * channel(color >> 8 & 255);
}

double looks_contrast(rgba_t a, rgba_t b)
{
    double x = luminance(a), y = luminance(b);
    return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

static bool covers(const struct draw_item *item, int x, int y)
{
    struct box point = {x, y, 1, 1};
    return item->kind == DRAW_RECT && (item->color & 255) == 255 && is_inside(&point, &item->box);
}

rgba_t looks_ground(const struct draw_list *list, size_t upto, int x, int y)
{
    rgba_t color = list->background;
    for (size_t i = 0; i < upto; i++)
        if (covers(&list->items[i], x, y)) color = list->items[i].color;
    return color;
}

static double words_need(const struct ui_tree *tree)
{
    return tree->theme->wish.colours == THEME_CONTRAST ? 20 : 7; // ux.md
}

static bool is_in_swatch(const struct ui_tree *tree, const struct box *box)
{
    for (int i = 1; i < tree->count; i++)
        if (tree->nodes[i].spec.colours && is_inside(box, &tree->nodes[i].box)) return true;
    return false;
}

static void check_ink(const struct ui_tree *tree, const struct draw_list *list, size_t i)
{
    const struct draw_item *item = &list->items[i];
    bool words = item->kind == DRAW_TEXT && item->text.n;
    if (!words && item->kind != DRAW_STROKE) return;
    rgba_t ground = looks_ground(list, i, item->box.x + item->box.w / 2, item->box.y + item->box.h / 2);
    double have = looks_contrast(item->color, ground), need = words ? words_need(tree) : 3;
    if (words && is_in_swatch(tree, &item->box)) need = 7;
    if (have < need && !problem[0])
        snprintf(problem, sizeof problem, "\"%.*s\" %08x on %08x has a contrast of %.1f", STR_ARG(item->text),
                 item->color, ground, have);
}

static bool same_box(const struct box *a, const struct box *b)
{
    return a->x == b->x && a->y == b->y && a->w == b->w && a->h == b->h;
}

// The fill or the edge of a control against what was there before it.
static void check_control(const struct draw_list *list, const struct ui_node *node)
{
    double best = 0;
    rgba_t ground = 0;
    bool found = false;
    for (size_t i = 0; i < list->count; i++) {
        const struct draw_item *item = &list->items[i];
        bool shape = item->kind == DRAW_RECT || item->kind == DRAW_OUTLINE;
        if (!shape || !same_box(&item->box, &node->box) || (item->color & 255) != 255) continue;
        if (!found) ground = looks_ground(list, i, node->box.x + node->box.w / 2, node->box.y + 2);
        found = true;
        best = fmax(best, looks_contrast(item->color, ground));
    }
    if (best < 3) say("a control that hardly stands out", node);
}

const char *looks_check_colours(const struct ui_tree *tree, const struct ui_memory *memory,
                                struct draw_item *items, size_t cap)
{
    struct draw_list list = {.items = items, .cap = cap};
    problem[0] = 0;
    ui_draw(tree, memory, &list);
    for (size_t i = 0; i < list.count; i++)
        check_ink(tree, &list, i);
    for (int i = 1; i < tree->count; i++)
        if (ui_tappable(&tree->nodes[i]) && tree->nodes[i].spec.look != UI_PLAIN &&
            tree->nodes[i].key != memory->pressed)
            check_control(&list, &tree->nodes[i]);
    return problem[0] ? problem : NULL;
}

const char *looks_check_focus(const struct ui_tree *tree, uint32_t key, struct draw_item *items, size_t cap)
{
    struct draw_list list = {.items = items, .cap = cap};
    struct ui_memory memory = {.focus = key, .focus_shown = true};
    ui_draw(tree, &memory, &list);
    problem[0] = 0;
    if (list.count < 2) return "nothing is painted";
    const struct draw_item *ring = &items[list.count - 1], *halo = ring - 1;
    if (ring->kind != DRAW_OUTLINE || halo->kind != DRAW_OUTLINE) return "no ring around the focus";
    if ((float)ring->width < tree->theme->px_per_mm - 0.5f) return "the ring is thinner than 1 mm";
    if (looks_contrast(ring->color, halo->color) < 3) return "the ring hardly stands out";
    return NULL;
}
