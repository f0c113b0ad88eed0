// A copy of what the partner's calendars hold, so that the kiosk knows it without a network.
#include <string.h>

#include "base/check.h"
#include "store/internal.h"

static err_t find_resource(struct store *store, const char *partner, enum mirror_collection collection,
                           const char *resource, int64_t *ret_id)
{
    return statement_number(store, RESOURCE_FIND,
                            ARGS(as_text(partner), as_int(collection), as_text(resource)), ret_id);
}

static err_t drop_instances(struct store *store, int64_t id)
{
    err_t err = statement_run(store, RESOURCE_SLOTS_DROP, ARGS(as_int(id)));
    if (!err) err = statement_run(store, RESOURCE_MEETINGS_DROP, ARGS(as_int(id)));
    return err ? err : statement_run(store, RESOURCE_BOOKINGS_DROP, ARGS(as_int(id)));
}

static err_t drop_resource(struct store *store, const char *partner, enum mirror_collection collection,
                           const char *resource)
{
    int64_t id;
    err_t err = find_resource(store, partner, collection, resource, &id);
    if (err == ERR_MISSING) return OK;
    if (!err) err = drop_instances(store, id);
    if (!err) err = statement_run(store, RESOURCE_DROP, ARGS(as_int(id)));
    return err;
}

// What somebody can come back for, cancelled or not: ours by its name, and when it is can be told.
static err_t add_meeting(struct store *store, const char *partner, int64_t id,
                         const struct mirror_booking *booking)
{
    static const struct uid none;
    if (!booking->slot_key[0] || booking->end_s == 0) return OK;
    struct str hash = {(const char *)booking->code_hash, booking->has_code ? sizeof booking->code_hash : 0};
    struct str uid = {(const char *)booking->uid.b, uid_eq(booking->uid, none) ? 0 : sizeof booking->uid.b};
    return statement_run(store, MEETING_ADD,
                         ARGS(as_int(id), as_text(partner), as_text(booking->slot_key),
                              as_int(booking->seat ? booking->seat : 1),
                              as_int(booking->one_of_several ? LIMIT_SEATS : 1), as_int(booking->start_s),
                              as_int(booking->end_s), as_int(booking->cancelled), as_bytes(uid),
                              as_bytes(hash)));
}

static err_t add_booking(struct store *store, const char *partner, int64_t id,
                         const struct mirror_booking *booking)
{
    err_t err = add_meeting(store, partner, id, booking);
    if (err || booking->cancelled) return err;
    int seat = booking->seat ? booking->seat : 1; // "rdv-<k>" is the only seat
    return statement_run(store, BOOKING_ADD,
                         ARGS(as_int(id), as_text(partner), as_text(booking->slot_key), as_int(seat),
                              as_int(booking->start_s), as_int(booking->end_s)));
}

static err_t add_instances(struct store *store, const char *partner, int64_t id,
                           const struct mirror_change *change)
{
    err_t err = OK;
    for (size_t i = 0; !err && i < change->slot_count; i++)
        err = slot_add(store, partner, id, &change->slots[i]);
    for (size_t i = 0; !err && i < change->booking_count; i++)
        err = add_booking(store, partner, id, &change->bookings[i]);
    return err;
}

static err_t put_resource(struct store *store, const char *partner, enum mirror_collection collection,
                          const struct mirror_change *change)
{
    int64_t id;
    err_t err =
        statement_run(store, RESOURCE_PUT,
                      ARGS(as_text(partner), as_int(collection), as_text(change->resource),
                           as_text(change->etag), as_bytes(change->content), as_text(change->refused)));
    if (!err) err = find_resource(store, partner, collection, change->resource, &id);
    return err ? err : drop_instances(store, id);
}

static err_t forget_all(struct store *store, const char *partner, enum mirror_collection collection)
{
    enum statement instances = collection == MIRROR_SLOTS ? MIRROR_SLOTS_FORGET : MIRROR_BOOKINGS_FORGET;
    err_t err = statement_run(store, instances, ARGS(as_text(partner)));
    if (!err && collection == MIRROR_BOOKINGS)
        err = statement_run(store, MIRROR_MEETINGS_FORGET, ARGS(as_text(partner)));
    if (err) return err;
    return statement_run(store, MIRROR_FORGET, ARGS(as_text(partner), as_int(collection)));
}

// The mirror is whole: what was learned by a refusal stands in it now, and seats that staff freed are free.
static err_t settle_claims(struct store *store, const char *partner)
{
    err_t err = statement_run(store, MARKS_FORGET, ARGS(as_text(partner)));
    if (!err) err = statement_run(store, CLAIMS_FREED, ARGS(as_text(partner)));
    if (!err) err = statement_run(store, CLAIMS_SEEN, ARGS(as_text(partner)));
    return err;
}

static err_t add_all(struct store *store, const char *partner, enum mirror_collection collection,
                     const struct mirror_change *changes, size_t count)
{
    err_t err = OK;
    for (size_t i = 0; !err && i < count; i++) {
        int64_t id;
        if (changes[i].gone) continue;
        err = find_resource(store, partner, collection, changes[i].resource, &id);
        if (!err) err = add_instances(store, partner, id, &changes[i]);
    }
    return err;
}

// Instances are added after all that went has gone: what is new is then above what was there, and only that
// is counted again.
static err_t apply_all(struct store *store, const char *partner, enum mirror_collection collection,
                       const struct mirror_change *changes, size_t count)
{
    err_t err = OK;
    int64_t last = 0;
    for (size_t i = 0; !err && i < count; i++) {
        if (changes[i].gone)
            err = drop_resource(store, partner, collection, changes[i].resource);
        else
            err = put_resource(store, partner, collection, &changes[i]);
    }
    if (!err && collection == MIRROR_SLOTS) err = slots_last(store, &last);
    if (!err) err = add_all(store, partner, collection, changes, count);
    return err ? err : slots_count(store, partner, last);
}

err_t mirror_apply(struct store *store, const char *partner, enum mirror_collection collection, bool whole,
                   const struct mirror_change *changes, size_t count, const char *token, int64_t mirrored_s)
{
    if (strlen(token) >= sizeof((struct mirror_state){0}).token) return ERR_FULL;
    err_t err = tx_begin(store);
    if (err) return err;
    if (whole) err = forget_all(store, partner, collection);
    if (!err && (whole || count)) err = apply_all(store, partner, collection, changes, count);
    if (!err && collection == MIRROR_BOOKINGS && mirrored_s) err = settle_claims(store, partner);
    if (!err)
        err = statement_run(store, MIRROR_SAVE,
                            ARGS(as_text(partner), as_int(collection), as_text(token), as_int(mirrored_s)));
    return tx_end(store, err);
}

err_t mirror_set_identity(struct store *store, const char *partner, enum mirror_collection collection,
                          const char *identity)
{
    CHECK(strlen(identity) < MIRROR_IDENTITY);
    err_t err = tx_begin(store);
    if (err) return err;
    return tx_end(store, statement_run(store, IDENTITY_SAVE,
                                       ARGS(as_text(partner), as_int(collection), as_text(identity))));
}

err_t mirror_get_state(struct store *store, const char *partner, enum mirror_collection collection,
                       struct mirror_state *ret_state)
{
    struct mirror_state state = {0};
    sqlite3_stmt *row = statement_start(store, MIRROR_GET, ARGS(as_text(partner), as_int(collection)));
    struct reader reader = {.row = row};
    if (statement_next(row)) {
        read_text(&reader, state.token, sizeof state.token);
        state.mirrored_s = read_int(&reader);
        state.window_day = read_int(&reader);
        state.resources = (size_t)read_int(&reader);
        state.refused = (size_t)read_int(&reader);
        read_text(&reader, state.identity, sizeof state.identity);
    }
    err_t err = statement_finish(row);
    if (err) return err;
    if (reader.bad) return ERR_DAMAGED;
    *ret_state = state;
    return OK;
}

err_t mirror_get_etag(struct store *store, const char *partner, enum mirror_collection collection,
                      const char *resource, char ret_etag[128])
{
    char etag[128] = "";
    sqlite3_stmt *row =
        statement_start(store, RESOURCE_FIND, ARGS(as_text(partner), as_int(collection), as_text(resource)));
    struct reader reader = {.row = row, .at = 1};
    if (statement_next(row)) read_text(&reader, etag, sizeof etag);
    err_t err = statement_finish(row);
    if (err) return err;
    if (reader.bad) return ERR_DAMAGED;
    memcpy(ret_etag, etag, sizeof etag);
    return OK;
}

err_t mirror_count_slots(struct store *store, const char *partner, size_t *ret_count)
{
    int64_t count = 0;
    err_t err = statement_number(store, SLOTS_OF, ARGS(as_text(partner)), &count);
    if (!err) *ret_count = (size_t)count;
    return err;
}

err_t mirror_each(struct store *store, const char *partner, enum mirror_collection collection, void *self,
                  void (*visit)(void *self, const char *resource))
{
    bool bad = false;
    visit_begin(store);
    sqlite3_stmt *row = statement_start(store, RESOURCES_EACH, ARGS(as_text(partner), as_int(collection)));
    while (!bad && statement_next(row)) {
        char resource[LIMIT_RESOURCE];
        struct reader reader = {.row = row};
        read_text(&reader, resource, sizeof resource);
        bad = reader.bad;
        if (!bad) visit(self, resource);
    }
    err_t err = statement_finish(row);
    visit_end(store);
    return err ? err : bad ? ERR_DAMAGED : OK;
}

err_t mirror_each_refused(struct store *store, const char *partner, enum mirror_collection collection,
                          void *self, void (*visit)(void *self, const char *resource, const char *reason))
{
    bool bad = false;
    visit_begin(store);
    sqlite3_stmt *row = statement_start(store, RESOURCES_REFUSED, ARGS(as_text(partner), as_int(collection)));
    while (!bad && statement_next(row)) {
        char resource[LIMIT_RESOURCE], reason[LIMIT_REASON];
        struct reader reader = {.row = row};
        read_text(&reader, resource, sizeof resource);
        read_text(&reader, reason, sizeof reason);
        bad = reader.bad;
        if (!bad) visit(self, resource, reason);
    }
    err_t err = statement_finish(row);
    visit_end(store);
    return err ? err : bad ? ERR_DAMAGED : OK;
}

err_t mirror_get_next(struct store *store, const char *partner, enum mirror_collection collection,
                      char resource[LIMIT_RESOURCE], struct buf *content)
{
    char name[LIMIT_RESOURCE];
    struct buf to = *content;
    sqlite3_stmt *row =
        statement_start(store, RESOURCE_NEXT, ARGS(as_text(partner), as_int(collection), as_text(resource)));
    struct reader reader = {.row = row};
    bool found = statement_next(row);
    if (found) {
        read_text(&reader, name, sizeof name);
        buf_add(&to, read_bytes(&reader));
    }
    err_t err = statement_finish(row);
    if (err) return err;
    if (!found) return ERR_MISSING;
    if (reader.bad) return ERR_DAMAGED;
    if (to.full) return ERR_FULL;
    memcpy(resource, name, sizeof name);
    *content = to;
    return OK;
}

static err_t drop_window(struct store *store, const char *partner, const struct mirror_change *changes,
                         size_t count)
{
    err_t err = OK;
    for (size_t i = 0; !err && i < count; i++) {
        int64_t id;
        err = find_resource(store, partner, MIRROR_SLOTS, changes[i].resource, &id);
        if (!err) err = statement_run(store, RESOURCE_SLOTS_DROP, ARGS(as_int(id)));
        if (!err) err = statement_run(store, RESOURCE_REFUSE, ARGS(as_int(id), as_text(changes[i].refused)));
    }
    return err;
}

err_t mirror_set_window(struct store *store, const char *partner, const struct mirror_change *changes,
                        size_t count, int64_t window_day)
{
    int64_t last = 0;
    err_t err = tx_begin(store);
    if (err) return err;
    err = drop_window(store, partner, changes, count);
    if (!err) err = slots_last(store, &last);
    if (!err) err = add_all(store, partner, MIRROR_SLOTS, changes, count);
    if (!err) err = slots_count(store, partner, last);
    if (!err && window_day)
        err = statement_run(store, WINDOW_SAVE,
                            ARGS(as_text(partner), as_int(MIRROR_SLOTS), as_int(window_day)));
    return tx_end(store, err);
}
