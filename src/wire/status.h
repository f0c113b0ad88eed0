// The state of a device as JSON, for `rebondctl status --json`. Counts, dates and reasons; nobody's name.
#pragma once

#include "base/str.h"
#include "booking/booking.h"

struct status_refused {
    const char *resource, *reason; // as the partner names it, UTF-8; a sentence in French
};
struct status_partner {
    const char *id;
    const char *adapter;   // "local", "caldav"
    int64_t mirrored_s;    // wall clock of the last whole mirror, 0 never
    const char *condition; // "ok", "credentials", … (store/store.h, enum partner_condition)
    bool second;           // class C, and another kiosk is the one that books there
    char server_class;     // in force: 'A', 'B', 'C'; 0 for a partner without a server
    int64_t probed_s;      // wall clock of the last probe, 0 never
    const char *const *notes;
    size_t note_count;                    // of that probe
    const struct status_refused *refused; // the first of what its calendar holds and nobody here understands
    size_t refused_count, refused_total;
    int64_t ahead_s; // how far its server's clock is ahead of this device's; 0 is absent
};
struct status_language {
    const char *language; // "en"; French, the source, is not listed
    bool readable;        // its catalogue is there and can be used
    bool native_checked;
    int64_t missing; // sentences that are shown in French
};
struct status {
    int64_t on_device, delivered, needing_you; // counts
    int64_t oldest_s;                          // wall clock of the oldest item still here, 0 none
    const struct status_language *languages;
    size_t language_count;
    const struct status_partner *partners;
    size_t partner_count;
};
// {"on_device":…,"delivered":…,"needing_you":…,"oldest":"2026-…Z","languages":[{"language":…,"missing":…,
// "native_checked":false}],"partners":[{"id":…,"adapter":…,"mirrored":"2026-…Z",
// "condition":…,"class":"A","second":true,"probed":"2026-…Z","notes":["no-todo",…],"ahead":…,"refused":{"total":…,"first":[
// {"resource":…,"reason":…}]}}]}; what is 0 is an absent key but in the counts, as are missing and
// native_checked of a catalogue that cannot be read, and class and notes of a partner without a server.
// ERR_FULL; ERR_INVALID when a text is not UTF-8.
NODISCARD err_t status_encode(const struct status *status, char *to, size_t cap, size_t *ret_n);
