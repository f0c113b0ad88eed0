// Two or three kiosks race for the few slots of one partner, by seed: the server has the habits of a real one
// (partner_profile.h), the network has its moods, the power of a kiosk goes, staff change their calendar. At
// every moment what a visitor was told is true: no seat is confirmed to two, and what was confirmed stands at
// the partner. In the end every visitor is confirmed, called back or in front of staff.
//   race [--seeds FIRST COUNT] [--profile NAME] [--one-writer] [--plant FAULT] [--story]
// --one-writer: servers of class C only, with several kiosks. --plant: the invariants should break.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "harness/partner_profile.h"
#include "harness/sync_place.h"

enum { SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE, DAY_S = 86400 };
enum { KIOSKS = 3, VISITORS = 60, UIDS = 80, BEATS = 16, SLOTS = 40, FREED = 32, STORY = 32 << 10 };

#define TWICE "was told of a seat that somebody else was told of,"
#define UNTRUE "was told of a seat that is not theirs,"

struct visitor {
    int kiosk;
    struct uid uid;
    bool over, confirmed;
    char seat[LIMIT_RESOURCE]; // what was confirmed
};

struct race {
    const struct partner_profile *profile;
    struct rng rng;
    int kiosks;
    struct sync_place places[KIOSKS];
    struct sync_place *on[KIOSKS]; // those with power
    size_t on_count;
    int64_t start_ms, off_until_ms[KIOSKS];
    uint64_t durable[KIOSKS]; // steps of its disk when it was last looked at
    size_t written;           // at the partner, likewise
    struct visitor visitors[VISITORS];
    size_t visitor_count;
    char freed[FREED][LIMIT_RESOURCE]; // seats whose booking staff deleted: nobody was promised that it stays
    size_t freed_count;
    int published, hours[SLOTS];     // of each slot of creneaux/, 0: deleted
    char broken[2 * LIMIT_RESOURCE]; // what ends the race at once
    char untrue[2 * LIMIT_RESOURCE]; // what somebody was told is not so (any more): the race goes on, worse
                                     // may come
    struct buf story;
    char memory[STORY];
};

struct totals {
    int passed, failed;
    long confirmed, second, called_back, staff;
};

// --- what is told

static int64_t now_of(const struct race *race)
{
    return race->on[0]->now.mono_ms;
}

__attribute__((format(printf, 2, 3))) static void tell(struct race *race, const char *format, ...)
{
    char line[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    int64_t ms = now_of(race) - race->start_ms;
    buf_add_format(&race->story, "  %5d.%03d s  %s\n", (int)(ms / SECOND), (int)(ms % SECOND), line);
}

static void note(struct race *race, const struct visitor *v, const char *how, char to[2 * LIMIT_RESOURCE])
{
    if (to[0]) return;
    snprintf(to, 2 * LIMIT_RESOURCE, "visitor %d of kiosk %d %s %s", (int)(v - race->visitors) + 1, v->kiosk,
             how, v->seat);
    tell(race, "BROKEN: %s", to);
}

static void break_it(struct race *race, const struct visitor *v, const char *how)
{
    note(race, v, how, race->broken);
}

static struct partner_sim *server(const struct race *race)
{
    return race->places[0].sim;
}

// --- invariants

static bool is_freed(const struct race *race, const char *seat)
{
    for (size_t i = 0; i < race->freed_count; i++)
        if (strcmp(race->freed[i], seat) == 0) return true;
    return false;
}

static bool holds(const struct race *race, const struct visitor *v)
{
    struct uid holder;
    return partner_sim_holder(server(race), v->seat, &holder) && uid_eq(holder, v->uid);
}

static void check_confirmed(struct race *race, const struct visitor *v)
{
    if (!is_freed(race, v->seat) && !holds(race, v)) note(race, v, UNTRUE, race->untrue);
}

static void confirm(struct race *race, struct visitor *v, const struct item *item)
{
    char resource[SLOT_RESOURCE];
    slot_resource(&item->choices[item->choice_now], item->seat, resource);
    snprintf(v->seat, sizeof v->seat, "%s.ics", resource);
    v->confirmed = true;
    tell(race, "kiosk %d tells visitor %d: %s is yours", v->kiosk, (int)(v - race->visitors) + 1, v->seat);
    check_confirmed(race, v);
    for (size_t i = 0; i < race->visitor_count; i++) {
        const struct visitor *other = &race->visitors[i];
        bool same = other != v && other->confirmed && strcmp(other->seat, v->seat) == 0;
        if (same && !is_freed(race, v->seat)) break_it(race, v, TWICE);
    }
}

static bool is_booking(const struct item *item)
{
    return item->kind == ITEM_APPOINTMENT || item->kind == ITEM_WORKSHOP;
}

static void look_at(struct race *race, struct sync_place *place)
{
    for (size_t i = 0; i < race->visitor_count; i++) {
        struct visitor *v = &race->visitors[i];
        if (v->over || v->kiosk != place->kiosk) continue;
        struct item item = place_item(place, v->uid);
        v->over = item.state == ITEM_DELIVERED || item.state == ITEM_REFUSED;
        bool told = is_booking(&item) && (item.state == ITEM_DELIVERED || item.state == ITEM_FILING);
        if (told && !v->confirmed) confirm(race, v, &item);
    }
}

// Visitors of a kiosk are looked at when its disk was written to, confirmed seats when the partner was.
static void look(struct race *race)
{
    for (size_t i = 0; i < race->on_count; i++) {
        struct sync_place *place = race->on[i];
        uint64_t durable = vfs_count(place->vfs, VFS_DURABLE);
        if (vfs_is_dead(place->vfs) || durable == race->durable[place->kiosk]) continue;
        race->durable[place->kiosk] = durable;
        look_at(race, place);
    }
    size_t written = partner_sim_shelf(server(race))->history_count;
    if (written == race->written) return;
    race->written = written;
    for (size_t i = 0; i < race->visitor_count; i++)
        if (race->visitors[i].confirmed) check_confirmed(race, &race->visitors[i]);
}

static void check_end(struct race *race, struct visitor *v, struct totals *totals)
{
    struct item item = place_item(&race->places[v->kiosk], v->uid);
    size_t live = partner_sim_live_of(server(race), v->uid);
    bool delivered = item.state == ITEM_DELIVERED, freed = v->confirmed && is_freed(race, v->seat);
    if (!delivered && item.state != ITEM_REFUSED) break_it(race, v, "still waits in the end");
    if (item.state == ITEM_REFUSED && item.reason == REASON_NONE)
        break_it(race, v, "was refused without a reason");
    if (delivered && live == 0 && !freed) break_it(race, v, "was delivered and is nowhere");
    if (live > 1) break_it(race, v, "is there twice");
    if (v->confirmed && !(delivered && is_booking(&item))) break_it(race, v, "was confirmed and is no more");
    totals->confirmed += v->confirmed;
    totals->second += v->confirmed && item.choice_now == 1;
    totals->called_back += delivered && !is_booking(&item);
    totals->staff += item.state == ITEM_REFUSED;
}

// --- time, and power

static void power_off(struct race *race, size_t i)
{
    struct sync_place *place = race->on[i];
    int64_t away_ms = race->on_count > 1 ? (int64_t)rng_below(&race->rng, 90 * SECOND) : 0;
    tell(race, "kiosk %d loses its power for %d ms", place->kiosk, (int)away_ms);
    place_cut(place);
    vfs_die_at(place->vfs, 0);
    if (race->on_count == 1) {
        place_start(place);
        return;
    }
    race->off_until_ms[place->kiosk] = now_of(race) + away_ms;
    race->on[i] = race->on[--race->on_count];
}

static void power_on(struct race *race, int64_t until_ms)
{
    for (int k = 0; k < race->kiosks; k++) {
        struct sync_place *place = &race->places[k];
        if (place->store || race->off_until_ms[k] > until_ms) continue;
        place_set_time(place, now_of(race));
        place_start(place);
        race->on[race->on_count++] = place;
        tell(race, "kiosk %d is back", k);
    }
}

static bool bury(struct race *race)
{
    for (size_t i = 0; i < race->on_count; i++)
        if (vfs_is_dead(race->on[i]->vfs)) {
            power_off(race, i);
            return true;
        }
    return false;
}

static void run(struct race *race, int64_t ms)
{
    int64_t end_ms = now_of(race) + ms;
    for (int turns = 0; !race->broken[0]; turns++) {
        CHECK(turns < 400000);
        bool more = places_step(race->on, race->on_count, end_ms);
        look(race);
        bool died = bury(race);
        power_on(race, now_of(race));
        if (!more && !died) return;
    }
}

// --- what happens

static struct sync_place *some_kiosk(struct race *race)
{
    return race->on[rng_below(&race->rng, race->on_count)];
}

static size_t free_slots(const struct sync_place *place, struct slot slots[SLOTS])
{
    size_t count, kept = 0;
    CHECK(store_list_slots(place->store, place->now.wall_s, place->now.wall_s + 9 * DAY_S, slots, SLOTS,
                           &count) == OK);
    for (size_t i = 0; i < count; i++)
        if (slot_is_free(&slots[i])) slots[kept++] = slots[i];
    return kept;
}

// The slot with this key, or any.
static size_t choose(struct race *race, const struct slot *slots, size_t count, const char *key)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(slots[i].key, key) == 0) return i;
    return rng_below(&race->rng, count);
}

static void visit(struct race *race, struct sync_place *place, const char *key)
{
    static struct slot slots[SLOTS];
    if (race->visitor_count == VISITORS) return;
    size_t count = free_slots(place, slots);
    struct visitor *v = &race->visitors[race->visitor_count++];
    *v = (struct visitor){.kiosk = place->kiosk};
    if (count == 0) {
        v->uid = place_request(place, ITEM_CALLBACK);
        tell(race, "visitor %d of kiosk %d finds nothing and asks to be called", (int)race->visitor_count,
             v->kiosk);
        return;
    }
    size_t first = choose(race, slots, count, key), second = rng_below(&race->rng, count);
    bool has_second = second != first && rng_below(&race->rng, 4) > 0;
    v->uid = place_book(place, &slots[first], has_second ? &slots[second] : NULL);
    tell(race, "visitor %d of kiosk %d wants %s, or %s", (int)race->visitor_count, v->kiosk, slots[first].key,
         has_second ? slots[second].key : "nothing else");
}

// At the same moment, at every kiosk, the same slot.
static void rush(struct race *race)
{
    static struct slot slots[SLOTS];
    char key[SLOT_KEY] = "";
    size_t count = free_slots(some_kiosk(race), slots);
    if (count > 0) memcpy(key, slots[rng_below(&race->rng, count)].key, sizeof key);
    for (size_t i = 0; i < race->on_count; i++)
        visit(race, race->on[i], key);
}

static void write_event(const struct race *race, int number, int hour, const char *title, char *to,
                        size_t cap)
{
    char start[CIVIL_STAMP], end[CIVIL_STAMP];
    int64_t start_s = (race->on[0]->now.wall_s / DAY_S + 1) * DAY_S + hour * 3600;
    civil_stamp(start_s, start);
    civil_stamp(start_s + 1800, end);
    snprintf(
        to, cap,
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//staff//FR\r\nBEGIN:VEVENT\r\nUID:slot-%d@staff\r\n"
        "DTSTAMP:20260101T000000Z\r\nDTSTART:%s\r\nDTEND:%s\r\nSUMMARY:%s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        number, start, end, title);
}

static void publish(struct race *race, int number, int hour)
{
    char name[32], ics[512];
    snprintf(name, sizeof name, "créneau %d.ics", number);
    write_event(race, number, hour, number % 5 == 4 ? "Atelier 🌱 (3 places)" : "Accueil", ics, sizeof ics);
    partner_sim_publish(server(race), name, ics);
    race->hours[number] = hour;
}

static void add_slot(struct race *race)
{
    if (race->published == SLOTS) return;
    tell(race, "staff add slot %d", race->published);
    publish(race, race->published, 8 + race->published);
    race->published++;
}

static void move_slot(struct race *race)
{
    int number = (int)rng_below(&race->rng, (uint64_t)race->published);
    if (!race->hours[number]) return;
    tell(race, "staff move slot %d", number);
    publish(race, number, race->hours[number] + 1);
}

static void delete_slot(struct race *race)
{
    char name[32];
    int number = (int)rng_below(&race->rng, (uint64_t)race->published);
    snprintf(name, sizeof name, "créneau %d.ics", number);
    race->hours[number] = 0;
    if (partner_sim_delete(server(race), SHELF_SLOTS, name)) tell(race, "staff delete slot %d", number);
}

static void delete_booking(struct race *race)
{
    struct shelf *shelf = partner_sim_shelf(server(race));
    if (shelf->count == 0 || race->freed_count == FREED) return;
    struct shelf_resource r = shelf->resources[rng_below(&race->rng, shelf->count)];
    if (r.collection != SHELF_BOOKINGS || !r.live || shelf_is_note(r.name)) return;
    tell(race, "staff delete %s", r.name);
    memcpy(race->freed[race->freed_count++], r.name, sizeof r.name);
    CHECK(partner_sim_delete(server(race), SHELF_BOOKINGS, r.name));
}

// An event of their own, in the middle of what can be booked.
static void block(struct race *race)
{
    char name[32], ics[512];
    int number = (int)rng_below(&race->rng, (uint64_t)race->published);
    snprintf(name, sizeof name, "réunion %d.ics", number);
    write_event(race, number, race->hours[number], "Réunion", ics, sizeof ics);
    shelf_put(partner_sim_shelf(server(race)), SHELF_BOOKINGS, name, str_from(ics), now_of(race));
    tell(race, "staff have a meeting during slot %d", number);
}

static void storm(struct race *race)
{
    unsigned per_mille = (unsigned)rng_below(&race->rng, 4) * 100;
    tell(race, "the network loses %u in 1000", per_mille);
    partner_sim_storm(server(race), per_mille);
}

static void unplug(struct race *race)
{
    int kiosk = (int)rng_below(&race->rng, (uint64_t)race->kiosks);
    bool in = rng_below(&race->rng, 2) == 0;
    tell(race, "kiosk %d is %s", kiosk, in ? "plugged in" : "unplugged");
    partner_sim_plug(server(race), kiosk, in);
}

// At once, or in the middle of one of the next things it writes.
static void cut(struct race *race)
{
    struct sync_place *place = some_kiosk(race);
    vfs_die_at(place->vfs, 1 + rng_below(&race->rng, 24));
    if (rng_below(&race->rng, 3) == 0) vfs_die(place->vfs);
    run(race, 20 * SECOND);
    vfs_die_at(place->vfs, 0);
}

static void happen(struct race *race)
{
    uint64_t chance = rng_below(&race->rng, 100);
    if (chance < 36)
        rush(race);
    else if (chance < 60)
        visit(race, some_kiosk(race), "");
    else if (chance < 69)
        storm(race);
    else if (chance < 76)
        unplug(race);
    else if (chance < 86)
        cut(race);
    else if (chance < 92)
        add_slot(race);
    else if (chance < 95)
        move_slot(race);
    else if (chance < 97)
        delete_slot(race);
    else if (chance < 98)
        block(race);
    else
        delete_booking(race);
}

static int64_t a_while(struct race *race)
{
    static const int64_t bounds[] = {30, 400, 6 * SECOND, 6 * SECOND, 40 * SECOND};
    int64_t bound = bounds[rng_below(&race->rng, sizeof bounds / sizeof *bounds)];
    return (int64_t)rng_below(&race->rng, (uint64_t)bound);
}

// --- a race

static void open_race(struct race *race, uint64_t seed, const struct partner_profile *profile, bool several,
                      struct engine_faults faults)
{
    memset(race, 0, sizeof *race);
    race->profile = profile;
    race->rng.state = seed;
    race->story = buf_init(race->memory, sizeof race->memory);
    race->kiosks = several ? 2 + (int)rng_below(&race->rng, KIOSKS - 1) : 1;
    place_open(&race->places[0], profile->server_class, rng_next(&race->rng));
    *partner_sim_settings(server(race)) = profile->dav;
    for (int k = 1; k < race->kiosks; k++)
        place_join(&race->places[k], &race->places[0], k, rng_next(&race->rng));
    for (int k = 0; k < race->kiosks; k++) {
        race->places[k].faults = faults;
        race->places[k].items = (uint8_t)(k * UIDS);
        race->on[race->on_count++] = &race->places[k];
    }
    race->start_ms = now_of(race);
    int count = 2 + (int)rng_below(&race->rng, 5);
    for (int i = 0; i < count; i++)
        add_slot(race);
}

static void close_race(struct race *race)
{
    power_on(race, INT64_MAX);
    for (int k = race->kiosks - 1; k >= 0; k--)
        place_close(&race->places[k]);
}

static bool all_over(const struct race *race)
{
    for (size_t i = 0; i < race->visitor_count; i++)
        if (!race->visitors[i].over) return false;
    return true;
}

// The network is well again and everybody has power: the queues drain.
static void end_race(struct race *race, struct totals *totals)
{
    partner_sim_calm(server(race));
    power_on(race, INT64_MAX);
    tell(race, "all is well again");
    for (int64_t ms = 0; ms < 3 * HOUR && !race->broken[0] && !all_over(race); ms += 20 * SECOND)
        run(race, 20 * SECOND);
    run(race, MINUTE); // what was on its way
    if (!race->broken[0]) memcpy(race->broken, race->untrue, sizeof race->broken);
    for (size_t i = 0; i < race->visitor_count && !race->broken[0]; i++)
        check_end(race, &race->visitors[i], totals);
}

static bool play(struct race *race, uint64_t seed, const struct partner_profile *profile, bool several,
                 struct engine_faults faults, struct totals *totals)
{
    open_race(race, seed, profile, several, faults);
    // All have met the partner; where one of them has to become the only writer, sometimes that has happened.
    bool late = several && profile->server_class == 'C' && rng_below(&race->rng, 2) > 0;
    run(race, late ? 4 * MINUTE : 8 * SECOND);
    for (int i = 0; i < BEATS && !race->broken[0]; i++) {
        happen(race);
        run(race, a_while(race));
    }
    if (!race->broken[0]) end_race(race, totals);
    totals->passed += !race->broken[0];
    totals->failed += race->broken[0] != '\0';
    close_race(race);
    return !race->broken[0];
}

// --- many of them

struct options {
    uint64_t first, count;
    const struct partner_profile *profile; // NULL: by seed
    bool one_writer, story;
    struct engine_faults faults;
};

static const struct partner_profile *profile_of(const struct options *options, uint64_t seed)
{
    if (options->profile) return options->profile;
    const struct partner_profile *profile = &partner_profiles[seed % partner_profile_count];
    for (size_t i = 0; options->one_writer && profile->server_class != 'C'; i++)
        profile = &partner_profiles[(seed + i) % partner_profile_count];
    return profile;
}

static bool play_seed(const struct options *options, uint64_t seed, struct engine_faults faults,
                      struct totals *totals, struct race *race)
{
    const struct partner_profile *profile = profile_of(options, seed);
    bool several = profile->server_class != 'C' || options->one_writer;
    return play(race, seed, profile, several, faults, totals);
}

static struct totals play_all(const struct options *options, struct race *race)
{
    struct totals totals = {0};
    for (uint64_t seed = options->first; seed < options->first + options->count; seed++) {
        bool good = play_seed(options, seed, options->faults, &totals, race);
        if (good && !options->story) continue;
        printf("%s seed %" PRIu64 " (%s): %s\n%.*s", good ? "held" : "FAILED", seed, race->profile->name,
               race->broken, STR_ARG(buf_str(&race->story)));
    }
    printf("%ld confirmed (%ld second choice), %ld called back, %ld with staff\n", totals.confirmed,
           totals.second, totals.called_back, totals.staff);
    return totals;
}

static const struct planted {
    const char *name, *breaks;
    struct engine_faults faults;
} planted[] = {
    {"claim_by_if_match", TWICE, {.claim_by_if_match = true}},
    {"any_2xx_wins", TWICE, {.any_2xx_wins = true}},
    {"forget_before_readback", TWICE, {.forget_before_readback = true}},
};
enum { PLANTED = sizeof planted / sizeof *planted };

// Negative control: over the same seeds the planted mistake breaks an invariant.
static bool is_caught(const struct options *options, const struct planted *mistake, struct race *race)
{
    struct totals totals = {0};
    for (uint64_t seed = options->first; seed < options->first + options->count; seed++) {
        bool good = play_seed(options, seed, mistake->faults, &totals, race);
        if (good || !strstr(race->broken, mistake->breaks)) continue;
        printf("%s is caught by seed %" PRIu64 " (%s): %s\n", mistake->name, seed, race->profile->name,
               race->broken);
        return true;
    }
    printf("FAILED: %s is not caught\n", mistake->name);
    return false;
}

static bool read_options(int argc, char **argv, struct options *options)
{
    for (int i = 1; i < argc; i++) {
        bool one_more = i + 1 < argc;
        if (strcmp(argv[i], "--seeds") == 0 && i + 2 < argc) {
            options->first = strtoull(argv[++i], NULL, 10);
            options->count = strtoull(argv[++i], NULL, 10);
        } else if (strcmp(argv[i], "--profile") == 0 && one_more) {
            options->profile = partner_profile_find(argv[++i]);
            if (!options->profile) return false;
        } else if (strcmp(argv[i], "--plant") == 0 && one_more) {
            size_t which = 0;
            for (i++; which < PLANTED && strcmp(planted[which].name, argv[i]) != 0;)
                which++;
            if (which == PLANTED) return false;
            options->faults = planted[which].faults;
        } else if (strcmp(argv[i], "--one-writer") == 0) {
            options->one_writer = true;
        } else if (strcmp(argv[i], "--story") == 0) {
            options->story = true;
        } else {
            return false;
        }
    }
    return true;
}

int main(int argc, char **argv)
{
    static struct race race;
    struct options options = {.first = 1, .count = 200};
    if (!read_options(argc, argv, &options)) {
        fprintf(stderr,
                "race [--seeds FIRST COUNT] [--profile NAME] [--one-writer] [--plant FAULT] [--story]\n");
        return 2;
    }
    struct totals totals = play_all(&options, &race);
    static const struct engine_faults none;
    bool controls =
        !options.profile && !options.one_writer && memcmp(&options.faults, &none, sizeof none) == 0;
    for (size_t i = 0; i < PLANTED && controls; i++) {
        bool caught = is_caught(&options, &planted[i], &race);
        totals.passed += caught;
        totals.failed += !caught;
    }
    printf("%d passed, %d failed\n", totals.passed, totals.failed);
    return totals.failed != 0;
}
