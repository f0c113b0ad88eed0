// Rounded rectangles, rings, soft shadows and strokes with smooth edges. Corners are coverage computed from
// the distance to the outline, kept as textures; what is straight is filled.
#pragma once

#include "platform/canvas.h"
#include "port/draw.h"

// Each paints one item of the kind it is named after.
void shapes_rect(struct canvas *canvas, const struct draw_item *item);
void shapes_outline(struct canvas *canvas, const struct draw_item *item);
// `hidden` will be painted over by what casts the shadow and is left out: blending it would be half the work
// of a whole screen.
void shapes_shadow(struct canvas *canvas, const struct draw_item *item, struct box hidden);
void shapes_stroke(struct canvas *canvas, const struct draw_item *item);
// The straight-edged fill everything is made of.
void shapes_fill(struct canvas *canvas, struct box box, rgba_t color);
