// For technicians: a ruler of 50 mm and a grid to touch, to see that the panel's size is configured as it is
// and that each touch arrives where it was made.
#pragma once

#include "ui/ui.h"

enum { RULER_CELLS = 60, RULER_TOUCH = 1 }; // action kind of a cell; arg: which
struct ui_ruler {
    int w_mm, h_mm; // as configured; 0 unknown
    bool touched[RULER_CELLS];
};
// Between ui_begin and ui_layout.
void ui_ruler_build(const struct ui_ruler *ruler, struct ui_tree *tree);
