// What a partner's calendar holds that the kiosk does not understand, and how its server's clock differs:
// what staff can mend. Names of resources and reasons, never a title. Private to ctl/.
#pragma once

#include "ctl/internal.h"
#include "wire/status.h"

enum { HINTS_SHOWN = 10, HINTS_NAME = LIMIT_RESOURCE };
enum { // bytes of one partner's hints, at most
    HINTS_WORDS = (HINTS_SHOWN + 2) * (HINTS_NAME + LIMIT_REASON + 64),
    HINTS_JSON = (HINTS_SHOWN + 1) * (2 * HINTS_NAME + LIMIT_REASON + 64),
};

struct hints {
    struct hint {
        char resource[HINTS_NAME], reason[LIMIT_REASON];
        bool booking;
    } first[HINTS_SHOWN];
    struct status_refused refused[HINTS_SHOWN]; // the same, for JSON
    size_t count, total;
    int64_t ahead_s; // 0 when it is not worth a word
};

NODISCARD err_t hints_read(struct store *store, const char *partner, struct hints *hints);
void hints_add(struct buf *to, const struct hints *hints); // lines of text, none when all is well
// `status` points into `hints` then.
void hints_tell(struct hints *hints, struct status_partner *status);
