// How much of each pixel a shape covers, as pictures of one colour. Pure arithmetic: no renderer, no cache.
#pragma once

#include <SDL.h>
#include <stdint.h>

#include "port/draw.h"

struct coverage_stroke {
    const uint8_t *points; // as in struct draw_item
    int count, w, h;       // px of the box that 0..255 stand for
    int width;             // px of the line
};

// All give ARGB8888, not premultiplied, owned by the caller, NULL without memory.
// A rounded rectangle of `w` x `h`; `width` > 0 leaves a ring of that width inside it.
SDL_Surface *coverage_rounded(int w, int h, int radius, int width, rgba_t color);
// Its shadow: `blur` px larger on every side, and gone there.
SDL_Surface *coverage_shadow(int w, int h, int radius, int blur, rgba_t color);
// A line with round ends; `pad` px larger than the box on every side.
SDL_Surface *coverage_stroke(const struct coverage_stroke *stroke, int pad, rgba_t color);
