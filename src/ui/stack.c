// The texts of a node, one under the other, and the largest size at which they fit.
#include "ui/solve.h"

enum { STEPS_DOWN = 5, LINES_OF_CONTROL = 3 };

static enum ui_scale scale_of(const struct ui_spec *spec)
{
    if (spec->scale != UI_BODY) return spec->scale;
    switch (spec->role) {
    case UI_HEADING: return UI_TITLE;
    case UI_STATUS:
    case UI_KEY: return UI_LARGE;
    case UI_GROUP:
    case UI_TEXT:
    case UI_BUTTON:
    case UI_CHOICE:
    case UI_FIELD:
    case UI_PICTURE:
    case UI_CODE:
    case UI_SPACER:
    case UI_STEPS: break;
    }
    return UI_BODY;
}

static enum text_weight weight_of(const struct ui_spec *spec)
{
    switch (spec->role) {
    case UI_HEADING: return TEXT_BOLD;
    case UI_STATUS:
    case UI_BUTTON:
    case UI_CHOICE: return TEXT_SEMIBOLD;
    case UI_TEXT: return spec->value.n || spec->scale >= UI_TITLE ? TEXT_SEMIBOLD : TEXT_REGULAR;
    case UI_GROUP:
    case UI_FIELD:
    case UI_KEY:
    case UI_PICTURE:
    case UI_CODE:
    case UI_SPACER:
    case UI_STEPS: break;
    }
    return TEXT_REGULAR;
}

int ui_stack_full_px(const struct solve *solve, const struct ui_node *node)
{
    const struct theme *theme = solve->tree->theme;
    float mm = node->spec.cap > 0 ? node->spec.cap : theme->text[scale_of(&node->spec)];
    return theme_style(theme, mm, TEXT_REGULAR).px;
}

int ui_stack_smallest_px(const struct solve *solve)
{
    return theme_style(solve->tree->theme, solve->tree->theme->smallest_text, TEXT_REGULAR).px;
}

// What a text of this text size should not go below; a title stays above what stands under it.
int ui_stack_least_px(const struct solve *solve, const struct ui_node *node)
{
    float mm = solve->tree->theme->least_text;
    if (node->spec.role == UI_KEY || node->spec.cap > 0) return ui_stack_smallest_px(solve);
    if (node->spec.role == UI_STATUS && mm > UI_LEAST_NOTICE) mm = UI_LEAST_NOTICE;
    if (node->spec.role == UI_HEADING) mm *= UI_TITLE_RATIO;
    return theme_style(solve->tree->theme, mm, TEXT_REGULAR).px;
}

static int smaller_px(const struct solve *solve, int px, float ratio)
{
    int small = (int)((float)px * ratio), least = ui_stack_smallest_px(solve);
    return small > least ? small : least;
}

// A value is the main thing then, and its label stands small above it.
static void set_styles(const struct solve *solve, const struct ui_node *node, int px, struct stack *stack)
{
    const struct ui_spec *spec = &node->spec;
    const struct theme *theme = solve->tree->theme;
    bool has_value = spec->value.n || spec->role == UI_FIELD;
    int small = smaller_px(solve, px, solve->tree->theme->hint_ratio);
    bool from_right = ui_is_mirrored(solve->tree, node);
    if (spec->cap > 0)
        small = theme_style(theme, theme->text[UI_SMALL], TEXT_REGULAR).px; // a sample of a size
    stack->style[0] = has_value ? (struct text_style){TEXT_REGULAR, small, from_right}
                                : (struct text_style){weight_of(spec), px, from_right};
    stack->style[1] = (struct text_style){weight_of(spec), px, from_right};
    stack->style[2] = (struct text_style){TEXT_REGULAR, small, from_right};
}

static void add_line(struct stack *stack, int i, struct text_size size)
{
    stack->size[i] = size;
    stack->h += size.h + (stack->h ? stack->gap : 0);
    stack->w = size.w > stack->w ? size.w : stack->w;
    stack->word_w = size.longest_word_w > stack->word_w ? size.longest_word_w : stack->word_w;
}

// A field has one line for its value, or for its hint while it is empty, and shows the end of what is too
// long, so only the height of that line counts.
static void measure_field(struct solve *solve, const struct ui_node *node, int wrap, struct stack *stack)
{
    stack->gap = 0;
    bool shown = node->spec.label.n && !(node->spec.flags & UI_ALONE);
    if (shown) add_line(stack, 0, ui_measure(solve, stack->style[0], node->spec.label, wrap));
    stack->lines = stack->size[0].lines;
    stack->style[2] = stack->style[1];
    add_line(stack, 1,
             (struct text_size){.h = ui_measure(solve, stack->style[1], STR("x"), 0).h, .lines = 1});
}

struct stack ui_stack_measure(struct solve *solve, const struct ui_node *node, int wrap, int px)
{
    struct stack stack = {.gap = ui_px(solve, 0.8F), .wrap = {wrap, wrap, wrap}};
    set_styles(solve, node, px, &stack);
    if (node->spec.role == UI_FIELD) {
        measure_field(solve, node, wrap, &stack);
        return stack;
    }
    const struct str texts[3] = {node->spec.label, node->spec.value, node->spec.hint};
    for (int i = 0; i < 3; i++)
        if (texts[i].n) add_line(&stack, i, ui_measure(solve, stack.style[i], texts[i], wrap));
    stack.lines = stack.size[0].lines;
    return stack;
}

static int most_lines(const struct ui_node *node)
{
    if (node->spec.role == UI_KEY) return 1;
    return ui_tappable(node) || node->spec.look == UI_TILE ? LINES_OF_CONTROL : INT16_MAX;
}

static bool try_down(struct solve *solve, const struct ui_node *node, struct box room, int from, int to,
                     struct stack *ret_stack)
{
    for (int step = 0; step <= STEPS_DOWN; step++) {
        *ret_stack = ui_stack_measure(solve, node, room.w, from - (from - to) * step / STEPS_DOWN);
        if (ret_stack->word_w <= room.w && ret_stack->h <= room.h && ret_stack->lines <= most_lines(node))
            return true;
        if (from == to) break;
    }
    return false;
}

// First as small as this size of text may be, only then as small as any.
struct stack ui_stack_fit(struct solve *solve, const struct ui_node *node, int wrap, int h, int most_px,
                          bool *ret_fits)
{
    int smallest = ui_stack_smallest_px(solve), least = ui_stack_least_px(solve, node);
    struct box room = {0, 0, wrap, h};
    struct stack stack = {0};
    smallest = smallest < most_px ? smallest : most_px;
    least = least < most_px ? least : most_px;
    *ret_fits = try_down(solve, node, room, most_px, least, &stack);
    if (!*ret_fits && smallest < least) *ret_fits = try_down(solve, node, room, least - 1, smallest, &stack);
    return stack;
}

// Long paragraphs read better wide.
enum { LINES_BALANCED = 4 };

static int balanced_wrap(struct solve *solve, struct text_style style, struct str text, struct text_size size,
                         int wrap)
{
    int low = size.longest_word_w, high = size.w < wrap ? size.w : wrap;
    if (size.lines < 2 || size.lines > LINES_BALANCED || low > high) return wrap;
    while (low < high) {
        int middle = (low + high) / 2;
        if (ui_measure(solve, style, text, middle).lines <= size.lines)
            high = middle;
        else
            low = middle + 1;
    }
    return high;
}

void ui_stack_balance(struct solve *solve, const struct ui_node *node, struct stack *stack)
{
    const struct str texts[3] = {node->spec.label, {"", 0}, node->spec.hint};
    stack->w = stack->size[1].w;
    for (int i = 0; i < 3; i++) {
        if (texts[i].n) {
            stack->wrap[i] = balanced_wrap(solve, stack->style[i], texts[i], stack->size[i], stack->wrap[i]);
            stack->size[i] = ui_measure(solve, stack->style[i], texts[i], stack->wrap[i]);
        }
        stack->w = stack->size[i].w > stack->w ? stack->size[i].w : stack->w;
    }
}
