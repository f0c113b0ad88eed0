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

// Is there, for this row of known, a note of ours in the partner's calendar, "ann-…" or "arr-…"?
#define NOTED(prefix)                                                                                        \
    "EXISTS(SELECT 1 FROM resource r WHERE r.partner = k.partner AND r.collection = 1 AND r.name = '" prefix \
    "' || k.key || iif(k.capacity > 1, printf('-%02d', k.seat), '') || '.ics')"

// Bookings and requests, made here or mirrored, by their token once each. `waits`: the partner has not
// answered and might say no. `gone`: cancelled, or freed by staff, whose calendar had shown it.
#define KNOWN                                                                                                \
    "WITH here(uid, code_hash, partner, kind, key, seat, capacity, start_s, end_s, waits, gone) AS ("        \
    "SELECT i.uid, i.code_hash, i.partner, i.kind, iif(choice_now, b_key, a_key), i.seat,"                   \
    " iif(choice_now, b_capacity, a_capacity),"                                                              \
    " ifnull(m.start_s, iif(choice_now, b_start_s, a_start_s)),"                                             \
    " ifnull(m.end_s, iif(choice_now, b_end_s, a_end_s)),"                                                   \
    " state NOT IN (4, 6) AND NOT iif(choice_now, b_exclusive, a_exclusive),"                                \
    " i.cancelled OR ifnull(m.cancelled, 0) OR (state = 5 AND reason = 4) OR (state IN (4, 6) AND kind < 2 " \
    "AND NOT EXISTS("                                                                                        \
    "SELECT 1 FROM claim WHERE claim.item = i.n))"                                                           \
    " FROM item i LEFT JOIN meeting m ON m.uid = i.uid WHERE i.kind < 4"                                     \
    " UNION ALL SELECT m.uid, m.code_hash, m.partner, 0, m.slot_key, m.seat, m.capacity, m.start_s,"         \
    " m.end_s, 0, m.cancelled FROM meeting m WHERE NOT EXISTS(SELECT 1 FROM item i WHERE i.uid = m.uid))"    \
    " SELECT uid, partner, kind, key, seat, capacity, start_s, end_s, waits,"                                \
    " gone OR (kind < 2 AND " NOTED("ann-") "),"                                                             \
                                            " EXISTS(SELECT 1 FROM arrival a WHERE a.partner = k.partner "   \
                                            "AND a.key = k.key AND a.seat = k.seat)"                         \
                                            " OR (kind < 2 AND " NOTED("arr-") ") FROM here k"
