// Who has which seat, as far as this device knows: claims made here, seats learned to be somebody else's, and
// the mirror.
#include "base/check.h"
#include "store/internal.h"

bool item_wants_seat(enum item_kind kind)
{
    return kind == ITEM_APPOINTMENT || kind == ITEM_WORKSHOP;
}

// Staff moved a booking, or made one by hand: whoever receives appointments is not free then.
static err_t is_overlapped(struct store *store, const struct slot *slot, bool *ret_overlapped)
{
    int64_t overlapped = 0;
    if (!slot->workshop) {
        err_t err = statement_number(
            store, OVERLAPPED,
            ARGS(as_text(slot->partner), as_text(slot->key), as_int(slot->start_s), as_int(slot->end_s)),
            &overlapped);
        if (err) return err;
    }
    *ret_overlapped = overlapped;
    return OK;
}

// Full means as many as there are seats, even if staff made the workshop smaller and high seats are taken.
static err_t lowest_free(struct store *store, const struct slot *slot, int *ret_seat)
{
    int lowest = 1, taken = 0;
    sqlite3_stmt *row = statement_start(store, SEATS_TAKEN, ARGS(as_text(slot->partner), as_text(slot->key)));
    for (; statement_next(row); taken++)
        if (sqlite3_column_int(row, 0) == lowest) lowest++;
    err_t err = statement_finish(row);
    if (err) return err;
    if (taken >= slot->capacity) return ERR_FULL;
    *ret_seat = lowest;
    return OK;
}

err_t seat_find_free(struct store *store, const struct slot *slot, int *ret_seat)
{
    bool overlapped;
    err_t err = is_overlapped(store, slot, &overlapped);
    if (err) return err;
    return overlapped ? ERR_FULL : lowest_free(store, slot, ret_seat);
}

static err_t is_taken(struct store *store, const struct slot *slot, int seat, bool *ret_taken)
{
    bool taken = false;
    sqlite3_stmt *row = statement_start(store, SEATS_TAKEN, ARGS(as_text(slot->partner), as_text(slot->key)));
    while (statement_next(row))
        taken = taken || sqlite3_column_int(row, 0) == seat;
    err_t err = statement_finish(row);
    if (err) return err;
    *ret_taken = taken;
    return OK;
}

err_t seat_claim(struct store *store, const struct slot *slot, int seat, int64_t item)
{
    bool taken;
    CHECK(seat >= 1 && seat <= LIMIT_SEATS);
    err_t err = is_taken(store, slot, seat, &taken);
    if (err) return err;
    if (taken) return ERR_EXISTS;
    return statement_run(store, CLAIM_ADD,
                         ARGS(as_text(slot->partner), as_text(slot->key), as_int(seat), as_int(item)));
}

err_t seat_leave(struct store *store, const struct slot *slot, int seat, int64_t item)
{
    return statement_run(store, CLAIM_DROP,
                         ARGS(as_text(slot->partner), as_text(slot->key), as_int(seat), as_int(item)));
}

err_t store_free_seat(struct store *store, const struct slot *slot, int *ret_seat)
{
    return seat_find_free(store, slot, ret_seat);
}

err_t store_seat_is_lost(struct store *store, const struct slot *slot, int seat, bool *ret_lost)
{
    int64_t lost = 0;
    bool overlapped;
    err_t err = is_overlapped(store, slot, &overlapped);
    if (err) return err;
    err = statement_number(store, SEAT_LOST, ARGS(as_text(slot->partner), as_text(slot->key), as_int(seat)),
                           &lost);
    if (err) return err;
    *ret_lost = lost || overlapped;
    return OK;
}

err_t store_mark_taken(struct store *store, const char *partner, const char *slot_key, int seat)
{
    CHECK(seat >= 1 && seat <= LIMIT_SEATS);
    err_t err = tx_begin(store);
    if (err) return err;
    err = statement_run(store, MARK_ADD, ARGS(as_text(partner), as_text(slot_key), as_int(seat)));
    return tx_end(store, err);
}
