// Who comes back: which booking is meant, who has arrived, and how often codes were tried in vain.
#include <string.h>

#include "base/check.h"
#include "store/internal.h"

_Static_assert(ITEM_WORKSHOP == 1 && ITEM_ARRIVAL == 4 && REASON_DELETED_BY_STAFF == 4,
               "sql.h writes them as numbers");

static void read_uid(struct reader *reader, struct uid *uid)
{
    struct str bytes = read_bytes(reader);
    *uid = (struct uid){0};
    if (bytes.n == sizeof uid->b) memcpy(uid->b, bytes.p, bytes.n);
    if (bytes.n != 0 && bytes.n != sizeof uid->b) reader->bad = true;
}

static void read_known(struct reader *reader, struct known_booking *known)
{
    *known = (struct known_booking){0};
    read_uid(reader, &known->uid);
    read_text(reader, known->partner, sizeof known->partner);
    known->kind = (enum item_kind)read_below(reader, ITEM_ARRIVAL);
    read_text(reader, known->key, sizeof known->key);
    known->seat = (uint8_t)read_below(reader, LIMIT_SEATS + 1);
    known->capacity = (uint8_t)read_below(reader, LIMIT_SEATS + 1);
    known->start_s = read_int(reader);
    known->end_s = read_int(reader);
    known->waits = read_below(reader, 2);
    known->cancelled = read_below(reader, 2);
    known->arrived = read_below(reader, 2);
}

static err_t find(struct store *store, enum statement which, const struct value *args, size_t count,
                  struct known_booking *ret_booking)
{
    struct known_booking known;
    sqlite3_stmt *row = statement_start(store, which, args, count);
    struct reader reader = {.row = row};
    bool found = statement_next(row);
    if (found) read_known(&reader, &known);
    err_t err = statement_finish(row);
    if (err) return err;
    if (!found) return ERR_MISSING;
    if (reader.bad) return ERR_DAMAGED;
    *ret_booking = known;
    return OK;
}

err_t store_find_code(struct store *store, const uint8_t hash[16], int64_t near_s,
                      struct known_booking *ret_booking)
{
    struct str bytes = {(const char *)hash, 16};
    return find(store, KNOWN_BY_CODE, ARGS(as_bytes(bytes), as_int(near_s)), ret_booking);
}

err_t store_find_uid(struct store *store, struct uid uid, struct known_booking *ret_booking)
{
    return find(store, KNOWN_BY_UID, ARGS(as_uid(&uid)), ret_booking);
}

err_t store_list_known(struct store *store, int64_t from_s, int64_t until_s, struct known_booking *list,
                       size_t cap, size_t *ret_count)
{
    size_t count = 0;
    bool bad = false;
    sqlite3_stmt *row = statement_start(store, KNOWN_BETWEEN, ARGS(as_int(from_s), as_int(until_s)));
    while (!bad && count < cap && statement_next(row)) {
        struct reader reader = {.row = row};
        read_known(&reader, &list[count++]);
        bad = reader.bad;
    }
    err_t err = statement_finish(row);
    if (err) return err;
    if (bad) return ERR_DAMAGED;
    *ret_count = count;
    return OK;
}

enum { DAY_S = 86400 };

static err_t must_be_new(struct store *store, struct uid uid)
{
    int64_t n;
    err_t err = statement_number(store, ARRIVAL_FIND, ARGS(as_uid(&uid)), &n);
    if (err == ERR_MISSING) return OK;
    return err ? err : ERR_EXISTS;
}

static err_t add_arrival(struct store *store, const struct item *item, struct str sealed, bool send)
{
    static const struct picture_code none;
    char memory[4];
    int seat;
    const struct slot *slot = &item->choices[0];
    bool coded = memcmp(&item->code, &none, sizeof none) != 0;
    err_t err = must_be_new(store, item->uid);
    if (!err && send) err = item_add(store, item, sealed, &seat);
    if (!err)
        err = statement_run(store, ARRIVALS_DROP,
                            ARGS(as_int(item->made_s - DAY_S), as_int(item->made_s + DAY_S)));
    if (err) return err;
    return statement_run(store, ARRIVAL_ADD,
                         ARGS(as_uid(&item->uid), as_text(item->partner), as_text(slot->key),
                              as_int(item->seat), as_int(slot->start_s), as_int(item->made_s),
                              coded ? as_code(&item->code, memory) : as_text(NULL)));
}

err_t store_add_arrival(struct store *store, const struct item *item, struct str sealed, bool send)
{
    CHECK(item->kind == ITEM_ARRIVAL && item->choice_count <= 1 && sealed.n <= LIMIT_SEALED);
    err_t err = tx_begin(store);
    if (err) return err;
    return tx_end(store, add_arrival(store, item, sealed, send));
}

err_t store_drop_arrivals(struct store *store, int64_t from_s, int64_t until_s)
{
    err_t err = tx_begin(store);
    if (err) return err;
    return tx_end(store, statement_run(store, ARRIVALS_DROP, ARGS(as_int(from_s), as_int(until_s))));
}

static void read_arrival(struct reader *reader, struct arrival *arrival)
{
    char key[SLOT_KEY];
    *arrival = (struct arrival){0};
    read_text(reader, arrival->partner, sizeof arrival->partner);
    read_text(reader, key, sizeof key);
    arrival->for_booking = key[0];
    arrival->start_s = read_int(reader);
    arrival->at_s = read_int(reader);
    arrival->has_code = sqlite3_column_type(reader->row, reader->at) != SQLITE_NULL;
    read_code(reader, &arrival->code);
}

err_t store_each_arrival(struct store *store, void *self,
                         void (*visit)(void *self, const struct arrival *arrival))
{
    bool bad = false;
    visit_begin(store);
    sqlite3_stmt *row = statement_start(store, ARRIVALS_LIST, NO_ARGS);
    while (!bad && statement_next(row)) {
        struct arrival arrival;
        struct reader reader = {.row = row};
        read_arrival(&reader, &arrival);
        bad = reader.bad;
        if (!bad) visit(self, &arrival);
    }
    err_t err = statement_finish(row);
    visit_end(store);
    return err ? err : bad ? ERR_DAMAGED : OK;
}

err_t store_get_tries(struct store *store, struct str id, struct tries *ret_tries)
{
    struct tries tries = {0};
    sqlite3_stmt *row = statement_start(store, TRIES_GET, ARGS(as_bytes(id)));
    struct reader reader = {.row = row};
    if (statement_next(row)) {
        tries.debt_ms = read_int(&reader);
        tries.at_ms = read_int(&reader);
    }
    err_t err = statement_finish(row);
    if (err) return err;
    *ret_tries = tries;
    return OK;
}

static err_t keep_tries(struct store *store, const struct tries_entry *entries, size_t count, int64_t now_ms)
{
    err_t err = statement_run(store, TRIES_LEAVE, ARGS(as_int(now_ms)));
    for (size_t i = 0; !err && i < count; i++)
        err = statement_run(
            store, TRIES_PUT,
            ARGS(as_bytes(entries[i].id), as_int(entries[i].tries.debt_ms), as_int(entries[i].tries.at_ms)));
    return err;
}

err_t store_keep_tries(struct store *store, const struct tries_entry *entries, size_t count, int64_t now_ms)
{
    err_t err = tx_begin(store);
    if (err) return err;
    return tx_end(store, keep_tries(store, entries, count, now_ms));
}
