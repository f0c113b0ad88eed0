// Pieces that several statements share, so that a rule is written once.
#pragma once

// Order of columns: as read_slot and read_item read them, as SLOT_ARGS binds them.
#define SLOT_COLUMNS(t)                                                                                      \
    t "key, " t "partner, " t "title, " t "start_s, " t "end_s, " t "capacity, " t "workshop, " t "exclusiv" \
      "e"

// As the index slot_open has it: seats claimed on this device are not counted there.
#define SLOT_IS_OPEN(t) t "booked < " t "capacity AND NOT " t "overlapped"

// Not at rest: in neither of the states in which nothing of its content is kept.
#define ITEM_IS_OPEN "state NOT IN (4, 7)"

#define ITEM_ROWS                                                                                            \
    "SELECT uid, kind, state, reason, partner, choice_count, choice_now, seat, code, code_hash, made_s,"     \
    " tries, " SLOT_COLUMNS("a_") ", " SLOT_COLUMNS(                                                         \
        "b_") ", change, cancelled, about, after, resource, sealed,"                                         \
              " body, n FROM item"

// Does the mirror show the seat of this row of claim?
#define CLAIM_IS_MIRRORED                                                                                    \
    "EXISTS(SELECT 1 FROM booking b WHERE b.partner = claim.partner AND b.slot_key = claim.key"              \
    " AND b.seat = claim.seat)"
