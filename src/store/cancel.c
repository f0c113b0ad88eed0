// What visitors take back. What never left this device is settled here; what is at the partner gets a note
// there; what may be there waits until that is known: its note is held until then. A visitor who changes
// moments has a note held until the new one is theirs.
#include <string.h>

#include "base/check.h"
#include "store/internal.h"

enum { OF_ONE_CODE = 8 }; // a visitor who changes again and again before anything is answered

static bool is_at_partner(enum item_state state)
{
    return state == ITEM_DELIVERED || state == ITEM_FILING;
}

static bool never_left(const struct standing *was)
{
    return (was->item.state == ITEM_PENDING || was->item.state == ITEM_REFUSED) && !was->named;
}

static struct uid mix(struct uid a, struct uid b)
{
    for (size_t i = 0; i < sizeof a.b; i++)
        a.b[i] ^= b.b[i];
    return a;
}

struct uid store_note_uid(struct uid uid)
{
    struct uid ones;
    for (size_t i = 0; i < sizeof ones.b; i++)
        ones.b[i] = 0xff;
    return mix(uid, ones);
}

static err_t forget(struct store *store, int64_t note)
{
    return statement_run(store, ITEM_FORGET, ARGS(as_int(note)));
}

// The note says where what it is about stands by now: a second choice may have become the visitor's.
static err_t set_note(struct store *store, int64_t note, enum item_state state, const struct uid *after,
                      const struct item *about)
{
    bool seated = item_wants_seat(about->kind);
    struct uid uid = store_note_uid(about->uid);
    const struct slot none = {0}, *slot = seated ? &about->choices[about->choice_now] : &none;
    return statement_run(store, ITEM_RELEASE,
                         ARGS(as_int(note), as_int(state), after ? as_uid(after) : as_text(NULL),
                              as_int(seated ? about->seat : 0), as_int(seated),
                              SLOT_ARGS(slot, slot->partner), as_uid(&uid)));
}

err_t item_withdraw(struct store *store, const struct standing *was)
{
    const struct item *item = &was->item;
    err_t err = OK;
    if (item_wants_seat(item->kind))
        err = seat_leave(store, &item->choices[item->choice_now], item->seat, was->n);
    if (!err) err = cancel_drop(store, item->uid);
    if (!err) err = statement_run(store, ITEM_TAKE_BACK, ARGS(as_int(was->n)));
    if (err) return err;
    return statement_run(store, ITEM_CHANGE,
                         ARGS(as_int(was->n), as_int(ITEM_CANCELLED), as_int(item->reason),
                              as_int(item->kind), as_int(item->choice_now), as_int(item->seat), as_int(0),
                              as_text(""), as_bytes_or_null((struct str){0})));
}

static err_t take_back_here(struct store *store, const struct standing *was, int64_t note, bool collected)
{
    err_t err = item_withdraw(store, was);
    if (err) return err;
    return collected ? set_note(store, note, ITEM_PENDING, NULL, &was->item) : forget(store, note);
}

static err_t take_back_there(struct store *store, const struct standing *was, int64_t note)
{
    bool refused = was->item.state == ITEM_REFUSED;
    bool known = refused || is_at_partner(was->item.state);
    err_t err = statement_run(store, ITEM_TAKE_BACK, ARGS(as_int(was->n)));
    if (!err && refused) err = item_withdraw(store, was);
    if (err) return err;
    return set_note(store, note, known ? ITEM_PENDING : ITEM_HELD, known ? NULL : &was->item.uid, &was->item);
}

static err_t take_back(struct store *store, const struct standing *was, int64_t note, bool collected)
{
    return never_left(was) ? take_back_here(store, was, note, collected) : take_back_there(store, was, note);
}

static err_t release(struct store *store, int64_t note, struct uid about, struct uid after, bool collected)
{
    static const struct uid nobody;
    struct standing was;
    if (uid_eq(about, nobody)) return statement_run(store, NOTE_RELEASE, ARGS(as_int(note)));
    err_t err = standing_find(store, about, &was);
    if (err == ERR_MISSING) return forget(store, note);
    if (err) return err;
    if (uid_eq(about, after)) return set_note(store, note, ITEM_PENDING, NULL, &was.item);
    bool is_over = was.item.cancelled || was.item.state == ITEM_CANCELLED;
    return is_over ? forget(store, note) : take_back(store, &was, note, collected);
}

static err_t first_held(struct store *store, struct uid after, int64_t *ret_note, struct uid *ret_about)
{
    struct uid about = {{0}};
    sqlite3_stmt *row = statement_start(store, ITEMS_HELD, ARGS(as_uid(&after)));
    struct reader reader = {.row = row};
    bool found = statement_next(row);
    int64_t note = found ? read_int(&reader) : 0;
    if (found) read_exactly(&reader, about.b, sizeof about.b);
    err_t err = statement_finish(row);
    if (err) return err;
    if (!found) return ERR_MISSING;
    if (reader.bad) return ERR_DAMAGED;
    *ret_note = note;
    *ret_about = about;
    return OK;
}

// Each step leaves one fewer that is held for this.
static err_t release_all(struct store *store, struct uid after, bool collected)
{
    for (;;) {
        int64_t note;
        struct uid about;
        err_t err = first_held(store, after, &note, &about);
        if (err == ERR_MISSING) return OK;
        if (!err) err = release(store, note, about, after, collected);
        if (err) return err;
    }
}

err_t cancel_release(struct store *store, struct uid after)
{
    return release_all(store, after, false);
}

err_t cancel_drop(struct store *store, struct uid after)
{
    return statement_run(store, HELD_DROP, ARGS(as_uid(&after)));
}

// --- what the screen program asks for

static err_t find_live(struct store *store, const uint8_t code_hash[16], struct uid uids[OF_ONE_CODE],
                       size_t *ret_count)
{
    size_t count = 0;
    bool bad = false;
    struct str hash = {(const char *)code_hash, 16};
    sqlite3_stmt *row = statement_start(store, ITEMS_OF_CODE, ARGS(as_bytes(hash)));
    while (!bad && count < OF_ONE_CODE && statement_next(row)) {
        struct reader reader = {.row = row};
        read_exactly(&reader, uids[count++].b, sizeof uids->b);
        bad = reader.bad;
    }
    err_t err = statement_finish(row);
    if (err) return err;
    if (bad) return ERR_DAMAGED;
    *ret_count = count;
    return OK;
}

static err_t add_note(struct store *store, const struct store_cancel *cancel, const struct item *note,
                      int64_t *ret_note)
{
    struct item item = *note;
    item.kind = ITEM_CANCEL;
    item.code = cancel->code;
    item.made_s = cancel->made_s;
    for (size_t i = 0; i < sizeof item.code_hash; i++)
        item.code_hash[i] = cancel->code_hash[i];
    err_t err = item_add_row(store, &item, (struct str){0}, item.seat);
    if (!err) *ret_note = sqlite3_last_insert_rowid(store->db);
    return err;
}

static err_t cancel_one(struct store *store, const struct store_cancel *cancel, struct uid uid)
{
    struct standing was;
    int64_t note = 0;
    err_t err = standing_find(store, uid, &was);
    if (err) return err;
    struct item item = {.uid = store_note_uid(uid), .about = uid};
    memcpy(item.partner, was.item.partner, sizeof item.partner);
    err = add_note(store, cancel, &item, &note);
    return err ? err : take_back(store, &was, note, cancel->collected);
}

static struct item note_elsewhere(const struct store_cancel *cancel)
{
    struct item item = {
        .uid = cancel->uid, .choices = {*cancel->elsewhere}, .choice_count = 1, .seat = cancel->seat};
    memcpy(item.partner, cancel->elsewhere->partner, sizeof item.partner);
    return item;
}

static err_t cancel_elsewhere(struct store *store, const struct store_cancel *cancel)
{
    struct str hash = {(const char *)cancel->code_hash, sizeof cancel->code_hash};
    int64_t before = 0;
    err_t err = statement_number(store, CANCELS_OF_CODE,
                                 ARGS(as_bytes(hash), as_text(cancel->elsewhere->key)), &before);
    if (err) return err;
    if (before) return ERR_EXISTS;
    struct item item = note_elsewhere(cancel);
    return add_note(store, cancel, &item, &(int64_t){0});
}

static err_t cancel_all(struct store *store, const struct store_cancel *cancel)
{
    struct uid uids[OF_ONE_CODE];
    size_t count = 0;
    err_t err = find_live(store, cancel->code_hash, uids, &count);
    if (!err && count == 0) return cancel->elsewhere ? cancel_elsewhere(store, cancel) : ERR_MISSING;
    for (size_t i = 0; !err && i < count; i++)
        err = cancel_one(store, cancel, uids[i]);
    return err;
}

err_t store_cancel(struct store *store, const struct store_cancel *cancel)
{
    err_t err = tx_begin(store);
    if (err) return err;
    return tx_end(store, cancel_all(store, cancel));
}

static err_t hold_one(struct store *store, const struct store_cancel *cancel, struct uid after,
                      struct item note)
{
    note.state = ITEM_HELD;
    note.after = after;
    return add_note(store, cancel, &note, &(int64_t){0});
}

static err_t hold_all(struct store *store, const struct store_cancel *cancel, struct uid after)
{
    struct uid uids[OF_ONE_CODE];
    size_t count = 0, held = 0;
    err_t err = find_live(store, cancel->code_hash, uids, &count);
    for (size_t i = 0; !err && i < count; i++) {
        struct standing was;
        if (uid_eq(uids[i], after)) continue;
        err = standing_find(store, uids[i], &was);
        if (err) return err;
        struct item note = {.uid = mix(uids[i], after), .about = uids[i]};
        memcpy(note.partner, was.item.partner, sizeof note.partner);
        err = hold_one(store, cancel, after, note);
        held++;
    }
    if (!err && held == 0 && cancel->elsewhere) err = hold_one(store, cancel, after, note_elsewhere(cancel));
    return err;
}

err_t store_add_change(struct store *store, const struct item *item, struct str sealed,
                       const struct store_cancel *old, int *ret_seat)
{
    int seat = 0;
    CHECK(item->change && item_wants_seat(item->kind) && sealed.n <= LIMIT_SEALED);
    err_t err = tx_begin(store);
    if (err) return err;
    err = item_add(store, item, sealed, &seat);
    if (!err) err = hold_all(store, old, item->uid);
    if (!err && old->collected) err = release_all(store, item->uid, true);
    err = tx_end(store, err);
    if (!err) *ret_seat = seat;
    return err;
}
