// The clear form of a sealed item: one JSON object, then spaces up to the next multiple of 1 KiB, so that
// lengths tell nothing. Read by `rebondctl open` and by the staff's page. Must never hold more than
// product.md, What is stored, lists.
#pragma once

#include "base/arena.h"
#include "booking/booking.h"

// Names that the JSON uses for enums and needs are given by the caller as static texts so that this folder
// knows no tiles.
struct payload_names {
    const char *const *need_ids; // by index
    size_t need_count;
};

// {"v":1,"uid":…,"kind":"appointment|workshop|callback|interest","name":…,"contact":{"kind":…,"value":…,"safe":…},
//  "age":…,"needs":[…],"choices":[{"start":"2026-…Z","end":…,"title":…,"partner":…}],"language":…,"code":"05-17-30-42",
//  "notice":1,"partner":…}. Absent answers are absent keys. Keys stand in this order, times are
// "2026-11-23T14:00:00Z", contact kinds "sms call email place worker return", safe "mine other-ok other-not",
// ages "under-16 16-17 18-25 26-29 30-up". ERR_FULL when it does not fit LIMIT_PLAIN; ERR_INVALID when a text
// is not UTF-8 or holds a NUL.
// All memory the JSON library used is zeroed.
NODISCARD err_t payload_encode(const struct booking *booking, const struct payload_names *names, char *to,
                               size_t cap, size_t *ret_n);
// ERR_INVALID for anything that payload_encode could not have written (under this or an earlier notice). Of
// choices only what the JSON holds is filled in.
NODISCARD err_t payload_parse(struct str plain, const struct payload_names *names,
                              struct booking *ret_booking);
