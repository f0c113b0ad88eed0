// One VEVENT and the series it belongs to: when it is, and what has been taken out, added or moved. Private
// to sync/.
#pragma once

#include "sync/ical_zone.h"

enum { ICAL_EXCLUSIONS = 1024 }; // dates taken out of one series

struct ical_event {
    icalcomponent *component;
    struct str uid; // owned by the component
    struct ical_when start;
    int64_t duration_s; // 0..a year
    bool cancelled;     // it, or the series it belongs to
    bool transparent;
    icalproperty *replaces; // RECURRENCE-ID, NULL for an event of its own
};

struct ical_reading {
    struct ical_zones zones;
    int turns;          // see ICAL_TURNS
    const char *reason; // for staff, when something was refused
    size_t excluded_count;
    struct ical_exclusion {
        bool whole_day;
        int64_t at; // UTC, or the local day
    } excluded[ICAL_EXCLUSIONS];
};

NODISCARD err_t ical_read_event(struct ical_reading *reading, icalcomponent *component,
                                struct ical_event *ret_event);
// Calls `found` for the instances of `event` that can be in the window, in any order, some more than once and
// some outside.
typedef void ical_found(void *self, const struct ical_event *event, int64_t start_s);
NODISCARD err_t ical_expand_event(struct ical_reading *reading, const struct ical_event *event,
                                  ical_found *found, void *self);
