#include "harness/partner_shelf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"

static void *grown(void *array, size_t count, size_t *room, size_t size)
{
    if (count < *room) return array;
    *room = *room ? *room * 2 : 64;
    array = realloc(array, *room * size);
    CHECK(array);
    return array;
}

static void free_resources(struct shelf *shelf)
{
    for (size_t i = 0; i < shelf->count; i++)
        free(shelf->resources[i].data);
    free(shelf->resources);
    shelf->resources = NULL;
    shelf->count = shelf->room = 0;
}

void shelf_finish(struct shelf *shelf)
{
    free_resources(shelf);
    free(shelf->history);
    *shelf = (struct shelf){0};
}

static struct shelf_resource *find(const struct shelf *shelf, enum shelf_collection collection,
                                   const char *name)
{
    for (size_t i = 0; i < shelf->count; i++) {
        struct shelf_resource *r = &shelf->resources[i];
        if (r->collection == collection && strcmp(r->name, name) == 0) return r;
    }
    return NULL;
}

const struct shelf_resource *shelf_find(const struct shelf *shelf, enum shelf_collection collection,
                                        const char *name)
{
    const struct shelf_resource *r = find(shelf, collection, name);
    return r && r->live ? r : NULL;
}

void shelf_token(struct str data, char to[UID_TEXT])
{
    static const struct str key = {"X-REBOND-TOKEN:", 15};
    size_t at = str_find(data, key);
    struct str rest = str_slice(data, at + key.n < data.n ? at + key.n : data.n, data.n);
    struct str token = str_slice(rest, 0, UID_TEXT - 1);
    if (at == data.n || str_copy(token, to, UID_TEXT) != OK) to[0] = '\0';
}

static void remember(struct shelf *shelf, const char *name, struct str data, bool created)
{
    shelf->history =
        grown(shelf->history, shelf->history_count, &shelf->history_room, sizeof *shelf->history);
    struct shelf_event *event = &shelf->history[shelf->history_count++];
    *event = (struct shelf_event){.created = created};
    shelf_token(data, event->token);
    CHECK(str_copy(str_from(name), event->name, sizeof event->name) == OK);
}

static char *copied(const char *data, size_t n)
{
    char *copy = malloc(n + 1);
    CHECK(copy);
    if (n > 0) memcpy(copy, data, n);
    return copy;
}

static struct shelf_resource *add(struct shelf *shelf, enum shelf_collection collection, const char *name)
{
    shelf->resources = grown(shelf->resources, shelf->count, &shelf->room, sizeof *shelf->resources);
    struct shelf_resource *r = &shelf->resources[shelf->count++];
    *r = (struct shelf_resource){.collection = collection};
    CHECK(str_copy(str_from(name), r->name, sizeof r->name) == OK);
    return r;
}

const struct shelf_resource *shelf_put(struct shelf *shelf, enum shelf_collection collection,
                                       const char *name, struct str data, int64_t now_ms)
{
    struct shelf_resource *r = find(shelf, collection, name);
    if (!r) r = add(shelf, collection, name);
    remember(shelf, name, data, !r->live);
    if (!r->live) r->made_ms = now_ms;
    r->changed_ms = now_ms;
    memcpy(r->etag_before, r->live ? r->etag : "", r->live ? sizeof r->etag : 1);
    free(r->data);
    r->data = copied(data.p, data.n);
    r->n = data.n;
    r->live = true;
    r->revision = ++shelf->revision;
    snprintf(r->etag, sizeof r->etag, "\"e%llu\"", (unsigned long long)++shelf->etags);
    return r;
}

bool shelf_delete(struct shelf *shelf, enum shelf_collection collection, const char *name)
{
    struct shelf_resource *r = find(shelf, collection, name);
    if (!r || !r->live) return false;
    r->live = false;
    r->revision = ++shelf->revision;
    return true;
}

void shelf_back_up(const struct shelf *shelf, struct shelf *ret_backup)
{
    struct shelf backup = {.revision = shelf->revision};
    for (size_t i = 0; i < shelf->count; i++) {
        const struct shelf_resource *r = &shelf->resources[i];
        struct shelf_resource *copy = add(&backup, r->collection, r->name);
        *copy = *r;
        copy->data = copied(r->data, r->n);
    }
    *ret_backup = backup;
}

void shelf_restore(struct shelf *shelf, const struct shelf *backup)
{
    struct shelf again;
    shelf_back_up(backup, &again);
    free_resources(shelf);
    shelf->resources = again.resources;
    shelf->count = again.count;
    shelf->room = again.room;
    shelf->revision = backup->revision;
    shelf->era++;
}

bool shelf_is_note(const char *name)
{
    return strncmp(name, "dos-", 4) == 0 || strncmp(name, "rebond-writer", 13) == 0;
}

static bool is_arrival(const char *name)
{
    return strncmp(name, "arr-", 4) == 0;
}

size_t shelf_live(const struct shelf *shelf, enum shelf_collection collection)
{
    size_t live = 0;
    for (size_t i = 0; i < shelf->count; i++)
        live += shelf->resources[i].live && shelf->resources[i].collection == collection &&
                !shelf_is_note(shelf->resources[i].name) && !is_arrival(shelf->resources[i].name);
    return live;
}
