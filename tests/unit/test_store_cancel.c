// links: base booking store
// with: harness/store_kit.c harness/vfs.c harness/disk.c
#include "harness/test.h"

#include <stdio.h>

#include "harness/store_kit.h"
#include "store/internal.h"

// What visitors take back, as the disk has it: at rest, on its way, at the partner, and when they change.

static struct outbox_row row;

static struct item get(struct store *store, struct uid uid)
{
    struct item item;
    assert_int_equal(store_get_item(store, uid, &item), OK);
    return item;
}

static struct item get_nth(struct store *store, int number)
{
    return get(store, kit_uid(number));
}

static struct store_cancel cancel_of(int number)
{
    struct item item = kit_item(number, ITEM_APPOINTMENT);
    struct store_cancel cancel = {.code = item.code, .made_s = KIT_DAY};
    memcpy(cancel.code_hash, item.code_hash, sizeof cancel.code_hash);
    return cancel;
}

// The uid of the note about an item that is taken back.
static struct uid note_of(int number)
{
    struct uid uid = kit_uid(number);
    for (size_t i = 0; i < sizeof uid.b; i++)
        uid.b[i] ^= 0xff;
    return uid;
}

static bool is_free(struct store *store, const struct slot *slot)
{
    int seat;
    return store_free_seat(store, slot, &seat) == OK;
}

static void send(struct store *store, int number, enum item_state state)
{
    struct item item = get_nth(store, number);
    struct outbox_change change = kit_change(&item, state);
    change.resource = "rdv-x";
    change.body = STR("BEGIN");
    assert_int_equal(outbox_apply(store, &change, 1), OK);
}

static err_t change_to(struct store *store, int number, int to, bool collected)
{
    struct item item = kit_item(to, ITEM_APPOINTMENT), old = kit_item(number, ITEM_APPOINTMENT);
    struct store_cancel cancel = cancel_of(number);
    int seat;
    cancel.collected = collected;
    item.change = true;
    item.code = old.code;
    memcpy(item.code_hash, old.code_hash, sizeof old.code_hash);
    return store_add_change(store, &item, kit_sealed(to, 900), &cancel, &seat);
}

static int held(struct store *store)
{
    return (int)kit_number(store->db, "SELECT count(*) FROM item WHERE state = 8");
}

static int notes(struct store *store)
{
    return (int)kit_number(store->db, "SELECT count(*) FROM item WHERE kind = 5 AND state = 0");
}

static void test_what_never_left_is_settled_here_and_its_seat_is_free_at_once(void **state)
{
    struct desk *desk = *state;
    kit_add(desk->kiosk, 1, 3);
    struct store_cancel cancel = cancel_of(2);
    assert_int_equal(store_cancel(desk->kiosk, &cancel), OK);
    assert_int_equal(get_nth(desk->sync, 2).state, ITEM_CANCELLED);
    assert_true(get_nth(desk->sync, 2).cancelled);
    assert_true(is_free(desk->sync, &kit_item(2, ITEM_APPOINTMENT).choices[0]));
    assert_int_equal(outbox_get(desk->sync, kit_uid(2), &row), OK);
    assert_int_equal(row.sealed_n, 0);
    assert_int_equal(notes(desk->sync) + held(desk->sync), 0); // nobody there ever heard of it
    assert_int_equal(store_cancel(desk->kiosk, &cancel), ERR_MISSING);
    assert_int_equal(get_nth(desk->sync, 1).state, ITEM_PENDING);
    assert_int_equal(get_nth(desk->sync, 3).state, ITEM_PENDING);
    struct store_counts counts;
    assert_int_equal(store_count(desk->kiosk, &counts), OK);
    assert_int_equal(counts.on_device, 2);
    assert_int_equal(counts.delivered, 0);
}

static void test_the_sync_program_cannot_send_what_was_taken_back_this_very_moment(void **state)
{
    struct desk *desk = *state;
    kit_add(desk->kiosk, 1, 3);
    struct item as_seen = get_nth(desk->sync, 2), other = get_nth(desk->sync, 1);
    struct store_cancel cancel = cancel_of(2);
    assert_int_equal(store_cancel(desk->kiosk, &cancel), OK);
    struct outbox_change intents[2] = {kit_change(&other, ITEM_SENDING), kit_change(&as_seen, ITEM_SENDING)};
    for (int i = 0; i < 2; i++) {
        intents[i].resource = "rdv-x";
        intents[i].body = STR("BEGIN");
    }
    assert_int_equal(outbox_apply(desk->sync, intents, 2), ERR_MISSING);
    assert_int_equal(get_nth(desk->sync, 1).state, ITEM_PENDING); // all or nothing
    assert_int_equal(get_nth(desk->sync, 2).state, ITEM_CANCELLED);
    assert_int_equal(outbox_apply(desk->sync, intents, 1), OK); // control: the other one may go
}

static void test_what_staff_may_have_collected_leaves_a_note_for_them(void **state)
{
    struct desk *desk = *state;
    kit_add(desk->kiosk, 1, 1);
    struct store_cancel cancel = cancel_of(1);
    cancel.collected = true;
    assert_int_equal(store_cancel(desk->kiosk, &cancel), OK);
    assert_int_equal(get_nth(desk->kiosk, 1).state, ITEM_CANCELLED);
    struct item note = get(desk->kiosk, note_of(1));
    assert_int_equal(note.kind, ITEM_CANCEL);
    assert_int_equal(note.state, ITEM_PENDING);
    assert_int_equal(note.seat, 1);
    assert_string_equal(note.choices[0].key, kit_item(1, ITEM_APPOINTMENT).choices[0].key);
    assert_memory_equal(&note.code, &cancel.code, sizeof note.code);
    assert_true(is_free(desk->kiosk, &note.choices[0]));
}

static void test_what_is_at_the_partner_gets_a_note_and_keeps_its_seat_until_staff_free_it(void **state)
{
    struct desk *desk = *state;
    kit_add(desk->kiosk, 1, 1);
    struct slot slot = kit_item(1, ITEM_APPOINTMENT).choices[0];
    send(desk->sync, 1, ITEM_DELIVERED);
    struct store_cancel cancel = cancel_of(1);
    assert_int_equal(store_cancel(desk->kiosk, &cancel), OK);
    assert_int_equal(get_nth(desk->sync, 1).state, ITEM_DELIVERED);
    assert_true(get_nth(desk->sync, 1).cancelled);
    assert_int_equal(get(desk->sync, note_of(1)).state, ITEM_PENDING);
    assert_false(is_free(desk->kiosk, &slot));
    for (int i = 0; i < 2; i++) // two whole mirrors begun after the delivery do not show it
        assert_int_equal(mirror_apply(desk->sync, KIT_PARTNER, MIRROR_BOOKINGS, true, NULL, 0, "t", 9), OK);
    assert_true(is_free(desk->kiosk, &slot));
}

// Nobody knows yet whether it is there: the note waits, and the item is neither sent again nor replaced.
static void test_what_may_be_there_is_asked_about_first(void **state)
{
    static const enum item_state on_the_way[] = {ITEM_SENDING, ITEM_UNSURE, ITEM_SETTLING};
    struct desk *desk = *state;
    kit_add(desk->kiosk, 1, 6);
    for (int i = 0; i < 6; i++) {
        struct store_cancel cancel = cancel_of(i + 1);
        send(desk->sync, i + 1, ITEM_SENDING);
        send(desk->sync, i + 1, on_the_way[i / 2]);
        assert_int_equal(store_cancel(desk->kiosk, &cancel), OK);
        assert_int_equal(get(desk->sync, note_of(i + 1)).state, ITEM_HELD);
        struct item item = get_nth(desk->sync, i + 1);
        assert_true(item.cancelled && item.state == on_the_way[i / 2]);
        struct outbox_change again = kit_change(&item, ITEM_SENDING);
        assert_int_equal(outbox_apply(desk->sync, &again, 1), ERR_MISSING);
        struct outbox_change other = kit_change(&item, ITEM_PENDING);
        other.choice_now = 1;
        struct outbox_change found = kit_change(&item, ITEM_FILING);
        assert_int_equal(outbox_apply(desk->sync, i % 2 ? &other : &found, 1), OK);
        if (i % 2) { // lost: it never was there, and no second choice goes in its place
            assert_int_equal(get_nth(desk->sync, i + 1).state, ITEM_CANCELLED);
            assert_int_equal(store_get_item(desk->sync, note_of(i + 1), &item), ERR_MISSING);
            assert_true(is_free(desk->kiosk, &kit_item(i + 1, ITEM_APPOINTMENT).choices[0]));
            assert_true(is_free(desk->kiosk, &kit_item(i + 1, ITEM_APPOINTMENT).choices[1]));
        } else {
            assert_int_equal(get(desk->sync, note_of(i + 1)).state, ITEM_PENDING);
        }
    }
}

static void test_what_staff_have_before_them_stays_before_them_as_a_note(void **state)
{
    struct desk *desk = *state;
    kit_add(desk->kiosk, 1, 2);
    send(desk->sync, 1, ITEM_SENDING);
    struct store_cancel cancel = cancel_of(1);
    assert_int_equal(store_cancel(desk->kiosk, &cancel), OK);
    struct item item = get_nth(desk->sync, 1);
    struct outbox_change refused = kit_change(&item, ITEM_REFUSED);
    refused.reason = REASON_DELETED_BY_STAFF;
    assert_int_equal(outbox_apply(desk->sync, &refused, 1), OK);
    assert_int_equal(get_nth(desk->sync, 1).state, ITEM_CANCELLED);
    assert_int_equal(get(desk->sync, note_of(1)).state, ITEM_PENDING);
}

static void test_a_booking_of_another_kiosk_is_taken_back_once(void **state)
{
    struct desk *desk = *state;
    struct slot slot = kit_slot(30, 3, true);
    struct store_cancel cancel = cancel_of(30);
    assert_int_equal(store_cancel(desk->kiosk, &cancel), ERR_MISSING);
    cancel.elsewhere = &slot;
    cancel.seat = 2;
    cancel.uid = kit_uid(77);
    assert_int_equal(store_cancel(desk->kiosk, &cancel), OK);
    struct item note = get_nth(desk->sync, 77);
    assert_true(note.kind == ITEM_CANCEL && note.state == ITEM_PENDING && note.seat == 2);
    assert_string_equal(note.partner, KIT_PARTNER);
    cancel.uid = kit_uid(78);
    assert_int_equal(store_cancel(desk->kiosk, &cancel), ERR_EXISTS);
    assert_int_equal(notes(desk->sync), 1);
    send(desk->sync, 77, ITEM_SENDING); // the seat it names survives what happens to it
    assert_int_equal(get_nth(desk->sync, 77).seat, 2);
}

static void test_who_changes_gives_the_old_one_back_with_the_new_one_in_one_step(void **state)
{
    struct desk *desk = *state;
    kit_add(desk->kiosk, 1, 1);
    send(desk->sync, 1, ITEM_DELIVERED);
    assert_int_equal(change_to(desk->kiosk, 1, 5, false), OK);
    assert_int_equal(held(desk->sync), 1);
    assert_false(get_nth(desk->sync, 1).cancelled); // both are the visitor's until the answer
    send(desk->sync, 5, ITEM_SENDING);
    assert_false(get_nth(desk->sync, 1).cancelled);
    send(desk->sync, 5, ITEM_FILING);
    assert_true(get_nth(desk->sync, 1).cancelled);
    assert_int_equal(held(desk->sync), 0);
    assert_int_equal(notes(desk->sync), 1);
    assert_false(get_nth(desk->sync, 5).cancelled);
    send(desk->sync, 5, ITEM_DELIVERED);
    assert_int_equal(notes(desk->sync), 1);
}

static void test_who_loses_the_new_moment_keeps_the_old_one(void **state)
{
    struct desk *desk = *state;
    kit_add(desk->kiosk, 1, 1);
    send(desk->sync, 1, ITEM_DELIVERED);
    assert_int_equal(change_to(desk->kiosk, 1, 5, false), OK);
    struct item item = get_nth(desk->sync, 5);
    struct outbox_change lost = kit_change(&item, ITEM_PENDING);
    lost.kind = ITEM_CALLBACK;
    lost.seat = 0;
    assert_int_equal(outbox_apply(desk->sync, &lost, 1), OK);
    assert_int_equal(held(desk->sync), 0);
    send(desk->sync, 5, ITEM_DELIVERED); // the call-back arrives, and takes nothing with it
    assert_false(get_nth(desk->sync, 1).cancelled);
    assert_int_equal(notes(desk->sync), 0);
}

static void test_a_full_moment_changes_nothing(void **state)
{
    struct desk *desk = *state;
    kit_add(desk->kiosk, 1, 5);
    assert_int_equal(change_to(desk->kiosk, 1, 5, false), ERR_EXISTS); // its uid is there
    struct item taken = kit_item(6, ITEM_APPOINTMENT), old = kit_item(1, ITEM_APPOINTMENT);
    struct store_cancel cancel = cancel_of(1);
    int seat;
    taken.change = true;
    taken.choices[0] = kit_item(4, ITEM_APPOINTMENT).choices[0];
    memcpy(taken.code_hash, old.code_hash, sizeof old.code_hash);
    assert_int_equal(store_add_change(desk->kiosk, &taken, kit_sealed(6, 9), &cancel, &seat), ERR_FULL);
    assert_int_equal(held(desk->sync), 0);
    assert_int_equal(get_nth(desk->sync, 1).state, ITEM_PENDING);
    assert_int_equal(store_get_item(desk->sync, kit_uid(6), &taken), ERR_MISSING);
}

static void test_where_staff_collect_a_change_is_done_when_it_is_recorded(void **state)
{
    struct desk *desk = *state;
    kit_add(desk->kiosk, 1, 1);
    assert_int_equal(change_to(desk->kiosk, 1, 5, true), OK);
    assert_int_equal(get_nth(desk->kiosk, 1).state, ITEM_CANCELLED);
    assert_int_equal(get_nth(desk->kiosk, 5).state, ITEM_PENDING);
    assert_int_equal(notes(desk->kiosk), 1);
    assert_true(is_free(desk->kiosk, &kit_item(1, ITEM_APPOINTMENT).choices[0]));
    assert_false(is_free(desk->kiosk, &kit_item(5, ITEM_APPOINTMENT).choices[0]));
}

// Changing twice before anything was answered, then giving up: one effect each, whichever is answered first.
static void test_who_changes_twice_ends_with_one(void **state)
{
    struct desk *desk = *state;
    kit_add(desk->kiosk, 1, 1);
    send(desk->sync, 1, ITEM_DELIVERED);
    assert_int_equal(change_to(desk->kiosk, 1, 5, false), OK);
    assert_int_equal(change_to(desk->kiosk, 1, 6, false), OK);
    assert_int_equal(held(desk->sync), 3);
    send(desk->sync, 5, ITEM_SENDING);
    send(desk->sync, 5, ITEM_FILING); // the first change is won: the first booking is given back
    assert_int_equal(notes(desk->sync), 1);
    send(desk->sync, 6, ITEM_SENDING);
    send(desk->sync, 6, ITEM_FILING);
    assert_int_equal(notes(desk->sync), 2);
    assert_int_equal(held(desk->sync), 0);
    assert_true(get_nth(desk->sync, 1).cancelled && get_nth(desk->sync, 5).cancelled);
    assert_false(get_nth(desk->sync, 6).cancelled);
    struct store_cancel cancel = cancel_of(1);
    assert_int_equal(store_cancel(desk->kiosk, &cancel), OK);
    assert_int_equal(notes(desk->sync), 3);
    assert_int_equal(store_cancel(desk->kiosk, &cancel), ERR_MISSING);
}

// The power goes at each durable step of the answer that makes the new moment the visitor's: both are there,
// or the new one with the note. Never neither, never the note without the new one.
static void test_power_may_go_while_a_change_is_won(void **state)
{
    (void)state;
    int both = 0, given_back = 0;
    bool died = true;
    for (uint64_t k = 1; died; k++) {
        struct vfs *vfs = vfs_open(k);
        struct store *store = kit_open(vfs);
        kit_add(store, 1, 1);
        send(store, 1, ITEM_DELIVERED);
        assert_int_equal(change_to(store, 1, 5, false), OK);
        send(store, 5, ITEM_SENDING);
        struct item item = get_nth(store, 5);
        struct outbox_change won = kit_change(&item, ITEM_FILING);
        vfs_die_at(vfs, k);
        err_t err = outbox_apply(store, &won, 1);
        died = vfs_is_dead(vfs);
        vfs_die(vfs);
        store_close(store);
        vfs_power_cut(vfs, k * 17);
        store = kit_open(vfs);
        bool is_won = get_nth(store, 5).state == ITEM_FILING;
        assert_true(is_won || (err && died));
        assert_int_equal(get_nth(store, 1).cancelled, is_won);
        assert_int_equal(notes(store), is_won);
        assert_int_equal(held(store), !is_won);
        both += !is_won;
        given_back += is_won;
        store_close(store);
        vfs_close(vfs);
    }
    assert_true(both > 2 && given_back > 1);
}

// The disk fails once at each durable step of a delivery. Whether it was done all the same or not, the same
// changes once more leave it delivered.
static void test_a_delivery_that_the_disk_refused_is_tried_again_whether_done_or_not(void **state)
{
    (void)state;
    int done = 0, refused = 0;
    bool failed = true;
    for (uint64_t k = 1; failed; k++) {
        struct vfs *vfs = vfs_open(k);
        struct store *store = kit_open(vfs);
        kit_add(store, 1, 1);
        send(store, 1, ITEM_SENDING);
        struct item item = get_nth(store, 1);
        struct outbox_change changes[] = {kit_change(&item, ITEM_SETTLING),
                                          kit_change(&item, ITEM_DELIVERED)};
        vfs_fail_at(vfs, VFS_DURABLE, k, SQLITE_IOERR_FSYNC);
        err_t err = outbox_apply(store, changes, 2);
        failed = vfs_struck(vfs) > 0;
        enum item_state after = get_nth(store, 1).state;
        assert_true(after == ITEM_DELIVERED || (err && after == ITEM_SENDING));
        done += err && after == ITEM_DELIVERED;
        refused += err && after == ITEM_SENDING;
        changes[0].again = changes[1].again = true;
        if (err) assert_int_equal(outbox_apply(store, changes, 2), OK);
        assert_int_equal(get_nth(store, 1).state, ITEM_DELIVERED);
        store_close(store);
        vfs_close(vfs);
    }
    assert_true(done > 0 && refused > 1); // both have been seen
}

int main(void)
{
#define DESK(test) cmocka_unit_test_setup_teardown(test, kit_open_desk, kit_close_desk)
    const struct CMUnitTest tests[] = {
        DESK(test_what_never_left_is_settled_here_and_its_seat_is_free_at_once),
        DESK(test_the_sync_program_cannot_send_what_was_taken_back_this_very_moment),
        DESK(test_what_staff_may_have_collected_leaves_a_note_for_them),
        DESK(test_what_is_at_the_partner_gets_a_note_and_keeps_its_seat_until_staff_free_it),
        DESK(test_what_may_be_there_is_asked_about_first),
        DESK(test_what_staff_have_before_them_stays_before_them_as_a_note),
        DESK(test_a_booking_of_another_kiosk_is_taken_back_once),
        DESK(test_who_changes_gives_the_old_one_back_with_the_new_one_in_one_step),
        DESK(test_who_loses_the_new_moment_keeps_the_old_one),
        DESK(test_a_full_moment_changes_nothing),
        DESK(test_where_staff_collect_a_change_is_done_when_it_is_recorded),
        DESK(test_who_changes_twice_ends_with_one),
        cmocka_unit_test(test_power_may_go_while_a_change_is_won),
        cmocka_unit_test(test_a_delivery_that_the_disk_refused_is_tried_again_whether_done_or_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
