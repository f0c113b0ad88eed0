// links: base booking store
// with: harness/store_kit.c harness/vfs.c harness/disk.c
// What was tried by hand on the machine, and the screen that was found, outlive a power cut.
#include "harness/test.h"

#include <string.h>

#include "harness/store_kit.h"

struct seen {
    int count;
    struct store_trial last[8];
};

static void see(void *self, const struct store_trial *trial)
{
    struct seen *seen = self;
    assert_true(seen->count < 8);
    seen->last[seen->count++] = *trial;
}

static struct seen trials(struct store *store)
{
    struct seen seen = {0};
    assert_int_equal(store_each_trial(store, &seen, see), OK);
    return seen;
}

static void keep(struct store *store, int kind, bool good, int64_t value)
{
    struct store_trial trial = {kind, good, value, KIT_DAY};
    assert_int_equal(store_keep_trial(store, &trial), OK);
}

static void test_the_last_trial_of_each_kind_is_kept(void **state)
{
    struct desk *desk = *state;
    assert_int_equal(trials(desk->kiosk).count, 0);
    keep(desk->kiosk, 4, true, 7);
    keep(desk->kiosk, 1, false, 461);
    keep(desk->kiosk, 4, false, 3);
    struct seen seen = trials(desk->sync); // the other program sees the same
    assert_int_equal(seen.count, 2);
    assert_int_equal(seen.last[0].kind, 1);
    assert_int_equal(seen.last[0].value, 461);
    assert_int_equal(seen.last[1].kind, 4);
    assert_false(seen.last[1].good);
    assert_int_equal(seen.last[1].value, 3);
    assert_int_equal(seen.last[1].at_s, KIT_DAY);
}

static void test_what_no_trial_can_be_is_refused(void **state)
{
    struct desk *desk = *state;
    struct store_trial beyond = {.kind = 32}, below = {.kind = 1, .value = -1};
    assert_int_not_equal(store_keep_trial(desk->kiosk, &beyond), OK);
    assert_int_not_equal(store_keep_trial(desk->kiosk, &below), OK);
    assert_int_equal(trials(desk->kiosk).count, 0);
}

static void test_the_panel_is_kept_once_and_only_written_when_it_is_another(void **state)
{
    struct desk *desk = *state;
    struct store_panel panel = {1024, 600, true}, found = {0};
    assert_int_equal(store_get_panel(desk->kiosk, &found), ERR_MISSING);
    assert_int_equal(store_keep_panel(desk->kiosk, &panel), OK);
    int64_t before = store_version(desk->sync);
    assert_int_equal(store_keep_panel(desk->kiosk, &panel), OK);
    assert_int_equal(store_version(desk->sync), before);
    panel.w = 1920;
    assert_int_equal(store_keep_panel(desk->kiosk, &panel), OK);
    assert_int_not_equal(store_version(desk->sync), before);
    assert_int_equal(store_get_panel(desk->sync, &found), OK);
    assert_true(found.w == 1920 && found.h == 600 && found.jack);
}

static void test_a_trial_outlives_a_power_cut_at_any_step_or_is_not_there(void **state)
{
    (void)state;
    bool lived = false;
    for (uint64_t k = 1; !lived; k++) {
        struct vfs *vfs = vfs_open(k);
        struct store *store = kit_open(vfs);
        keep(store, 2, true, 1);
        vfs_die_at(vfs, k);
        struct store_trial trial = {.kind = 2, .value = 9};
        err_t err = store_keep_trial(store, &trial);
        lived = !vfs_is_dead(vfs);
        store_close(store);
        vfs_power_cut(vfs, k * 31);
        store = kit_open(vfs);
        struct seen seen = trials(store);
        assert_int_equal(seen.count, 1);
        assert_true(seen.last[0].value == 9 || (seen.last[0].value == 1 && err != OK));
        store_close(store);
        vfs_close(vfs);
    }
}

#define DESK(test) cmocka_unit_test_setup_teardown(test, kit_open_desk, kit_close_desk)

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK(test_the_last_trial_of_each_kind_is_kept),
        DESK(test_what_no_trial_can_be_is_refused),
        DESK(test_the_panel_is_kept_once_and_only_written_when_it_is_another),
        cmocka_unit_test(test_a_trial_outlives_a_power_cut_at_any_step_or_is_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
