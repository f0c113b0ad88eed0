// links: base port content config booking seal sync store engine
// clang-format off
// with: harness/sync_place.c harness/partner_sim.c harness/partner_dav.c harness/partner_shelf.c harness/vfs.c harness/disk.c
// clang-format on
#include "harness/test.h"

#include "harness/sync_place.h"

#include <stdio.h>

enum { MINUTE = 60000, HOUR = 60 * MINUTE, SLOTS = 4, KIOSKS = 3 };

struct town { // kiosks of one partner, each with visitors who want the same few slots
    struct sync_place places[KIOSKS];
    struct sync_place *all[KIOSKS];
    struct uid uids[KIOSKS][SLOTS];
};

static void open_town(struct town *town, char server_class, uint64_t seed)
{
    place_open(&town->places[0], server_class, seed);
    for (int k = 1; k < KIOSKS; k++)
        place_join(&town->places[k], &town->places[0], k, seed + (uint64_t)k * 1000);
    for (int k = 0; k < KIOSKS; k++)
        town->all[k] = &town->places[k];
    places_pass(town->all, KIOSKS, MINUTE); // all have met the partner: from now on they write at once
}

static void close_town(struct town *town)
{
    for (int k = KIOSKS - 1; k >= 0; k--)
        place_close(&town->places[k]);
}

// Every kiosk books every slot; the second choice is another of the same few.
static void book_all(struct town *town)
{
    for (int k = 0; k < KIOSKS; k++)
        for (int i = 0; i < SLOTS; i++) {
            struct slot first = place_slot(i, 1), second = place_slot(SLOTS + (i + k) % SLOTS, 1);
            town->places[k].items = (uint8_t)(k * 50 + i); // uids of one town are all different
            town->uids[k][i] = place_book(&town->places[k], &first, &second);
        }
}

struct result {
    int delivered, appointments, held, doubles;
};

static struct result look(struct town *town)
{
    struct result result = {0};
    for (int k = 0; k < KIOSKS; k++)
        for (int i = 0; i < SLOTS; i++) {
            struct item item = place_item(&town->places[k], town->uids[k][i]);
            char resource[SLOT_RESOURCE], name[LIMIT_RESOURCE];
            struct uid holder;
            result.doubles += partner_sim_live_of(town->places[0].sim, item.uid) > 1;
            if (item.state != ITEM_DELIVERED) continue;
            result.delivered++;
            if (item.kind != ITEM_APPOINTMENT) continue;
            result.appointments++;
            slot_resource(&item.choices[item.choice_now], item.seat, resource);
            snprintf(name, sizeof name, "%s.ics", resource);
            result.held += partner_sim_holder(town->places[0].sim, name, &holder) && uid_eq(holder, item.uid);
        }
    return result;
}

// What is confirmed stands at the partner under its own token, so no seat is confirmed twice; every seat is
// somebody's, nobody has two and nobody is lost.
static void everybody_is_served_once(char server_class, uint64_t seed, unsigned storm)
{
    struct town town;
    open_town(&town, server_class, seed);
    partner_sim_storm(town.places[0].sim, storm);
    book_all(&town);
    places_pass(town.all, KIOSKS, HOUR);
    partner_sim_calm(town.places[0].sim);
    places_pass(town.all, KIOSKS, HOUR);
    struct result result = look(&town);
    bool bad = result.delivered != KIOSKS * SLOTS || result.held != result.appointments ||
               result.doubles > 0 || result.appointments < SLOTS;
    if (bad)
        fail_msg("class %c seed %d storm %u: %d delivered, %d appointments, %d held, %d doubles",
                 server_class, (int)seed, storm, result.delivered, result.appointments, result.held,
                 result.doubles);
    close_town(&town);
}

static void test_three_kiosks_that_want_the_same_slots_share_them(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        everybody_is_served_once('A', seed, 0);
        everybody_is_served_once('B', seed, 0);
    }
}

static void test_they_do_so_in_a_storm_too(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 20; seed++)
        everybody_is_served_once(seed % 2 ? 'A' : 'B', seed, 300);
}

// Negative control: who forgets before reading back confirms a seat that a class B server gave to two.
static void test_without_the_read_back_a_seat_would_be_confirmed_twice(void **state)
{
    (void)state;
    int broken = 0;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        struct town town;
        open_town(&town, 'B', seed);
        for (int k = 0; k < KIOSKS; k++)
            town.places[k].faults.forget_before_readback = true;
        book_all(&town);
        places_pass(town.all, KIOSKS, HOUR);
        struct result result = look(&town);
        broken += result.held != result.appointments;
        close_town(&town);
    }
    assert_true(broken > 0);
}

// Somebody overwrites what a kiosk was told it had created. While the kiosk looks, another of its requests is
// told to come back in two minutes. Whoever stands there half a minute later is believed by their kiosk.
static bool repairs(int other_ms)
{
    struct sync_place place;
    struct uid believed, holder;
    char resource[SLOT_RESOURCE], name[LIMIT_RESOURCE];
    place_open(&place, 'B', 3);
    place_pass(&place, MINUTE);
    struct slot slot = place_slot(0, 1), another = place_slot(1, 1);
    struct uid uid = place_book(&place, &slot, NULL);
    slot_resource(&slot, 1, resource);
    snprintf(name, sizeof name, "%s.ics", resource);
    while (place_state(&place, uid) != ITEM_SETTLING)
        place_pass(&place, 1);
    partner_sim_other_takes(place.sim, name);
    place_pass(&place, other_ms);
    partner_sim_script(place.sim, HTTP_PUT, 0, 1, SIM_503);
    place_book(&place, &another, NULL);
    place_pass(&place, 30000);
    assert_true(partner_sim_holder(place.sim, name, &believed));
    place_pass(&place, HOUR);
    assert_true(partner_sim_holder(place.sim, name, &holder));
    if (!uid_eq(believed, holder)) fail_msg("repaired too late, other request at %d ms", other_ms);
    assert_int_equal(place_item(&place, uid).kind, uid_eq(holder, uid) ? ITEM_APPOINTMENT : ITEM_CALLBACK);
    place_close(&place);
    return uid_eq(holder, uid);
}

static void test_a_repair_that_is_held_up_is_not_made_any_more(void **state)
{
    (void)state;
    int repaired = 0, runs = 0;
    for (int other_ms = 4600; other_ms < 5100; other_ms += 4, runs++)
        repaired += repairs(other_ms);
    assert_in_range(repaired, 1, runs - 1); // both happen
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_three_kiosks_that_want_the_same_slots_share_them),
        cmocka_unit_test(test_they_do_so_in_a_storm_too),
        cmocka_unit_test(test_a_repair_that_is_held_up_is_not_made_any_more),
        cmocka_unit_test(test_without_the_read_back_a_seat_would_be_confirmed_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
