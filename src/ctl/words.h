// What a visitor left, in French words that a staff member can read. Private to ctl/.
#pragma once

#include "ctl/internal.h"

// A date and time of the place: "mardi 14 mai à 10 h".
void words_moment(struct buf *to, const struct place *place, int64_t utc_s);
// The partner's name, or its id when the configuration does not know it.
struct str words_partner(const struct place *place, const char *id);
// Several indented lines. Characters that would command a terminal become "?".
void words_booking(struct buf *to, const struct place *place, const struct item *item,
                   const struct booking *booking);
// As a JSON string, with its quotation marks. A text that is longer than TOLD_MAX bytes, or no UTF-8, is told
// as an empty one.
enum { TOLD_MAX = 400 };
void words_add_json(struct buf *to, struct str text);
