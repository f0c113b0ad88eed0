// A run is a piece of text of one script, one direction and one font. It is shaped by HarfBuzz (in SDL_ttf),
// measured once, and kept as a texture.
#pragma once

#include "platform/canvas.h"
#include "port/draw.h"

struct run {
    int face;        // of struct fonts
    uint8_t level;   // odd: shaped from right to left (bidi.h)
    uint32_t script; // ISO 15924 tag, 0 when any will do
    struct str text; // not empty
};

// Takes the longest run off the front of `*rest`, which must not be empty and stand in the paragraph that
// canvas->bidi has read.
struct run runs_next(struct canvas *canvas, enum text_weight weight, struct str *rest);
int runs_width(struct canvas *canvas, struct run run, int px);
// In the colour and size of `item`, from `x` on, standing on `baseline`.
void runs_paint(struct canvas *canvas, struct run run, const struct draw_item *item, int x, int baseline);
// Zeroes every measure.
void runs_forget(struct canvas *canvas);
