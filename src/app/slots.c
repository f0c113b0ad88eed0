// The slots a visitor can see: the timetable of partners without a server, and what the sync program
// mirrored.
#include <stdlib.h>
#include <string.h>

#include "app/internal.h"
#include "base/log.h"

enum { DAY_S = 86400 };

bool app_has_store(struct app *app)
{
    if (app->store) return true;
    app->store = app->options.ports.open_store(app->options.ports.self);
    if (!app->store) return false;
    if (store_code_key(app->store, app->code_key) != OK) {
        store_close(app->store);
        app->store = NULL;
    }
    app->timetable_day = INT64_MIN;
    return app->store != NULL;
}

// The oldest of the mirrors; -1 when one was never seen.
static int64_t mirror_age(struct app *app, struct moment now)
{
    const struct config *config = app->options.config;
    int64_t oldest = 0;
    for (int i = 0; i < config->partner_count; i++) {
        struct mirror_state state;
        if (config->partners[i].adapter != ADAPTER_CALDAV) continue;
        if (mirror_get_state(app->store, config->partners[i].id, MIRROR_SLOTS, &state) != OK) return -1;
        if (state.mirrored_s == 0) return -1;
        if (now.wall_s - state.mirrored_s > oldest) oldest = now.wall_s - state.mirrored_s;
    }
    return oldest;
}

// A partner's calendar, not the mirror, knows whether only this kiosk books there.
static void mark_exclusive(struct app *app)
{
    for (size_t i = 0; i < app->slot_count; i++) {
        const struct config_partner *partner =
            config_find_partner(app->options.config, str_from(app->slots[i].partner));
        app->slots[i].exclusive = partner && (partner->adapter == ADAPTER_LOCAL || partner->exclusive);
    }
}

// Where another kiosk is the one that may book, nothing is promised that could not be kept: visitors can be
// called back.
static bool takes_bookings(struct app *app, const char *partner)
{
    bool is_second = false;
    err_t err = partner_get_second(app->store, partner, &is_second);
    return !err && !is_second;
}

static void leave_out_others(struct app *app)
{
    const struct config *config = app->options.config;
    for (int i = 0; i < config->partner_count; i++) {
        size_t kept = 0;
        if (config->partners[i].adapter != ADAPTER_CALDAV || takes_bookings(app, config->partners[i].id))
            continue;
        for (size_t j = 0; j < app->slot_count; j++)
            if (strcmp(app->slots[j].partner, config->partners[i].id) != 0)
                app->slots[kept++] = app->slots[j];
        app->slot_count = kept;
    }
}

static int by_start(const void *a, const void *b)
{
    int64_t x = ((const struct slot *)a)->start_s, y = ((const struct slot *)b)->start_s;
    return (x > y) - (x < y);
}

// What is free, and the workshops that are full: there is a list for them.
static err_t list_slots(struct app *app, struct moment now)
{
    int64_t until = now.wall_s + (int64_t)LIMIT_SLOT_DAYS * DAY_S;
    size_t free = 0, full = 0;
    err_t err = store_nearest_slots(app->store, now.wall_s, until, app->slots, LIMIT_SLOTS, &free);
    if (!err)
        err =
            store_full_workshops(app->store, now.wall_s, until, app->slots + free, LIMIT_SLOTS - free, &full);
    if (err) return err;
    app->slot_count = free + full;
    if (full) qsort(app->slots, app->slot_count, sizeof *app->slots, by_start);
    return OK;
}

void app_refresh_slots(struct app *app, struct moment now)
{
    app->slot_count = 0;
    if (!now.wall_trusted) log_event(LOG_CLOCK_UNTRUSTED, 0, 0);
    if (!app_has_store(app) || !now.wall_trusted) return;
    app_renew_timetable(app, now);
    err_t err = list_slots(app, now);
    if (err) log_event(LOG_STORE_FAILED, err, 0);
    leave_out_others(app);
    app->mirror_age_s = mirror_age(app, now);
    mark_exclusive(app);
}

static err_t renew_partner(struct app *app, struct moment now, const struct config_partner *partner,
                           struct slot *slots)
{
    const struct config *config = app->options.config;
    int64_t until = now.wall_s + (int64_t)(LIMIT_SLOT_DAYS + 1) * DAY_S;
    size_t count = 0;
    for (int i = 0; i < config->offer_count; i++) {
        size_t added = 0;
        if (!str_eq(str_from(config->offers[i].partner), str_from(partner->id))) continue;
        err_t err = timetable_expand(&config->offers[i], &config->holidays, app->options.zone, now.wall_s,
                                     until, slots + count, LIMIT_SLOTS - count, &added);
        count += added;
        if (err != OK && err != ERR_FULL) return err;
    }
    qsort(slots, count, sizeof *slots, by_start);
    return store_replace_slots(app->store, partner->id, slots, count);
}

void app_renew_timetable(struct app *app, struct moment now)
{
    const struct config *config = app->options.config;
    int64_t today = zone_local_day(app->options.zone, now.wall_s);
    if (!now.wall_trusted || today == app->timetable_day || !app_has_store(app)) return;
    struct slot *slots = calloc(LIMIT_SLOTS, sizeof *slots);
    err_t err = slots ? OK : ERR_FULL;
    for (int i = 0; i < config->partner_count && err == OK; i++)
        if (config->partners[i].adapter == ADAPTER_LOCAL)
            err = renew_partner(app, now, &config->partners[i], slots);
    free(slots);
    if (err)
        log_event(LOG_STORE_FAILED, err, 0);
    else
        app->timetable_day = today;
}
