// What every screen must hold for hands and eyes, computed on its laid-out tree and on what is painted.
#pragma once

#include "ui/ui.h"

// Each gives the first thing that is wrong, in words that live until the next call, or NULL.

// Nothing clipped, off the screen or over something else; controls, gaps and words as large as ux.md says;
// when the controls are to be low, none above the middle.
const char *looks_check_tree(const struct ui_tree *tree);
// Contrast of every text and icon with what it stands on, and of every control's edge or fill with what is
// around it. `items`: room for the shapes.
const char *looks_check_colours(const struct ui_tree *tree, const struct ui_memory *memory,
                                struct draw_item *items, size_t cap);
// The ring of the focus: as wide and as plain to see as it must be.
const char *looks_check_focus(const struct ui_tree *tree, uint32_t key, struct draw_item *items, size_t cap);

double looks_contrast(rgba_t a, rgba_t b); // WCAG 2.1
// The opaque colour a point stood on before item `upto` was painted.
rgba_t looks_ground(const struct draw_list *list, size_t upto, int x, int y);
