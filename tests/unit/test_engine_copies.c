// links: base port content config booking seal sync store engine
// clang-format off
// with: harness/sync_place.c harness/partner_sim.c harness/partner_dav.c harness/partner_shelf.c harness/vfs.c harness/disk.c
// clang-format on
#include "harness/test.h"

#include "base/log.h"
#include "harness/sync_place.h"

#include <stdio.h>

// What was won has a sealed copy in inscriptions/ before its content leaves the device.
enum { MINUTE = 60000, HOUR = 60 * MINUTE };

static struct sync_place place;
static int unfiled;

static void count_unfiled(void *self, enum log_level level, const char *line)
{
    (void)self, (void)level;
    unfiled += strstr(line, "LOG_COPY_NOT_FILED") != NULL;
}

static int open_place(void **state)
{
    (void)state;
    place_open(&place, 'A', 3);
    place_pass(&place, MINUTE);
    unfiled = 0;
    return 0;
}

static int close_place(void **state)
{
    (void)state;
    place_close(&place);
    return 0;
}

static struct uid book(int number)
{
    struct slot slot = place_slot(number, 1);
    return place_book(&place, &slot, NULL);
}

static const struct shelf_resource *copy_of(struct uid uid)
{
    char text[UID_TEXT], name[64];
    uid_text(uid, text);
    snprintf(name, sizeof name, "dos-%s.ics", text);
    return shelf_find(partner_sim_shelf(place.sim), SHELF_REQUESTS, name);
}

static bool disk_holds_sealed(void)
{
    return vfs_holds(place.vfs, STR("age-encryption.org/v1 sealed bytes"));
}

static void test_bookings_and_requests_each_have_one_copy_and_then_leave_the_device(void **state)
{
    (void)state;
    struct uid uids[] = {book(0), book(1), place_request(&place, ITEM_CALLBACK),
                         place_request(&place, ITEM_INTEREST)};
    assert_true(disk_holds_sealed());
    assert_true(place_drain(&place, MINUTE));
    for (size_t i = 0; i < sizeof uids / sizeof *uids; i++) {
        assert_int_equal(place_state(&place, uids[i]), ITEM_DELIVERED);
        assert_non_null(copy_of(uids[i]));
        assert_int_equal(partner_sim_created_of(place.sim, uids[i]), 1); // a copy is no second effect
    }
    place_kill(&place);
    assert_false(disk_holds_sealed());
}

static void test_the_visitor_is_served_while_copies_cannot_be_written_and_nothing_is_forgotten(void **state)
{
    (void)state;
    static const enum sim_fault faults[] = {SIM_500,  SIM_LOST_BEFORE, SIM_LOST_AFTER, SIM_DROPS,
                                            SIM_HUGE, SIM_TRUNCATED,   SIM_GARBAGE,    SIM_409};
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        partner_sim_curse(place.sim, "/dos-", faults[i]);
        struct uid uid = book((int)i);
        place_pass(&place, 5000);
        assert_int_equal(place_state(&place, uid), ITEM_FILING);
        assert_true(disk_holds_sealed());
        place_kill(&place);
        place_pass(&place, 10 * MINUTE);
        assert_int_equal(place_state(&place, uid), ITEM_FILING);
        assert_true(disk_holds_sealed());
        partner_sim_calm(place.sim);
        assert_true(place_drain(&place, HOUR));
        assert_int_equal(place_state(&place, uid), ITEM_DELIVERED);
        assert_non_null(copy_of(uid));
        assert_int_equal(partner_sim_live_of(place.sim, uid), 1);
    }
}

static void test_a_server_that_will_not_have_copies_is_not_asked_for_ever(void **state)
{
    (void)state;
    log_to(count_unfiled, NULL);
    partner_sim_settings(place.sim)->no_copies = true;
    struct uid uid = book(1);
    assert_true(place_drain(&place, 2 * HOUR));
    assert_int_equal(place_state(&place, uid), ITEM_DELIVERED);
    assert_null(copy_of(uid));
    assert_int_equal(unfiled, 1);
    log_to(NULL, NULL);
}

static void test_a_collection_without_tasks_gets_whole_days(void **state)
{
    (void)state;
    partner_sim_settings(place.sim)->no_todo = true;
    struct uid uid = book(0);
    assert_true(place_drain(&place, MINUTE));
    const struct shelf_resource *copy = copy_of(uid);
    assert_non_null(copy);
    struct str ics = {copy->data, copy->n};
    assert_true(str_find(ics, STR("BEGIN:VEVENT")) < ics.n);
}

static void test_killed_at_every_step_each_booking_has_one_copy(void **state)
{
    (void)state;
    bool cut = true;
    for (uint64_t k = 1; cut && k < 200; k++) {
        struct sync_place here;
        place_open(&here, 'A', k);
        place_pass(&here, MINUTE);
        struct slot slot = place_slot(0, 1);
        struct uid uid = place_book(&here, &slot, NULL);
        vfs_die_at(here.vfs, k);
        place_pass(&here, MINUTE);
        cut = vfs_is_dead(here.vfs);
        place_kill(&here);
        assert_true(place_drain(&here, HOUR));
        if (place_state(&here, uid) != ITEM_DELIVERED || partner_sim_live_of(here.sim, uid) != 1 ||
            shelf_live(partner_sim_shelf(here.sim), SHELF_BOOKINGS) != 1)
            fail_msg("cut at %d", (int)k);
        place_close(&here);
    }
    assert_false(cut);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define PLACE(test) cmocka_unit_test_setup_teardown(test, open_place, close_place)
        PLACE(test_bookings_and_requests_each_have_one_copy_and_then_leave_the_device),
        PLACE(test_the_visitor_is_served_while_copies_cannot_be_written_and_nothing_is_forgotten),
        PLACE(test_a_server_that_will_not_have_copies_is_not_asked_for_ever),
        PLACE(test_a_collection_without_tasks_gets_whole_days),
        PLACE(test_killed_at_every_step_each_booking_has_one_copy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
