#include "harness/sync_place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"

enum { WALL_S = 1795500000, START_MS = 1000000 }; // 24 November 2026

static void set_text(const char *text, char *to, size_t cap)
{
    CHECK(str_copy(str_from(text), to, cap) == OK);
}

static struct config *make_config(char server_class)
{
    struct config *config = calloc(1, sizeof *config);
    CHECK(config);
    struct config_partner *p = &config->partners[0];
    config->partner_count = 1;
    set_text("ml", p->id, sizeof p->id);
    set_text("12 rue du Port", p->address, sizeof p->address);
    set_text(dav_url(SHELF_SLOTS), p->slots_url, sizeof p->slots_url);
    set_text(dav_url(SHELF_BOOKINGS), p->bookings_url, sizeof p->bookings_url);
    set_text(dav_url(SHELF_REQUESTS), p->requests_url, sizeof p->requests_url);
    p->adapter = ADAPTER_CALDAV;
    p->server_class = server_class;
    p->max_minutes = 240;
    return config;
}

static void prepare(struct sync_place *place, char server_class, uint64_t seed)
{
    *place = (struct sync_place){
        .vfs = vfs_open(seed),
        .config = make_config(server_class),
        .zone = {.name = "Europe/Paris", .count = 1, .spans = {{INT64_MIN, 3600}}},
        .accounts = {{.user = "borne", .secret = "secret"}},
        .now = {START_MS, WALL_S, true},
        .entropy = {seed},
        .seed = seed,
    };
}

void place_open(struct sync_place *place, char server_class, uint64_t seed)
{
    prepare(place, server_class, seed);
    place->sim = partner_sim_open(server_class, seed);
    partner_sim_pass(place->sim, place->now.mono_ms);
    place_start(place);
}

void place_join(struct sync_place *place, const struct sync_place *first, int kiosk, uint64_t seed)
{
    prepare(place, first->config->partners[0].server_class, seed);
    place->sim = first->sim;
    place->guest = true;
    place->kiosk = kiosk;
    place->now = first->now;
    place_start(place);
}

static void fill_random(void *self, void *to, size_t n)
{
    struct sync_place *place = self;
    for (size_t i = 0; i < n; i++)
        ((uint8_t *)to)[i] = (uint8_t)rng_next(&place->entropy);
}

struct entropy_port place_entropy(struct sync_place *place)
{
    return (struct entropy_port){place, fill_random};
}

void place_start(struct sync_place *place)
{
    enum store_found found;
    struct files_port files = vfs_files(place->vfs);
    CHECK(store_open("/rebond.db", vfs_name(place->vfs), &files, &place->store, &found) == OK);
    CHECK(found != STORE_SET_ASIDE);
    struct engine_options options = {
        .http = place->http ? *place->http : partner_sim_port(place->sim, place->kiosk),
        .store = place->store,
        .config = place->config,
        .zone = &place->zone,
        .accounts = place->accounts,
        .entropy = place_entropy(place),
        .device = place->device,
        .device_count = place->device_count,
        .seed = ++place->seed,
        .build_s = WALL_S - 86400,
        .faults = &place->faults,
    };
    CHECK(engine_open(&options, &place->engine) == OK);
    place->due_ms = place->now.mono_ms;
}

void place_stop(struct sync_place *place)
{
    engine_close(place->engine);
    store_close(place->store);
    place->engine = NULL;
    place->store = NULL;
}

void place_cut(struct sync_place *place)
{
    if (!vfs_is_dead(place->vfs)) vfs_die(place->vfs);
    place_stop(place);
    vfs_power_cut(place->vfs, place->seed);
}

void place_kill(struct sync_place *place)
{
    place_cut(place);
    place_start(place);
}

void place_close(struct sync_place *place)
{
    place_stop(place);
    if (!place->guest) partner_sim_close(place->sim);
    vfs_close(place->vfs);
    free(place->config);
}

static bool is_due(const struct sync_place *place)
{
    int64_t answer_ms = partner_sim_next_of(place->sim, place->kiosk);
    return place->due_ms <= place->now.mono_ms || answer_ms <= place->now.mono_ms;
}

static int64_t next_of(const struct sync_place *place)
{
    int64_t answer_ms = partner_sim_next_of(place->sim, place->kiosk);
    return answer_ms < place->due_ms ? answer_ms : place->due_ms;
}

void place_set_time(struct sync_place *place, int64_t mono_ms)
{
    place->now.wall_s += mono_ms / 1000 - place->now.mono_ms / 1000;
    place->now.mono_ms = mono_ms;
}

bool places_step(struct sync_place *const *places, size_t count, int64_t end_ms)
{
    int64_t now_ms = places[0]->now.mono_ms, next = MOMENT_NEVER;
    partner_sim_pass(places[0]->sim, now_ms);
    for (size_t i = 0; i < count; i++) {
        if (vfs_is_dead(places[i]->vfs)) return false;
        if (is_due(places[i])) places[i]->due_ms = engine_turn(places[i]->engine, places[i]->now);
        if (vfs_is_dead(places[i]->vfs)) return false;
    }
    for (size_t i = 0; i < count; i++)
        if (next_of(places[i]) < next) next = next_of(places[i]);
    if (next <= now_ms) next = now_ms + 1;
    for (size_t i = 0; i < count; i++)
        place_set_time(places[i], next < end_ms ? next : end_ms);
    return next <= end_ms;
}

void places_pass(struct sync_place *const *places, size_t count, int64_t ms)
{
    int64_t end_ms = places[0]->now.mono_ms + ms;
    for (size_t i = 0; i < count; i++)
        places[i]->due_ms = INT64_MIN; // somebody may have nudged it
    for (int turns = 0; places_step(places, count, end_ms); turns++)
        CHECK(turns < 200000); // an engine that spins is a mistake of its own
}

void place_pass(struct sync_place *place, int64_t ms)
{
    places_pass(&place, 1, ms);
}

bool place_drain(struct sync_place *place, int64_t ms)
{
    struct store_counts counts = {.on_device = 1};
    for (int64_t passed = 0; passed < ms; passed += 1000) {
        place_pass(place, 1000);
        CHECK(store_count(place->store, &counts) == OK);
        if (counts.on_device == counts.needing_you) return true;
    }
    return false;
}

struct slot place_slot(int number, int capacity)
{
    struct slot slot = {
        .start_s = WALL_S + 86400 + number * 3600,
        .end_s = WALL_S + 86400 + number * 3600 + 1800,
        .capacity = (uint16_t)capacity,
        .workshop = capacity > 1,
    };
    char uid[32];
    snprintf(uid, sizeof uid, "slot-%d@partner", number);
    slot_key(str_from(uid), slot.start_s, slot.key);
    set_text("ml", slot.partner, sizeof slot.partner);
    set_text("Accueil", slot.title, sizeof slot.title);
    return slot;
}

static void name_it(struct sync_place *place, struct item *item)
{
    item->uid.b[0] = 0xab;
    item->uid.b[1] = ++place->items;
    item->code = (struct picture_code){{1, 2, 3}, place->items % 100};
    item->made_s = place->now.wall_s;
    set_text("ml", item->partner, sizeof item->partner);
}

static struct uid add(struct sync_place *place, struct item *item)
{
    int seat;
    name_it(place, item);
    memcpy(item->code_hash, item->uid.b, sizeof item->code_hash);
    CHECK(store_add_item(place->store, item, STR("age-encryption.org/v1 sealed bytes"), &seat) == OK);
    engine_nudge(place->engine);
    place->due_ms = place->now.mono_ms;
    return item->uid;
}

struct uid place_book(struct sync_place *place, const struct slot *first, const struct slot *second)
{
    struct item item = {.kind = first->workshop ? ITEM_WORKSHOP : ITEM_APPOINTMENT, .choice_count = 1};
    item.choices[0] = *first;
    if (second) item.choices[item.choice_count++] = *second;
    return add(place, &item);
}

struct uid place_wait(struct sync_place *place, const struct slot *workshop)
{
    struct item item = {.kind = ITEM_CALLBACK, .choices = {*workshop}, .choice_count = 1};
    return add(place, &item);
}

struct uid place_request(struct sync_place *place, enum item_kind kind)
{
    struct item item = {.kind = kind};
    return add(place, &item);
}

static struct store_cancel cancel_of(struct sync_place *place, struct uid uid)
{
    struct item item = place_item(place, uid);
    struct store_cancel cancel = {.made_s = place->now.wall_s};
    cancel.code = (struct picture_code){{1, 2, 3}, item.code_hash[1] % 100}; // as name_it gave it
    memcpy(cancel.code_hash, item.code_hash, sizeof cancel.code_hash);
    return cancel;
}

err_t place_cancel(struct sync_place *place, struct uid uid)
{
    struct store_cancel cancel = cancel_of(place, uid);
    err_t err = store_cancel(place->store, &cancel);
    engine_nudge(place->engine);
    place->due_ms = place->now.mono_ms;
    return err;
}

struct uid place_change(struct sync_place *place, struct uid uid, const struct slot *to)
{
    int seat;
    struct store_cancel old = cancel_of(place, uid);
    struct item item = {.kind = ITEM_APPOINTMENT, .choices = {*to}, .choice_count = 1, .change = true};
    name_it(place, &item);
    memcpy(item.code_hash, old.code_hash, sizeof old.code_hash);
    CHECK(store_add_change(place->store, &item, STR("age-encryption.org/v1 sealed bytes"), &old, &seat) ==
          OK);
    engine_nudge(place->engine);
    place->due_ms = place->now.mono_ms;
    return item.uid;
}

struct item place_item(struct sync_place *place, struct uid uid)
{
    struct item item;
    CHECK(store_get_item(place->store, uid, &item) == OK);
    return item;
}

enum item_state place_state(struct sync_place *place, struct uid uid)
{
    return place_item(place, uid).state;
}

enum partner_condition place_condition(struct sync_place *place)
{
    enum partner_condition condition;
    CHECK(partner_get_condition(place->store, "ml", &condition) == OK);
    return condition;
}
