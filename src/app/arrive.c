// Who comes back: the code is looked up, tries in vain are counted, staff are told. Nothing that is shown
// tells whether a code exists, but to who has it.
#include <string.h>

#include "app/internal.h"
#include "base/log.h"
#include "base/wipe.h"

enum { FRESH_S = 15 * 60, DAY_S = 86400 };

#define ALL STR("all")
#define CALLS STR("calls")

// Was this partner's calendar seen so lately that nothing can have happened since?
static bool is_fresh(struct app *app, struct moment now, const struct config_partner *partner)
{
    struct mirror_state state;
    if (partner->adapter != ADAPTER_CALDAV) return true;
    if (!now.wall_trusted || mirror_get_state(app->store, partner->id, MIRROR_BOOKINGS, &state)) return false;
    return state.mirrored_s > 0 && now.wall_s - state.mirrored_s < FRESH_S;
}

static bool all_are_fresh(struct app *app, struct moment now)
{
    const struct config *config = app->options.config;
    for (int i = 0; i < config->partner_count; i++)
        if (!is_fresh(app, now, &config->partners[i])) return false;
    return true;
}

// What a booking is to the flow; false when its partner left the configuration.
static bool read_known(struct app *app, struct moment now, const struct known_booking *known,
                       struct flow_facts *ret_facts)
{
    const struct config *config = app->options.config;
    const struct config_partner *partner = config_find_partner(config, str_from(known->partner));
    if (!partner) return false;
    struct flow_found booking = {
        .sure = is_fresh(app, now, partner),
        .noted = known->waits,
        .uid = known->uid,
        .slot = {.start_s = known->start_s, .end_s = known->end_s, .capacity = known->capacity},
        .seat = known->seat,
        .partner = (uint8_t)(partner - config->partners),
        .kind = known->kind};
    memcpy(booking.slot.key, known->key, sizeof booking.slot.key);
    memcpy(booking.slot.partner, known->partner, sizeof booking.slot.partner);
    *ret_facts = (struct flow_facts){
        .found = true, .cancelled = known->cancelled, .arrived = known->arrived, .booking = booking};
    return true;
}

void app_hash_code(const struct app *app, struct picture_code code, uint8_t to[16])
{
    char text[CODE_TEXT];
    code_text(code, text);
    seal_keyed_hash(app->code_key, str_from(text), to);
    wipe(text, sizeof text);
}

// The pictures without their digits: whoever saw them has those left to guess.
static void hash_pictures(const struct app *app, struct picture_code code, uint8_t to[16])
{
    char text[CODE_TEXT];
    code_text(code, text);
    seal_keyed_hash(app->code_key, str_slice(str_from(text), 0, sizeof "05-17-30" - 1), to);
    wipe(text, sizeof text);
}

struct guess { // what one try costs when it is in vain
    uint8_t pictures[16];
    struct tries all, own;
};

// Does nobody owe too much to be answered? What cannot be read is owed.
static bool may_guess(struct app *app, struct moment now, struct picture_code code, struct guess *guess)
{
    struct str id = {(const char *)guess->pictures, sizeof guess->pictures};
    hash_pictures(app, code, guess->pictures);
    return store_get_tries(app->store, ALL, &guess->all) == OK &&
           store_get_tries(app->store, id, &guess->own) == OK &&
           tries_allow(guess->all, &tries_of_all, now.mono_ms) &&
           tries_allow(guess->own, &tries_of_pictures, now.mono_ms);
}

static void count_guess(struct app *app, struct moment now, const struct guess *guess)
{
    struct str id = {(const char *)guess->pictures, sizeof guess->pictures};
    const struct tries_entry entries[] = {{ALL, tries_add(guess->all, &tries_of_all, now.mono_ms)},
                                          {id, tries_add(guess->own, &tries_of_pictures, now.mono_ms)}};
    err_t err = store_keep_tries(app->store, entries, 2, now.mono_ms);
    if (err) log_event(LOG_STORE_FAILED, err, 0);
}

// A try is looked up only when it can be counted, and counted before it is answered.
static void look_up(struct app *app, struct moment now, struct picture_code code, struct flow_facts *facts)
{
    uint8_t hash[16];
    struct guess guess;
    struct known_booking known;
    if (!may_guess(app, now, code, &guess)) return;
    app_hash_code(app, code, hash);
    err_t err = store_find_code(app->store, hash, now.wall_s, &known);
    if (err || !read_known(app, now, &known, facts)) {
        count_guess(app, now, &guess);
        return;
    }
    facts->booking.proven = true;
    facts->booking.code = code;
}

static void show_found(struct app *app, struct moment now, struct flow_facts *facts)
{
    if (!facts->found) facts->booking.sure = app->store && all_are_fresh(app, now);
    app_event(app, now, (struct flow_event){.kind = FLOW_EVENT_FOUND, .facts = facts});
    wipe(facts, sizeof *facts);
}

void app_find(struct app *app, struct moment now)
{
    struct flow_facts facts = {0};
    if (app_has_store(app)) look_up(app, now, flow_code(&app->flow.code), &facts);
    show_found(app, now, &facts);
}

void app_take_scan(struct app *app, struct moment now, struct uid uid)
{
    struct flow_facts facts = {0};
    struct known_booking known;
    app_event(app, now, (struct flow_event){.kind = FLOW_EVENT_INPUT});
    if (app_has_store(app) && store_find_uid(app->store, uid, &known) == OK)
        facts.booking.proven = read_known(app, now, &known, &facts);
    facts.booking.proven = facts.found;
    show_found(app, now, &facts);
}

// One for each hour. Where several people come at the same one, nobody can tell who this is.
static void add_hour(struct app *app, const struct flow_world *world, const struct flow_facts *facts)
{
    struct flow_found *last = app->hour_count ? &app->hours[app->hour_count - 1] : NULL;
    if (last && last->slot.start_s == facts->booking.slot.start_s) {
        last->seat = 0;
        last->uid = (struct uid){0};
        if (last->state == FOUND_ARRIVED) last->state = flow_judge(world, facts);
        return;
    }
    if (app->hour_count == APP_HOURS) return;
    struct flow_found *hour = &app->hours[app->hour_count++];
    *hour = facts->booking;
    hour->state = flow_judge(world, facts);
}

void app_refresh_hours(struct app *app, struct moment now)
{
    struct known_booking known[APP_HOURS];
    struct flow_world world = app_world(app, now);
    size_t count = 0;
    app->hour_count = 0;
    if (!now.wall_trusted || !app_has_store(app)) return;
    int64_t day = zone_local_day(world.zone, now.wall_s);
    err_t err =
        store_list_known(app->store, now.wall_s - DAY_S, now.wall_s + DAY_S, known, APP_HOURS, &count);
    if (err) log_event(LOG_STORE_FAILED, err, 0);
    for (size_t i = 0; !err && i < count; i++) {
        struct flow_facts facts;
        if (zone_local_day(world.zone, known[i].start_s) == day && read_known(app, now, &known[i], &facts))
            add_hour(app, &world, &facts);
    }
}

static bool may_call(struct app *app, struct moment now)
{
    struct tries tries;
    if (store_get_tries(app->store, CALLS, &tries) != OK) return false;
    if (!tries_allow(tries, &tries_of_calls, now.mono_ms)) return false;
    struct tries_entry entry = {CALLS, tries_add(tries, &tries_of_calls, now.mono_ms)};
    return store_keep_tries(app->store, &entry, 1, now.mono_ms) == OK;
}

// What somebody who has nothing booked needs, if they said so, sealed like any request.
static err_t seal_needs(struct app *app, const struct config_partner *partner, const struct item *item,
                        char *to, size_t cap, size_t *ret_n)
{
    const struct booking *draft = &app->flow.draft;
    struct booking booking = {.uid = item->uid,
                              .kind = ITEM_ARRIVAL,
                              .need_count = draft->need_count,
                              .contact_kind = CONTACT_RETURN,
                              .code = item->code};
    if (draft->need_count == 0) return OK;
    memcpy(booking.needs, draft->needs, sizeof booking.needs);
    memcpy(booking.partner, item->partner, sizeof booking.partner);
    const char *language = app->options.config->languages[app->flow.language];
    err_t err = str_copy(str_from(language), booking.language, sizeof booking.language);
    if (!err) err = app_seal(app, partner, &booking, to, cap, ret_n);
    wipe(&booking, sizeof booking);
    return err;
}

static const struct config_partner *partner_of(const struct app *app, struct moment now)
{
    struct flow_world world = app_world(app, now);
    bool booked = app->flow.place == FLOW_FOUND;
    return booked ? &world.config->partners[app->flow.found.partner] : flow_partner(&app->flow, &world);
}

static void make_item(struct app *app, struct moment now, const struct config_partner *partner,
                      struct item *item)
{
    struct flow *flow = &app->flow;
    struct picture_code own;
    bool booked = flow->place == FLOW_FOUND;
    app_make_code(app, &flow->arrival.uid, &flow->arrival.code);
    own = flow->arrival.code;
    *item = (struct item){.uid = flow->arrival.uid,
                          .kind = ITEM_ARRIVAL,
                          .code = booked ? flow->found.code : own,
                          .made_s = now.wall_s};
    memcpy(item->partner, partner->id, sizeof item->partner);
    if (!booked) return;
    item->choices[0] = flow->found.slot;
    item->choice_count = 1;
    item->seat = flow->found.seat;
}

static err_t tell(struct app *app, struct moment now)
{
    char sealed[LIMIT_SEALED];
    struct item item;
    size_t n = 0;
    const struct config_partner *partner = partner_of(app, now);
    if (!app_has_store(app)) return ERR_IO;
    if (app->flow.place == FLOW_HUMAN && !may_call(app, now)) return ERR_DENIED;
    make_item(app, now, partner, &item);
    err_t err = OK;
    if (item.choice_count == 0) err = seal_needs(app, partner, &item, sealed, sizeof sealed, &n);
    bool send = partner->adapter == ADAPTER_CALDAV;
    if (!err) err = store_add_arrival(app->store, &item, (struct str){sealed, n}, send);
    return err == ERR_EXISTS ? OK : err;
}

void app_tell(struct app *app, struct moment now)
{
    err_t err = tell(app, now);
    struct uid uid = app->flow.arrival.uid;
    if (err)
        log_event_of(LOG_ITEM_NOT_RECORDED, uid, err, 0);
    else
        log_event_of(LOG_ITEM_RECORDED, uid, ITEM_ARRIVAL, 0);
    app_event(app, now, (struct flow_event){.kind = err ? FLOW_EVENT_NOT_TOLD : FLOW_EVENT_TOLD});
    if (!err) app->options.ports.nudge(app->options.ports.self);
}
