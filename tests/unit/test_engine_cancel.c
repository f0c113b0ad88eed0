// links: base port content config booking seal sync store engine
// clang-format off
// with: harness/sync_place.c harness/partner_sim.c harness/partner_dav.c harness/partner_shelf.c harness/vfs.c harness/disk.c
// clang-format on
#include "harness/test.h"

#include "harness/sync_place.h"
#include "sync/plan.h"

#include <stdio.h>

// What visitors take back or change, as the partner sees it, whatever the network and the power do.

enum { MINUTE = 60000, HOUR = 60 * MINUTE };

static struct sync_place place;

static int open_a(void **state)
{
    (void)state;
    place_open(&place, 'A', 1);
    return 0;
}

static int close_it(void **state)
{
    (void)state;
    place_close(&place);
    return 0;
}

static void name_of(const char *kind, const struct slot *slot, int seat, char to[LIMIT_RESOURCE])
{
    char name[SLOT_RESOURCE];
    slot_resource(slot, seat, name);
    snprintf(to, LIMIT_RESOURCE, "%s%s.ics", kind, name + 3);
}

static bool is_there(struct sync_place *at, const char *kind, const struct slot *slot, int seat)
{
    char name[LIMIT_RESOURCE];
    name_of(kind, slot, seat, name);
    return shelf_find(partner_sim_shelf(at->sim), SHELF_BOOKINGS, name) != NULL;
}

// Lines are folded: somewhere at the partner these words stand, whatever stands between their bytes.
static bool says(struct sync_place *at, const char *words)
{
    static char unfolded[LIMIT_BODY];
    const struct shelf *shelf = partner_sim_shelf(at->sim);
    for (size_t i = 0; i < shelf->count; i++) {
        const struct shelf_resource *r = &shelf->resources[i];
        struct str rest = {r->data, r->n};
        struct buf to = buf_init(unfolded, sizeof unfolded);
        for (size_t at_fold; (at_fold = str_find(rest, STR("\r\n "))) < rest.n;) {
            buf_add(&to, str_slice(rest, 0, at_fold));
            rest = str_slice(rest, at_fold + 3, rest.n);
        }
        buf_add(&to, rest);
        if (str_find(buf_str(&to), str_from(words)) < to.n) return true;
    }
    return false;
}

static void test_a_booking_that_is_there_gets_one_note_beside_it(void **state)
{
    (void)state;
    struct slot slot = place_slot(0, 1);
    struct uid uid = place_book(&place, &slot, NULL);
    assert_true(place_drain(&place, MINUTE));
    assert_false(is_there(&place, "ann", &slot, 1));
    assert_int_equal(place_cancel(&place, uid), OK);
    assert_true(place_drain(&place, MINUTE));
    assert_true(is_there(&place, "ann", &slot, 1));
    assert_true(is_there(&place, "rdv", &slot, 1)); // staff free it
    assert_true(partner_sim_holds(place.sim, STR("SUMMARY:ANNULÉ · ")));
    assert_true(partner_sim_holds(place.sim, STR("TRANSP:TRANSPARENT")));
    assert_int_equal(place_cancel(&place, uid), ERR_MISSING);
}

static void test_a_note_takes_no_seat_and_a_freed_seat_is_offered_again(void **state)
{
    (void)state;
    struct slot slot = place_slot(0, 1);
    char name[LIMIT_RESOURCE];
    struct uid uid = place_book(&place, &slot, NULL);
    assert_true(place_drain(&place, MINUTE));
    assert_int_equal(place_cancel(&place, uid), OK);
    assert_true(place_drain(&place, MINUTE));
    int seat;
    assert_int_equal(store_free_seat(place.store, &slot, &seat), ERR_FULL);
    name_of("rdv", &slot, 1, name);
    assert_true(partner_sim_delete(place.sim, SHELF_BOOKINGS, name));
    place_pass(&place, 6 * MINUTE);
    assert_int_equal(store_free_seat(place.store, &slot, &seat), OK);
    // The next visitor takes back too, and staff have left the first note there.
    uid = place_book(&place, &slot, NULL);
    assert_true(place_drain(&place, MINUTE));
    size_t before = partner_sim_live(place.sim, SHELF_BOOKINGS);
    assert_int_equal(place_cancel(&place, uid), OK);
    assert_true(place_drain(&place, 5 * MINUTE));
    assert_int_equal(partner_sim_live(place.sim, SHELF_BOOKINGS), before + 1);
    struct store_counts counts;
    assert_int_equal(store_count(place.store, &counts), OK);
    assert_int_equal(counts.needing_you, 0);
}

static void test_two_kiosks_told_the_same_leave_one_note(void **state)
{
    (void)state;
    struct slot slot = place_slot(0, 1);
    struct uid uid = place_book(&place, &slot, NULL);
    assert_true(place_drain(&place, MINUTE));
    struct sync_place other;
    place_join(&other, &place, 1, 5);
    struct item item = place_item(&place, uid);
    struct store_cancel cancel = {.elsewhere = &slot, .seat = 1, .uid = store_note_uid(uid)};
    memcpy(cancel.code_hash, item.code_hash, sizeof cancel.code_hash);
    assert_int_equal(store_cancel(other.store, &cancel), OK);
    assert_int_equal(place_cancel(&place, uid), OK);
    struct sync_place *both[] = {&place, &other};
    places_pass(both, 2, 3 * MINUTE);
    assert_int_equal(partner_sim_live(place.sim, SHELF_BOOKINGS), 2);
    assert_int_equal(place_state(&other, cancel.uid), ITEM_DELIVERED);
    assert_true(place_drain(&place, MINUTE));
    place_close(&other);
}

static void test_offline_it_waits_and_what_never_left_never_leaves(void **state)
{
    (void)state;
    struct slot slots[3];
    struct uid uids[3];
    for (int i = 0; i < 3; i++)
        slots[i] = place_slot(i, 1);
    uids[0] = place_book(&place, &slots[0], NULL);
    assert_true(place_drain(&place, MINUTE));
    partner_sim_network(place.sim, false);
    uids[1] = place_book(&place, &slots[1], NULL);
    uids[2] = place_book(&place, &slots[2], NULL);
    place_pass(&place, 10 * MINUTE);
    assert_int_equal(place_cancel(&place, uids[0]), OK);
    assert_int_equal(place_cancel(&place, uids[1]), OK);
    assert_int_equal(place_state(&place, uids[1]), ITEM_CANCELLED);
    place_kill(&place);
    partner_sim_network(place.sim, true);
    assert_true(place_drain(&place, HOUR));
    assert_int_equal(partner_sim_created_of(place.sim, uids[1]), 0);
    assert_false(is_there(&place, "ann", &slots[1], 1));
    assert_true(is_there(&place, "ann", &slots[0], 1));
    assert_true(is_there(&place, "rdv", &slots[2], 1)); // control
}

// A booking is taken back after `ms` of its delivery with `fault` on the way. In the end: nothing of it is
// there, or the booking with its note; never the booking alone, never the note alone.
static void take_back_amid(char server_class, enum http_method method, enum sim_fault fault, int64_t ms,
                           bool kill, int tally[2])
{
    struct sync_place at;
    struct slot first = place_slot(0, 1), second = place_slot(9, 1), other = place_slot(1, 1);
    place_open(&at, server_class, 11 + (uint64_t)ms);
    place_pass(&at, 10000);
    partner_sim_script(at.sim, method, 0, 1, fault);
    struct uid uid = place_book(&at, &first, &second), stays = place_book(&at, &other, NULL);
    place_pass(&at, ms);
    err_t err = place_cancel(&at, uid);
    assert_int_equal(err, OK);
    if (kill) place_kill(&at);
    bool drained = place_drain(&at, 12 * HOUR);
    place_pass(&at, HOUR); // what was on its way
    bool booked = partner_sim_live_of(at.sim, uid) > 0;
    bool noted = is_there(&at, "ann", &first, 1) || is_there(&at, "ann", &second, 1);
    enum item_state state = place_state(&at, uid);
    bool over = state == ITEM_CANCELLED || state == ITEM_DELIVERED;
    if (!drained || booked != noted || !over || partner_sim_created_of(at.sim, uid) > 1)
        fail_msg("class %c method %d fault %d after %d ms%s: drained %d, booked %d, noted %d, state %d",
                 server_class, (int)method, (int)fault, (int)ms, kill ? ", killed" : "", drained, booked,
                 noted, (int)state);
    assert_int_equal(place_state(&at, stays), ITEM_DELIVERED);
    tally[booked]++;
    place_close(&at);
}

static void test_at_any_moment_of_its_delivery_it_is_there_with_its_note_or_not_at_all(void **state)
{
    (void)state;
    static const enum sim_fault faults[] = {SIM_NONE,        SIM_LOST_AFTER, SIM_LOST_BEFORE,
                                            SIM_UNREACHABLE, SIM_HANGS,      SIM_500,
                                            SIM_500_AFTER,   SIM_503,        SIM_OTHER_FIRST};
    static const int64_t moments[] = {0, 10, 60, 300, 2000, 7000, 40000};
    int tally[2] = {0};
    for (size_t f = 0; f < sizeof faults / sizeof *faults; f++)
        for (size_t m = 0; m < sizeof moments / sizeof *moments; m++)
            for (int i = 0; i < 4; i++)
                take_back_amid(i & 1 ? 'B' : 'A', HTTP_PUT, faults[f], moments[m], i & 2, tally);
    for (size_t m = 0; m < sizeof moments / sizeof *moments; m++)
        take_back_amid('A', HTTP_GET, SIM_LOST_AFTER, moments[m], false, tally);
    print_message("%d not there, %d there with a note\n", tally[0], tally[1]);
    assert_true(tally[0] > 20 && tally[1] > 20);
}

static void test_a_change_is_the_new_one_and_then_the_note_about_the_old(void **state)
{
    (void)state;
    struct slot old = place_slot(0, 1), new = place_slot(3, 1);
    struct uid uid = place_book(&place, &old, NULL);
    assert_true(place_drain(&place, MINUTE));
    partner_sim_network(place.sim, false);
    struct uid changed = place_change(&place, uid, &new);
    place_pass(&place, 5 * MINUTE);
    assert_false(place_item(&place, uid).cancelled);
    partner_sim_network(place.sim, true);
    assert_true(place_drain(&place, HOUR));
    assert_int_equal(place_state(&place, changed), ITEM_DELIVERED);
    assert_true(is_there(&place, "rdv", &new, 1));
    assert_true(is_there(&place, "ann", &old, 1));
    assert_false(is_there(&place, "ann", &new, 1));
    assert_true(says(&place, "Changement de moment"));
}

static void test_a_change_that_is_lost_leaves_the_old_one_alone_and_says_so_to_staff(void **state)
{
    (void)state;
    struct slot old = place_slot(0, 1), new = place_slot(3, 1);
    char name[LIMIT_RESOURCE];
    struct uid uid = place_book(&place, &old, NULL);
    assert_true(place_drain(&place, MINUTE));
    name_of("rdv", &new, 1, name);
    partner_sim_other_takes(place.sim, name);
    struct uid changed = place_change(&place, uid, &new);
    assert_true(place_drain(&place, HOUR));
    assert_int_equal(place_item(&place, changed).kind, ITEM_CALLBACK);
    assert_false(place_item(&place, uid).cancelled);
    assert_false(is_there(&place, "ann", &old, 1));
    assert_true(is_there(&place, "rdv", &old, 1));
    assert_true(says(&place, "Elle voulait changer de moment"));
}

// The power goes at each durable step of a whole change. At every restart: the old one, or the new one, or
// both; a note only with the new one.
static void test_power_may_go_at_any_step_of_a_change(void **state)
{
    (void)state;
    bool died = true;
    int cuts = 0;
    for (uint64_t k = 1; died; k++, cuts++) {
        struct sync_place at;
        struct slot old = place_slot(0, 1), new = place_slot(3, 1);
        place_open(&at, 'A', k);
        struct uid uid = place_book(&at, &old, NULL);
        assert_true(place_drain(&at, MINUTE));
        struct uid changed = place_change(&at, uid, &new);
        vfs_die_at(at.vfs, k);
        place_pass(&at, MINUTE);
        died = vfs_is_dead(at.vfs);
        vfs_die_at(at.vfs, 0);
        place_kill(&at);
        bool won = place_state(&at, changed) == ITEM_FILING || place_state(&at, changed) == ITEM_DELIVERED;
        assert_int_equal(place_item(&at, uid).cancelled, won);
        assert_true(won || !is_there(&at, "ann", &old, 1));
        assert_true(place_drain(&at, HOUR));
        assert_true(is_there(&at, "rdv", &new, 1) && is_there(&at, "ann", &old, 1));
        assert_int_equal(partner_sim_created_of(at.sim, changed), 1);
        place_close(&at);
    }
    assert_in_range(cuts, 10, 500);
}

int main(void)
{
#define ON_A(test) cmocka_unit_test_setup_teardown(test, open_a, close_it)
    const struct CMUnitTest tests[] = {
        ON_A(test_a_booking_that_is_there_gets_one_note_beside_it),
        ON_A(test_a_note_takes_no_seat_and_a_freed_seat_is_offered_again),
        ON_A(test_two_kiosks_told_the_same_leave_one_note),
        ON_A(test_offline_it_waits_and_what_never_left_never_leaves),
        cmocka_unit_test(test_at_any_moment_of_its_delivery_it_is_there_with_its_note_or_not_at_all),
        ON_A(test_a_change_is_the_new_one_and_then_the_note_about_the_old),
        ON_A(test_a_change_that_is_lost_leaves_the_old_one_alone_and_says_so_to_staff),
        cmocka_unit_test(test_power_may_go_at_any_step_of_a_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
