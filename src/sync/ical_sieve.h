// Lets through to libical only the lines that say when something is: its parser has asserts and unbounded
// corners, and descriptions, attendees and sealed items are none of our business. Private to sync/.
#pragma once

#include "base/str.h"

struct ical_line {          // a content line (RFC 5545 3.1)
    struct str raw;         // as it stands, with its folds and its line end
    struct str name, value; // unfolded, in `memory`; parameters are in neither
    bool cut;               // `value` is longer than what is here
    char memory[128];
};
// Takes the next line off the front of `*rest`; false at the end. `name` is empty when it has no colon.
bool ical_next_line(struct str *rest, struct ical_line *ret_line);

enum ical_scope {
    SCOPE_OUTSIDE,
    SCOPE_CALENDAR,
    SCOPE_EVENT,
    SCOPE_ZONE,
    SCOPE_STANDARD,
    SCOPE_DAYLIGHT,
    SCOPE_DONE
};

struct ical_sieve {
    struct str rest;    // not yet looked at
    struct str passing; // what is left of the line that libical is reading
    enum ical_scope scope;
    size_t skipped; // how deep inside a component that is none of ours
    bool titles;    // let SUMMARY through
    size_t rules;
    const char *reason; // why it was refused, for staff
};

struct ical_sieve ical_sieve_init(struct str ics, bool titles);
// ERR_INVALID: not one whole VCALENDAR, or a line that libical must not see; `sieve` then has the reason.
NODISCARD err_t ical_sieve_check(struct ical_sieve sieve, const char **ret_reason);
// icalparser's line generator; `sieve` is a struct ical_sieve whose text has been checked.
char *ical_sieve_read(char *to, size_t cap, void *sieve);
