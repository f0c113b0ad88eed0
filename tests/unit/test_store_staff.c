// links: base booking store
// with: harness/store_kit.c harness/vfs.c harness/disk.c
// What staff do at the device: each deed is written with what it does; wrong PINs outlive everything.
#include "harness/test.h"

#include <stdio.h>

#include "harness/store_kit.h"

static struct store_deed deed_about(struct uid uid, int what)
{
    return (struct store_deed){.what = what, .at_s = KIT_DAY, .who = "AZ", .item = uid};
}

static struct item refuse(struct store *store, int number, const char *resource)
{
    struct item item = kit_item(number, 1);
    int seat;
    assert_int_equal(store_add_item(store, &item, STR("SEALED-BYTES-OF-SOMEBODY"), &seat), OK);
    struct outbox_change change = kit_change(&item, ITEM_REFUSED);
    change.seat = (uint8_t)seat;
    change.reason = REASON_PARTNER_REFUSED;
    change.resource = resource;
    if (resource) change.body = STR("body");
    assert_int_equal(outbox_apply(store, &change, 1), OK);
    return item;
}

struct seen {
    int count;
    struct store_deed first;
};

static void see(void *self, const struct store_deed *deed)
{
    struct seen *seen = self;
    if (seen->count++ == 0) seen->first = *deed;
}

static struct seen deeds(struct store *store)
{
    struct seen seen = {0};
    assert_int_equal(store_each_deed(store, 16, &seen, see), OK);
    return seen;
}

static enum item_state state_of(struct store *store, struct uid uid)
{
    struct item item;
    assert_int_equal(store_get_item(store, uid, &item), OK);
    return item.state;
}

static void test_a_refused_item_is_sent_again_asking_first_when_it_had_a_name(void **state)
{
    struct desk *desk = *state;
    struct store *store = desk->kiosk;
    struct item unsent = refuse(store, 1, NULL), named = refuse(store, 2, "rdv-x.ics");
    struct store_deed deed = deed_about(unsent.uid, 3);
    assert_int_equal(store_send_again(store, &deed), OK);
    assert_int_equal(state_of(store, unsent.uid), ITEM_PENDING);
    deed = deed_about(named.uid, 3);
    assert_int_equal(store_send_again(store, &deed), OK);
    assert_int_equal(state_of(store, named.uid), ITEM_UNSURE);
    assert_int_equal(store_send_again(store, &deed), ERR_MISSING); // it is not refused any more
    assert_int_equal(deeds(store).count, 2);
}

static void test_a_settled_item_is_wiped_and_written_down(void **state)
{
    struct desk *desk = *state;
    struct store *store = desk->kiosk;
    struct vfs *vfs = desk->vfs;
    struct item item = refuse(store, 1, NULL), other = refuse(store, 2, NULL);
    struct store_deed deed = deed_about(item.uid, 1);
    int seat = 0;
    struct slot slot = item.choices[0];
    assert_true(vfs_holds(vfs, STR("SEALED-BYTES-OF-SOMEBODY")));
    assert_int_equal(store_settle(store, &deed), OK);
    assert_int_equal(state_of(store, item.uid), ITEM_CANCELLED);
    assert_int_equal(state_of(store, other.uid), ITEM_REFUSED);
    assert_true(vfs_holds(vfs, STR("SEALED-BYTES-OF-SOMEBODY"))); // the other one's
    assert_int_equal(store_free_seat(store, &slot, &seat), OK);
    assert_int_equal(store_settle(store, &deed), ERR_MISSING);
    deed = deed_about(other.uid, 1);
    assert_int_equal(store_settle(store, &deed), OK);
    assert_false(vfs_holds(vfs, STR("SEALED-BYTES-OF-SOMEBODY")));
    struct seen seen = deeds(store);
    assert_int_equal(seen.count, 2);
    assert_int_equal(seen.first.what, 1);
    assert_int_equal(seen.first.at_s, KIT_DAY);
    assert_string_equal(seen.first.who, "AZ");
}

static void test_only_so_many_deeds_are_kept(void **state)
{
    struct desk *desk = *state;
    struct store *store = desk->kiosk;
    for (int i = 0; i < 3; i++) {
        struct store_deed deed = {.what = i, .at_s = i};
        assert_int_equal(store_add_deed(store, &deed), OK);
    }
    sqlite3 *db = kit_raw(desk->vfs);
    kit_run(db, "UPDATE deed SET n = n + 1000 WHERE n > 1");
    assert_int_equal(store_add_deed(store, &(struct store_deed){.what = 9}), OK);
    assert_int_equal(kit_number(db, "SELECT count(*) FROM deed"), 3);
    sqlite3_close(db);
    assert_int_equal(deeds(store).first.what, 9);
}

static void test_wrong_pins_outlive_a_power_cut(void **state)
{
    struct desk *desk = *state;
    struct store *store = desk->kiosk;
    struct guesses guesses = {9, 9, 9};
    assert_int_equal(store_get_guesses(store, &guesses), OK);
    assert_int_equal(guesses.failures + guesses.wait_ms + guesses.at_ms, 0);
    assert_int_equal(store_keep_guesses(store, (struct guesses){4, 60000, 777}), OK);
    vfs_die(desk->vfs);
    store_close(store);
    store_close(desk->sync);
    vfs_power_cut(desk->vfs, 1);
    desk->kiosk = store = kit_open(desk->vfs);
    desk->sync = NULL;
    assert_int_equal(store_get_guesses(store, &guesses), OK);
    assert_int_equal(guesses.failures, 4);
    assert_int_equal(guesses.wait_ms, 60000);
    assert_int_equal(guesses.at_ms, 777);
}

#define DESK(test) cmocka_unit_test_setup_teardown(test, kit_open_desk, kit_close_desk)

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK(test_a_refused_item_is_sent_again_asking_first_when_it_had_a_name),
        DESK(test_a_settled_item_is_wiped_and_written_down),
        DESK(test_only_so_many_deeds_are_kept),
        DESK(test_wrong_pins_outlive_a_power_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
