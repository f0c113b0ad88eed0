// Times of an event and the zones they are in, out of libical and into base/civil: one arithmetic for every
// zone, and no look into the machine's zone files, which libical would do. Private to sync/.
#pragma once

#include <libical/ical.h>

#include "sync/ical.h"

enum { ICAL_ZONES = 6 }; // different TZIDs in one resource; two is usual

struct ical_zones {
    icalcomponent *calendar;
    const struct ical_window *window;
    size_t count;
    struct {
        char id[128];
        struct zone zone;
    } known[ICAL_ZONES];
};

struct ical_when {
    int64_t day; // local, since 1970-01-01
    int second;  // of that day
    bool all_day;
    const struct zone *zone; // owned by the ical_zones or the window
};

// "" is a floating time. ERR_INVALID for a zone that is neither the place's, nor UTC, nor described in the
// calendar in a way that is safe to follow. Good inside the window and three days around it.
NODISCARD err_t ical_find_zone(struct ical_zones *zones, struct str id, const struct zone **ret_zone,
                               const char **ret_reason);
// The DATE or DATE-TIME of a property, the null time for a PERIOD. Not by its own function for each property:
// the one for EXDATE opens zone files, with a name that comes from the calendar.
struct icaltimetype ical_time_of(icalproperty *property);
// `time` in the zone of `property`, whose TZID counts.
NODISCARD err_t ical_read_when(struct ical_zones *zones, icalproperty *property, struct icaltimetype time,
                               struct ical_when *ret_when, const char **ret_reason);
// In the hour that spring skips `ret_exists` is false and the time is after the gap (RFC 5545 3.3.5).
int64_t ical_when_utc(const struct ical_when *when, bool *ret_exists);
