// A laid-out tree as shapes, in the order of the tree.
#include "ui/hit.h"
#include "ui/leaf.h"
#include "ui/paint.h"

static struct box grown(struct box box, int by)
{
    return (struct box){box.x - by, box.y - by, box.w + 2 * by, box.h + 2 * by};
}

static struct box on_screen(const struct ui_tree *tree, struct box box)
{
    int x = box.x < 0 ? 0 : box.x, y = box.y < 0 ? 0 : box.y;
    int right = box.x + box.w < tree->w ? box.x + box.w : tree->w;
    int bottom = box.y + box.h < tree->h ? box.y + box.h : tree->h;
    return (struct box){x, y, right - x, bottom - y};
}

static void draw_shadow(struct painter *painter, struct box box, int radius, float lift)
{
    int blur = ui_paint_px(painter, 5 * lift), drop = ui_paint_px(painter, 1.2F * lift);
    if (lift <= 0) return;
    box.y += drop;
    ui_paint_item(painter, (struct draw_item){.kind = DRAW_SHADOW,
                                              .box = box,
                                              .radius = radius,
                                              .blur = blur,
                                              .color = painter->tree->theme->shadow});
}

static void draw_box(struct painter *painter, const struct ui_node *node, const struct skin *skin,
                     bool pressed)
{
    struct box box = pressed ? grown(node->box, -ui_paint_px(painter, 0.3F)) : node->box;
    int radius = ui_paint_px(painter, skin->radius);
    if (node->spec.look == UI_SHEET)
        ui_paint_rect(painter, (struct box){0, 0, painter->tree->w, painter->tree->h}, 0,
                      painter->tree->theme->scrim);
    draw_shadow(painter, box, radius, skin->lift);
    ui_paint_rect(painter, box, radius, skin->fill);
    ui_paint_outline(painter, box, radius, ui_paint_px(painter, skin->border_w), skin->border);
}

static enum draw_align align_of(const struct ui_tree *tree, const struct ui_node *node)
{
    bool centred = ui_leaf_is_control(node) && !(node->spec.flags & UI_SIDE);
    bool mirrored = ui_is_mirrored(tree, node);
    enum draw_align start = mirrored ? DRAW_END : DRAW_START, end = mirrored ? DRAW_START : DRAW_END;
    if (centred || node->spec.align == UI_CENTER) return DRAW_CENTER;
    return node->spec.align == UI_END ? end : start;
}

static void draw_line(struct painter *painter, const struct ui_node *node, const struct ui_line *line,
                      struct str text, rgba_t color, bool personal)
{
    ui_paint_item(painter, (struct draw_item){.kind = DRAW_TEXT,
                                              .box = line->box,
                                              .color = color,
                                              .style = line->style,
                                              .align = align_of(painter->tree, node),
                                              .text = text,
                                              .personal = personal});
}

static void draw_texts(struct painter *painter, const struct ui_node *node, const struct skin *skin)
{
    const struct ui_spec *spec = &node->spec;
    bool field = spec->role == UI_FIELD, personal = spec->flags & UI_PERSONAL;
    bool second = field || spec->value.n; // the value is the main line
    rgba_t label = second || (spec->role == UI_TEXT && spec->scale == UI_SMALL) ? skin->soft : skin->text;
    if (node->label_at.box.h)
        draw_line(painter, node, &node->label_at, spec->label, label, personal && !field);
    if (node->value_at.box.h && node->value_shown.n)
        draw_line(painter, node, &node->value_at, node->value_shown, skin->text, personal);
    if (node->hint_at.box.h) draw_line(painter, node, &node->hint_at, spec->hint, skin->soft, false);
}

static void draw_figure(struct painter *painter, const struct ui_node *node, const struct skin *skin)
{
    const struct ui_spec *spec = &node->spec;
    if (spec->role == UI_FIELD)
        ui_paint_rect(painter, node->figure_at, 0, painter->tree->theme->accent);
    else if (spec->figure)
        ui_paint_figure(painter, node);
    else if (spec->picture.n)
        ui_paint_item(painter, (struct draw_item){.kind = DRAW_PICTURE,
                                                  .box = node->figure_at,
                                                  .text = spec->picture,
                                                  .color = skin->text});
    else
        ui_paint_strokes(painter, ui_icon_strokes(spec->icon, ui_is_mirrored(painter->tree, node)),
                         node->figure_at, 0.95F, skin->text);
}

// Dots, the current one longer; those done are filled, those to come are rings.
static void draw_steps(struct painter *painter, const struct ui_node *node)
{
    const struct theme *theme = painter->tree->theme;
    int pitch = ui_paint_px(painter, STEP_PITCH), thick = ui_paint_px(painter, STEP_THICK),
        longer = ui_paint_px(painter, STEP_LONG);
    int used = node->spec.total * pitch + longer - (pitch - thick);
    int x = node->box.x, y = node->box.y + (node->box.h - thick) / 2;
    if (node->spec.align == UI_CENTER) x += (node->box.w - used) / 2;
    for (int step = 1; step <= node->spec.total; step++) {
        struct box dot = {x, y, thick + (step == node->spec.number ? longer : 0), thick};
        x += dot.w + pitch - thick;
        if (ui_is_mirrored(painter->tree, node)) dot.x = 2 * node->box.x + node->box.w - dot.x - dot.w;
        if (step <= node->spec.number)
            ui_paint_rect(painter, dot, thick / 2, theme->accent);
        else
            ui_paint_outline(painter, dot, thick / 2, ui_paint_px(painter, 0.5F), theme->line_strong);
    }
}

// A round badge over the corner at the end of the first line, with a rim that parts it from what is under it.
static void draw_badge(struct painter *painter, const struct ui_node *node, struct strokes strokes,
                       rgba_t color)
{
    const struct theme *theme = painter->tree->theme;
    int side = ui_paint_px(painter, theme->compact ? 6.4F : 7.4F),
        out = ui_paint_px(painter, theme->compact ? 1.6F : 2);
    int end =
        ui_is_mirrored(painter->tree, node) ? node->box.x - out : node->box.x + node->box.w + out - side;
    struct box badge = {end, node->box.y - out, side, side};
    badge = (struct box){badge.x, badge.y < 0 ? 0 : badge.y, side, side};
    int rim = ui_paint_px(painter, 0.5F);
    ui_paint_rect(painter, badge, side / 2, theme->surface);
    ui_paint_rect(painter, grown(badge, -rim), side / 2 - rim, color);
    ui_paint_strokes(painter, strokes, grown(badge, -side / 4), 0.9F, theme->on_accent);
}

static void draw_badges(struct painter *painter, const struct ui_node *node)
{
    if (node->spec.flags & UI_CHOSEN && node->spec.role != UI_KEY)
        draw_badge(painter, node, ui_icon_strokes(UI_ICON_CHECK, false), painter->tree->theme->accent);
    if (node->spec.flags & UI_INVALID)
        draw_badge(painter, node, ui_icon_mend(), painter->tree->theme->danger);
}

static void draw_node(struct painter *painter, const struct ui_memory *memory, const struct ui_node *node)
{
    bool pressed = node->key && node->key == memory->pressed && ui_tappable(node);
    struct theme swatch = *painter->tree->theme;
    if (node->spec.colours) theme_paint(&swatch, (enum theme_colours)(node->spec.colours - 1));
    struct skin skin = ui_skin_of(node->spec.colours ? &swatch : painter->tree->theme, node, pressed);
    if (node->spec.fill) ui_paint_rect(painter, node->box, 0, node->spec.fill);
    if (node->spec.role == UI_SPACER) return;
    draw_box(painter, node, &skin, pressed);
    if (!node->count) {
        draw_texts(painter, node, &skin);
        if (node->spec.role == UI_CODE)
            ui_paint_code(painter, node);
        else if (node->spec.role == UI_STEPS)
            draw_steps(painter, node);
        else
            draw_figure(painter, node, &skin);
    }
    draw_badges(painter, node);
}

// Two tones, so that one of them stands out from whatever is beside it: dark outside, light between it and
// the node. Painted last: a neighbour's shadow must not dim it.
static void draw_ring(struct painter *painter, const struct ui_node *node)
{
    const struct theme *theme = painter->tree->theme;
    int ring = ui_paint_px(painter, theme->ring), halo = ui_paint_px(painter, 0.6F);
    int radius = ui_paint_px(painter, node->spec.role == UI_KEY ? 2.4F : theme->radius);
    struct box outer = on_screen(painter->tree, grown(node->box, ring + halo));
    ui_paint_outline(painter, on_screen(painter->tree, grown(outer, -ring)), radius + halo, halo,
                     theme->surface);
    ui_paint_outline(painter, outer, radius + halo + ring, ring, theme->focus);
}

static void draw_all(struct painter *painter, const struct ui_memory *memory)
{
    const struct ui_tree *tree = painter->tree;
    for (uint16_t i = 1; i < tree->count; i++)
        draw_node(painter, memory, &tree->nodes[i]);
    const struct ui_node *focus = memory->focus_shown ? ui_focus_node(tree, memory->focus) : NULL;
    if (focus) draw_ring(painter, focus);
}

void ui_draw(const struct ui_tree *tree, const struct ui_memory *memory, struct draw_list *list)
{
    list->count = 0;
    list->full = false;
    list->background = tree->theme->background;
    struct painter painter = {.list = list, .tree = tree};
    draw_all(&painter, memory);
}

uint64_t ui_fingerprint(const struct ui_tree *tree, const struct ui_memory *memory)
{
    struct painter painter = {.tree = tree, .hash = tree->theme->background};
    painter.hash = painter.hash * 31 + (uint64_t)tree->w * 65536 + (uint64_t)tree->h;
    draw_all(&painter, memory);
    return painter.hash;
}
