// What a simulated calendar server holds: three collections of resources with ETags and revisions, and the
// history of what was ever put there, since "at most once" is a statement about the past.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"
#include "base/str.h"
#include "base/uid.h"

enum shelf_collection { SHELF_SLOTS, SHELF_BOOKINGS, SHELF_REQUESTS, SHELF_COUNT };

struct shelf_resource {
    enum shelf_collection collection;
    char name[LIMIT_RESOURCE];
    char etag[32], etag_before[32];
    char *data;
    size_t n;
    bool live;         // false: deleted, remembered for sync-collection
    uint64_t revision; // of the last change
    int64_t made_ms, changed_ms;
};

struct shelf_event {      // one line of history
    char token[UID_TEXT]; // X-REBOND-TOKEN of the body, "" none
    char name[LIMIT_RESOURCE];
    bool created; // else it replaced something
};

struct shelf {
    struct shelf_resource *resources;
    size_t count, room;
    struct shelf_event *history;
    size_t history_count, history_room;
    uint64_t revision, etags;
    unsigned era; // of sync tokens: a server that was restored does not know those it gave before
};

void shelf_finish(struct shelf *shelf);
const struct shelf_resource *shelf_find(const struct shelf *shelf, enum shelf_collection collection,
                                        const char *name);
const struct shelf_resource *shelf_put(struct shelf *shelf, enum shelf_collection collection,
                                       const char *name, struct str data, int64_t now_ms);
// A backup holds the resources of this moment. Restoring one takes back what was done since, revisions too;
// the history stays, since nothing that happened did not happen.
void shelf_back_up(const struct shelf *shelf, struct shelf *ret_backup);
void shelf_restore(struct shelf *shelf, const struct shelf *backup);
bool shelf_delete(struct shelf *shelf, enum shelf_collection collection, const char *name);
// A kiosk's own resource that is neither a booking nor a request: the sealed copy of one, the mark of the one
// writer.
bool shelf_is_note(const char *name);
// Live bookings, requests or slots: notes and arrivals do not count.
size_t shelf_live(const struct shelf *shelf, enum shelf_collection collection);
// "" when there is none.
void shelf_token(struct str data, char to[UID_TEXT]);
