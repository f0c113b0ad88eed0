#include "platform/paint.h"

#include "base/check.h"
#include "platform/boxes.h"
#include "platform/damage.h"
#include "platform/pictures.h"
#include "platform/shapes.h"
#include "platform/text.h"

static void clip_to(struct canvas *canvas, struct box a, struct box b)
{
    struct box both = box_common(a, b);
    if (box_empty(both)) both = (struct box){-1, -1, 1, 1}; // SDL takes an empty one for "no clip"
    SDL_RenderSetClipRect(canvas->renderer, &(SDL_Rect){both.x, both.y, both.w, both.h});
}

// What an item surely paints over: of an opaque rectangle all but its round corners.
static struct box hidden_by(const struct draw_item *item)
{
    if (!item || item->kind != DRAW_RECT || (item->color & 0xff) != 0xff) return (struct box){0};
    return box_grown(item->box, -(item->radius * 3 + 9) / 10); // 1 - sqrt(1/2) of the radius, rounded up
}

static void paint_item(struct canvas *canvas, const struct draw_item *item, const struct draw_item *next)
{
    switch (item->kind) {
    case DRAW_RECT: shapes_rect(canvas, item); return;
    case DRAW_SHADOW: shapes_shadow(canvas, item, hidden_by(next)); return;
    case DRAW_OUTLINE: shapes_outline(canvas, item); return;
    case DRAW_TEXT: text_paint(canvas, item); return;
    case DRAW_PICTURE: pictures_paint(canvas, item); return;
    case DRAW_STROKE: shapes_stroke(canvas, item); return;
    }
    CHECK(false);
}

void paint_list(struct canvas *canvas, const struct draw_list *list, struct box clip)
{
    clip_to(canvas, clip, clip);
    shapes_fill(canvas, clip, list->background | 0xff);
    for (size_t i = 0; i < list->count; i++) {
        const struct draw_item *item = &list->items[i];
        struct box bounds = damage_bounds(item);
        if (!box_meets(bounds, clip)) continue;
        clip_to(canvas, bounds, clip);
        paint_item(canvas, item, i + 1 < list->count ? item + 1 : NULL);
    }
    SDL_RenderSetClipRect(canvas->renderer, NULL);
}

void paint_nothing(struct canvas *canvas, const struct draw_list *list)
{
    const struct box nowhere = {-1, -1, 1, 1};
    clip_to(canvas, nowhere, nowhere);
    for (size_t i = 0; i < list->count; i++)
        paint_item(canvas, &list->items[i], NULL);
    SDL_RenderSetClipRect(canvas->renderer, NULL);
}
