// links: base port content config booking seal sync store engine
// clang-format off
// with: harness/sync_place.c harness/partner_sim.c harness/partner_dav.c harness/partner_shelf.c harness/vfs.c harness/disk.c
// clang-format on
#include "harness/test.h"

#include "harness/sync_place.h"
#include "sync/plan.h"

enum { MINUTE = 60000, HOUR = 60 * MINUTE };

static struct sync_place place;

static int open_a(void **state)
{
    (void)state;
    place_open(&place, 'A', 1);
    return 0;
}

static int open_b(void **state)
{
    (void)state;
    place_open(&place, 'B', 2);
    return 0;
}

static int close_it(void **state)
{
    (void)state;
    place_close(&place);
    return 0;
}

static void resource_of(const struct slot *slot, int seat, char *to, size_t cap)
{
    char name[SLOT_RESOURCE];
    slot_resource(slot, seat, name);
    struct buf b = buf_init(to, cap);
    buf_add_format(&b, "%s.ics", name);
    assert_non_null(buf_c(&b));
}

static void test_a_booking_appears_once_at_the_partner(void **state)
{
    (void)state;
    struct slot slot = place_slot(0, 1);
    struct uid uid = place_book(&place, &slot, NULL);
    assert_true(place_drain(&place, MINUTE));
    assert_int_equal(place_state(&place, uid), ITEM_DELIVERED);
    assert_int_equal(partner_sim_live_of(place.sim, uid), 1);
    assert_int_equal(partner_sim_created_of(place.sim, uid), 1);
    assert_true(partner_sim_holds(place.sim, STR("SUMMARY:Réservé · ")));
    assert_int_equal(place_condition(&place), PARTNER_OK);
}

static void test_all_kinds_of_items_are_delivered_and_more_than_fit_in_flight(void **state)
{
    (void)state;
    struct uid uids[44];
    for (int i = 0; i < 40; i++) {
        struct slot slot = place_slot(i, 1);
        uids[i] = place_book(&place, &slot, NULL);
    }
    struct slot workshop = place_slot(50, 8);
    uids[40] = place_book(&place, &workshop, NULL);
    uids[41] = place_book(&place, &workshop, NULL);
    uids[42] = place_request(&place, ITEM_CALLBACK);
    uids[43] = place_request(&place, ITEM_INTEREST);
    assert_true(place_drain(&place, 2 * MINUTE));
    for (int i = 0; i < 44; i++) {
        assert_int_equal(place_state(&place, uids[i]), ITEM_DELIVERED);
        assert_int_equal(partner_sim_created_of(place.sim, uids[i]), 1);
    }
    assert_int_equal(partner_sim_live(place.sim, SHELF_BOOKINGS), 42);
    assert_int_equal(partner_sim_live(place.sim, SHELF_REQUESTS), 2);
    assert_int_equal(partner_sim_requests(place.sim, HTTP_PUT), 44);
}

static void test_a_lost_slot_becomes_the_second_choice_then_a_call_back(void **state)
{
    (void)state;
    char name[LIMIT_RESOURCE];
    struct slot a = place_slot(0, 1), b = place_slot(1, 1), c = place_slot(2, 1);
    place_pass(&place, MINUTE);
    resource_of(&a, 1, name, sizeof name);
    partner_sim_other_takes(place.sim, name);
    struct uid first = place_book(&place, &a, &b);
    resource_of(&c, 1, name, sizeof name);
    partner_sim_other_takes(place.sim, name);
    struct uid only = place_book(&place, &c, NULL);
    assert_true(place_drain(&place, MINUTE));
    struct item item = place_item(&place, first);
    assert_int_equal(item.choice_now, 1);
    assert_int_equal(item.reason, REASON_SLOT_TAKEN);
    assert_int_equal(item.state, ITEM_DELIVERED);
    item = place_item(&place, only);
    assert_int_equal(item.kind, ITEM_CALLBACK);
    assert_int_equal(item.reason, REASON_BOTH_TAKEN);
    assert_int_equal(partner_sim_live(place.sim, SHELF_REQUESTS), 1);
    assert_true(partner_sim_holds(place.sim, STR("Le créneau demandé était déjà pris")));
    assert_int_equal(partner_sim_live_of(place.sim, first), 1);
}

static void test_a_lost_seat_is_followed_by_the_next_of_the_same_workshop(void **state)
{
    (void)state;
    char name[LIMIT_RESOURCE];
    struct slot workshop = place_slot(0, 4), other = place_slot(1, 1);
    place_pass(&place, MINUTE);
    for (int seat = 1; seat <= 2; seat++) {
        resource_of(&workshop, seat, name, sizeof name);
        partner_sim_other_takes(place.sim, name);
    }
    struct uid one = place_book(&place, &workshop, &other), two = place_book(&place, &workshop, &other);
    struct uid three = place_book(&place, &workshop, &other);
    assert_true(place_drain(&place, 2 * MINUTE));
    int workshop_seats = 0;
    struct uid uids[] = {one, two, three};
    for (int i = 0; i < 3; i++) {
        struct item item = place_item(&place, uids[i]);
        assert_int_equal(item.state, ITEM_DELIVERED);
        assert_int_equal(partner_sim_live_of(place.sim, uids[i]), 1);
        if (item.choice_now == 0) workshop_seats++;
    }
    assert_int_equal(workshop_seats, 2); // four seats, two of somebody else
}

static void test_a_seat_known_to_be_lost_is_not_asked_for(void **state)
{
    (void)state;
    char name[LIMIT_RESOURCE];
    struct slot a = place_slot(0, 1), b = place_slot(1, 1);
    partner_sim_network(place.sim, false);
    struct uid uid = place_book(&place, &a, &b);
    resource_of(&a, 1, name, sizeof name);
    partner_sim_other_takes(place.sim, name);
    place_pass(&place, 10 * MINUTE);
    partner_sim_network(place.sim, true);
    assert_true(place_drain(&place, HOUR));
    assert_int_equal(place_item(&place, uid).choice_now, 1);
    assert_int_equal(partner_sim_requests(place.sim, HTTP_PUT), 1);
}

static void test_it_is_known_whether_the_partner_was_heard_since_the_start(void **state)
{
    (void)state;
    struct slot slot = place_slot(0, 1);
    assert_false(engine_has_heard(place.engine));
    assert_false(engine_is_sending(place.engine));
    place_book(&place, &slot, NULL);
    bool sent = false;
    struct sync_place *here = &place;
    while (!sent && places_step(&here, 1, place.now.mono_ms + HOUR))
        sent = engine_is_sending(place.engine);
    assert_true(sent);
    assert_true(place_drain(&place, MINUTE));
    assert_true(engine_has_heard(place.engine));
    assert_false(engine_is_sending(place.engine));
    place_stop(&place);
    partner_sim_network(place.sim, false);
    place_start(&place);
    assert_false(engine_has_heard(place.engine)); // what an earlier start heard does not count
    place_pass(&place, MINUTE);
    assert_true(engine_has_heard(place.engine)); // it is known why not
}

static void test_without_a_network_nothing_is_lost_and_one_request_tries(void **state)
{
    (void)state;
    partner_sim_network(place.sim, false);
    struct uid uids[3];
    for (int i = 0; i < 3; i++) {
        struct slot slot = place_slot(i, 1);
        uids[i] = place_book(&place, &slot, NULL);
    }
    place_pass(&place, 24 * HOUR);
    assert_int_equal(place_condition(&place), PARTNER_UNREACHABLE);
    assert_int_equal(partner_sim_requests(place.sim, HTTP_PUT), 0);
    assert_true(partner_sim_requests(place.sim, HTTP_REPORT) < 24 * 60);
    partner_sim_network(place.sim, true);
    assert_true(place_drain(&place, 15 * MINUTE));
    for (int i = 0; i < 3; i++)
        assert_int_equal(partner_sim_created_of(place.sim, uids[i]), 1);
    assert_int_equal(place_condition(&place), PARTNER_OK);
}

static void test_a_partner_that_fails_every_create_is_asked_less_and_less(void **state)
{
    (void)state;
    for (int i = 0; i < 40; i++) {
        struct slot slot = place_slot(i, 1);
        place_book(&place, &slot, NULL);
    }
    partner_sim_script(place.sim, HTTP_PUT, 0, SIM_EVER, SIM_500);
    place_pass(&place, 2 * HOUR);
    size_t puts = partner_sim_requests(place.sim, HTTP_PUT);
    assert_in_range(puts, 40, 40 * 12); // each on its own, at most every ten minutes in the end
    partner_sim_calm(place.sim);
    assert_true(place_drain(&place, HOUR));
    assert_int_equal(partner_sim_live(place.sim, SHELF_BOOKINGS), 40);
}

static void test_items_that_always_fail_hold_up_no_other(void **state)
{
    (void)state;
    place_pass(&place, MINUTE);
    partner_sim_curse(place.sim, "inscriptions", SIM_500);
    struct uid stuck[2] = {place_request(&place, ITEM_CALLBACK), place_request(&place, ITEM_INTEREST)};
    place_pass(&place, HOUR);
    for (int i = 1; i < 20; i++) {
        struct slot slot = place_slot(i, 1);
        struct uid uid = place_book(&place, &slot, NULL);
        place_pass(&place, 5000);
        assert_int_equal(place_state(&place, uid),
                         ITEM_FILING); // the copies fail too, the visitors are served
    }
    partner_sim_calm(place.sim);
    assert_true(place_drain(&place, HOUR));
    for (int i = 0; i < 2; i++)
        assert_int_equal(partner_sim_created_of(place.sim, stuck[i]), 1);
}

static void test_a_wrong_password_pauses_everything_without_hammering(void **state)
{
    (void)state;
    partner_sim_set_password(place.sim, "another");
    struct slot slot = place_slot(0, 1);
    struct uid uid = place_book(&place, &slot, NULL);
    place_pass(&place, HOUR);
    assert_int_equal(place_condition(&place), PARTNER_CREDENTIALS);
    assert_true(partner_sim_requests(place.sim, HTTP_REPORT) <= 7);
    assert_int_equal(partner_sim_requests(place.sim, HTTP_PUT), 0);
    partner_sim_set_password(place.sim, "secret");
    assert_true(place_drain(&place, 15 * MINUTE));
    assert_int_equal(partner_sim_created_of(place.sim, uid), 1);
}

static void test_a_collection_without_to_dos_gets_events(void **state)
{
    (void)state;
    partner_sim_settings(place.sim)->no_todo = true;
    struct uid one = place_request(&place, ITEM_CALLBACK), two = place_request(&place, ITEM_INTEREST);
    assert_true(place_drain(&place, 5 * MINUTE));
    assert_int_equal(place_state(&place, one), ITEM_DELIVERED);
    assert_int_equal(place_state(&place, two), ITEM_DELIVERED);
    assert_int_equal(partner_sim_live(place.sim, SHELF_REQUESTS), 2);
    assert_true(partner_sim_holds(place.sim, STR("TRANSP:TRANSPARENT")));
    size_t puts = partner_sim_requests(place.sim, HTTP_PUT);
    place_request(&place, ITEM_INTEREST);
    assert_true(place_drain(&place, 5 * MINUTE));
    assert_int_equal(partner_sim_requests(place.sim, HTTP_PUT), puts + 1); // learned
}

static void test_a_refused_item_goes_to_staff_and_the_next_go_on(void **state)
{
    (void)state;
    place_pass(&place, MINUTE);
    partner_sim_script(place.sim, HTTP_PUT, 0, PLAN_REFUSALS, SIM_400);
    struct slot a = place_slot(0, 1);
    struct uid refused = place_book(&place, &a, NULL);
    assert_true(place_drain(&place, HOUR));
    struct uid uids[3];
    for (int i = 0; i < 3; i++) {
        struct slot slot = place_slot(i + 1, 1);
        uids[i] = place_book(&place, &slot, NULL);
    }
    assert_true(place_drain(&place, HOUR));
    struct item item = place_item(&place, refused);
    assert_int_equal(item.state, ITEM_REFUSED);
    assert_int_equal(item.reason, REASON_PARTNER_REFUSED);
    for (int i = 0; i < 3; i++)
        assert_int_equal(place_state(&place, uids[i]), ITEM_DELIVERED);
}

static void test_a_server_that_overwrites_is_flagged_and_the_booking_is_lost(void **state)
{
    (void)state;
    char name[LIMIT_RESOURCE];
    struct slot a = place_slot(0, 1), b = place_slot(1, 1);
    place_pass(&place, MINUTE);
    resource_of(&a, 1, name, sizeof name);
    partner_sim_other_takes(place.sim, name);
    partner_sim_script(place.sim, HTTP_PUT, 0, 1, SIM_OVERWRITES);
    struct uid uid = place_book(&place, &a, &b);
    assert_true(place_drain(&place, 5 * MINUTE)); // from now on it is the one writer, which takes a while
    assert_int_equal(place_condition(&place), PARTNER_SUSPECT);
    assert_int_equal(place_item(&place, uid).choice_now, 1);
    partner_sim_network(place.sim, false);
    place_pass(&place, 10 * MINUTE);
    assert_int_equal(place_condition(&place), PARTNER_SUSPECT); // nothing hides it
}

static void test_what_staff_delete_before_it_settled_goes_to_staff_and_is_not_made_again(void **state)
{
    (void)state;
    place_pass(&place, MINUTE);
    struct slot slot = place_slot(0, 1);
    struct uid uid = place_book(&place, &slot, NULL);
    char name[LIMIT_RESOURCE];
    resource_of(&slot, 1, name, sizeof name);
    while (partner_sim_live(place.sim, SHELF_BOOKINGS) == 0)
        place_pass(&place, 1);
    assert_true(partner_sim_delete(place.sim, SHELF_BOOKINGS, name));
    place_pass(&place, HOUR);
    assert_int_equal(place_state(&place, uid), ITEM_REFUSED);
    assert_int_equal(place_item(&place, uid).reason, REASON_DELETED_BY_STAFF);
    assert_int_equal(partner_sim_created_of(place.sim, uid), 1);
}

static void test_a_moment_that_passed_without_network_is_not_booked_and_nobody_is_lost(void **state)
{
    (void)state;
    place_pass(&place, MINUTE);
    partner_sim_network(place.sim, false);
    struct slot a = place_slot(0, 1), b = place_slot(30, 1), c = place_slot(1, 1);
    struct uid second = place_book(&place, &a, &b), alone = place_book(&place, &c, NULL);
    place_pass(&place, 30 * HOUR); // a and c were tomorrow morning
    partner_sim_network(place.sim, true);
    assert_true(place_drain(&place, HOUR));
    struct item item = place_item(&place, second);
    assert_int_equal(item.kind, ITEM_APPOINTMENT);
    assert_int_equal(item.choice_now, 1);
    assert_int_equal(item.reason, REASON_TOO_LATE);
    item = place_item(&place, alone);
    assert_int_equal(item.kind, ITEM_CALLBACK);
    assert_int_equal(item.reason, REASON_TOO_LATE);
    assert_true(partner_sim_holds(place.sim, STR("passé avant que la demande puisse partir")));
    assert_int_equal(partner_sim_live(place.sim, SHELF_BOOKINGS), 1);
}

static void test_a_clock_that_nobody_trusts_makes_no_moment_pass(void **state)
{
    (void)state;
    place_pass(&place, MINUTE);
    struct slot slot = place_slot(0, 1);
    place.now.wall_s += 10 * 86400;
    place.now.wall_trusted = false;
    struct uid uid = place_book(&place, &slot, NULL);
    assert_true(place_drain(&place, HOUR));
    assert_int_equal(place_item(&place, uid).kind, ITEM_APPOINTMENT);
}

static void test_class_b_waits_and_repairs_what_a_late_loser_overwrote(void **state)
{
    (void)state;
    char name[LIMIT_RESOURCE];
    struct slot slot = place_slot(0, 1);
    place_pass(&place, MINUTE);
    struct uid uid = place_book(&place, &slot, NULL), holder;
    resource_of(&slot, 1, name, sizeof name);
    while (!partner_sim_holder(place.sim, name, &holder))
        place_pass(&place, 1);
    partner_sim_other_takes(place.sim, name); // told 204 there: it gives up
    place_pass(&place, 1000);
    assert_int_equal(place_state(&place, uid), ITEM_SETTLING);
    assert_true(place_drain(&place, MINUTE));
    assert_int_equal(place_state(&place, uid), ITEM_DELIVERED);
    assert_true(partner_sim_holder(place.sim, name, &holder));
    assert_true(uid_eq(holder, uid));
    assert_int_equal(place_condition(&place), PARTNER_OK);
}

static void test_a_slow_partner_holds_up_nobody_else(void **state)
{
    (void)state;
    place_stop(&place);
    struct config_partner *second = &place.config->partners[1];
    *second = place.config->partners[0];
    assert_int_equal(str_copy(STR("paej"), second->id, sizeof second->id), OK);
    // One simulated server answers for both; the first partner's name resolves to nothing there.
    const char *nowhere = "https://elsewhere.example/x/";
    assert_int_equal(str_copy(str_from(nowhere), place.config->partners[0].bookings_url, LIMIT_URL), OK);
    assert_int_equal(str_copy(str_from(nowhere), place.config->partners[0].slots_url, LIMIT_URL), OK);
    place.config->partner_count = 2;
    place.accounts[1] = place.accounts[0];
    place_start(&place);
    struct slot slot = place_slot(0, 1), theirs = place_slot(1, 1);
    struct uid stuck = place_book(&place, &slot, NULL);
    struct item item = {.uid = {{9}}, .kind = ITEM_APPOINTMENT, .choice_count = 1};
    memcpy(item.partner, "paej", 5);
    memcpy(theirs.partner, "paej", 5);
    item.choices[0] = theirs;
    int seat;
    assert_int_equal(store_add_item(place.store, &item, STR("sealed"), &seat), OK);
    engine_nudge(place.engine);
    place_pass(&place, MINUTE);
    assert_int_equal(place_state(&place, item.uid), ITEM_DELIVERED);
    assert_int_not_equal(place_state(&place, stuck), ITEM_DELIVERED);
}

static void test_an_item_whose_partner_left_goes_to_staff_and_comes_back_with_it(void **state)
{
    (void)state;
    partner_sim_network(place.sim, false);
    struct slot slot = place_slot(0, 1);
    struct uid uid = place_book(&place, &slot, NULL);
    place_stop(&place);
    place.config->partner_count = 0;
    place_start(&place);
    assert_int_equal(place_item(&place, uid).reason, REASON_NOT_CONFIGURED);
    place_pass(&place, HOUR);
    place_stop(&place);
    place.config->partner_count = 1;
    place_start(&place);
    partner_sim_network(place.sim, true);
    assert_true(place_drain(&place, HOUR));
    assert_int_equal(place_state(&place, uid), ITEM_DELIVERED);
    assert_int_equal(partner_sim_created_of(place.sim, uid), 1);
}

static void test_a_clock_that_is_wrong_by_decades_changes_nothing(void **state)
{
    (void)state;
    static const int64_t walls[] = {0, 86400, 1163000000, 2426000000};
    for (int i = 0; i < 4; i++) {
        place.now.wall_s = walls[i];
        place.now.wall_trusted = false;
        struct slot slot = place_slot(i, 1);
        struct uid uid = place_book(&place, &slot, NULL);
        assert_true(place_drain(&place, 5 * MINUTE));
        assert_int_equal(place_state(&place, uid), ITEM_DELIVERED);
    }
    assert_false(partner_sim_holds(place.sim, STR("DTSTAMP:1970")));
    assert_false(partner_sim_holds(place.sim, STR("DTSTAMP:2006")));
}

int main(void)
{
#define TEST(setup, test) cmocka_unit_test_setup_teardown(test, setup, close_it)
    const struct CMUnitTest tests[] = {
        TEST(open_a, test_a_booking_appears_once_at_the_partner),
        TEST(open_a, test_all_kinds_of_items_are_delivered_and_more_than_fit_in_flight),
        TEST(open_a, test_a_lost_slot_becomes_the_second_choice_then_a_call_back),
        TEST(open_a, test_a_lost_seat_is_followed_by_the_next_of_the_same_workshop),
        TEST(open_a, test_a_seat_known_to_be_lost_is_not_asked_for),
        TEST(open_a, test_it_is_known_whether_the_partner_was_heard_since_the_start),
        TEST(open_a, test_without_a_network_nothing_is_lost_and_one_request_tries),
        TEST(open_a, test_a_partner_that_fails_every_create_is_asked_less_and_less),
        TEST(open_a, test_items_that_always_fail_hold_up_no_other),
        TEST(open_a, test_a_wrong_password_pauses_everything_without_hammering),
        TEST(open_a, test_a_collection_without_to_dos_gets_events),
        TEST(open_a, test_a_refused_item_goes_to_staff_and_the_next_go_on),
        TEST(open_a, test_a_server_that_overwrites_is_flagged_and_the_booking_is_lost),
        TEST(open_a, test_what_staff_delete_before_it_settled_goes_to_staff_and_is_not_made_again),
        TEST(open_a, test_a_moment_that_passed_without_network_is_not_booked_and_nobody_is_lost),
        TEST(open_a, test_a_clock_that_nobody_trusts_makes_no_moment_pass),
        TEST(open_b, test_class_b_waits_and_repairs_what_a_late_loser_overwrote),
        TEST(open_a, test_a_slow_partner_holds_up_nobody_else),
        TEST(open_a, test_an_item_whose_partner_left_goes_to_staff_and_comes_back_with_it),
        TEST(open_a, test_a_clock_that_is_wrong_by_decades_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
