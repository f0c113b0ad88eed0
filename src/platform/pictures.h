// Colour emoji. Their font has one size, 136 x 128 px with premultiplied alpha; here it is made any size.
#pragma once

#include "platform/canvas.h"
#include "port/draw.h"

void pictures_paint(struct canvas *canvas, const struct draw_item *item); // a DRAW_PICTURE
// A length of the font's only size in a text whose em is `px`.
int pictures_scaled(int length, int px);
// A drawn run for a text whose em is `px`. Takes `strike` over; NULL gives NULL.
SDL_Surface *pictures_shrink(SDL_Surface *strike, int px);
