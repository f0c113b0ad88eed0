// Small numbers are not shown, and cannot be worked out from what is shown: whoever knows a place could know
// the one person who spoke Tigrinya that week. A sum of 1 to 4 is hidden. Where sums add up to one that is
// shown, more of them are hidden with it until at least two are, and until these together are 5 or more;
// where that sum itself is hidden, so is everything that it is made of. 0 is shown: it is nobody.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HIDE_BELOW = 5 };

// The cells of one group: which are hidden. `total_shown`: is what they add up to known to the reader?
void hide_cells(const int64_t *cells, size_t count, bool total_shown, bool *ret_hidden);
// All figures of one week (figures.h), by enum figure.
void hide_figures(const int64_t *figures, bool *ret_hidden);
