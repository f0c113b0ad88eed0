// A field: small label, and under it the value with its caret. A value that is too long shows its end, where
// the visitor is typing.
#include "base/utf8.h"
#include "ui/leaf.h"

#define CARET_W 0.7F // mm
#define CARET_GAP 0.6F

static struct str front_left_out(struct str value, size_t characters)
{
    struct str front = utf8_front(value, characters);
    return str_slice(value, front.n, value.n);
}

// The longest end of the value that fits: widths grow with the characters shown, so halving finds it.
static struct str end_that_fits(struct solve *solve, struct text_style style, struct str value, int w)
{
    size_t low = 0, high = utf8_count(value);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (ui_measure(solve, style, front_left_out(value, middle), 0).w <= w)
            high = middle;
        else
            low = middle + 1;
    }
    return front_left_out(value, low);
}

// Where the caret stands, from the side the field begins at. A text that grows at that side (a Latin name in
// a field that begins at the right) makes room for it there.
static int caret_from_start(struct solve *solve, struct ui_node *node, int room)
{
    struct ui_line *line = &node->value_at;
    struct text_size size = ui_measure(solve, line->style, node->value_shown, 0);
    int after = line->style.right_to_left ? size.w - size.caret_x : size.caret_x;
    if (after >= size.w) return size.w + ui_px(solve, CARET_GAP);
    if (after > 0) return after; // between two runs
    line->box.x += room;
    line->box.w -= room;
    return 0;
}

static void place_value(struct solve *solve, struct ui_node *node, struct ui_line line)
{
    int caret_w = ui_px(solve, CARET_W), caret_gap = ui_px(solve, CARET_GAP);
    node->value_at = line;
    node->value_shown = end_that_fits(solve, line.style, node->spec.value, line.box.w - caret_w - caret_gap);
    if (!(node->spec.flags & UI_CARET)) return;
    int caret_h = line.style.px, x = line.box.x;
    if (node->value_shown.n) x += caret_from_start(solve, node, caret_w + caret_gap);
    node->figure_at = (struct box){x, line.box.y + (line.box.h - caret_h) / 2, caret_w, caret_h};
}

static void place_hint(struct solve *solve, struct ui_node *node, struct ui_line line)
{
    int least = ui_stack_smallest_px(solve);
    int caret = ui_px(solve, CARET_W + CARET_GAP);
    line.box.x += caret; // the caret stands before it
    line.box.w -= caret;
    node->hint_size = ui_measure(solve, line.style, node->spec.hint, 0);
    while (node->hint_size.w > line.box.w && line.style.px > least) {
        line.style.px--;
        node->hint_size = ui_measure(solve, line.style, node->spec.hint, 0);
    }
    if (node->hint_size.w > line.box.w) node->clipped = true;
    node->hint_at = line;
}

void ui_field_place(struct solve *solve, struct ui_node *node, struct box inside, int px)
{
    struct stack stack = ui_stack_measure(solve, node, inside.w, px);
    int y = inside.y + (inside.h - stack.h) / 2;
    node->label_size = stack.size[0];
    if (stack.size[0].h) {
        node->label_at = (struct ui_line){{inside.x, y, inside.w, stack.size[0].h}, stack.style[0]};
        y += stack.size[0].h + stack.gap;
    }
    struct ui_line line = {{inside.x, y, inside.w, stack.size[1].h}, stack.style[1]};
    place_value(solve, node, line);
    if (!node->spec.value.n && node->spec.hint.n) place_hint(solve, node, line);
}
