// What visitors asked for, from Confirm on.
#include "base/check.h"
#include "store/internal.h"

_Static_assert(ITEM_DELIVERED == 4 && ITEM_REFUSED == 5 && ITEM_FILING == 6 && ITEM_CANCELLED == 7 &&
                   ITEM_HELD == 8 && ITEM_CANCEL == 5,
               "statements.inc and the schema write them as numbers");

static err_t must_be_new(struct store *store, struct uid uid)
{
    int64_t n;
    err_t err = statement_number(store, ITEM_FIND, ARGS(as_uid(&uid)), &n);
    if (err == ERR_MISSING) return OK;
    return err ? err : ERR_EXISTS;
}

struct value as_code(const struct picture_code *code, char memory[4])
{
    for (int i = 0; i < 3; i++)
        memory[i] = (char)code->pictures[i];
    memory[3] = (char)code->number;
    return as_bytes((struct str){memory, 4});
}

static struct value uid_or_null(const struct uid *uid)
{
    static const struct uid none;
    return uid_eq(*uid, none) ? as_text(NULL) : as_uid(uid);
}

err_t item_add_row(struct store *store, const struct item *item, struct str sealed, int seat)
{
    const struct picture_code *code = &item->code;
    const struct slot *a = &item->choices[0], *b = &item->choices[1];
    char bytes[4];
    struct str hash = {(const char *)item->code_hash, sizeof item->code_hash};
    return statement_run(store, ITEM_ADD,
                         ARGS(as_uid(&item->uid), as_int(item->kind), as_text(item->partner),
                              as_int(item->choice_count), as_int(seat), as_code(code, bytes), as_bytes(hash),
                              as_int(item->made_s),
                              as_bytes_or_null(sealed.n ? sealed : (struct str){NULL, 0}),
                              SLOT_ARGS(a, a->partner), SLOT_ARGS(b, b->partner), as_int(item->state),
                              as_int(item->change), uid_or_null(&item->about), uid_or_null(&item->after)));
}

err_t item_add(struct store *store, const struct item *item, struct str sealed, int *ret_seat)
{
    bool seated = item_wants_seat(item->kind);
    int seat = item->kind == ITEM_ARRIVAL ? item->seat : 0; // of the booking somebody came for
    err_t err = must_be_new(store, item->uid);
    if (!err && seated) err = seat_find_free(store, &item->choices[0], &seat);
    if (!err) err = item_add_row(store, item, sealed, seat);
    int64_t n = sqlite3_last_insert_rowid(store->db);
    if (!err && seated) err = seat_claim(store, &item->choices[0], seat, n);
    *ret_seat = seat;
    return err;
}

err_t store_add_item(struct store *store, const struct item *item, struct str sealed, int *ret_seat)
{
    int seat = 0;
    CHECK(sealed.n <= LIMIT_SEALED && item->choice_count <= 2 && item->state == ITEM_PENDING);
    CHECK(item->choice_count > 0 || !item_wants_seat(item->kind));
    err_t err = tx_begin(store);
    if (err) return err;
    err = tx_end(store, item_add(store, item, sealed, &seat));
    if (!err) *ret_seat = seat;
    return err;
}

err_t store_get_item(struct store *store, struct uid uid, struct item *ret_item)
{
    struct item item;
    sqlite3_stmt *row = statement_start(store, ITEM_GET, ARGS(as_uid(&uid)));
    bool found = statement_next(row);
    struct reader reader = {.row = row};
    if (found) read_item(&reader, &item);
    err_t err = statement_finish(row);
    if (err) return err;
    if (!found) return ERR_MISSING;
    if (reader.bad) return ERR_DAMAGED;
    *ret_item = item;
    return OK;
}

err_t store_each_sealed(struct store *store, void *self,
                        void (*visit)(void *self, const struct item *item, struct str sealed))
{
    bool bad = false;
    visit_begin(store);
    sqlite3_stmt *row = statement_start(store, ITEMS_SEALED, NO_ARGS);
    while (!bad && statement_next(row)) {
        struct item item;
        struct reader reader = {.row = row};
        read_item(&reader, &item);
        reader.at++; // the resource's name
        struct str sealed = read_bytes(&reader);
        bad = reader.bad;
        if (!bad) visit(self, &item, sealed);
    }
    err_t err = statement_finish(row);
    visit_end(store);
    return err ? err : bad ? ERR_DAMAGED : OK;
}
