// A draw list made to pixels, item by item, inside one part of the screen.
#pragma once

#include "platform/canvas.h"
#include "port/draw.h"

// Paints the background and every item that touches `clip`. Nothing outside it changes.
void paint_list(struct canvas *canvas, const struct draw_list *list, struct box clip);
// Makes the textures that painting the list would need, and leaves every pixel as it is.
void paint_nothing(struct canvas *canvas, const struct draw_list *list);
