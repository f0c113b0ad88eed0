#include "platform/shapes.h"

#include "platform/boxes.h"
#include "platform/coverage.h"

enum { MIDDLE = 64 }; // px of a shadow's straight part in its texture: long enough to be laid out quickly

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static void copy(struct canvas *canvas, const struct cached *from, SDL_Rect part, int x, int y)
{
    SDL_Rect to = {x, y, part.w, part.h};
    if (!SDL_RectEmpty(&part)) SDL_RenderCopy(canvas->renderer, from->texture, &part, &to);
}

void shapes_fill(struct canvas *canvas, struct box box, rgba_t color)
{
    if (box_empty(box)) return;
    SDL_Rect rect = {box.x, box.y, box.w, box.h};
    uint8_t alpha = (uint8_t)color;
    SDL_SetRenderDrawBlendMode(canvas->renderer, alpha == 255 ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND);
    SDL_SetRenderDrawColor(canvas->renderer, (uint8_t)(color >> 24), (uint8_t)(color >> 16),
                           (uint8_t)(color >> 8), alpha);
    SDL_RenderFillRect(canvas->renderer, &rect);
}

// The four corners of a box from a texture that is nothing but corners.
static void paint_corners(struct canvas *canvas, const struct cached *corners, struct box box)
{
    int c = corners->w / 2, right = box.x + box.w - c, bottom = box.y + box.h - c;
    copy(canvas, corners, (SDL_Rect){0, 0, c, c}, box.x, box.y);
    copy(canvas, corners, (SDL_Rect){c, 0, c, c}, right, box.y);
    copy(canvas, corners, (SDL_Rect){0, c, c, c}, box.x, bottom);
    copy(canvas, corners, (SDL_Rect){c, c, c, c}, right, bottom);
}

static const struct cached *corners_of(struct canvas *canvas, enum cache_kind kind, int c, int radius,
                                       int width, rgba_t color)
{
    struct cache_key key = {.kind = kind, .size = {c, radius, width}, .color = color};
    const struct cached *found = cache_find(&canvas->cache, &key, false);
    if (found) return found;
    return cache_add(&canvas->cache, canvas->renderer, &key, false,
                     coverage_rounded(2 * c, 2 * c, radius, width, color));
}

static int radius_in(struct box box, int radius)
{
    return larger(0, smaller(radius, smaller(box.w, box.h) / 2));
}

void shapes_rect(struct canvas *canvas, const struct draw_item *item)
{
    struct box b = item->box;
    int r = radius_in(b, item->radius);
    if (r > 0) {
        const struct cached *corners = corners_of(canvas, CACHE_FILL, r, r, 0, item->color);
        if (!corners) return;
        paint_corners(canvas, corners, b);
        shapes_fill(canvas, (struct box){b.x + r, b.y, b.w - 2 * r, r}, item->color);
        shapes_fill(canvas, (struct box){b.x + r, b.y + b.h - r, b.w - 2 * r, r}, item->color);
    }
    shapes_fill(canvas, (struct box){b.x, b.y + r, b.w, b.h - 2 * r}, item->color);
}

void shapes_outline(struct canvas *canvas, const struct draw_item *item)
{
    struct box b = item->box;
    int r = radius_in(b, item->radius), width = radius_in(b, item->width), c = larger(r, width);
    if (width == 0) return;
    const struct cached *corners = corners_of(canvas, CACHE_RING, c, r, width, item->color);
    if (!corners) return;
    paint_corners(canvas, corners, b);
    shapes_fill(canvas, (struct box){b.x + c, b.y, b.w - 2 * c, width}, item->color);
    shapes_fill(canvas, (struct box){b.x + c, b.y + b.h - width, b.w - 2 * c, width}, item->color);
    shapes_fill(canvas, (struct box){b.x, b.y + c, width, b.h - 2 * c}, item->color);
    shapes_fill(canvas, (struct box){b.x + b.w - width, b.y + c, width, b.h - 2 * c}, item->color);
}

// One axis of a shadow: an end, the middle as often as needed, the other end. Laying the middle out piece by
// piece rather than stretching it keeps every copy a plain one: fast, and the same under any clip.
struct span {
    int from, n; // px in the texture
    bool middle;
};

static struct span span_at(int length, int texture, int at)
{
    int end = (texture - MIDDLE) / 2;
    if (texture == length) return (struct span){0, length, false};
    if (at < end) return (struct span){0, end, false};
    if (at < length - end) return (struct span){end, smaller(MIDDLE, length - end - at), true};
    return (struct span){texture - end, end, false};
}

// Copies what is not behind `hidden`: the strips above, left, right and below of it.
static void copy_around(struct canvas *canvas, const struct cached *from, SDL_Rect part, struct box to,
                        struct box hidden)
{
    struct box gap = box_common(to, hidden);
    if (box_empty(gap)) gap = (struct box){to.x, to.y + to.h, 0, 0};
    int left = gap.x - to.x, above = gap.y - to.y;
    int right = to.w - left - gap.w, below = to.h - above - gap.h;
    copy(canvas, from, (SDL_Rect){part.x, part.y, to.w, above}, to.x, to.y);
    copy(canvas, from, (SDL_Rect){part.x, part.y + above, left, gap.h}, to.x, gap.y);
    copy(canvas, from, (SDL_Rect){part.x + to.w - right, part.y + above, right, gap.h}, gap.x + gap.w, gap.y);
    copy(canvas, from, (SDL_Rect){part.x, part.y + to.h - below, to.w, below}, to.x, gap.y + gap.h);
}

static void paint_spans(struct canvas *canvas, const struct cached *shadow, struct box box, struct box hidden)
{
    struct span across, down;
    for (int y = 0; y < box.h; y += down.n) {
        down = span_at(box.h, shadow->h, y);
        for (int x = 0; x < box.w; x += across.n) {
            across = span_at(box.w, shadow->w, x);
            SDL_Rect part = {across.from, down.from, across.n, down.n};
            struct box to = {box.x + x, box.y + y, across.n, down.n};
            if (!across.middle || !down.middle) copy_around(canvas, shadow, part, to, hidden);
        }
    }
}

static const struct cached *shadow_of(struct canvas *canvas, const struct draw_item *item, int w, int h,
                                      int radius)
{
    struct cache_key key = {.kind = CACHE_SHADOW, .size = {w, h, radius, item->blur}, .color = item->color};
    const struct cached *found = cache_find(&canvas->cache, &key, false);
    if (found) return found;
    return cache_add(&canvas->cache, canvas->renderer, &key, false,
                     coverage_shadow(w, h, radius, item->blur, item->color));
}

void shapes_shadow(struct canvas *canvas, const struct draw_item *item, struct box hidden)
{
    struct box b = item->box;
    if (box_empty(b) || item->blur <= 0) return;
    int r = radius_in(b, item->radius), whole = 2 * (r + item->blur) + MIDDLE;
    const struct cached *shadow = shadow_of(canvas, item, smaller(b.w, whole), smaller(b.h, whole), r);
    if (!shadow) return;
    paint_spans(canvas, shadow, box_grown(b, item->blur), hidden);
    struct box middle = box_grown(b, -r - item->blur), seen = box_common(middle, hidden);
    bool all_hidden = seen.w == middle.w && seen.h == middle.h;
    if (b.w > whole && b.h > whole && !all_hidden) shapes_fill(canvas, middle, item->color);
}

void shapes_stroke(struct canvas *canvas, const struct draw_item *item)
{
    struct box b = item->box;
    int pad = item->width / 2 + 1;
    if (box_empty(b) || item->width <= 0) return;
    struct cache_key key = {.kind = CACHE_STROKE,
                            .size = {b.w, b.h, item->width, item->point_count},
                            .color = item->color,
                            .points = item->points};
    const struct cached *line = cache_find(&canvas->cache, &key, false);
    struct coverage_stroke stroke = {item->points, item->point_count, b.w, b.h, item->width};
    if (!line)
        line = cache_add(&canvas->cache, canvas->renderer, &key, false,
                         coverage_stroke(&stroke, pad, item->color));
    if (line) copy(canvas, line, (SDL_Rect){0, 0, line->w, line->h}, b.x - pad, b.y - pad);
}
