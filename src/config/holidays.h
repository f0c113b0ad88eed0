// Closed days as a set.
#pragma once

#include "booking/timetable.h"

// Sorts, and joins what overlaps or touches: a public holiday may fall into the winter closing.
void holidays_join(struct holidays *holidays);
// The first day at or after `day` that is not closed; `holidays` are joined.
int64_t holidays_next_open(const struct holidays *holidays, int64_t day);
