// The queue towards the partners: read, and changed in one transaction.
#include <string.h>

#include "base/check.h"
#include "store/internal.h"

static void read_content(struct reader *reader, void *to, size_t cap, size_t *n)
{
    struct str bytes = read_bytes(reader);
    *n = bytes.n <= cap ? bytes.n : 0;
    if (bytes.n > cap) reader->bad = true;
    if (*n) memcpy(to, bytes.p, *n);
}

static bool read_row(sqlite3_stmt *from, struct outbox_row *row)
{
    struct reader reader = {.row = from};
    read_item(&reader, &row->item);
    read_text(&reader, row->resource, sizeof row->resource);
    read_content(&reader, row->sealed, sizeof row->sealed, &row->sealed_n);
    read_content(&reader, row->body, sizeof row->body, &row->body_n);
    return !reader.bad;
}

// What is delivered is many and rarely asked for: it has no index.
static sqlite3_stmt *start_list(struct store *store, const char *partner, enum item_state state, size_t cap)
{
    int64_t limit = (int64_t)cap;
    if (state == ITEM_DELIVERED)
        return statement_start(store, ITEMS_DELIVERED, ARGS(as_text(partner), as_int(limit)));
    return statement_start(store, ITEMS_IN_STATE, ARGS(as_text(partner), as_int(state), as_int(limit)));
}

err_t outbox_list(struct store *store, const char *partner, enum item_state state, struct outbox_row *rows,
                  size_t cap, size_t *ret_count)
{
    size_t count = 0;
    bool good = true;
    sqlite3_stmt *row = start_list(store, partner, state, cap);
    while (good && count < cap && statement_next(row))
        good = read_row(row, &rows[count++]);
    err_t err = statement_finish(row);
    if (err) return err;
    if (!good) return ERR_DAMAGED;
    *ret_count = count;
    return OK;
}

err_t outbox_get(struct store *store, struct uid uid, struct outbox_row *ret_row)
{
    sqlite3_stmt *row = statement_start(store, ITEM_GET, ARGS(as_uid(&uid)));
    bool found = statement_next(row);
    bool good = found && read_row(row, ret_row);
    err_t err = statement_finish(row);
    if (err) return err;
    if (!found) return ERR_MISSING;
    return good ? OK : ERR_DAMAGED;
}

static err_t visit_items(struct store *store, sqlite3_stmt *row, void *self,
                         void (*visit)(void *self, const struct item *item, const char *resource))
{
    bool bad = false;
    visit_begin(store);
    while (!bad && statement_next(row)) {
        struct item item;
        char resource[LIMIT_RESOURCE];
        struct reader reader = {.row = row};
        read_item(&reader, &item);
        read_text(&reader, resource, sizeof resource);
        bad = reader.bad;
        if (!bad) visit(self, &item, resource);
    }
    err_t err = statement_finish(row);
    visit_end(store);
    return err ? err : bad ? ERR_DAMAGED : OK;
}

err_t outbox_each(struct store *store, const char *partner, void *self,
                  void (*visit)(void *self, const struct item *item, const char *resource))
{
    return visit_items(store, statement_start(store, ITEMS_WAITING, ARGS(as_text(partner))), self, visit);
}

err_t store_each_latest(struct store *store, int most, void *self,
                        void (*visit)(void *self, const struct item *item, const char *resource))
{
    return visit_items(store, statement_start(store, ITEMS_LATEST, ARGS(as_int(most))), self, visit);
}

static bool read_standing(sqlite3_stmt *row, struct standing *to)
{
    char resource[LIMIT_RESOURCE];
    struct reader reader = {.row = row};
    read_item(&reader, &to->item);
    read_text(&reader, resource, sizeof resource);
    to->named = resource[0];
    reader.at++; // sealed
    to->bodied = read_bytes(&reader).n;
    to->n = read_int(&reader);
    return !reader.bad;
}

err_t standing_find(struct store *store, struct uid uid, struct standing *ret_standing)
{
    struct standing standing;
    sqlite3_stmt *row = statement_start(store, ITEM_GET, ARGS(as_uid(&uid)));
    bool found = statement_next(row);
    bool good = found && read_standing(row, &standing);
    err_t err = statement_finish(row);
    if (err) return err;
    if (!found) return ERR_MISSING;
    if (!good) return ERR_DAMAGED;
    *ret_standing = standing;
    return OK;
}

// Mistakes of the caller that would lose an item or send what is not on the disk.
static void check_change(const struct standing *was, const struct outbox_change *change)
{
    CHECK(was->item.state != ITEM_DELIVERED || change->state == ITEM_DELIVERED);
    if (change->state == ITEM_SENDING) {
        CHECK(change->resource ? change->resource[0] : was->named);
        CHECK(change->body.p ? change->body.n : was->bodied);
    }
    CHECK(change->body.n <= LIMIT_BODY);
    CHECK(!change->resource || strlen(change->resource) < LIMIT_RESOURCE);
    CHECK(!item_wants_seat(change->kind) || change->choice_now < was->item.choice_count);
}

static bool same_seat(const struct item *item, const struct outbox_change *change)
{
    bool had = item_wants_seat(item->kind), wants = item_wants_seat(change->kind);
    if (!had || !wants) return had == wants;
    return item->choice_now == change->choice_now && item->seat == change->seat;
}

static err_t move_claim(struct store *store, const struct standing *was, const struct outbox_change *change)
{
    if (same_seat(&was->item, change)) return OK;
    const struct item *item = &was->item;
    err_t err = OK;
    if (item_wants_seat(item->kind))
        err = seat_leave(store, &item->choices[item->choice_now], item->seat, was->n);
    if (err || !item_wants_seat(change->kind)) return err;
    return seat_claim(store, &item->choices[change->choice_now], change->seat, was->n);
}

// Is it moving on, or being sent, as if its visitor still wanted it?
static bool is_sent_anew(const struct outbox_change *change)
{
    bool nothing_left = change->resource && !change->resource[0];
    return change->state == ITEM_PENDING && nothing_left;
}

static bool is_theirs(enum item_state state)
{
    return state == ITEM_DELIVERED || state == ITEM_FILING;
}

// Taken back while it may have been on its way: it is not sent again, nor anything in its place. ERR_EXISTS:
// the change is as for any other item.
static err_t apply_leaving(struct store *store, const struct standing *was,
                           const struct outbox_change *change)
{
    if (change->state == ITEM_SENDING) return ERR_MISSING;
    if (change->state == ITEM_REFUSED) {
        // Something of it may still stand there: staff read the note.
        err_t err = cancel_release(store, change->uid);
        return err ? err : item_withdraw(store, was);
    }
    bool goes = change->state == ITEM_CANCELLED || is_sent_anew(change) || !same_seat(&was->item, change);
    return goes ? item_withdraw(store, was) : ERR_EXISTS;
}

// Whoever has the new moment gives the old one back; whoever does not get it keeps the old one.
static err_t follow_up(struct store *store, const struct standing *was, const struct outbox_change *change)
{
    bool won = is_theirs(change->state) && !is_theirs(was->item.state);
    bool lost = item_wants_seat(was->item.kind) && !item_wants_seat(change->kind);
    bool refused = change->state == ITEM_REFUSED && change->reason != REASON_NOT_CONFIGURED;
    if (won) return cancel_release(store, change->uid);
    return lost || refused ? cancel_drop(store, change->uid) : OK;
}

static err_t apply(struct store *store, const struct outbox_change *change)
{
    struct standing was;
    err_t err = standing_find(store, change->uid, &was);
    if (err) return err;
    if (was.item.state == ITEM_CANCELLED) return ERR_MISSING;
    CHECK(change->state != ITEM_CANCELLED || was.item.cancelled);
    if (was.item.cancelled && !is_theirs(was.item.state) && !is_theirs(change->state)) {
        err = apply_leaving(store, &was, change);
        if (err != ERR_EXISTS) return err;
    }
    if (change->again && was.item.state == ITEM_DELIVERED) return OK;
    check_change(&was, change);
    err = move_claim(store, &was, change);
    if (err) return err;
    int seat = change->kind == ITEM_CANCEL || change->kind == ITEM_ARRIVAL || item_wants_seat(change->kind)
                   ? change->seat
                   : 0;
    err =
        statement_run(store, ITEM_CHANGE,
                      ARGS(as_int(was.n), as_int(change->state), as_int(change->reason), as_int(change->kind),
                           as_int(change->choice_now), as_int(seat), as_int(change->count_try),
                           as_text(change->resource), as_bytes_or_null(change->body)));
    return err ? err : follow_up(store, &was, change);
}

err_t outbox_apply(struct store *store, const struct outbox_change *changes, size_t count)
{
    err_t err = tx_begin(store);
    if (err) return err;
    for (size_t i = 0; !err && i < count; i++)
        err = apply(store, &changes[i]);
    return tx_end(store, err);
}
