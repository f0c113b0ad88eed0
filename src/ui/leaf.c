// Nodes without children: an optional figure (picture or icon) and a stack of texts, above or beside each
// other, in a padded box.
#include "ui/leaf.h"

#define LEAST_LEAF 9.0F // mm: the number on a calendar leaf is never under the smallest text

bool ui_leaf_is_control(const struct ui_node *node)
{
    enum ui_role role = node->spec.role;
    return role == UI_BUTTON || role == UI_CHOICE || role == UI_KEY;
}

static bool is_boxed(enum ui_look look)
{
    return look != UI_PLAIN && look != UI_QUIET;
}

static struct frame control_frame(const struct ui_spec *spec, bool compact)
{
    if (spec->role == UI_KEY) return (struct frame){.pad_x = 0.5F, .pad_y = 0.5F};
    if (spec->flags & UI_OVER) return (struct frame){.pad_x = 0.8F, .pad_y = 1.2F};
    if (spec->flags & UI_SIDE && compact) return (struct frame){.pad_x = 2, .pad_y = 1.5F};
    if (spec->look == UI_TILE || spec->look == UI_CARD)
        return (struct frame){.pad_x = compact ? 3 : 4, .pad_y = compact ? 2.5F : 3};
    if (spec->look == UI_QUIET && compact) return (struct frame){.pad_x = 2.5F, .pad_y = 2};
    return (struct frame){.pad_x = compact ? 3.5F : 5, .pad_y = 2};
}

static void add_figure(const struct theme *theme, const struct ui_node *node, struct frame *frame)
{
    bool compact = theme->compact;
    const struct ui_spec *spec = &node->spec;
    bool tile = spec->look == UI_TILE || spec->look == UI_CARD, picture = spec->picture.n || spec->figure;
    frame->above = (picture && tile && !(spec->flags & UI_SIDE)) || spec->flags & UI_OVER;
    frame->alone =
        (spec->icon && spec->role == UI_KEY) || ((spec->icon || spec->picture.n) && spec->flags & UI_ALONE);
    frame->after = spec->icon == UI_ICON_NEXT && !picture;
    frame->gap = spec->flags & UI_OVER ? 0.6F : frame->above || compact ? 2 : 3;
    if (spec->flags & UI_OVER)
        frame->figure = compact ? 7 : 8, frame->least_figure = 6;
    else if (frame->above)
        frame->figure = compact ? 12 : 18, frame->least_figure = 8;
    else if (picture && spec->role == UI_KEY)
        frame->figure = 11, frame->least_figure = 8;
    else if (picture)
        frame->figure = compact ? (spec->figure ? 13 : 9) : tile ? 14 : 10, frame->least_figure = 8;
    else if (spec->icon)
        frame->figure = frame->least_figure = spec->role == UI_KEY ? 8 : spec->flags & UI_ALONE ? 11 : 7;
    if (spec->figure == UI_FIGURE_DAY && frame->least_figure < LEAST_LEAF) frame->least_figure = LEAST_LEAF;
    if (frame->alone) return;
    // Beside a text in a narrow box the picture leaves three quarters to the text.
    float quarter = (float)node->box.w / 4 / theme->px_per_mm;
    if (!frame->above && quarter > 0 && frame->figure > quarter)
        frame->figure = quarter > frame->least_figure ? quarter : frame->least_figure;
}

struct frame ui_leaf_frame(const struct solve *solve, const struct ui_node *node)
{
    const struct ui_spec *spec = &node->spec;
    bool compact = solve->tree->theme->compact;
    struct frame frame = {0};
    if (ui_leaf_is_control(node))
        frame = control_frame(spec, compact);
    else if (spec->role == UI_FIELD)
        frame = (struct frame){.pad_x = 4, .pad_y = compact ? 1.5F : 2.5F};
    else if (is_boxed(spec->look))
        frame = (struct frame){.pad_x = compact ? 4 : 5, .pad_y = compact ? 3 : 4};
    if (spec->pad > 0) frame.pad_y = spec->pad;
    if (spec->pad > frame.pad_x) frame.pad_x = spec->pad; // words never stand closer to the side of a box
    if (spec->role != UI_FIELD) add_figure(solve->tree->theme, node, &frame);
    return frame;
}

// mm of what a finger needs; 0 for what is only looked at.
static float finger_height(const struct theme *theme, const struct ui_node *node)
{
    if (node->spec.role == UI_KEY) return theme->key;
    if (node->spec.role != UI_FIELD && !ui_leaf_is_control(node)) return 0;
    return node->spec.look == UI_PRIMARY ? theme->primary : theme->target;
}

static struct span at_least(struct span span, int least)
{
    return (struct span){span.min > least ? span.min : least, span.nat > least ? span.nat : least};
}

// Pictures, codes, steps and empty space: no text decides about them.
bool ui_leaf_is_bare(const struct ui_node *node)
{
    enum ui_role role = node->spec.role;
    return role == UI_PICTURE || role == UI_CODE || role == UI_STEPS || role == UI_SPACER || role == UI_GROUP;
}

static struct span bare_need(const struct solve *solve, const struct ui_node *node, bool across)
{
    float least = 0, usual = 0;
    if (node->spec.role == UI_PICTURE) least = 6, usual = 14;
    if (node->spec.role == UI_CODE) least = 25, usual = 40;
    if (node->spec.role == UI_STEPS)
        least = usual = across ? STEP_PITCH * (float)node->spec.total + STEP_LONG : STEP_THICK;
    return (struct span){ui_px(solve, least), ui_px(solve, usual)};
}

struct span ui_leaf_width(struct solve *solve, const struct ui_node *node)
{
    if (ui_leaf_is_bare(node)) return bare_need(solve, node, true);
    struct frame frame = ui_leaf_frame(solve, node);
    struct span need = {0};
    if (!frame.alone) {
        need.nat = ui_stack_measure(solve, node, 0, ui_stack_full_px(solve, node)).w + 1;
        need.min = ui_stack_measure(solve, node, 0, ui_stack_least_px(solve, node)).word_w + 1;
    }
    int figure = ui_px(solve, frame.figure), least = ui_px(solve, frame.least_figure);
    if (frame.above || frame.alone) {
        need.nat = need.nat > figure ? need.nat : figure;
        need.min = need.min > least ? need.min : least;
    } else if (figure) {
        need.nat += figure + ui_px(solve, frame.gap);
        need.min += least + ui_px(solve, frame.gap);
    }
    int pads = 2 * ui_px(solve, frame.pad_x);
    need = (struct span){need.min + pads, need.nat + pads};
    return at_least(need, ui_px(solve, finger_height(solve->tree->theme, node)));
}

// Width that is left for texts.
int ui_leaf_wrap(const struct solve *solve, const struct ui_node *node, const struct frame *frame)
{
    int wrap = node->box.w - 2 * ui_px(solve, frame->pad_x);
    if (frame->figure > 0 && !frame->above && !frame->alone)
        wrap -= ui_px(solve, frame->figure) + ui_px(solve, frame->gap);
    return wrap > 1 ? wrap : 1;
}

struct span ui_leaf_height(struct solve *solve, const struct ui_node *node)
{
    if (ui_leaf_is_bare(node)) return bare_need(solve, node, false);
    struct frame frame = ui_leaf_frame(solve, node);
    int figure = ui_px(solve, frame.figure), least = ui_px(solve, frame.least_figure);
    struct span need = {0};
    if (!frame.alone) {
        bool fits;
        int wrap = ui_leaf_wrap(solve, node, &frame);
        need.nat = ui_stack_fit(solve, node, wrap, INT32_MAX, ui_stack_full_px(solve, node), &fits).h;
        need.min = ui_stack_measure(solve, node, wrap, ui_stack_least_px(solve, node)).h;
    }
    if (frame.above) {
        need.nat += figure + ui_px(solve, frame.gap);
        need.min += least + ui_px(solve, frame.gap);
    }
    need = at_least(need, frame.above ? 0 : least);
    need.nat = need.nat > figure || frame.above ? need.nat : figure;
    int pads = 2 * ui_px(solve, frame.pad_y);
    need = (struct span){need.min + pads, need.nat + pads};
    if (need.min > need.nat) need.min = need.nat;
    return at_least(need, ui_px(solve, finger_height(solve->tree->theme, node)));
}
