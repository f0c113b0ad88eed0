// links: base booking store
// with: harness/store_kit.c harness/vfs.c harness/disk.c
#include "harness/test.h"

#include <stdio.h>

#include "harness/store_kit.h"
#include "store/internal.h"

// Every kind of writing, done to a queue of four while the machine stops at each of its durable steps in
// turn. `was_done` looks at the disk after the restart: all of it (true), none of it (false), anything else
// fails.

static struct outbox_row row;

enum { QUEUE = 4 };

struct deed {
    const char *name;
    err_t (*act)(struct store *store);
    bool (*was_done)(struct store *store);
};

static struct item must_get(struct store *store, int number)
{
    struct item item;
    assert_int_equal(store_get_item(store, kit_uid(number), &item), OK);
    return item;
}

static err_t add(struct store *store)
{
    struct item item = kit_item(9, ITEM_APPOINTMENT);
    int seat;
    return store_add_item(store, &item, kit_sealed(9, 7000), &seat);
}

static bool was_added(struct store *store)
{
    struct item item = kit_item(9, ITEM_APPOINTMENT);
    int seat;
    err_t err = outbox_get(store, item.uid, &row);
    assert_true(err == OK || err == ERR_MISSING);
    assert_int_equal(store_free_seat(store, &item.choices[0], &seat), err == OK ? ERR_FULL : OK);
    if (err) return false;
    assert_int_equal(row.sealed_n, 7000);
    assert_memory_equal(row.sealed, kit_sealed(9, 7000).p, 7000);
    assert_string_equal(row.item.choices[1].key, item.choices[1].key);
    return true;
}

// Three items at once: one delivered, one sent, one that goes to its second choice.
static err_t change(struct store *store)
{
    static char body[12000];
    struct item items[3] = {must_get(store, 1), must_get(store, 2), must_get(store, 4)};
    struct outbox_change changes[3] = {kit_change(&items[0], ITEM_DELIVERED),
                                       kit_change(&items[1], ITEM_SENDING),
                                       kit_change(&items[2], ITEM_PENDING)};
    memset(body, 'b', sizeof body);
    changes[1].resource = "rdv";
    changes[1].body = (struct str){body, sizeof body};
    changes[2].choice_now = 1;
    changes[2].seat = 1;
    return outbox_apply(store, changes, 3);
}

static bool was_changed(struct store *store)
{
    struct item one = must_get(store, 1), four = must_get(store, 4);
    int seat;
    bool done = one.state == ITEM_DELIVERED;
    assert_int_equal(outbox_get(store, kit_uid(1), &row), OK);
    assert_int_equal(row.sealed_n, done ? 0 : 1500);
    assert_int_equal(outbox_get(store, kit_uid(2), &row), OK);
    assert_int_equal(row.item.state, done ? ITEM_SENDING : ITEM_PENDING);
    assert_int_equal(row.body_n, done ? 12000 : 0);
    assert_int_equal(four.choice_now, done);
    assert_int_equal(store_free_seat(store, &four.choices[0], &seat), done ? OK : ERR_FULL);
    assert_int_equal(store_free_seat(store, &four.choices[1], &seat), done ? ERR_FULL : OK);
    return done;
}

enum { EVENTS = 12 };

static err_t mirror(struct store *store)
{
    static struct mirror_change changes[EVENTS];
    static struct slot slots[EVENTS];
    static char content[3000];
    memset(content, 'c', sizeof content);
    for (int i = 0; i < EVENTS; i++) {
        slots[i] = kit_slot(100 + i, 1, false);
        changes[i] =
            (struct mirror_change){.slots = &slots[i], .slot_count = 1, .content = {content, sizeof content}};
        snprintf(changes[i].resource, sizeof changes[i].resource, "event-%d.ics", i);
    }
    return mirror_apply(store, KIT_PARTNER, MIRROR_SLOTS, true, changes, EVENTS, "after", 77);
}

static bool was_mirrored(struct store *store)
{
    static struct slot slots[EVENTS + 1];
    struct mirror_state state;
    size_t count;
    assert_int_equal(mirror_get_state(store, KIT_PARTNER, MIRROR_SLOTS, &state), OK);
    assert_int_equal(store_list_slots(store, 0, INT64_MAX, slots, EVENTS + 1, &count), OK);
    bool done = strcmp(state.token, "after") == 0;
    assert_string_equal(state.token, done ? "after" : "before");
    assert_int_equal(state.mirrored_s, done ? 77 : 33);
    assert_int_equal(state.resources, done ? EVENTS : 1);
    assert_int_equal(count, done ? EVENTS : 1);
    return done;
}

static const struct deed deeds[] = {
    {"add_item", add, was_added},
    {"outbox_apply", change, was_changed},
    {"mirror_apply", mirror, was_mirrored},
};
enum { DEEDS = sizeof deeds / sizeof deeds[0] };

static void fill(struct vfs *vfs)
{
    struct slot slot = kit_slot(90, 1, false);
    struct mirror_change change = {.resource = "old.ics", .slots = &slot, .slot_count = 1};
    struct store *store = kit_open(vfs);
    kit_add(store, 1, QUEUE);
    assert_int_equal(mirror_apply(store, KIT_PARTNER, MIRROR_SLOTS, false, &change, 1, "before", 33), OK);
    store_close(store);
}

// The same file for each cut: made once.
static void prepare(struct vfs *vfs)
{
    static char image[256 << 10];
    static size_t n;
    if (n == 0) {
        struct vfs *first = vfs_open(0);
        fill(first);
        struct str file = vfs_get_file(first, KIT_PATH);
        assert_in_range(file.n, 1, sizeof image);
        n = file.n;
        memcpy(image, file.p, n);
        vfs_close(first);
    }
    vfs_put_file(vfs, KIT_PATH, (struct str){image, n});
    vfs_put_file(vfs, KIT_PATH "-journal", STR(""));
}

static bool queue_is_whole(struct store *store, bool changed)
{
    for (int i = 1; i <= QUEUE; i++) {
        if (outbox_get(store, kit_uid(i), &row)) return false;
        bool wiped = changed && i == 1;
        if (row.sealed_n != (wiped ? 0 : 1500)) return false;
        if (!wiped && memcmp(row.sealed, kit_sealed(i, 1500).p, 1500) != 0) return false;
    }
    return true;
}

enum outcome { OUTCOME_NONE, OUTCOME_WHOLE, OUTCOME_LOST };

// What a restart finds. LOST: something acknowledged is not there.
static enum outcome look_after_restart(struct vfs *vfs, const struct deed *deed, bool acknowledged)
{
    struct store *store;
    enum store_found found;
    assert_int_equal(kit_try_open(vfs, &store, &found), OK);
    bool lost = found != STORE_OPENED;
    bool done = !lost && deed->was_done(store);
    lost = lost || !queue_is_whole(store, done && deed->act == change) || (acknowledged && !done);
    store_close(store);
    return lost ? OUTCOME_LOST : done ? OUTCOME_WHOLE : OUTCOME_NONE;
}

struct tally {
    int cuts, whole, none;
    uint64_t steps;
};

// Stops at step k; false when the deed has fewer steps than that.
static bool cut_at(const struct deed *deed, uint64_t k, uint64_t seed, bool kill, struct tally *tally)
{
    struct vfs *vfs = vfs_open(seed);
    prepare(vfs);
    struct store *store = kit_open(vfs);
    vfs_die_at(vfs, k);
    err_t err = deed->act(store);
    bool died = vfs_is_dead(vfs);
    vfs_die(vfs); // nothing is closed cleanly
    store_close(store);
    if (kill)
        vfs_kill(vfs);
    else
        vfs_power_cut(vfs, seed * 1009 + k);
    enum outcome outcome = look_after_restart(vfs, deed, err == OK);
    if (outcome == OUTCOME_LOST)
        print_message("%s: lost at step %d, seed %d\n", deed->name, (int)k, (int)seed);
    assert_int_not_equal(outcome, OUTCOME_LOST);
    assert_true(died || err == OK);
    tally->cuts++;
    tally->whole += outcome == OUTCOME_WHOLE;
    tally->none += outcome == OUTCOME_NONE;
    tally->steps = k;
    vfs_close(vfs);
    return died;
}

enum { SEEDS = 8 };

static void test_power_may_go_at_any_step_and_nothing_is_lost_or_half_done(void **state)
{
    (void)state;
    for (int i = 0; i < DEEDS; i++) {
        struct tally tally = {0};
        for (uint64_t seed = 1; seed <= SEEDS; seed++)
            for (uint64_t k = 1; cut_at(&deeds[i], k, seed, false, &tally); k++) {
            }
        print_message("%s: %d steps, %d cuts, %d whole, %d none\n", deeds[i].name, (int)tally.steps - 1,
                      tally.cuts, tally.whole, tally.none);
        assert_in_range(tally.steps, 8, 200);
        assert_in_range(tally.none, SEEDS, tally.cuts);
        assert_in_range(tally.whole, SEEDS + 1, tally.cuts); // more than those that were left to end
    }
}

static void test_a_killed_program_loses_nothing_and_leaves_nothing_half_done(void **state)
{
    (void)state;
    for (int i = 0; i < DEEDS; i++) {
        struct tally tally = {0};
        for (uint64_t k = 1; cut_at(&deeds[i], k, 1, true, &tally); k++) {
        }
        assert_in_range(tally.whole, 1, tally.cuts - 1);
    }
}

// The power goes again while the first restart repairs the file.
static void test_power_may_go_again_during_the_repair(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        const struct deed *deed = &deeds[seed % DEEDS];
        struct vfs *vfs = vfs_open(seed);
        struct store *store;
        enum store_found found;
        prepare(vfs);
        store = kit_open(vfs);
        uint64_t k = 6 + seed / 4; // in the middle of writing the database itself
        vfs_die_at(vfs, k);
        err_t err = deed->act(store);
        vfs_die(vfs);
        store_close(store);
        vfs_power_cut(vfs, seed);
        for (uint64_t again = 1; again <= 4; again++) {
            vfs_die_at(vfs, again);
            if (kit_try_open(vfs, &store, &found) == OK) store_close(store);
            vfs_die(vfs);
            vfs_power_cut(vfs, seed * 7 + again);
        }
        assert_int_not_equal(look_after_restart(vfs, deed, err == OK), OUTCOME_LOST);
        vfs_close(vfs);
    }
}

// Negative control: with a disk that is not waited for, the same check sees acknowledged items go.
static void test_without_waiting_for_the_disk_the_loss_is_seen(void **state)
{
    (void)state;
    int lost = 0;
    for (uint64_t seed = 1; seed <= 30; seed++) {
        struct vfs *vfs = vfs_open(seed);
        prepare(vfs);
        struct store *store = kit_open(vfs);
        kit_run(store->db, "PRAGMA synchronous = OFF");
        assert_int_equal(add(store), OK);
        vfs_die(vfs);
        store_close(store);
        vfs_power_cut(vfs, seed);
        enum store_found found;
        assert_int_equal(kit_try_open(vfs, &store, &found), OK);
        lost += found != STORE_OPENED || store_get_item(store, kit_uid(9), &row.item) != OK ||
                !queue_is_whole(store, false);
        store_close(store);
        vfs_close(vfs);
    }
    assert_in_range(lost, 5, 30);
}

// One call fails and the disk is well again: the deed is done or it is not, and it can be done again.
static void test_any_single_failing_write_leaves_all_or_nothing(void **state)
{
    (void)state;
    static const int codes[] = {SQLITE_IOERR_WRITE, SQLITE_FULL, SQLITE_READONLY};
    static const err_t errors[] = {ERR_IO, ERR_NOSPACE, ERR_READONLY};
    for (uint64_t i = 0; i < DEEDS * 3; i++) {
        const struct deed *deed = &deeds[i / 3];
        bool failed = true;
        for (uint64_t k = 1; failed; k++) {
            struct vfs *vfs = vfs_open(k);
            prepare(vfs);
            struct store *store = kit_open(vfs);
            vfs_fail_at(vfs, VFS_DURABLE, k, codes[i % 3]);
            uint64_t before = vfs_count(vfs, VFS_DURABLE);
            err_t err = deed->act(store);
            failed = vfs_count(vfs, VFS_DURABLE) >= before + k;
            // The journal is synced a second time only to make its end durable: then the deed stands.
            if (err) assert_int_equal(err, errors[i % 3]);
            assert_true(err || deed->was_done(store));
            if (!deed->was_done(store)) assert_int_equal(deed->act(store), OK);
            assert_true(deed->was_done(store));
            store_close(store);
            assert_int_equal(look_after_restart(vfs, deed, true), OUTCOME_WHOLE);
            vfs_close(vfs);
        }
    }
}

static void test_a_disk_that_fills_up_leaves_all_or_nothing(void **state)
{
    (void)state;
    for (int i = 0; i < DEEDS; i++) {
        struct vfs *vfs = vfs_open(1);
        bool done = false;
        prepare(vfs);
        for (int64_t room = 0; !done; room += 2000) {
            struct store *store = kit_open(vfs);
            vfs_set_room(vfs, room);
            err_t err = deeds[i].act(store);
            assert_true(err == OK || err == ERR_NOSPACE);
            vfs_die(vfs);
            store_close(store);
            vfs_set_room(vfs, -1);
            vfs_power_cut(vfs, (uint64_t)room);
            enum outcome outcome = look_after_restart(vfs, &deeds[i], err == OK);
            assert_int_equal(outcome, err == OK ? OUTCOME_WHOLE : OUTCOME_NONE);
            done = err == OK;
        }
        vfs_close(vfs);
    }
}

static void test_power_may_go_at_any_step_of_the_first_start(void **state)
{
    (void)state;
    bool lived = false;
    for (uint64_t k = 1; !lived; k++) {
        for (uint64_t seed = 0; seed < 4; seed++) {
            struct vfs *vfs = vfs_open(seed);
            struct store *store;
            enum store_found found;
            vfs_die_at(vfs, k);
            if (kit_try_open(vfs, &store, &found) == OK) store_close(store);
            lived = !vfs_is_dead(vfs);
            vfs_die(vfs);
            vfs_power_cut(vfs, seed);
            assert_int_equal(kit_try_open(vfs, &store, &found), OK);
            assert_int_not_equal(found, STORE_SET_ASIDE);
            kit_add(store, 1, 3);
            assert_int_equal(outbox_get(store, kit_uid(3), &row), OK);
            store_close(store);
            vfs_close(vfs);
        }
    }
}

// Kiosk and sync take turns; after each step the power goes. What each was told stands.
static void test_two_programs_take_turns_and_the_power_goes(void **state)
{
    (void)state;
    struct vfs *vfs = vfs_open(11);
    for (int i = 1; i <= 20; i++) {
        struct store *kiosk = kit_open(vfs), *sync = kit_open(vfs);
        struct item item;
        kit_add(kiosk, 3 * i, 3 * i + 2);
        item = must_get(sync, 3 * i + i % 3);
        struct outbox_change changed = kit_change(&item, ITEM_DELIVERED);
        assert_int_equal(outbox_apply(sync, &changed, 1), OK);
        vfs_die(vfs);
        store_close(kiosk);
        store_close(sync);
        vfs_power_cut(vfs, (uint64_t)i);
        struct store *store = kit_open(vfs);
        struct store_counts counts;
        assert_int_equal(store_count(store, &counts), OK);
        assert_int_equal(counts.on_device, 2 * i);
        assert_int_equal(counts.delivered, i);
        store_close(store);
    }
    vfs_close(vfs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_power_may_go_at_any_step_and_nothing_is_lost_or_half_done),
        cmocka_unit_test(test_a_killed_program_loses_nothing_and_leaves_nothing_half_done),
        cmocka_unit_test(test_power_may_go_again_during_the_repair),
        cmocka_unit_test(test_without_waiting_for_the_disk_the_loss_is_seen),
        cmocka_unit_test(test_any_single_failing_write_leaves_all_or_nothing),
        cmocka_unit_test(test_a_disk_that_fills_up_leaves_all_or_nothing),
        cmocka_unit_test(test_power_may_go_at_any_step_of_the_first_start),
        cmocka_unit_test(test_two_programs_take_turns_and_the_power_goes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
