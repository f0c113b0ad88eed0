// links: base port content config booking seal sync store engine
// clang-format off
// with: harness/sync_place.c harness/partner_sim.c harness/partner_dav.c harness/partner_shelf.c harness/vfs.c harness/disk.c
// clang-format on
#include "harness/test.h"

#include "base/log.h"
#include "harness/sync_place.h"

#include <stdio.h>

enum { MINUTE = 60000, HOUR = 60 * MINUTE, ITEMS = 4 };

struct story { // what one run ended with
    int delivered, refused, open;
    size_t live, most_created, doubles;
};

static struct story run(struct sync_place *place, const struct uid *uids, size_t count)
{
    struct story story = {0};
    for (size_t i = 0; i < count; i++) {
        enum item_state state = place_state(place, uids[i]);
        story.delivered += state == ITEM_DELIVERED;
        story.refused += state == ITEM_REFUSED;
        story.open += state != ITEM_DELIVERED && state != ITEM_REFUSED;
        size_t created = partner_sim_created_of(place->sim, uids[i]);
        if (created > story.most_created) story.most_created = created;
        story.doubles += partner_sim_live_of(place->sim, uids[i]) > 1;
        if (state == ITEM_DELIVERED) assert_int_equal(partner_sim_live_of(place->sim, uids[i]), 1);
    }
    story.live = partner_sim_live(place->sim, SHELF_BOOKINGS);
    return story;
}

static void book_all(struct sync_place *place, struct uid *uids)
{
    for (int i = 0; i < ITEMS; i++) {
        struct slot slot = place_slot(i, 1), second = place_slot(20 + i, 1);
        uids[i] = place_book(place, &slot, &second);
    }
}

// Whatever goes wrong with the request at any position of the queue, once or five times: in the end every
// item is delivered, exactly once.
static void survive(char server_class, enum http_method method, enum sim_fault fault, int position, int times)
{
    struct sync_place place;
    struct uid uids[ITEMS];
    place_open(&place, server_class, 7 + (uint64_t)position);
    partner_sim_script(place.sim, method, position, times, fault);
    book_all(&place, uids);
    bool drained = place_drain(&place, 12 * HOUR);
    struct story story = run(&place, uids, ITEMS);
    if (!drained || story.delivered != ITEMS || story.doubles > 0 || story.most_created != 1)
        fail_msg("class %c method %d fault %d position %d times %d: %d delivered, %d refused, %d open, %zu "
                 "doubles, "
                 "created %zu times",
                 server_class, (int)method, (int)fault, position, times, story.delivered, story.refused,
                 story.open, story.doubles, story.most_created);
    place_close(&place);
}

static void survive_everywhere(enum http_method method, enum sim_fault fault)
{
    for (int position = 0; position < ITEMS; position++)
        for (int times = 1; times <= 3; times += 2) {
            survive('A', method, fault, position, times);
            survive('B', method, fault, position, times);
        }
}

static void test_any_fault_of_a_put_at_any_position_ends_in_one_delivery_each(void **state)
{
    (void)state;
    static const enum sim_fault faults[] = {
        SIM_LOST_AFTER, SIM_LOST_BEFORE, SIM_UNREACHABLE, SIM_CERTIFICATE, SIM_SLOW,    SIM_HANGS,
        SIM_401,        SIM_403,         SIM_400,         SIM_409,         SIM_500,     SIM_500_AFTER,
        SIM_503,        SIM_429,         SIM_CAPTIVE,     SIM_REDIRECT,    SIM_GARBAGE, SIM_HUGE,
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        survive_everywhere(HTTP_PUT, faults[i]);
}

static void test_any_fault_of_a_look_at_any_position_ends_in_one_delivery_each(void **state)
{
    (void)state;
    static const enum sim_fault faults[] = {
        SIM_LOST_BEFORE, SIM_UNREACHABLE, SIM_SLOW,    SIM_HANGS, SIM_401,     SIM_403,       SIM_500,
        SIM_503,         SIM_429,         SIM_CAPTIVE, SIM_HUGE,  SIM_GARBAGE, SIM_TRUNCATED,
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        survive_everywhere(HTTP_GET, faults[i]);
}

static void test_any_fault_of_the_mirror_ends_in_one_delivery_each(void **state)
{
    (void)state;
    static const enum sim_fault faults[] = {
        SIM_LOST_BEFORE, SIM_UNREACHABLE, SIM_CERTIFICATE, SIM_SLOW,      SIM_HANGS,
        SIM_401,         SIM_403,         SIM_500,         SIM_503,       SIM_CAPTIVE,
        SIM_TRUNCATED,   SIM_HUGE,        SIM_GARBAGE,     SIM_BAD_TOKEN,
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        survive_everywhere(HTTP_REPORT, faults[i]);
}

static void test_a_partner_that_can_never_be_read_is_delivered_to_all_the_same(void **state)
{
    (void)state;
    struct sync_place place;
    struct uid uids[ITEMS];
    place_open(&place, 'A', 3);
    partner_sim_script(place.sim, HTTP_REPORT, 0, SIM_EVER, SIM_500);
    partner_sim_script(place.sim, HTTP_PROPFIND, 0, SIM_EVER, SIM_500);
    book_all(&place, uids);
    assert_true(place_drain(&place, HOUR));
    assert_int_equal(run(&place, uids, ITEMS).delivered, ITEMS);
    place_close(&place);
}

static void test_a_storm_of_faults_loses_and_doubles_nothing(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        struct sync_place place;
        struct uid uids[ITEMS];
        place_open(&place, seed % 2 ? 'A' : 'B', seed);
        partner_sim_storm(place.sim, 400);
        book_all(&place, uids);
        place_pass(&place, HOUR);
        partner_sim_calm(place.sim);
        bool drained = place_drain(&place, HOUR);
        struct story story = run(&place, uids, ITEMS);
        if (!drained || story.delivered != ITEMS || story.doubles > 0 || story.most_created != 1)
            fail_msg("seed %d: %d delivered, %d refused, %d open, %zu doubles", (int)seed, story.delivered,
                     story.refused, story.open, story.doubles);
        place_close(&place);
    }
}

// The power goes at the k-th durable step, for every k until nothing is left to interrupt.
static struct story cut_at(uint64_t k, char server_class, bool *ret_cut)
{
    struct sync_place place;
    struct uid uids[ITEMS];
    place_open(&place, server_class, k);
    book_all(&place, uids);
    vfs_die_at(place.vfs, k);
    place_pass(&place, 2 * MINUTE);
    *ret_cut = vfs_is_dead(place.vfs);
    vfs_die_at(place.vfs, 0);
    if (*ret_cut) place_kill(&place);
    assert_true(place_drain(&place, HOUR));
    struct story story = run(&place, uids, ITEMS);
    place_close(&place);
    return story;
}

static void test_a_power_cut_at_any_durable_step_loses_and_doubles_nothing(void **state)
{
    (void)state;
    for (int class = 'A'; class <= 'B'; class ++) {
        bool cut = true;
        uint64_t k = 1;
        for (; cut; k++) {
            struct story story = cut_at(k, (char)class, &cut);
            if (story.delivered != ITEMS || story.doubles > 0 || story.most_created != 1)
                fail_msg("class %c, step %d: %d delivered, %zu doubles, created %zu times", class, (int)k,
                         story.delivered, story.doubles, story.most_created);
        }
        assert_true(k > 20); // it was interrupted indeed
    }
}

static void test_a_failing_disk_delays_and_loses_nothing(void **state)
{
    (void)state;
    bool failed = true;
    for (uint64_t k = 1; failed; k++) {
        struct sync_place place;
        struct uid uids[ITEMS];
        place_open(&place, 'A', k);
        book_all(&place, uids);
        uint64_t before = vfs_count(place.vfs, VFS_DURABLE);
        vfs_fail_at(place.vfs, VFS_DURABLE, k, 10); // SQLITE_IOERR
        bool drained = place_drain(&place, HOUR);
        failed = vfs_count(place.vfs, VFS_DURABLE) - before >= k;
        struct story story = run(&place, uids, ITEMS);
        if (!drained || story.delivered != ITEMS || story.doubles > 0)
            fail_msg("step %d: %d delivered, %zu doubles", (int)k, story.delivered, story.doubles);
        place_close(&place);
    }
}

// --- negative controls: the same checks see the planted mistakes

static struct story drop_one(struct engine_faults faults)
{
    struct sync_place place;
    place_open(&place, 'A', 5);
    place.faults = faults;
    place_pass(&place, MINUTE);
    partner_sim_script(place.sim, HTTP_PUT, 0, 1, SIM_DROPS);
    struct slot slot = place_slot(0, 1), second = place_slot(1, 1);
    struct uid uid = place_book(&place, &slot, &second);
    assert_true(place_drain(&place, HOUR));
    enum item_state end = place_state(&place, uid);
    struct story story = {
        .delivered = end == ITEM_DELIVERED,
        .refused = end == ITEM_REFUSED,
        .live = partner_sim_live(place.sim, SHELF_BOOKINGS),
    };
    place_close(&place);
    return story;
}

static void test_forgetting_before_the_read_back_is_seen_as_a_loss(void **state)
{
    (void)state;
    struct story good = drop_one((struct engine_faults){0});
    assert_int_equal(good.delivered, 0); // staff were told
    assert_int_equal(good.refused, 1);
    struct story bad = drop_one((struct engine_faults){.forget_before_readback = true});
    assert_int_equal(bad.delivered, 1); // "delivered", and nowhere
    assert_int_equal(bad.live, 0);
}

// The sync program ends while an answer is under way, and starts again.
static size_t events_after_a_restart(struct engine_faults faults)
{
    struct sync_place place;
    place_open(&place, 'A', 5);
    place.faults = faults;
    place_pass(&place, MINUTE);
    struct slot slot = place_slot(0, 1), second = place_slot(1, 1);
    place_book(&place, &slot, &second);
    while (partner_sim_live(place.sim, SHELF_BOOKINGS) == 0)
        place_pass(&place, 1);
    place_stop(&place);
    place_start(&place);
    assert_true(place_drain(&place, HOUR));
    size_t events = partner_sim_live(place.sim, SHELF_BOOKINGS);
    place_close(&place);
    return events;
}

static void test_a_token_that_changes_is_seen_as_a_double_effect(void **state)
{
    (void)state;
    assert_int_equal(events_after_a_restart((struct engine_faults){0}), 1);
    assert_int_equal(events_after_a_restart((struct engine_faults){.token_not_stable = true}), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_fault_of_a_put_at_any_position_ends_in_one_delivery_each),
        cmocka_unit_test(test_any_fault_of_a_look_at_any_position_ends_in_one_delivery_each),
        cmocka_unit_test(test_any_fault_of_the_mirror_ends_in_one_delivery_each),
        cmocka_unit_test(test_a_partner_that_can_never_be_read_is_delivered_to_all_the_same),
        cmocka_unit_test(test_a_storm_of_faults_loses_and_doubles_nothing),
        cmocka_unit_test(test_a_power_cut_at_any_durable_step_loses_and_doubles_nothing),
        cmocka_unit_test(test_a_failing_disk_delays_and_loses_nothing),
        cmocka_unit_test(test_forgetting_before_the_read_back_is_seen_as_a_loss),
        cmocka_unit_test(test_a_token_that_changes_is_seen_as_a_double_effect),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
