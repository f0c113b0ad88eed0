// Writes one iCalendar object (RFC 5545) by hand: CRLF, lines folded at 75 octets on UTF-8 boundaries, TEXT
// escaped. One writer serves the QR of the Done screen and the resources sent to the partner. Reading is
// sync/'s, with libical. Must never write ATTENDEE, ORGANIZER or METHOD (partner-caldav.md, Claim).
#pragma once

#include "base/str.h"

// One content line: "NAME:value" with `value` already in its final form, folded. ASCII control characters are
// left out, so that no value can begin a line.
void vevent_line(struct buf *to, const char *name, struct str value);
// The same with RFC 5545 3.3.11 escapes; control characters and anything above U+FFFF are left out, invalid
// UTF-8 becomes "?".
void vevent_text_line(struct buf *to, const char *name, struct str text);
void vevent_time_line(struct buf *to, const char *name, int64_t utc_s); // UTC form 2

struct vevent { // for the QR: what a phone's calendar needs and no more
    struct str uid, summary, location, description;
    int64_t stamp_s, start_s, end_s;
};
void vevent_encode(struct buf *to, const struct vevent *event);
