// Text in lines: measured for layout, wrapped at spaces and newlines, painted in a box.
#pragma once

#include "platform/canvas.h"
#include "port/draw.h"
#include "port/text.h"

struct text_port text_port_of(struct canvas *canvas);
void text_paint(struct canvas *canvas, const struct draw_item *item); // a DRAW_TEXT
