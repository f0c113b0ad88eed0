// What a SUMMARY written by staff says to a visitor. Private to sync/.
#pragma once

#include "booking/slot.h"

// The first sentence of what the first event of `ics` says of itself (DESCRIPTION), shortened to whole words
// when it is long; empty when it says nothing.
void ical_read_about(struct str ics, char to[LIMIT_ABOUT]);
// Fills title, picture, capacity and workshop of `slot`. ERR_INVALID when it asks for a number of places that
// cannot be.
NODISCARD err_t ical_read_title(struct str summary, struct slot *slot, const char **ret_reason);
