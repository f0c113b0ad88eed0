// The state of a device as JSON, for `rebondctl status --json`. Counts, dates and reasons; nobody's name.
#pragma once

#include "base/str.h"
#include "booking/booking.h"

struct status_partner {
    const char *id;
    const char *adapter;   // "local", "caldav"
    int64_t mirrored_s;    // wall clock of the last whole mirror, 0 never
    const char *condition; // "ok", "credentials", … (store/store.h, enum partner_condition)
};
struct status {
    int64_t on_device, delivered, needing_you; // counts
    int64_t oldest_s;                          // wall clock of the oldest item still here, 0 none
    const struct status_partner *partners;
    size_t partner_count;
};
// {"on_device":…,"delivered":…,"needing_you":…,"oldest":"2026-…Z","partners":[{"id":…,"adapter":…,"mirrored":"2026-…Z",
// "condition":…}]}; a date that is 0 is an absent key. ERR_FULL; ERR_INVALID when a text is not UTF-8.
NODISCARD err_t status_encode(const struct status *status, char *to, size_t cap, size_t *ret_n);
