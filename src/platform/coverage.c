#include "platform/coverage.h"

static float least(float a, float b)
{
    return a < b ? a : b;
}

static float most(float a, float b)
{
    return a > b ? a : b;
}

static float length(float x, float y)
{
    return SDL_sqrtf(x * x + y * y);
}

// A pixel whose centre is half a pixel inside an outline is covered, half a pixel outside is not.
static float covered(float distance)
{
    return least(1, most(0, 0.5f - distance));
}

static SDL_Surface *new_pixels(int w, int h)
{
    return SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_ARGB8888);
}

static uint32_t *row_of(SDL_Surface *pixels, int y)
{
    return (uint32_t *)(void *)((char *)pixels->pixels + (size_t)y * (size_t)pixels->pitch);
}

static uint32_t pixel(rgba_t color, float coverage)
{
    return (uint32_t)((float)(color & 0xff) * coverage + 0.5f) << 24 | color >> 8;
}

// Distance from (x, y), measured from the middle, to the outline of a rounded rectangle; inside is negative.
static float distance_to_rounded(float x, float y, float half_w, float half_h, float radius)
{
    float qx = (x < 0 ? -x : x) - half_w + radius, qy = (y < 0 ? -y : y) - half_h + radius;
    return length(most(qx, 0), most(qy, 0)) + least(most(qx, qy), 0) - radius;
}

SDL_Surface *coverage_rounded(int w, int h, int radius, int width, rgba_t color)
{
    SDL_Surface *pixels = new_pixels(w, h);
    if (!pixels) return NULL;
    float half_w = (float)w / 2, half_h = (float)h / 2, hollow = (float)width;
    float inner = most((float)(radius - width), 0);
    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++) {
            float px = (float)x + 0.5f - half_w, py = (float)y + 0.5f - half_h;
            float amount = covered(distance_to_rounded(px, py, half_w, half_h, (float)radius));
            if (width > 0)
                amount -= covered(distance_to_rounded(px, py, half_w - hollow, half_h - hollow, inner));
            row_of(pixels, y)[x] = pixel(color, amount);
        }
    return pixels;
}

// Weights of a bell curve that has faded at `blur` px; they add up to 1.
static void bell(float *weights, int blur)
{
    float sum = 0, spread = (float)blur / 2.5f;
    for (int i = -blur; i <= blur; i++) {
        float at = (float)i / spread;
        weights[i + blur] = SDL_expf(-at * at / 2);
        sum += weights[i + blur];
    }
    for (int i = 0; i <= 2 * blur; i++)
        weights[i] /= sum;
}

struct plane {
    float *p;
    int w, h;
};

// Blurs along x and turns the plane on its side, so that doing it twice blurs both ways. Only the first half
// of each row and column is computed: the shape is its own mirror image.
static void blur_and_turn(struct plane from, struct plane to, const float *weights, int blur)
{
    for (int y = 0; y < (from.h + 1) / 2; y++)
        for (int x = 0; x < (from.w + 1) / 2; x++) {
            int first = x < blur ? -x : -blur, last = from.w - 1 - x < blur ? from.w - 1 - x : blur;
            float sum = 0;
            for (int i = first; i <= last; i++)
                sum += from.p[y * from.w + x + i] * weights[i + blur];
            int mirror_x = from.w - 1 - x, mirror_y = from.h - 1 - y;
            to.p[x * to.w + y] = to.p[x * to.w + mirror_y] = sum;
            to.p[mirror_x * to.w + y] = to.p[mirror_x * to.w + mirror_y] = sum;
        }
}

static void draw_rounded(struct plane to, int blur, int radius)
{
    float half_w = (float)to.w / 2, half_h = (float)to.h / 2, edge = (float)blur;
    for (int y = 0; y < to.h; y++)
        for (int x = 0; x < to.w; x++)
            to.p[y * to.w + x] =
                covered(distance_to_rounded((float)x + 0.5f - half_w, (float)y + 0.5f - half_h, half_w - edge,
                                            half_h - edge, (float)radius));
}

SDL_Surface *coverage_shadow(int w, int h, int radius, int blur, rgba_t color)
{
    int full_w = w + 2 * blur, full_h = h + 2 * blur;
    size_t area = (size_t)full_w * (size_t)full_h;
    float *memory = SDL_calloc(2 * area + 2 * (size_t)blur + 1, sizeof *memory);
    SDL_Surface *pixels = memory ? new_pixels(full_w, full_h) : NULL;
    if (pixels) {
        struct plane upright = {memory, full_w, full_h}, turned = {memory + area, full_h, full_w};
        float *weights = memory + 2 * area;
        bell(weights, blur);
        draw_rounded(upright, blur, radius);
        blur_and_turn(upright, turned, weights, blur);
        blur_and_turn(turned, upright, weights, blur);
        for (int y = 0; y < full_h; y++)
            for (int x = 0; x < full_w; x++)
                row_of(pixels, y)[x] = pixel(color, upright.p[y * full_w + x]);
    }
    SDL_free(memory);
    return pixels;
}

struct spot {
    float x, y;
};

static float distance_to_segment(struct spot p, struct spot a, struct spot b)
{
    float dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
    float along = square > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / square : 0;
    along = least(1, most(0, along));
    return length(p.x - a.x - along * dx, p.y - a.y - along * dy);
}

// Segments meet without a seam because each pixel keeps the largest coverage of any of them.
static void draw_segment(SDL_Surface *pixels, struct spot a, struct spot b, float half, rgba_t color)
{
    int left = (int)most(least(a.x, b.x) - half - 1, 0), top = (int)most(least(a.y, b.y) - half - 1, 0);
    int right = (int)least(most(a.x, b.x) + half + 2, (float)pixels->w);
    int bottom = (int)least(most(a.y, b.y) + half + 2, (float)pixels->h);
    for (int y = top; y < bottom; y++)
        for (int x = left; x < right; x++) {
            struct spot middle = {(float)x + 0.5f, (float)y + 0.5f};
            uint32_t drawn = pixel(color, covered(distance_to_segment(middle, a, b) - half));
            uint32_t *at = &row_of(pixels, y)[x];
            if (drawn >> 24 > *at >> 24) *at = drawn;
        }
}

static bool lifted(const uint8_t *point)
{
    return point[0] == 255 && point[1] == 255;
}

SDL_Surface *coverage_stroke(const struct coverage_stroke *stroke, int pad, rgba_t color)
{
    SDL_Surface *pixels = new_pixels(stroke->w + 2 * pad, stroke->h + 2 * pad);
    if (!pixels) return NULL;
    SDL_FillRect(pixels, NULL, pixel(color, 0));
    float scale_x = (float)stroke->w / 255, scale_y = (float)stroke->h / 255, shift = (float)pad;
    struct spot last = {0, 0};
    bool down = false;
    for (const uint8_t *p = stroke->points; p < stroke->points + 2 * stroke->count; p += 2) {
        if (lifted(p)) {
            down = false;
            continue;
        }
        struct spot at = {(float)p[0] * scale_x + shift, (float)p[1] * scale_y + shift};
        draw_segment(pixels, down ? last : at, at, (float)stroke->width / 2, color);
        last = at;
        down = true;
    }
    return pixels;
}
