// Reading a partner's calendar with libical: what can be booked, what is booked. Refuses what could hang or
// flood it before expanding anything. Of a description the first sentence is kept, of attendees and organiser
// nothing.
#pragma once

#include "base/civil.h"
#include "booking/slot.h"

struct ical_window {
    int64_t from_s, until_s; // UTC; at most LIMIT_WINDOW_DAYS
    const struct zone *zone; // for floating times
    int max_minutes;         // longer events are not slots
};

// Instances of every VEVENT of one resource of creneaux/ that start in the window: recurrences (DAILY,
// WEEKLY, MONTHLY, YEARLY, EXDATE, RDATE, RECURRENCE-ID, own VTIMEZONE) expanded, in order of time. Skipped:
// all-day, CANCELLED, past, too long.
// "(8 places)" at the end of SUMMARY makes a workshop of 8 and is cut from the title, and so is the emoji it
// begins with. key by slot_key(UID, start); `partner` and `exclusive` are left for the caller. `ret_reason`
// is a static sentence for staff when ERR_INVALID (not iCalendar, hostile rule, unknown zone). ERR_FULL when
// `cap` is reached: the earliest are there.
NODISCARD err_t ical_read_slots(struct str ics, const struct ical_window *window, struct slot *slots,
                                size_t cap, size_t *ret_count, const char **ret_reason);

struct ical_span {
    int64_t start_s, end_s;
    bool cancelled; // STATUS:CANCELLED
};
// When bookings of one resource of reservations/ are (staff may have moved them, or made them recur).
NODISCARD err_t ical_read_spans(struct str ics, const struct ical_window *window, struct ical_span *spans,
                                size_t cap, size_t *ret_count, const char **ret_reason);
