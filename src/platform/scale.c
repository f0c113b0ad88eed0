#include "platform/scale.h"

#include <stdbool.h>
#include <stdint.h>

// Every new pixel is a weighted mean of the old ones around it. Means are taken of premultiplied colours:
// otherwise the black of transparent pixels would darken the edges.

enum { CHANNELS = 4 };

struct axis {
    int from, to;   // px
    float *weights; // of `taps` old pixels for each new one
    int *first;     // the first of them
    int taps;
};

// Keys' cubic with a = -1/2 (Catmull-Rom): keeps what is crisp crisp.
static float cubic(float x)
{
    x = x < 0 ? -x : x;
    if (x < 1) return (1.5f * x - 2.5f) * x * x + 1;
    if (x < 2) return ((-0.5f * x + 2.5f) * x - 4) * x + 2;
    return 0;
}

static bool axis_init(struct axis *axis, int from, int to)
{
    float ratio = (float)from / (float)to, wide = ratio > 1 ? ratio : 1;
    int taps = (int)(4 * wide) + 2;
    *axis = (struct axis){.from = from, .to = to, .taps = taps};
    axis->weights = SDL_calloc((size_t)taps * (size_t)to, sizeof *axis->weights);
    axis->first = SDL_calloc((size_t)to, sizeof *axis->first);
    if (!axis->weights || !axis->first) return false;
    for (int i = 0; i < to; i++) {
        float middle = ((float)i + 0.5f) * ratio - 0.5f, sum = 0;
        float *weights = axis->weights + i * taps;
        axis->first[i] = (int)SDL_floorf(middle - 2 * wide);
        for (int t = 0; t < taps; t++)
            sum += weights[t] = cubic(((float)(axis->first[i] + t) - middle) / wide);
        for (int t = 0; t < taps; t++)
            weights[t] /= sum;
    }
    return true;
}

static void axis_finish(struct axis *axis)
{
    SDL_free(axis->weights);
    SDL_free(axis->first);
}

// Scales along x and turns the picture on its side; doing it twice scales both ways. Outside is transparent.
static void scale_and_turn(const float *from, float *to, const struct axis *axis, int rows)
{
    for (int y = 0; y < rows; y++)
        for (int i = 0; i < axis->to; i++) {
            const float *weights = axis->weights + i * axis->taps;
            float sum[CHANNELS] = {0};
            for (int t = 0; t < axis->taps; t++) {
                int x = axis->first[i] + t;
                if (x < 0 || x >= axis->from) continue;
                for (int c = 0; c < CHANNELS; c++)
                    sum[c] += weights[t] * from[(y * axis->from + x) * CHANNELS + c];
            }
            for (int c = 0; c < CHANNELS; c++)
                to[(i * rows + y) * CHANNELS + c] = sum[c];
        }
}

static void unpack(SDL_Surface *from, float *to)
{
    for (int y = 0; y < from->h; y++) {
        const uint8_t *row = (const uint8_t *)from->pixels + (size_t)y * (size_t)from->pitch;
        for (int i = 0; i < from->w * CHANNELS; i++)
            *to++ = (float)row[i];
    }
}

static uint8_t byte_of(float value)
{
    if (value <= 0) return 0;
    return value >= 254.5f ? 255 : (uint8_t)(value + 0.5f);
}

// Blue, green, red, alpha: ARGB8888 in memory on a little-endian machine.
static void pack(const float *from, SDL_Surface *to)
{
    for (int y = 0; y < to->h; y++) {
        uint8_t *row = (uint8_t *)to->pixels + (size_t)y * (size_t)to->pitch;
        for (int x = 0; x < to->w; x++, from += CHANNELS, row += CHANNELS) {
            row[3] = byte_of(from[3]);
            for (int c = 0; c < 3; c++)
                row[c] = row[3] ? byte_of(from[c] * 255 / from[3]) : 0;
        }
    }
}

SDL_Surface *scale_picture(SDL_Surface *from, int w, int h)
{
    struct axis across = {0}, down = {0};
    SDL_Surface *result = NULL;
    size_t whole = (size_t)from->w * (size_t)from->h, narrow = (size_t)w * (size_t)from->h;
    size_t small = (size_t)w * (size_t)h;
    float *memory = SDL_malloc((whole + narrow + small) * CHANNELS * sizeof *memory);
    if (memory && axis_init(&across, from->w, w) && axis_init(&down, from->h, h))
        result = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_ARGB8888);
    if (result) {
        float *turned = memory + whole * CHANNELS, *scaled = turned + narrow * CHANNELS;
        unpack(from, memory);
        scale_and_turn(memory, turned, &across, from->h);
        scale_and_turn(turned, scaled, &down, w);
        pack(scaled, result);
    }
    SDL_free(memory);
    axis_finish(&across);
    axis_finish(&down);
    return result;
}
