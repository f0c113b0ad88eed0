// links: base booking store
// with: harness/store_kit.c harness/vfs.c harness/disk.c
#include "harness/test.h"

#include "base/rng.h"
#include "harness/store_kit.h"
#include "store/internal.h"

// What was delivered is gone from every block of the disk, also from blocks that are free now. The disk is
// looked at after the power went, never after a clean close.

enum { PIECE = 24, STRIDE = 120, ITEMS = 60 };

// As sealed items are: padded to whole KiB, and never so small that several share a block. (With items of a
// few hundred bytes SQLite leaves pieces behind, where a row moved from one block to its neighbour.)
static size_t sealed_size(int number)
{
    return 1240 + (size_t)(number * 7 % 6) * 1024;
}

static struct str body_of(int number)
{
    return kit_sealed(number + 5000, 600 + (size_t)number * 911 % 7000);
}

static int pieces_left(const struct vfs *vfs, struct str bytes)
{
    int left = 0;
    for (size_t at = 0; at + PIECE <= bytes.n; at += STRIDE)
        left += vfs_holds(vfs, str_slice(bytes, at, at + PIECE));
    return left;
}

static int code_left(const struct vfs *vfs, int number)
{
    struct item item = kit_item(number, ITEM_APPOINTMENT);
    char bytes[20] = {5, 17, 30, (char)(number % 100)}; // the row's neighbour, its hash, makes it unique
    memcpy(bytes + 4, item.code_hash, 16);
    return vfs_holds(vfs, (struct str){bytes, sizeof bytes});
}

static int item_left(const struct vfs *vfs, int number)
{
    return pieces_left(vfs, kit_sealed(number, sealed_size(number))) + pieces_left(vfs, body_of(number)) +
           code_left(vfs, number);
}

static void add(struct store *store, int number)
{
    struct item item = kit_item(number, ITEM_APPOINTMENT);
    int seat;
    assert_int_equal(store_add_item(store, &item, kit_sealed(number, sealed_size(number)), &seat), OK);
}

static void move_on(struct store *store, int number, enum item_state state)
{
    struct item item;
    assert_int_equal(store_get_item(store, kit_uid(number), &item), OK);
    struct outbox_change change = kit_change(&item, state);
    if (state == ITEM_SENDING) {
        change.resource = "rdv-0123456789";
        change.body = body_of(number);
    }
    assert_int_equal(outbox_apply(store, &change, 1), OK);
}

static struct store *open_with(struct vfs *vfs, const char *setting)
{
    struct store *store = kit_open(vfs);
    if (setting) kit_run(store->db, setting);
    return store;
}

static void stop(struct vfs *vfs, struct store *store)
{
    vfs_die(vfs);
    store_close(store);
    vfs_power_cut(vfs, 1);
}

// Items come, are sent and delivered in an order of chance. Returns how many pieces of delivered items are
// left.
static int live_and_count(uint64_t seed, const char *setting)
{
    struct vfs *vfs = vfs_open(seed);
    struct store *store = open_with(vfs, setting);
    struct rng rng = {seed};
    enum item_state states[ITEMS];
    int added = 0, left = 0;
    for (int i = 0; i < 150; i++) {
        int number = added ? (int)rng_below(&rng, (uint64_t)added) : 0;
        if (added < ITEMS && (added == 0 || rng_below(&rng, 3) == 0)) {
            add(store, added);
            states[added++] = ITEM_PENDING;
        } else if (states[number] == ITEM_PENDING) {
            move_on(store, number, states[number] = ITEM_SENDING);
        } else if (states[number] == ITEM_SENDING) {
            move_on(store, number, states[number] = ITEM_DELIVERED);
        }
    }
    stop(vfs, store);
    for (int i = 0; i < added; i++) {
        if (states[i] == ITEM_DELIVERED)
            left += item_left(vfs, i);
        else
            assert_int_not_equal(item_left(vfs, i), 0); // the search can find
    }
    vfs_close(vfs);
    return left;
}

static void test_nothing_delivered_is_left_on_any_block(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 6; seed++) {
        int left = live_and_count(seed, NULL);
        if (left) print_message("seed %d: %d\n", (int)seed, left);
        assert_int_equal(left, 0);
    }
}

static void test_without_secure_delete_it_is_found(void **state)
{
    (void)state;
    assert_in_range(live_and_count(1, "PRAGMA secure_delete = OFF"), 10, 100000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_delivered_is_left_on_any_block),
        cmocka_unit_test(test_without_secure_delete_it_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
