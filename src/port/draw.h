// What is to be seen, as a list of shapes in pixels, painted in order. Made by ui/, shown by platform/.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "port/text.h"

struct box {
    int x, y, w, h;
};

typedef uint32_t rgba_t; // 0xRRGGBBAA

enum draw_kind {
    DRAW_RECT,    // filled rounded rectangle, anti-aliased
    DRAW_SHADOW,  // soft shadow of a rounded rectangle: `blur` px around the box
    DRAW_OUTLINE, // rounded ring of `width` px inside the box
    DRAW_TEXT,    // wrapped text in the box
    DRAW_PICTURE, // one emoji, as large as fits, centred in the box
    DRAW_STROKE,  // round-capped line through points in 0..255 of the box, `width` px, anti-aliased
};

enum draw_align { DRAW_START, DRAW_CENTER, DRAW_END };

struct draw_item {
    enum draw_kind kind;
    struct box box;
    rgba_t color;
    int radius, blur, width; // px
    struct text_style style;
    enum draw_align align; // of lines within the box; the block is centred vertically
    struct str text;       // owned by the tree it came from; valid for this turn
    const uint8_t *points; // DRAW_STROKE: pairs x,y; (255,255) lifts the pen; static memory
    uint16_t point_count;  // pairs
    bool personal;         // text of a visitor: its texture is destroyed when the visitor leaves
};

struct draw_list {
    struct draw_item *items;
    size_t count, cap;
    rgba_t background;
    bool full;
};
