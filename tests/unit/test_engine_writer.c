// links: base port content config booking seal sync store engine
// clang-format off
// with: harness/sync_place.c harness/partner_sim.c harness/partner_dav.c harness/partner_shelf.c harness/vfs.c harness/disk.c
// clang-format on
#include "harness/test.h"

#include "harness/sync_place.h"

#include <stdio.h>

// The server of these tests refuses nothing: what is written replaces what was there, without a word.
enum { MINUTE = 60000, HOUR = 60 * MINUTE, KIOSKS = 3 };

#define MARK "rebond-writer.ics"

struct town {
    struct sync_place places[KIOSKS];
    struct sync_place *all[KIOSKS];
};
static struct town town;

static int open_town(void **state)
{
    (void)state;
    place_open(&town.places[0], 'C', 5);
    for (int k = 1; k < KIOSKS; k++)
        place_join(&town.places[k], &town.places[0], k, 5 + (uint64_t)k * 1000);
    for (int k = 0; k < KIOSKS; k++)
        town.all[k] = &town.places[k];
    return 0;
}

static int close_town(void **state)
{
    (void)state;
    for (int k = KIOSKS - 1; k >= 0; k--)
        place_close(&town.places[k]);
    return 0;
}

static bool is_second(struct sync_place *place)
{
    bool second;
    assert_int_equal(partner_get_second(place->store, "ml", &second), OK);
    return second;
}

static int writers(void)
{
    int count = 0;
    for (int k = 0; k < KIOSKS; k++)
        count += !is_second(town.all[k]);
    return count;
}

static struct sync_place *the_writer(void)
{
    for (int k = 0; k < KIOSKS; k++)
        if (!is_second(town.all[k])) return town.all[k];
    return NULL;
}

static bool is_there(const char *name)
{
    return shelf_find(partner_sim_shelf(town.places[0].sim), SHELF_BOOKINGS, name) != NULL;
}

static struct uid book(int k, int slot_number)
{
    struct slot slot = place_slot(slot_number, 1);
    town.places[k].items = (uint8_t)(k * 50 + slot_number);
    return place_book(&town.places[k], &slot, NULL);
}

static void test_one_kiosk_alone_marks_the_calendar_and_books_after_its_wait(void **state)
{
    (void)state;
    struct sync_place *alone = &town.places[0];
    struct uid uid = book(0, 0);
    place_pass(alone, 2 * MINUTE);
    assert_true(is_there(MARK));
    assert_int_equal(place_state(alone, uid), ITEM_PENDING); // another kiosk could have written the mark too
    assert_true(place_drain(alone, 3 * MINUTE));
    assert_int_equal(place_state(alone, uid), ITEM_DELIVERED);
    assert_false(is_second(alone));
    assert_true(partner_sim_holds(alone->sim, STR("SUMMARY:Seule borne à réserver ici")));
}

static void test_of_three_kiosks_one_books_and_the_others_have_people_called_back(void **state)
{
    (void)state;
    struct uid uids[KIOSKS];
    for (int k = 0; k < KIOSKS; k++)
        uids[k] = book(k, 0); // the same seat
    places_pass(town.all, KIOSKS, 10 * MINUTE);
    assert_int_equal(writers(), 1);
    int booked = 0, called = 0;
    for (int k = 0; k < KIOSKS; k++) {
        struct item item = place_item(&town.places[k], uids[k]);
        assert_int_equal(item.state, ITEM_DELIVERED);
        booked += item.kind == ITEM_APPOINTMENT;
        called += item.kind == ITEM_CALLBACK && item.reason == REASON_NOT_WRITER;
        assert_int_equal(partner_sim_created_of(town.places[0].sim, uids[k]), 1);
    }
    assert_int_equal(booked, 1);
    assert_int_equal(called, KIOSKS - 1);
    assert_true(partner_sim_holds(town.places[0].sim, STR("Cette borne ne peut pas réserver")));
}

static void test_a_second_kiosk_that_comes_later_refuses_to_be_one(void **state)
{
    (void)state;
    place_pass(&town.places[0], 5 * MINUTE);
    for (int k = 1; k < KIOSKS; k++)
        town.places[k].now = town.places[0].now;
    places_pass(town.all, KIOSKS, MINUTE);
    assert_false(is_second(&town.places[0]));
    assert_true(is_second(&town.places[1]));
    assert_true(is_second(&town.places[2]));
    struct uid request = place_request(&town.places[1], ITEM_INTEREST); // a name of its own: nobody's seat
    assert_true(place_drain(&town.places[1], MINUTE));
    assert_int_equal(place_state(&town.places[1], request), ITEM_DELIVERED);
}

static void test_staff_delete_the_mark_and_another_kiosk_takes_over(void **state)
{
    (void)state;
    places_pass(town.all, KIOSKS, 10 * MINUTE);
    struct sync_place *first = the_writer();
    struct sync_place *others[KIOSKS - 1];
    size_t count = 0;
    for (int k = 0; k < KIOSKS; k++)
        if (town.all[k] != first) others[count++] = town.all[k];
    assert_true(partner_sim_delete(first->sim, SHELF_BOOKINGS, MARK)); // and the first one is switched off
    places_pass(others, count, 30 * MINUTE);
    assert_int_equal(is_second(others[0]) + is_second(others[1]), 1);
    first->now = others[0]->now; // it comes back
    first->items = 77;
    struct slot slot = place_slot(7, 1);
    struct uid uid = place_book(first, &slot, NULL);
    places_pass(town.all, KIOSKS, 10 * MINUTE);
    assert_true(is_second(first));
    assert_int_equal(place_item(first, uid).kind, ITEM_CALLBACK);
}

static void test_after_a_power_cut_it_is_still_the_same_kiosk(void **state)
{
    (void)state;
    place_pass(&town.places[0], 5 * MINUTE);
    place_kill(&town.places[0]);
    struct uid uid = book(0, 1);
    assert_true(place_drain(&town.places[0], MINUTE)); // no second wait
    assert_int_equal(place_state(&town.places[0], uid), ITEM_DELIVERED);
}

static void test_a_mark_that_lost_its_lines_is_known_by_its_code(void **state)
{
    (void)state;
    struct sync_place *alone = &town.places[0];
    place_pass(alone, 5 * MINUTE);
    struct shelf *shelf = partner_sim_shelf(alone->sim);
    const struct shelf_resource *mark = shelf_find(shelf, SHELF_BOOKINGS, MARK);
    char edited[4096];
    struct str ics = {mark->data, mark->n};
    size_t at = str_find(ics, STR("X-REBOND-WRITER"));
    assert_true(at < ics.n);
    snprintf(edited, sizeof edited, "%.*sEND:VEVENT\r\nEND:VCALENDAR\r\n", (int)at, ics.p);
    shelf_put(shelf, SHELF_BOOKINGS, MARK, str_from(edited), alone->now.mono_ms);
    struct uid uid = book(0, 1);
    place_pass(alone, 20 * MINUTE);
    assert_int_equal(place_state(alone, uid), ITEM_DELIVERED);
    assert_false(is_second(alone));
}

static void test_a_seat_that_staff_filled_by_hand_is_seen_before_it_is_written(void **state)
{
    (void)state;
    struct sync_place *alone = &town.places[0];
    char resource[SLOT_RESOURCE], name[LIMIT_RESOURCE];
    place_pass(alone, 5 * MINUTE);
    struct slot first = place_slot(0, 1), second = place_slot(1, 1);
    slot_resource(&first, 1, resource);
    snprintf(name, sizeof name, "%s.ics", resource);
    partner_sim_other_takes(alone->sim, name);
    struct uid uid = place_book(alone, &first, &second), holder;
    assert_true(place_drain(alone, MINUTE));
    struct item item = place_item(alone, uid);
    assert_int_equal(item.choice_now, 1);
    assert_true(partner_sim_holder(alone->sim, name, &holder));
    assert_int_equal(holder.b[0], 0xff); // nothing was overwritten
}

static void test_a_server_caught_overwriting_is_given_one_writer_until_it_is_probed_again(void **state)
{
    (void)state;
    struct sync_place *place = &town.places[0];
    place_stop(place);
    place->config->partners[0].server_class = 'A';
    partner_sim_settings(place->sim)->create = DAV_CREATE_ONE;
    place_start(place);
    place_pass(place, MINUTE);
    assert_false(is_there(MARK));
    struct slot first = place_slot(0, 1), second = place_slot(1, 1);
    char resource[SLOT_RESOURCE], name[LIMIT_RESOURCE];
    slot_resource(&first, 1, resource);
    snprintf(name, sizeof name, "%s.ics", resource);
    partner_sim_other_takes(place->sim, name);
    partner_sim_script(place->sim, HTTP_PUT, 0, 1, SIM_OVERWRITES);
    place_book(place, &first, &second);
    place_pass(place, MINUTE);
    assert_int_equal(place_condition(place), PARTNER_SUSPECT);
    assert_true(is_there(MARK));
    assert_true(place_drain(place, 10 * MINUTE));
    struct partner_probe probe = {.server_class = 'A', .probed_s = 7};
    assert_int_equal(partner_set_probe(place->store, "ml", &probe), OK);
    engine_nudge(place->engine); // the probe is another program: its commit is seen as a change
    place_pass(place, MINUTE);
    assert_int_equal(place_condition(place), PARTNER_OK);
    struct uid uid = book(0, 5);
    place_pass(place, 5000);
    assert_int_equal(place_state(place, uid), ITEM_DELIVERED);
}

// Negative control: believed to be a class A server, it destroys what somebody was told is theirs.
static void test_without_one_writer_a_confirmed_seat_would_be_overwritten(void **state)
{
    (void)state;
    for (int k = 0; k < KIOSKS; k++) {
        place_stop(&town.places[k]);
        town.places[k].config->partners[0].server_class = 'A';
        place_start(&town.places[k]);
    }
    places_pass(town.all, KIOSKS, MINUTE);
    struct uid told = book(0, 0), holder;
    places_pass(town.all, KIOSKS, 1000);
    assert_int_equal(place_state(&town.places[0], told), ITEM_DELIVERED);
    book(1, 0); // before its mirror shows that the seat is taken
    places_pass(town.all, KIOSKS, 1000);
    struct slot slot = place_slot(0, 1);
    char resource[SLOT_RESOURCE], name[LIMIT_RESOURCE];
    slot_resource(&slot, 1, resource);
    snprintf(name, sizeof name, "%s.ics", resource);
    assert_true(partner_sim_holder(town.places[0].sim, name, &holder));
    assert_false(uid_eq(holder, told));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TOWN(test) cmocka_unit_test_setup_teardown(test, open_town, close_town)
        TOWN(test_one_kiosk_alone_marks_the_calendar_and_books_after_its_wait),
        TOWN(test_of_three_kiosks_one_books_and_the_others_have_people_called_back),
        TOWN(test_a_second_kiosk_that_comes_later_refuses_to_be_one),
        TOWN(test_staff_delete_the_mark_and_another_kiosk_takes_over),
        TOWN(test_after_a_power_cut_it_is_still_the_same_kiosk),
        TOWN(test_a_mark_that_lost_its_lines_is_known_by_its_code),
        TOWN(test_a_seat_that_staff_filled_by_hand_is_seen_before_it_is_written),
        TOWN(test_a_server_caught_overwriting_is_given_one_writer_until_it_is_probed_again),
        TOWN(test_without_one_writer_a_confirmed_seat_would_be_overwritten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
