// Arithmetic of boxes. A box without width or height is empty and meets nothing.
#pragma once

#include <stdbool.h>

#include "port/draw.h"

bool box_empty(struct box box);
bool box_meets(struct box a, struct box b);
struct box box_grown(struct box box, int by); // on every side; negative shrinks
struct box box_common(struct box a, struct box b);
struct box box_around(struct box a, struct box b);
