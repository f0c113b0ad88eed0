// Inside of drawing: where shapes go, and how a node looks in its present state.
#pragma once

#include "ui/ui.h"

// Every shape passes here: it is added to the list when there is one, and always to the hash, so the
// fingerprint of a screen is that of what would be painted, no more and no less.
struct painter {
    struct draw_list *list; // NULL when only the hash is wanted
    const struct ui_tree *tree;
    uint64_t hash;
};
void ui_paint_item(struct painter *painter, struct draw_item item);
void ui_paint_rect(struct painter *painter, struct box box, int radius, rgba_t color);
void ui_paint_outline(struct painter *painter, struct box box, int radius, int width, rgba_t color);
int ui_paint_px(const struct painter *painter, float mm);

struct strokes {
    const uint8_t *points;
    uint16_t count; // pairs
};
struct strokes ui_icon_strokes(enum ui_icon icon, bool mirrored);
struct strokes ui_icon_mend(void); // an exclamation mark
void ui_paint_strokes(struct painter *painter, struct strokes strokes, struct box box, float mm,
                      rgba_t color);

struct skin { // colours with alpha 0 are not painted; lengths in mm
    rgba_t fill, border, text, soft;
    float border_w, radius;
    float lift; // how far the shadow says it stands out; 0 none
};
struct skin ui_skin_of(const struct theme *theme, const struct ui_node *node, bool pressed);

void ui_paint_figure(struct painter *painter, const struct ui_node *node);
void ui_paint_code(struct painter *painter, const struct ui_node *node);
