// What a visitor left, in the French words that staff read: in the list of rebondctl and in the calendar of a
// partner with custody open. A visitor's own text is made harmless: what would command a terminal or begin a
// line becomes "?".
#pragma once

#include "base/civil.h"
#include "booking/booking.h"

void staff_add_text(struct buf *to, struct str text);
// A date and time of the place: "mardi 14 mai à 10 h".
void staff_add_moment(struct buf *to, const struct zone *zone, int64_t utc_s);
// The moment of a slot and, after a comma, its title.
void staff_add_choice(struct buf *to, const struct zone *zone, const struct slot *slot);
struct str staff_kind(enum item_kind kind); // "rendez-vous"
struct str staff_language(struct str code); // "anglais"; the code itself when it has no name

// Lines "Besoins : …" and "Contact : …" to "Code : …"; `begin` stands before each. What was not asked or not
// said has no line, but the age.
void staff_add_needs(struct buf *to, struct str begin, const struct booking *booking);
void staff_add_answers(struct buf *to, struct str begin, const struct booking *booking);
