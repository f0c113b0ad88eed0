#include "ui/paint.h"

#include "ui/solve.h"

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * 0x9e3779b97f4a7c15U;
    return hash ^ hash >> 32;
}

static uint64_t pair(int a, int b)
{
    return (uint64_t)(uint32_t)a << 32 | (uint32_t)b;
}

static uint64_t mix_bytes(uint64_t hash, const void *bytes, size_t n)
{
    const uint8_t *at = bytes;
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ at[i]) * 0x100000001b3U;
    return mix(hash, n);
}

static uint64_t mix_item(uint64_t hash, const struct draw_item *item)
{
    hash = mix(hash, pair((int)item->kind << 8 | (int)item->align, item->width));
    hash = mix(hash, pair(item->box.x, item->box.y));
    hash = mix(hash, pair(item->box.w, item->box.h));
    hash = mix(hash, (uint64_t)item->color << 32 | (uint32_t)item->radius);
    hash = mix(hash, pair(item->blur, item->style.px << 2 | (int)item->style.weight));
    hash = mix_bytes(hash, item->text.p, item->text.n);
    return mix_bytes(hash, item->points, 2 * (size_t)item->point_count);
}

void ui_paint_item(struct painter *painter, struct draw_item item)
{
    if (item.box.w <= 0 || item.box.h <= 0) return;
    painter->hash = mix_item(painter->hash, &item);
    struct draw_list *list = painter->list;
    if (!list) return;
    if (list->count < list->cap)
        list->items[list->count++] = item;
    else
        list->full = true;
}

int ui_paint_px(const struct painter *painter, float mm)
{
    return theme_px(painter->tree->theme, mm);
}

void ui_paint_rect(struct painter *painter, struct box box, int radius, rgba_t color)
{
    if (color & 0xff)
        ui_paint_item(painter,
                      (struct draw_item){.kind = DRAW_RECT, .box = box, .radius = radius, .color = color});
}

void ui_paint_outline(struct painter *painter, struct box box, int radius, int width, rgba_t color)
{
    if (color & 0xff && width)
        ui_paint_item(
            painter, (struct draw_item){
                         .kind = DRAW_OUTLINE, .box = box, .radius = radius, .width = width, .color = color});
}

void ui_paint_strokes(struct painter *painter, struct strokes strokes, struct box box, float mm, rgba_t color)
{
    if (strokes.count)
        ui_paint_item(painter, (struct draw_item){.kind = DRAW_STROKE,
                                                  .box = box,
                                                  .color = color,
                                                  .width = ui_paint_px(painter, mm),
                                                  .points = strokes.points,
                                                  .point_count = strokes.count});
}
