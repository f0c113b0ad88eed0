// links: base port content config booking seal sync store engine
// clang-format off
// with: harness/sync_place.c harness/partner_sim.c harness/partner_dav.c harness/partner_shelf.c harness/vfs.c harness/disk.c
// clang-format on
#include "harness/test.h"

#include "harness/sync_place.h"

#include <stdio.h>

enum { MINUTE = 60000, HOUR = 60 * MINUTE, DAY = 24 * HOUR, DAY_S = 86400 };

static struct sync_place place;

static int open_it(void **state)
{
    (void)state;
    place_open(&place, 'A', 11);
    return 0;
}

static int close_it(void **state)
{
    (void)state;
    place_close(&place);
    return 0;
}

// An event of creneaux/ that begins `day` days from now at 10:00 UTC.
static void publish(int number, int day, const char *more)
{
    char name[32], ics[1024], start[CIVIL_STAMP], end[CIVIL_STAMP];
    int64_t start_s = (place.now.wall_s / DAY_S + day) * DAY_S + 10 * 3600;
    civil_stamp(start_s, start);
    civil_stamp(start_s + 1800, end);
    snprintf(name, sizeof name, "event-%d.ics", number);
    snprintf(ics, sizeof ics,
             "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//staff//FR\r\nBEGIN:VEVENT\r\nUID:event-%d@staff\r\n"
             "DTSTAMP:20260101T000000Z\r\nDTSTART:%s\r\nDTEND:%s\r\nSUMMARY:Accueil %d\r\n%s"
             "END:VEVENT\r\nEND:VCALENDAR\r\n",
             number, start, end, number, more);
    partner_sim_publish(place.sim, name, ics);
}

static size_t slots(struct slot *to, size_t cap)
{
    size_t count;
    assert_int_equal(
        store_list_slots(place.store, place.now.wall_s, place.now.wall_s + 90 * DAY_S, to, cap, &count), OK);
    return count;
}

static size_t slot_count(void)
{
    static struct slot list[512];
    return slots(list, 512);
}

static size_t free_count(void)
{
    static struct slot list[512];
    size_t count = slots(list, 512), free = 0;
    for (size_t i = 0; i < count; i++)
        free += slot_is_free(&list[i]);
    return free;
}

static struct mirror_state mirror(enum mirror_collection collection)
{
    struct mirror_state state;
    assert_int_equal(mirror_get_state(place.store, "ml", collection, &state), OK);
    return state;
}

static void look_now(void) // as when somebody is about to choose a slot
{
    place_pass(&place, 11000);
    engine_nudge(place.engine);
    place_pass(&place, 5000);
}

static void test_a_week_of_events_and_a_weekly_series_are_offered(void **state)
{
    (void)state;
    for (int i = 0; i < 5; i++)
        publish(i, 1 + i, "");
    publish(5, 1, "RRULE:FREQ=WEEKLY\r\n");
    place_pass(&place, MINUTE);
    size_t count = slot_count();
    assert_in_range(count, 5 + 8, 5 + 9);
    struct slot list[32];
    assert_int_equal(slots(list, 32), count);
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(list[i].partner, "ml");
        assert_true(slot_is_free(&list[i]));
        assert_false(list[i].exclusive);
    }
    assert_int_equal(mirror(MIRROR_SLOTS).resources, 6);
    assert_int_not_equal(mirror(MIRROR_SLOTS).mirrored_s, 0);
}

static void test_changes_alone_are_fetched(void **state)
{
    (void)state;
    for (int i = 0; i < 120; i++)
        publish(i, 1 + i % 50, "");
    place_pass(&place, MINUTE);
    assert_int_equal(slot_count(), 120);
    size_t reports = partner_sim_requests(place.sim, HTTP_REPORT);
    assert_int_equal(reports, 1 + 1 + 3); // two listings, three times fifty
    publish(7, 2, "");
    assert_true(partner_sim_delete(place.sim, SHELF_SLOTS, "event-8.ics"));
    look_now();
    assert_int_equal(slot_count(), 119);
    // One token for the whole server: the bookings seem to have changed and have not, so they are compared
    // whole, once in an hour.
    assert_int_equal(partner_sim_requests(place.sim, HTTP_REPORT), reports + 3 + 1);
    publish(9, 2, "");
    look_now();
    assert_int_equal(partner_sim_requests(place.sim, HTTP_REPORT), reports + 3 + 1 + 3);
}

static void test_it_is_mirrored_every_minute_or_two_and_on_demand_but_never_hammered(void **state)
{
    (void)state;
    place_pass(&place, HOUR);
    size_t listings = partner_sim_requests(place.sim, HTTP_REPORT) / 2;
    assert_in_range(listings, 30, 60);
    for (int i = 0; i < 600; i++) { // somebody plays with the slots for a minute
        engine_nudge(place.engine);
        place_pass(&place, 100);
    }
    assert_in_range(partner_sim_requests(place.sim, HTTP_REPORT) / 2 - listings, 3, 7);
}

static void test_a_bad_token_starts_over(void **state)
{
    (void)state;
    publish(0, 1, "");
    publish(1, 2, "");
    place_pass(&place, MINUTE);
    partner_sim_script(place.sim, HTTP_REPORT, 0, SIM_EVER, SIM_BAD_TOKEN);
    publish(2, 3, "");
    assert_true(partner_sim_delete(place.sim, SHELF_SLOTS, "event-0.ics"));
    look_now();
    assert_int_equal(slot_count(), 2);
}

static void test_a_server_without_sync_is_listed(void **state)
{
    (void)state;
    partner_sim_settings(place.sim)->no_sync = true;
    publish(0, 1, "");
    publish(1, 2, "");
    place_pass(&place, MINUTE);
    assert_int_equal(slot_count(), 2);
    assert_true(partner_sim_delete(place.sim, SHELF_SLOTS, "event-0.ics"));
    publish(2, 3, "");
    publish(3, 3, "");
    look_now();
    assert_int_equal(slot_count(), 3);
}

static void test_a_listing_in_pages_is_whole_at_its_end(void **state)
{
    (void)state;
    partner_sim_settings(place.sim)->page = 7;
    for (int i = 0; i < 30; i++)
        publish(i, 1 + i, "");
    place_pass(&place, MINUTE);
    assert_int_equal(slot_count(), 30);
    for (int i = 0; i < 20; i++) {
        char name[32];
        snprintf(name, sizeof name, "event-%d.ics", i);
        assert_true(partner_sim_delete(place.sim, SHELF_SLOTS, name));
    }
    look_now();
    assert_int_equal(slot_count(), 10);
}

static void test_members_that_a_multiget_leaves_out_are_fetched_alone(void **state)
{
    (void)state;
    partner_sim_settings(place.sim)->leaves_out = true;
    for (int i = 0; i < 60; i++)
        publish(i, 1 + i % 50, "");
    place_pass(&place, MINUTE);
    assert_int_equal(slot_count(), 60);
    assert_int_equal(partner_sim_requests(place.sim, HTTP_GET), 30);
}

static void test_listings_that_break_are_asked_again(void **state)
{
    (void)state;
    static const enum sim_fault faults[] = {SIM_TRUNCATED,  SIM_GARBAGE, SIM_500,
                                            SIM_LOST_AFTER, SIM_HUGE,    SIM_503};
    for (int i = 0; i < 6; i++) {
        publish(i, 1 + i, "");
        for (int skip = 0; skip < 4; skip++) {
            partner_sim_script(place.sim, HTTP_REPORT, skip, 1, faults[i]);
            place_pass(&place, 5 * MINUTE);
        }
        assert_int_equal(slot_count(), i + 1);
        partner_sim_calm(place.sim);
    }
}

static void test_one_event_that_nobody_understands_hides_no_other(void **state)
{
    (void)state;
    publish(0, 1, "");
    publish(1, 1, "RRULE:FREQ=SECONDLY\r\n");
    publish(2, 2, "");
    partner_sim_publish(place.sim, "broken.ics", "BEGIN:VCALENDAR\r\nhello");
    static char large[LIMIT_EVENT + 2];
    memset(large, 'x', sizeof large - 1);
    partner_sim_publish(place.sim, "large.ics", large);
    place_pass(&place, MINUTE);
    assert_int_equal(slot_count(), 2);
    assert_int_equal(mirror(MIRROR_SLOTS).refused, 3);
}

static void test_the_window_moves_with_the_day_from_what_is_kept(void **state)
{
    (void)state;
    publish(0, 1, "RRULE:FREQ=DAILY\r\n");
    place_pass(&place, MINUTE);
    assert_in_range(slot_count(), 59, 61);
    partner_sim_network(place.sim, false);
    place_pass(&place, 10 * (int64_t)DAY);
    assert_in_range(slot_count(), 60, 61);    // as many days further on
    place.now.wall_s += 100 * (int64_t)DAY_S; // somebody set the clock
    place_pass(&place, HOUR);
    assert_in_range(slot_count(), 60, 61);
}

static void book_elsewhere(const char *name, int day, int hour)
{
    char ics[512], start[CIVIL_STAMP], end[CIVIL_STAMP];
    int64_t start_s = (place.now.wall_s / DAY_S + day) * DAY_S + hour * 3600;
    civil_stamp(start_s, start);
    civil_stamp(start_s + 1800, end);
    snprintf(ics, sizeof ics,
             "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//FR\r\nBEGIN:VEVENT\r\nUID:%s\r\n"
             "DTSTAMP:20260101T000000Z\r\nDTSTART:%s\r\nDTEND:%s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
             name, start, end);
    shelf_put(partner_sim_shelf(place.sim), SHELF_BOOKINGS, name, str_from(ics), 0);
}

static void test_bookings_of_others_take_slots_and_free_them_again(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++)
        publish(i, 1 + i, "");
    place_pass(&place, MINUTE);
    struct slot list[8];
    assert_int_equal(slots(list, 8), 3);
    assert_int_equal(free_count(), 3);
    char name[64];
    snprintf(name, sizeof name, "rdv-%s.ics", list[0].key);
    book_elsewhere(name, 1, 10);
    look_now();
    assert_int_equal(free_count(), 2);
    book_elsewhere(name, 2, 10); // staff move it onto the next day's slot: its own seat stays taken too
    look_now();
    assert_int_equal(free_count(), 1);
    book_elsewhere("ann-whatever.ics", 3, 10); // a note takes nothing
    look_now();
    assert_int_equal(free_count(), 1);
    assert_true(partner_sim_delete(place.sim, SHELF_BOOKINGS, name));
    look_now();
    assert_int_equal(free_count(), 3);
}

// Some servers forget to tell of deletions. Once a day everything is compared.
static void test_a_deletion_that_was_never_told_is_found_within_a_day(void **state)
{
    (void)state;
    publish(0, 40, "");
    publish(1, 41, "");
    place_pass(&place, MINUTE);
    struct shelf *shelf = partner_sim_shelf(place.sim);
    for (size_t i = 0; i < shelf->count; i++)
        if (strcmp(shelf->resources[i].name, "event-0.ics") == 0) shelf->resources[i].live = false;
    look_now();
    assert_int_equal(slot_count(), 2);
    place_pass(&place, DAY + HOUR);
    assert_int_equal(slot_count(), 1);
}

static void test_a_restart_keeps_the_mirror_and_fetches_nothing_twice(void **state)
{
    (void)state;
    for (int i = 0; i < 60; i++)
        publish(i, 1 + i % 50, "");
    place_pass(&place, MINUTE);
    partner_sim_network(place.sim, false);
    place_stop(&place);
    place_start(&place);
    assert_int_equal(slot_count(), 60);
    partner_sim_network(place.sim, true);
    size_t reports = partner_sim_requests(place.sim, HTTP_REPORT);
    place_pass(&place, MINUTE);
    assert_int_equal(partner_sim_requests(place.sim, HTTP_REPORT), reports + 2);
}

static void test_a_power_cut_while_mirroring_never_skips_a_change(void **state)
{
    (void)state;
    bool cut = true;
    uint64_t k = 1;
    for (; cut; k++) {
        place_close(&place);
        place_open(&place, 'A', k);
        for (int i = 0; i < 5; i++)
            publish(i, 1 + i, "");
        vfs_die_at(place.vfs, k);
        place_pass(&place, MINUTE);
        cut = vfs_is_dead(place.vfs);
        vfs_die_at(place.vfs, 0);
        if (cut) place_kill(&place);
        place_pass(&place, MINUTE);
        if (slot_count() != 5) fail_msg("step %d: %zu slots", (int)k, slot_count());
    }
    assert_true(k > 10); // it was interrupted indeed
}

int main(void)
{
#define TEST(test) cmocka_unit_test_setup_teardown(test, open_it, close_it)
    const struct CMUnitTest tests[] = {
        TEST(test_a_week_of_events_and_a_weekly_series_are_offered),
        TEST(test_changes_alone_are_fetched),
        TEST(test_it_is_mirrored_every_minute_or_two_and_on_demand_but_never_hammered),
        TEST(test_a_bad_token_starts_over),
        TEST(test_a_server_without_sync_is_listed),
        TEST(test_a_listing_in_pages_is_whole_at_its_end),
        TEST(test_members_that_a_multiget_leaves_out_are_fetched_alone),
        TEST(test_listings_that_break_are_asked_again),
        TEST(test_one_event_that_nobody_understands_hides_no_other),
        TEST(test_the_window_moves_with_the_day_from_what_is_kept),
        TEST(test_bookings_of_others_take_slots_and_free_them_again),
        TEST(test_a_deletion_that_was_never_told_is_found_within_a_day),
        TEST(test_a_restart_keeps_the_mirror_and_fetches_nothing_twice),
        TEST(test_a_power_cut_while_mirroring_never_skips_a_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
