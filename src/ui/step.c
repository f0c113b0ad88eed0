// One touch or key on a laid-out tree.
#include "ui/hit.h"

enum {
    NEW_SCREEN_MS = 250, // a finger still on its way was meant for the screen before
    DEBOUNCE_MS = 400,   // ux.md: the same action twice within 300–500 ms is one
    KEY_DEBOUNCE_MS = 150,
    LOST_FINGER_MS = 5000, // a press that never ended: panels do lose a lift
};

static const struct ui_action nothing = {0, 0};

static struct ui_action act(struct ui_memory *memory, const struct ui_node *node, int64_t mono_ms)
{
    if (node->key == memory->last_key && mono_ms < memory->debounce_ms) return nothing;
    memory->last_key = node->key;
    memory->debounce_ms = mono_ms + (node->spec.role == UI_KEY ? KEY_DEBOUNCE_MS : DEBOUNCE_MS);
    return node->spec.action;
}

static void finger_down(const struct ui_tree *tree, struct ui_memory *memory, struct ui_input input,
                        int64_t mono_ms)
{
    bool other = memory->pressed && input.finger != memory->finger;
    if (mono_ms < memory->ready_ms || (other && mono_ms - memory->press_ms < LOST_FINGER_MS)) return;
    const struct ui_node *node = ui_hit(tree, input.x, input.y);
    memory->pressed = node ? node->key : 0;
    memory->finger = input.finger;
    memory->press_x = input.x;
    memory->press_y = input.y;
    memory->press_ms = mono_ms;
    memory->focus_shown = false;
}

static bool is_on_pressed(const struct ui_tree *tree, const struct ui_memory *memory, struct ui_input input)
{
    const struct ui_node *node = ui_hit(tree, input.x, input.y);
    return node && node->key == memory->pressed;
}

static struct ui_action finger_up(const struct ui_tree *tree, struct ui_memory *memory, struct ui_input input,
                                  int64_t mono_ms)
{
    bool inside = is_on_pressed(tree, memory, input);
    memory->pressed = 0;
    if (!inside) return nothing;
    const struct ui_node *node = ui_hit(tree, input.x, input.y);
    memory->focus = node->key; // keys go on from where the finger was
    return act(memory, node, mono_ms);
}

static struct ui_action finger_step(const struct ui_tree *tree, struct ui_memory *memory,
                                    struct ui_input input, int64_t mono_ms)
{
    if (input.kind == UI_DOWN) {
        finger_down(tree, memory, input, mono_ms);
        return nothing;
    }
    if (!memory->pressed || input.finger != memory->finger) return nothing;
    if (input.kind == UI_UP) return finger_up(tree, memory, input, mono_ms);
    if (!is_on_pressed(tree, memory, input)) memory->pressed = 0; // slid off: coming back does not count
    return nothing;
}

static const struct ui_node *back_node(const struct ui_tree *tree)
{
    for (uint16_t i = ui_reach_from(tree); i < tree->count; i++) {
        const struct ui_node *node = &tree->nodes[i];
        if (node->spec.id && str_eq(str_from(node->spec.id), STR("back")) && ui_tappable(node)) return node;
    }
    return NULL;
}

// While the ring is hidden nobody knows what would be chosen: the first key only shows it.
static struct ui_action choose(const struct ui_tree *tree, struct ui_memory *memory, int64_t mono_ms)
{
    const struct ui_node *node = ui_focus_node(tree, memory->focus);
    if (mono_ms < memory->ready_ms) return nothing; // Enter pressed twice was meant for the screen before
    if (node && memory->focus_shown) return act(memory, node, mono_ms);
    if (!node) node = ui_focus_move(tree, NULL, UI_NEXT);
    memory->focus = node ? node->key : 0;
    memory->focus_shown = true;
    return nothing;
}

static struct ui_action key_step(const struct ui_tree *tree, struct ui_memory *memory,
                                 enum ui_input_kind kind, int64_t mono_ms)
{
    if (kind == UI_CHOOSE) return choose(tree, memory, mono_ms);
    const struct ui_node *node = kind == UI_ESCAPE ? back_node(tree) : NULL;
    if (kind == UI_ESCAPE) return node ? act(memory, node, mono_ms) : nothing;
    node = ui_focus_move(tree, ui_focus_node(tree, memory->focus), kind);
    memory->focus = node ? node->key : 0;
    memory->focus_shown = true;
    memory->felt = 0;
    return nothing;
}

struct ui_action ui_step(const struct ui_tree *tree, struct ui_memory *memory, struct ui_input input,
                         int64_t mono_ms)
{
    bool touch = input.kind == UI_DOWN || input.kind == UI_MOVE || input.kind == UI_UP;
    return touch ? finger_step(tree, memory, input, mono_ms) : key_step(tree, memory, input.kind, mono_ms);
}

void ui_new_sheet(struct ui_memory *memory, int64_t mono_ms)
{
    memory->pressed = 0;
    memory->ready_ms = mono_ms + NEW_SCREEN_MS;
}

void ui_new_screen(struct ui_memory *memory, int64_t mono_ms)
{
    memory->pressed = memory->felt = 0;
    memory->focus = memory->focus_behind = 0;
    memory->touching = false;
    memory->ready_ms = mono_ms + NEW_SCREEN_MS;
}
