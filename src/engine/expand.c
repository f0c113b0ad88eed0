// The window in which recurrences become slots moves with the day; the kept bytes are read again for it.
#include "engine/parts.h"

#include "base/log.h"
#include "sync/ical.h"

#include <stdlib.h>
#include <string.h>

void expand_window(const struct engine *e, const struct partner *p, struct moment now,
                   struct ical_window *ret_window)
{
    bool exists;
    int64_t day = local_day(e, now);
    *ret_window = (struct ical_window){
        .from_s = zone_utc(e->o.zone, day, 0, &exists),
        .until_s = zone_utc(e->o.zone, day + LIMIT_SLOT_DAYS + 1, 0, &exists),
        .zone = e->o.zone,
        .max_minutes = p->config->max_minutes,
    };
}

struct expansion {
    struct engine *e;
    struct partner *p;
    struct ical_window window;
    char (*names)[LIMIT_RESOURCE]; // of resources, kept for `resources`
    size_t name_count, name_room;
    const char **resources; // of each slot
    size_t slot_count;
    bool full;
};

static void expand_one(void *self, const char *resource, const char *etag, struct str content)
{
    (void)etag;
    struct expansion *x = self;
    struct slot *slots = &x->e->slots[x->slot_count];
    size_t room = SCRATCH_SLOTS - x->slot_count, count = 0;
    const char *reason = NULL;
    if (x->name_count == x->name_room || room == 0) {
        x->full = true;
        return;
    }
    err_t err = ical_read_slots(content, &x->window, slots, room, &count, &reason);
    if (err == ERR_INVALID) return;
    x->full = x->full || err == ERR_FULL;
    char *name = x->names[x->name_count++];
    if (str_copy(str_from(resource), name, LIMIT_RESOURCE) != OK) return;
    for (size_t i = 0; i < count; i++) {
        memcpy(slots[i].partner, x->p->config->id, sizeof slots[i].partner);
        slots[i].exclusive = x->p->config->exclusive;
        x->resources[x->slot_count++] = name;
    }
}

static err_t expand_into(struct expansion *x, int64_t day)
{
    const char *id = x->p->config->id;
    err_t err = mirror_each(x->e->o.store, id, MIRROR_SLOTS, x, expand_one);
    if (err) return err;
    if (x->full) log_event(LOG_MIRROR_FULL, x->p->number, SCRATCH_SLOTS);
    return mirror_set_window(x->e->o.store, id, x->e->slots, x->resources, x->slot_count, day);
}

err_t expand_all(struct engine *e, struct partner *p, struct moment now)
{
    struct mirror_state state;
    err_t err = mirror_get_state(e->o.store, p->config->id, MIRROR_SLOTS, &state);
    if (err) return err;
    struct expansion x = {.e = e, .p = p, .name_room = state.resources + 1};
    expand_window(e, p, now, &x.window);
    x.names = calloc(x.name_room, sizeof *x.names);
    x.resources = calloc(SCRATCH_SLOTS, sizeof *x.resources);
    err = x.names && x.resources ? expand_into(&x, local_day(e, now)) : ERR_FULL;
    free(x.names);
    free(x.resources);
    return err;
}
