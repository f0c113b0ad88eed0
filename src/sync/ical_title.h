// What a SUMMARY written by staff says to a visitor. Private to sync/.
#pragma once

#include "booking/slot.h"

// Fills title, capacity and workshop of `slot`. ERR_INVALID when it asks for a number of places that cannot
// be.
NODISCARD err_t ical_read_title(struct str summary, struct slot *slot, const char **ret_reason);
