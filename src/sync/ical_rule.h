// Recurrence rules (RFC 5545 3.3.10) with libical's iterator, for local times, near a window, in bounded
// work. Private to sync/.
#pragma once

#include "sync/ical_zone.h"

// Instances that may be looked at for one resource: every day since 1900, or every quarter of an hour for
// years. On the smallest device a tenth of a second.
enum { ICAL_TURNS = 60000 };

struct ical_rule {
    icalrecur_iterator *iterator;
    struct ical_when start;
    struct ical_when until; // zone NULL: for ever
    int64_t end_day;        // nothing after it is wanted
    int *turns;
};

// Can a zone change by it? Once a year, and really.
bool ical_rule_is_yearly_change(const struct icalrecurrencetype *recurrence);

// Reads the RRULE `property` of an event that starts at `start`, for instances in from_s..until_s (UTC).
// `turns` is how many more instances may be looked at, shared by all rules of a resource. ERR_INVALID:
// refused before anything is expanded. After OK, close.
NODISCARD err_t ical_rule_open(struct ical_zones *zones, icalproperty *property, struct ical_when start,
                               int64_t from_s, int64_t until_s, int *turns, struct ical_rule *ret_rule,
                               const char **ret_reason);
// The next instance, at or after some time before from_s. False at the end, also when no turns are left.
bool ical_rule_next(struct ical_rule *rule, int64_t *ret_start_s);
void ical_rule_close(struct ical_rule *rule);
