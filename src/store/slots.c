// What can be booked.
#include "base/check.h"
#include "store/internal.h"

err_t slot_add(struct store *store, const char *partner, int64_t source, const struct slot *slot)
{
    return statement_run(
        store, SLOT_ADD,
        ARGS(as_int(source), SLOT_ARGS(slot, partner), as_text(slot->picture), as_text(slot->about)));
}

err_t slots_count(struct store *store, const char *partner, int64_t after)
{
    return statement_run(store, SLOTS_COUNT, ARGS(as_text(partner), as_int(after)));
}

err_t slots_last(struct store *store, int64_t *ret_id)
{
    return statement_number(store, SLOT_LAST, NO_ARGS, ret_id);
}

err_t store_replace_slots(struct store *store, const char *partner, const struct slot *slots, size_t count)
{
    err_t err = tx_begin(store);
    if (err) return err;
    err = statement_run(store, SLOTS_DROP, ARGS(as_text(partner)));
    for (size_t i = 0; !err && i < count; i++)
        err = slot_add(store, partner, 0, &slots[i]);
    if (!err) err = slots_count(store, partner, 0);
    return tx_end(store, err);
}

static bool read_listed(sqlite3_stmt *row, struct slot *slot)
{
    struct reader reader = {.row = row};
    read_slot(&reader, slot);
    slot->taken = (uint16_t)read_below(&reader, UINT16_MAX);
    bool overlapped = read_below(&reader, 2);
    read_text(&reader, slot->picture, sizeof slot->picture);
    read_text(&reader, slot->about, sizeof slot->about);
    if (overlapped && slot->taken < slot->capacity) slot->taken = slot->capacity;
    return !reader.bad;
}

// The same event can stand in two resources of a careless calendar: it is one slot. Such rows are neighbours.
static bool is_same(const struct slot *a, const struct slot *b)
{
    return str_eq(str_from(a->key), str_from(b->key)) && str_eq(str_from(a->partner), str_from(b->partner));
}

enum wanted { WANT_ALL, WANT_FREE, WANT_FULL };

static bool is_wanted(enum wanted wanted, const struct slot *slot)
{
    return wanted == WANT_ALL || slot_is_free(slot) == (wanted == WANT_FREE);
}

// The earliest of the rows of `which`, at most `cap`.
static err_t list_slots(struct store *store, enum statement which, int64_t from_s, int64_t until_s,
                        enum wanted wanted, struct slot *slots, size_t cap, size_t *ret_count)
{
    size_t count = 0;
    bool good = true;
    sqlite3_stmt *row = statement_start(store, which, ARGS(as_int(from_s), as_int(until_s)));
    while (good && count < cap && statement_next(row)) {
        good = read_listed(row, &slots[count]);
        if (!is_wanted(wanted, &slots[count])) continue;
        if (count == 0 || !is_same(&slots[count - 1], &slots[count])) count++;
    }
    err_t err = statement_finish(row);
    if (err) return err;
    if (!good) return ERR_DAMAGED;
    *ret_count = count;
    return OK;
}

err_t store_list_slots(struct store *store, int64_t from_s, int64_t until_s, struct slot *slots, size_t cap,
                       size_t *ret_count)
{
    return list_slots(store, SLOTS_LIST, from_s, until_s, WANT_ALL, slots, cap, ret_count);
}

err_t store_nearest_slots(struct store *store, int64_t from_s, int64_t until_s, struct slot *slots,
                          size_t cap, size_t *ret_count)
{
    return list_slots(store, SLOTS_NEAREST, from_s, until_s, WANT_FREE, slots, cap, ret_count);
}

err_t store_full_workshops(struct store *store, int64_t from_s, int64_t until_s, struct slot *slots,
                           size_t cap, size_t *ret_count)
{
    return list_slots(store, WORKSHOPS_LIST, from_s, until_s, WANT_FULL, slots, cap, ret_count);
}

err_t store_count_open(struct store *store, const char *partner, int64_t from_s, size_t *ret_count)
{
    int64_t count = 0;
    err_t err = statement_number(store, SLOTS_OPEN, ARGS(as_text(partner), as_int(from_s)), &count);
    if (!err) *ret_count = (size_t)count;
    return err;
}
