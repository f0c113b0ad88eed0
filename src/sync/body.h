// The exact bytes of what is created at the partner: a booking as a VEVENT, a call-back or interest as a
// VTODO or, where the collection takes no VTODO, an all-day TRANSPARENT VEVENT. Written with
// booking/vevent.h. A name stands in the words only, when custody is open: then CLASS:PRIVATE. X-REBOND-SLOT,
// X-REBOND-TOKEN, X-REBOND-SEALED (base64url, no parameters).
#pragma once

#include "booking/booking.h"

// Lines that say whose a resource is: each has a uid's text as its value.
#define BODY_TOKEN "X-REBOND-TOKEN"   // of a booking or request
#define BODY_CODE "X-REBOND-CODE"     // the keyed hash of the visitor's code
#define BODY_COPY "X-REBOND-COPY"     // of its sealed copy
#define BODY_WRITER "X-REBOND-WRITER" // of the mark of a class C server's one writer
#define BODY_MARK "rebond-writer"     // name and UID of that mark

struct body_words {     // given by the caller; staff read them: French
    struct str summary; // "Réservé · cerise vélo parapluie 42"
    struct str description;
    struct str location;
    bool is_private; // CLASS:PRIVATE (RFC 5545, 3.8.1.3): calendars that are shared show when, not who
};
// An arrival is a TRANSPARENT VEVENT at item->made_s, with an alarm while it is news.
// ERR_FULL above LIMIT_BODY. `sealed` is binary. `as_event` for collections without VTODO.
NODISCARD err_t body_encode(const struct item *item, const struct body_words *words,
                            struct str sealed_base64url, int64_t stamp_s, int64_t local_day, bool as_event,
                            struct buf *to);
// The sealed copy of a booking or request, in inscriptions/: staff never open it, so no calendar app can drop
// what is in it. A VTODO that is done already, or a TRANSPARENT VEVENT: it asks nothing of anybody. Carries
// X-REBOND-COPY, not the token: it is no second effect.
NODISCARD err_t body_encode_copy(struct uid uid, const struct body_words *words, struct str sealed_base64url,
                                 int64_t stamp_s, int64_t local_day, bool as_event, struct buf *to);
// The mark of the one writer: an all-day TRANSPARENT VEVENT in reservations/.
NODISCARD err_t body_encode_mark(struct uid writer, const struct body_words *words, int64_t stamp_s,
                                 int64_t local_day, struct buf *to);
void body_copy_resource(struct uid uid, char to[SLOT_RESOURCE]); // "dos-<uid>"
// Name of the resource and its UID: slot_resource for bookings, "req-<uid>" for requests, "arr-<key>[-nn]"
// for arrivals, or "arr-<uid>" when nobody can tell for which seat. Without ".ics".
// "ann-<k>[-nn]" for what takes a booking back, or "ann-<uid>" when it is about no booking or when that name
// was taken (REASON_SLOT_TAKEN).
void body_resource(const struct item *item, char to[SLOT_RESOURCE]);
