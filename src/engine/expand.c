// The window in which recurrences become slots moves with the day; the kept bytes are read again for it, a
// part of the resources at a time.
#include "engine/parts.h"

#include "sync/ical.h"

#include <string.h>

const char too_many[] = "l'agenda a trop de créneaux : ceux-là ne sont pas proposés";

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
    char name[LIMIT_RESOURCE]; // the resource that was read last
    size_t slots;              // in the engine's scratch
    size_t count;              // changes in the engine's window
    size_t instances;          // so far, in all parts
};

void slots_belong(const struct partner *p, struct slot *slots, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        memcpy(slots[i].partner, p->config->id, sizeof slots[i].partner);
        slots[i].exclusive = p->config->exclusive;
    }
}

// ERR_MISSING after the last. Of what could not be fetched nothing is kept, and nothing changes.
static err_t expand_next(struct expansion *x)
{
    struct engine *e = x->e;
    struct buf content = buf_init(e->body, sizeof e->body);
    err_t err = mirror_get_next(e->o.store, x->p->config->id, MIRROR_SLOTS, x->name, &content);
    if (err || content.n == 0) return err;
    struct mirror_change *c = &e->window[x->count++];
    *c = (struct mirror_change){.slots = &e->slots[x->slots]};
    memcpy(c->resource, x->name, sizeof c->resource);
    err = ical_read_slots(buf_str(&content), &x->window, &e->slots[x->slots], LIMIT_SLOTS, &c->slot_count,
                          &c->refused);
    if (err == ERR_INVALID) c->slot_count = 0;
    if (x->instances + c->slot_count > INSTANCES) {
        c->slot_count = 0;
        c->refused = too_many;
    }
    slots_belong(x->p, &e->slots[x->slots], c->slot_count);
    x->slots += c->slot_count;
    x->instances += c->slot_count;
    return OK;
}

static err_t expand_part(struct expansion *x)
{
    err_t err = OK;
    x->slots = x->count = 0;
    while (!err && x->count < WINDOW && SCRATCH_SLOTS - x->slots >= LIMIT_SLOTS)
        err = expand_next(x);
    return err;
}

err_t expand_all(struct engine *e, struct partner *p, struct moment now)
{
    struct expansion x = {.e = e, .p = p};
    err_t err = OK;
    expand_window(e, p, now, &x.window);
    while (!err) {
        err = expand_part(&x);
        if (err && err != ERR_MISSING) return err;
        int64_t day = err ? local_day(e, now) : 0; // remembered with the last part
        err_t written = mirror_set_window(e->o.store, p->config->id, e->window, x.count, day);
        if (written) return written;
    }
    return OK;
}
