#include "ui/explore.h"

#include "ui/hit.h"

enum { LOST_FINGER_MS = 5000 };

static enum ui_felt zone_at(const struct ui_tree *tree, int x, int y)
{
    int edge = theme_px(tree->theme, UI_EDGE_MM);
    if (x < edge) return tree->mirrored ? UI_FELT_NEXT : UI_FELT_PREVIOUS;
    if (x >= tree->w - edge) return tree->mirrored ? UI_FELT_PREVIOUS : UI_FELT_NEXT;
    if (y < edge) return UI_FELT_REPEAT;
    return y >= tree->h - edge ? UI_FELT_CHOOSE : UI_FELT_NOTHING;
}

// What is felt is told once, however the finger trembles on it.
static enum ui_felt feel(const struct ui_tree *tree, struct ui_memory *memory, struct ui_input input)
{
    const struct ui_node *node = ui_hit(tree, input.x, input.y);
    uint32_t key = node && ui_is_focusable(node) ? node->key : 0;
    if (!key) {
        memory->felt = 0;
        return UI_FELT_TEXT;
    }
    if (memory->felt == key) return UI_FELT_NOTHING;
    memory->felt = memory->focus = key;
    memory->focus_shown = true;
    return UI_FELT_NODE;
}

static enum ui_felt down(const struct ui_tree *tree, struct ui_memory *memory, struct ui_input input,
                         int64_t mono_ms)
{
    bool other = memory->touching && input.finger != memory->finger;
    if (mono_ms < memory->ready_ms || (other && mono_ms - memory->press_ms < LOST_FINGER_MS))
        return UI_FELT_NOTHING;
    memory->touching = true;
    memory->finger = input.finger;
    memory->press_x = input.x;
    memory->press_y = input.y;
    memory->press_ms = mono_ms;
    memory->pressed = 0;
    if (zone_at(tree, input.x, input.y)) return UI_FELT_NOTHING;
    const struct ui_node *node = ui_hit(tree, input.x, input.y);
    if (node && node->key == memory->felt && node->key == memory->focus) memory->pressed = node->key;
    return feel(tree, memory, input);
}

static enum ui_felt up(const struct ui_tree *tree, struct ui_memory *memory, struct ui_input input)
{
    enum ui_felt zone = zone_at(tree, memory->press_x, memory->press_y);
    const struct ui_node *node = ui_hit(tree, input.x, input.y);
    bool again = memory->pressed && node && node->key == memory->pressed;
    memory->touching = false;
    memory->pressed = 0;
    if (zone) return zone == zone_at(tree, input.x, input.y) ? zone : UI_FELT_NOTHING;
    return again ? UI_FELT_CHOOSE : UI_FELT_NOTHING;
}

enum ui_felt ui_explore(const struct ui_tree *tree, struct ui_memory *memory, struct ui_input input,
                        int64_t mono_ms)
{
    if (input.kind == UI_DOWN) return down(tree, memory, input, mono_ms);
    if (!memory->touching || input.finger != memory->finger) return UI_FELT_NOTHING;
    if (input.kind == UI_UP) return up(tree, memory, input);
    if (zone_at(tree, memory->press_x, memory->press_y)) return UI_FELT_NOTHING;
    uint32_t before = memory->felt;
    enum ui_felt felt = feel(tree, memory, input);
    if (felt != UI_FELT_NOTHING) memory->pressed = 0; // slid off: it no longer chooses
    return felt == UI_FELT_TEXT && !before ? UI_FELT_NOTHING : felt;
}
