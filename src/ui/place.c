// The inside of a box: where the figure and each text stand.
#include "ui/leaf.h"

static int least(int a, int b)
{
    return a < b ? a : b;
}
static int most(int a, int b)
{
    return a > b ? a : b;
}

static struct box inset(struct box box, int x, int y)
{
    return (struct box){box.x + x, box.y + y, most(box.w - 2 * x, 0), most(box.h - 2 * y, 0)};
}

static struct box square_in(struct box box)
{
    int side = least(box.w, box.h);
    return (struct box){box.x + (box.w - side) / 2, box.y + (box.h - side) / 2, side, side};
}

// A picture over texts of `text_h` takes the room that is left, up to two fifths of the height.
static int picture_side(const struct solve *solve, const struct frame *frame, struct box inside, int text_h)
{
    int usual = ui_px(solve, frame->figure), smallest = ui_px(solve, frame->least_figure);
    int room = least(inside.h - text_h - ui_px(solve, frame->gap), inside.w);
    return most(least(room, most(usual, inside.h * 2 / 5)), least(smallest, inside.h));
}

static bool is_centred(const struct ui_node *node)
{
    if (ui_leaf_is_control(node)) return !(node->spec.flags & UI_SIDE);
    return node->spec.align == UI_CENTER;
}

// Sets the texts of a stack from `y` down. Boxes are as wide as the texts were wrapped, so they wrap so
// again.
static void set_lines(struct ui_node *node, const struct stack *stack, struct box room)
{
    struct ui_line *lines[3] = {&node->label_at, &node->value_at, &node->hint_at};
    for (int i = 0; i < 3; i++) {
        if (!stack->size[i].h) continue;
        int w = least(stack->wrap[i], room.w), left = room.w - w;
        int x = room.x + (is_centred(node) ? left / 2 : node->spec.align == UI_END ? left : 0);
        *lines[i] = (struct ui_line){{x, room.y, w, stack->size[i].h}, stack->style[i]};
        room.y += stack->size[i].h + stack->gap;
    }
    node->label_size = stack->size[0];
    node->hint_size = stack->size[2];
    node->value_shown = node->spec.value;
}

// Lower-case letters weigh below the middle of their line: single lines in controls stand a little higher.
static int optical_lift(const struct ui_node *node, const struct stack *stack)
{
    return ui_leaf_is_control(node) ? stack->style[0].px / 24 : 0;
}

static void place_above(const struct solve *solve, struct ui_node *node, const struct frame *frame,
                        const struct stack *stack, struct box inside, int text_h, int side)
{
    int gap = ui_px(solve, frame->gap);
    int top = inside.y + most((inside.h - side - gap - text_h) / 2, 0);
    node->figure_at = (struct box){inside.x + (inside.w - side) / 2, top, side, side};
    set_lines(node, stack, (struct box){inside.x, top + side + gap, inside.w, text_h});
}

// The figure keeps its column when the height does not allow its full size, so that texts in a list line up.
static void place_beside(const struct solve *solve, struct ui_node *node, const struct frame *frame,
                         const struct stack *stack, struct box inside)
{
    int column = least(ui_px(solve, frame->figure), inside.w), gap = column ? ui_px(solve, frame->gap) : 0;
    int y = inside.y + (inside.h - stack->h) / 2 - optical_lift(node, stack);
    int w = most(inside.w - column - gap, 0), x = inside.x;
    if (column && is_centred(node)) { // figure and texts are centred together
        w = least(stack->w + 2, w);
        x += (inside.w - column - gap - w) / 2;
    }
    int figure_x = frame->after ? x + w + gap : x;
    if (column) node->figure_at = square_in((struct box){figure_x, inside.y, column, inside.h});
    set_lines(node, stack, (struct box){frame->after ? x : x + column + gap, y, w, stack->h});
}

// Lines have their own air above capitals and below letters, so that words beside a picture may use the
// padding of a control that is short of room.
static int room_for_texts(const struct solve *solve, const struct ui_node *node, const struct frame *frame,
                          struct box inside)
{
    if (frame->above) return inside.h - ui_px(solve, frame->least_figure) - ui_px(solve, frame->gap);
    return ui_leaf_is_control(node) ? node->box.h - 2 * ui_px(solve, 0.2F) : inside.h;
}

static struct box inside_of(const struct solve *solve, const struct ui_node *node, const struct frame *frame)
{
    return inset(node->box, ui_px(solve, frame->pad_x), ui_px(solve, frame->pad_y));
}

// A large tile has larger words, as long as they take no more lines and leave most of it to the picture.
static int roomy_px(struct solve *solve, const struct ui_node *node, struct box inside, int wrap)
{
    const struct theme *theme = solve->tree->theme;
    int full = ui_stack_full_px(solve, node);
    if (node->spec.look != UI_TILE || node->spec.scale != UI_BODY) return full;
    static const enum ui_scale larger[] = {UI_TITLE, UI_LARGE};
    int lines = ui_stack_measure(solve, node, wrap, full).lines;
    for (int i = 0; i < 2; i++) {
        int px = theme_style(theme, theme->text[larger[i]], TEXT_REGULAR).px;
        struct stack stack = ui_stack_measure(solve, node, wrap, px);
        if (stack.word_w <= wrap && stack.lines <= lines && stack.h * 3 <= inside.h) return px;
    }
    return full;
}

int ui_leaf_fit_px(struct solve *solve, struct ui_node *node)
{
    struct frame frame = ui_leaf_frame(solve, node);
    if (frame.alone || ui_leaf_is_bare(node)) return ui_stack_full_px(solve, node);
    struct box inside = inside_of(solve, node, &frame);
    int wrap = ui_leaf_wrap(solve, node, &frame);
    bool fits = true;
    struct stack stack = ui_stack_fit(solve, node, wrap, room_for_texts(solve, node, &frame, inside),
                                      roomy_px(solve, node, inside, wrap), &fits);
    node->clipped = !fits;
    return stack.style[1].px;
}

int ui_leaf_text_height(struct solve *solve, const struct ui_node *node, int px)
{
    struct frame frame = ui_leaf_frame(solve, node);
    if (frame.alone || ui_leaf_is_bare(node)) return 0;
    return ui_stack_measure(solve, node, ui_leaf_wrap(solve, node, &frame), px).h;
}

static void place_bare(struct solve *solve, struct ui_node *node)
{
    if (node->spec.role == UI_PICTURE || node->spec.role == UI_CODE) node->figure_at = square_in(node->box);
    if (node->spec.role == UI_CODE) ui_code_make(solve->tree, node);
}

void ui_leaf_place(struct solve *solve, struct ui_node *node, int px, int row_h, int all_h)
{
    ui_figure_make(solve->tree, node);
    if (ui_leaf_is_bare(node)) {
        place_bare(solve, node);
        return;
    }
    struct frame frame = ui_leaf_frame(solve, node);
    struct box inside = inside_of(solve, node, &frame);
    if (node->spec.role == UI_FIELD) {
        ui_field_place(solve, node, inside, px);
        return;
    }
    if (frame.alone) {
        int side = least(ui_px(solve, frame.figure), inside.w);
        node->figure_at = square_in((struct box){inside.x + (inside.w - side) / 2, inside.y, side, inside.h});
        return;
    }
    struct stack stack = ui_stack_measure(solve, node, ui_leaf_wrap(solve, node, &frame), px);
    ui_stack_balance(solve, node, &stack);
    if (frame.above)
        place_above(solve, node, &frame, &stack, inside, row_h, picture_side(solve, &frame, inside, all_h));
    else
        place_beside(solve, node, &frame, &stack, inside);
}
