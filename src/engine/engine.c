#include "engine/parts.h"

#include "base/wipe.h"

#include <stdlib.h>

static err_t partner_open(struct engine *e, const struct config_partner *config, int number)
{
    struct partner *p = &e->partners[e->partner_count];
    *p = (struct partner){
        .config = config,
        .account = e->o.accounts ? &e->o.accounts[number - 1] : NULL,
        .number = number,
        .window = FLIGHTS,
        .look = true,
        .writer.due_ms = INT64_MIN,
        .mirror = {.next_ms = INT64_MIN,
                   .whole_ms = {INT64_MIN, INT64_MIN},
                   .doubt_ms = {INT64_MIN, INT64_MIN},
                   .anew_ms = {INT64_MIN, INT64_MIN}},
        .tracked = calloc(TRACKED, sizeof(struct tracked)),
    };
    if (!p->tracked) return ERR_FULL;
    e->partner_count++;
    err_t err = partner_get_ahead(e->o.store, config->id, &p->ahead_s);
    return err ? err : partner_look_up(e, p);
}

static err_t open_all(struct engine *e)
{
    for (int i = 0; i < e->o.config->partner_count; i++) {
        const struct config_partner *config = &e->o.config->partners[i];
        if (config->adapter != ADAPTER_CALDAV) continue;
        err_t err = partner_open(e, config, i + 1);
        if (err) return err;
    }
    return adopt_strays(e);
}

err_t engine_open(const struct engine_options *options, struct engine **ret_engine)
{
    struct engine *e = calloc(1, sizeof *e);
    if (!e) return ERR_FULL;
    e->o = *options;
    e->rng.state = options->seed;
    e->version = store_version(options->store);
    e->store_retry_ms = INT64_MIN;
    err_t err = open_all(e);
    if (err) {
        engine_close(e);
        return err;
    }
    *ret_engine = e;
    return OK;
}

bool engine_has_heard(const struct engine *engine)
{
    for (size_t i = 0; i < engine->partner_count; i++)
        if (!engine->partners[i].heard) return false;
    return true;
}

bool engine_is_sending(const struct engine *engine)
{
    for (size_t i = 0; i < engine->partner_count; i++)
        for (size_t j = 0; j < FLIGHTS; j++)
            if (engine->partners[i].flights[j].call) return true;
    return false;
}

void engine_close(struct engine *engine)
{
    if (!engine) return;
    engine->o.http.cancel_all(engine->o.http.self);
    for (size_t i = 0; i < engine->partner_count; i++) {
        list_free(&engine->partners[i].mirror.list);
        free(engine->partners[i].tracked);
    }
    wipe(engine, sizeof *engine);
    free(engine);
}

struct str engine_memory(const struct engine *engine)
{
    return (struct str){(const char *)engine, sizeof *engine};
}

bool engine_wants_store(const struct engine *engine)
{
    switch (engine->store_err) {
    case ERR_READONLY: // also what a file says that the other program has set aside
    case ERR_IO:
    case ERR_DAMAGED: return true;
    case OK:
    case ERR_FULL:
    case ERR_NOSPACE:
    case ERR_INVALID:
    case ERR_MISSING:
    case ERR_EXISTS:
    case ERR_DENIED:
    case ERR_BUSY: return false;
    }
    return false;
}

void engine_nudge(struct engine *engine)
{
    engine->nudged = true;
}

static void route_answer(struct engine *e, const struct http_answer *answer, struct moment now)
{
    for (size_t i = 0; i < e->partner_count; i++) {
        struct partner *p = &e->partners[i];
        if (p->writer.call == answer->id) {
            writer_answered(e, p, answer, now);
            return;
        }
        if (p->mirror.call == answer->id) {
            mirror_answered(e, p, answer, now);
            return;
        }
        for (size_t j = 0; j < FLIGHTS; j++)
            if (p->flights[j].call == answer->id) {
                deliver_answered(e, p, &p->flights[j], answer, now);
                return;
            }
    }
}

static void mirror_soon(struct mirror *m, struct moment now)
{
    int64_t soon = m->last_ms > 0 ? m->last_ms + NUDGE_MS : INT64_MIN;
    if (soon < now.mono_ms) soon = now.mono_ms;
    if (soon < m->next_ms) m->next_ms = soon;
}

static void look_around(struct engine *e, struct moment now)
{
    int64_t version = store_version(e->o.store);
    bool changed = e->nudged || version != e->version;
    for (size_t i = 0; i < e->partner_count && changed; i++) {
        e->partners[i].look = true;
        if (store_failed(e, partner_look_up(e, &e->partners[i]), now))
            return; // looked at again in the next turn
        if (e->nudged) mirror_soon(&e->partners[i].mirror, now);
    }
    e->version = version;
    e->nudged = false;
}

static int64_t partner_next(const struct engine *e, const struct partner *p)
{
    int64_t next = MOMENT_NEVER, deliver = deliver_next(e, p);
    if (p->mirror.phase == MIRROR_IDLE) {
        next = p->down ? INT64_MIN : p->mirror.next_ms;
        if (p->retry_ms > next) next = p->retry_ms;
        if (e->store_retry_ms > next) next = e->store_retry_ms;
    }
    return deliver < next ? deliver : next;
}

static int64_t next_turn(const struct engine *e)
{
    int64_t next = MOMENT_NEVER;
    for (size_t i = 0; i < e->partner_count; i++) {
        int64_t at = partner_next(e, &e->partners[i]);
        if (at < next) next = at;
    }
    int64_t commit = e->changed_ms + BATCH_MS;
    if (commit < e->store_retry_ms) commit = e->store_retry_ms;
    return e->change_count > 0 && commit < next ? commit : next;
}

int64_t engine_turn(struct engine *engine, struct moment now)
{
    struct http_answer answer;
    while (engine->o.http.next_answer(engine->o.http.self, &answer))
        route_answer(engine, &answer, now);
    look_around(engine, now);
    for (size_t i = 0; i < engine->partner_count; i++) {
        mirror_turn(engine, &engine->partners[i], now);
        deliver_turn(engine, &engine->partners[i], now);
    }
    commit_turn(engine, now);
    return next_turn(engine);
}
