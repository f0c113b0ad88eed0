// links: base booking store
// with: harness/store_kit.c harness/vfs.c harness/disk.c
#include "harness/test.h"

#include "harness/store_kit.h"

static struct outbox_row row;

static struct item get(struct store *store, int number)
{
    struct item item;
    assert_int_equal(store_get_item(store, kit_uid(number), &item), OK);
    return item;
}

static void assert_slot_equal(const struct slot *a, const struct slot *b)
{
    assert_string_equal(a->key, b->key);
    assert_string_equal(a->partner, b->partner);
    assert_string_equal(a->title, b->title);
    assert_true(a->start_s == b->start_s && a->end_s == b->end_s);
    assert_true(a->capacity == b->capacity && a->workshop == b->workshop && a->exclusive == b->exclusive);
}

static void test_what_is_recorded_comes_back_the_same(void **state)
{
    struct desk *desk = *state;
    struct item item = kit_item(7, ITEM_APPOINTMENT), back;
    int seat = 0;
    item.choices[1].exclusive = true;
    assert_int_equal(store_get_item(desk->sync, item.uid, &back), ERR_MISSING);
    assert_int_equal(store_add_item(desk->kiosk, &item, kit_sealed(7, 8192), &seat), OK);
    assert_int_equal(seat, 1);
    back = get(desk->sync, 7);
    assert_memory_equal(&back.uid, &item.uid, sizeof item.uid);
    assert_int_equal(back.kind, ITEM_APPOINTMENT);
    assert_int_equal(back.state, ITEM_PENDING);
    assert_int_equal(back.reason, REASON_NONE);
    assert_string_equal(back.partner, KIT_PARTNER);
    assert_int_equal(back.choice_count, 2);
    assert_int_equal(back.choice_now, 0);
    assert_int_equal(back.seat, 1);
    assert_slot_equal(&back.choices[0], &item.choices[0]);
    assert_slot_equal(&back.choices[1], &item.choices[1]);
    assert_memory_equal(&back.code, &item.code, sizeof item.code);
    assert_memory_equal(back.code_hash, item.code_hash, sizeof item.code_hash);
    assert_int_equal(back.made_s, item.made_s);
    assert_int_equal(back.tries, 0);
    assert_int_equal(outbox_get(desk->sync, item.uid, &row), OK);
    assert_int_equal(row.sealed_n, 8192);
    assert_memory_equal(row.sealed, kit_sealed(7, 8192).p, 8192);
    assert_string_equal(row.resource, "");
    assert_int_equal(row.body_n, 0);
}

static void test_the_same_confirm_twice_is_one_item(void **state)
{
    struct desk *desk = *state;
    struct item item = kit_item(1, ITEM_APPOINTMENT);
    struct store_counts counts;
    int seat = 42;
    kit_add(desk->kiosk, 1, 1);
    assert_int_equal(store_add_item(desk->kiosk, &item, kit_sealed(9, 100), &seat), ERR_EXISTS);
    assert_int_equal(seat, 42);
    assert_int_equal(outbox_get(desk->kiosk, item.uid, &row), OK);
    assert_memory_equal(row.sealed, kit_sealed(1, 1500).p, 1500);
    assert_int_equal(store_count(desk->kiosk, &counts), OK);
    assert_int_equal(counts.on_device, 1);
}

static void test_a_full_slot_records_nothing(void **state)
{
    struct desk *desk = *state;
    struct item item = kit_item(1, ITEM_APPOINTMENT);
    int seat = 42;
    kit_add(desk->kiosk, 1, 1);
    item.uid = kit_uid(2);
    assert_int_equal(store_add_item(desk->kiosk, &item, kit_sealed(2, 10), &seat), ERR_FULL);
    assert_int_equal(seat, 42);
    assert_int_equal(store_get_item(desk->kiosk, item.uid, &item), ERR_MISSING);
}

static void test_workshop_seats_go_out_one_by_one(void **state)
{
    struct desk *desk = *state;
    struct item item = kit_item(1, ITEM_WORKSHOP);
    for (int i = 1; i <= 3; i++) {
        int seat = 0;
        item.uid = kit_uid(i);
        assert_int_equal(store_add_item(desk->kiosk, &item, kit_sealed(i, 10), &seat), OK);
        assert_int_equal(seat, i);
    }
    int seat;
    item.uid = kit_uid(4);
    assert_int_equal(store_add_item(desk->kiosk, &item, kit_sealed(4, 10), &seat), ERR_FULL);
}

static void test_a_call_back_needs_no_seat(void **state)
{
    struct desk *desk = *state;
    struct item item = kit_item(1, ITEM_CALLBACK);
    int seat = 42;
    assert_int_equal(store_add_item(desk->kiosk, &item, kit_sealed(1, 1024), &seat), OK);
    assert_int_equal(seat, 0);
    assert_int_equal(get(desk->kiosk, 1).choice_count, 0);
}

static void test_the_queue_is_in_the_order_of_recording_whatever_the_clock_said(void **state)
{
    struct desk *desk = *state;
    static struct outbox_row rows[3];
    size_t count;
    for (int i = 1; i <= 5; i++) {
        struct item item = kit_item(i, ITEM_CALLBACK);
        int seat;
        item.made_s = KIT_DAY - i * 86400 * 365;
        if (i == 2) assert_int_equal(str_copy(STR("autre"), item.partner, sizeof item.partner), OK);
        assert_int_equal(store_add_item(desk->kiosk, &item, kit_sealed(i, 1100), &seat), OK);
    }
    assert_int_equal(outbox_list(desk->sync, KIT_PARTNER, ITEM_PENDING, rows, 3, &count), OK);
    assert_int_equal(count, 3);
    assert_int_equal(rows[0].item.uid.b[15], 1);
    assert_int_equal(rows[1].item.uid.b[15], 3);
    assert_int_equal(rows[2].item.uid.b[15], 4);
    assert_memory_equal(rows[2].sealed, kit_sealed(4, 1100).p, 1100);
    assert_int_equal(outbox_list(desk->sync, KIT_PARTNER, ITEM_UNSURE, rows, 3, &count), OK);
    assert_int_equal(count, 0);
}

static void test_an_item_goes_its_way_to_delivered_and_keeps_only_dates(void **state)
{
    struct desk *desk = *state;
    static struct outbox_row rows[1];
    size_t count;
    kit_add(desk->kiosk, 1, 3);
    struct item item = get(desk->sync, 2);
    struct outbox_change change = kit_change(&item, ITEM_SENDING);
    change.resource = "rdv-key.ics";
    change.body = STR("BEGIN:VCALENDAR");
    change.count_try = true;
    assert_int_equal(outbox_apply(desk->sync, &change, 1), OK);
    change = kit_change(&item, ITEM_UNSURE);
    assert_int_equal(outbox_apply(desk->sync, &change, 1), OK);
    assert_int_equal(outbox_list(desk->kiosk, KIT_PARTNER, ITEM_UNSURE, rows, 1, &count), OK);
    assert_int_equal(count, 1);
    assert_int_equal(rows[0].item.tries, 1);
    assert_string_equal(rows[0].resource, "rdv-key.ics");
    assert_int_equal(rows[0].body_n, 15);
    assert_memory_equal(rows[0].body, "BEGIN:VCALENDAR", 15);
    assert_memory_equal(rows[0].sealed, kit_sealed(2, 1500).p, 1500);
    change.state = ITEM_DELIVERED;
    assert_int_equal(outbox_apply(desk->sync, &change, 1), OK);
    assert_int_equal(outbox_get(desk->kiosk, item.uid, &row), OK);
    assert_int_equal(row.sealed_n, 0);
    assert_int_equal(row.body_n, 0);
    assert_int_equal(row.item.state, ITEM_DELIVERED);
    assert_int_equal(row.item.code.number + row.item.code.pictures[0], 0);
    assert_int_equal(row.item.made_s, item.made_s);
    assert_slot_equal(&row.item.choices[0], &item.choices[0]);
    assert_int_equal(row.item.seat, 1);
    assert_string_equal(row.resource, "rdv-key.ics");
}

static void test_changes_are_all_made_or_none(void **state)
{
    struct desk *desk = *state;
    kit_add(desk->kiosk, 1, 3);
    struct item one = get(desk->sync, 1), three = get(desk->sync, 3);
    struct outbox_change changes[3] = {kit_change(&one, ITEM_REFUSED), kit_change(&three, ITEM_REFUSED),
                                       kit_change(&three, ITEM_REFUSED)};
    changes[1].uid = kit_uid(99);
    assert_int_equal(outbox_apply(desk->sync, changes, 3), ERR_MISSING);
    assert_int_equal(get(desk->sync, 1).state, ITEM_PENDING);
    changes[1].uid = three.uid;
    changes[0].reason = REASON_PARTNER_REFUSED;
    assert_int_equal(outbox_apply(desk->sync, changes, 3), OK);
    assert_int_equal(get(desk->sync, 1).state, ITEM_REFUSED);
    assert_int_equal(get(desk->sync, 1).reason, REASON_PARTNER_REFUSED);
    assert_int_equal(get(desk->sync, 2).state, ITEM_PENDING);
}

static void test_leaving_a_choice_frees_its_seat_and_claims_the_other(void **state)
{
    struct desk *desk = *state;
    kit_add(desk->kiosk, 1, 3);
    struct item item = get(desk->sync, 2);
    int seat = 0;
    assert_int_equal(store_free_seat(desk->sync, &item.choices[0], &seat), ERR_FULL);
    assert_int_equal(store_free_seat(desk->sync, &item.choices[1], &seat), OK);
    struct outbox_change change = kit_change(&item, ITEM_PENDING);
    change.choice_now = 1;
    change.seat = (uint8_t)seat;
    change.reason = REASON_SLOT_TAKEN;
    assert_int_equal(outbox_apply(desk->sync, &change, 1), OK);
    assert_int_equal(store_free_seat(desk->kiosk, &item.choices[0], &seat), OK);
    assert_int_equal(store_free_seat(desk->kiosk, &item.choices[1], &seat), ERR_FULL);
    change.kind = ITEM_CALLBACK;
    change.reason = REASON_BOTH_TAKEN;
    assert_int_equal(outbox_apply(desk->sync, &change, 1), OK);
    assert_int_equal(store_free_seat(desk->kiosk, &item.choices[1], &seat), OK);
    assert_int_equal(get(desk->sync, 2).kind, ITEM_CALLBACK);
    assert_int_equal(get(desk->sync, 2).seat, 0);
}

// The kiosk gave the seat away between the sync program's question and its claim.
static void test_a_seat_that_went_meanwhile_is_not_claimed_twice(void **state)
{
    struct desk *desk = *state;
    struct item moving = kit_item(1, ITEM_APPOINTMENT), other = kit_item(2, ITEM_APPOINTMENT);
    int seat;
    assert_int_equal(store_add_item(desk->kiosk, &moving, kit_sealed(1, 10), &seat), OK);
    moving = get(desk->sync, 1);
    assert_int_equal(store_free_seat(desk->sync, &moving.choices[1], &seat), OK);
    other.choices[0] = moving.choices[1];
    struct outbox_change change = kit_change(&moving, ITEM_PENDING);
    change.choice_now = 1;
    change.seat = (uint8_t)seat;
    assert_int_equal(store_add_item(desk->kiosk, &other, kit_sealed(2, 10), &seat), OK);
    assert_int_equal(outbox_apply(desk->sync, &change, 1), ERR_EXISTS);
    assert_int_equal(get(desk->sync, 1).choice_now, 0);
    assert_int_equal(store_free_seat(desk->sync, &moving.choices[0], &seat), ERR_FULL);
}

static void test_another_seat_of_the_same_workshop_can_be_tried(void **state)
{
    struct desk *desk = *state;
    struct item item = kit_item(1, ITEM_WORKSHOP);
    bool lost = true;
    int seat;
    assert_int_equal(store_add_item(desk->kiosk, &item, kit_sealed(1, 10), &seat), OK);
    assert_int_equal(store_seat_is_lost(desk->sync, &item.choices[0], 1, &lost), OK);
    assert_false(lost);
    assert_int_equal(store_mark_taken(desk->sync, KIT_PARTNER, item.choices[0].key, 1), OK);
    assert_int_equal(store_mark_taken(desk->sync, KIT_PARTNER, item.choices[0].key, 1), OK);
    assert_int_equal(store_seat_is_lost(desk->sync, &item.choices[0], 1, &lost), OK);
    assert_true(lost);
    assert_int_equal(store_free_seat(desk->sync, &item.choices[0], &seat), OK);
    assert_int_equal(seat, 2);
    item = get(desk->sync, 1);
    struct outbox_change change = kit_change(&item, ITEM_PENDING);
    change.seat = 2;
    assert_int_equal(outbox_apply(desk->sync, &change, 1), OK);
    assert_int_equal(get(desk->kiosk, 1).seat, 2);
    assert_int_equal(store_free_seat(desk->kiosk, &item.choices[0], &seat), OK);
    assert_int_equal(seat, 3);
}

struct seen {
    int count;
    int numbers[8];
    size_t bytes;
    char resources[64];
};

static void see_item(void *self, const struct item *item, const char *resource)
{
    struct seen *seen = self;
    seen->numbers[seen->count++] = item->uid.b[15];
    assert_true(strlen(seen->resources) + strlen(resource) < sizeof seen->resources);
    memcpy(seen->resources + strlen(seen->resources), resource, strlen(resource) + 1);
}

static void see_sealed(void *self, const struct item *item, struct str sealed)
{
    struct seen *seen = self;
    assert_memory_equal(sealed.p, kit_sealed(item->uid.b[15], 1500).p, 1500);
    seen->numbers[seen->count++] = item->uid.b[15];
    seen->bytes += sealed.n;
}

static void test_staff_see_everything_that_is_not_delivered(void **state)
{
    struct desk *desk = *state;
    struct store_counts counts;
    struct seen items = {0}, sealed = {0}, others = {0};
    assert_int_equal(store_count(desk->kiosk, &counts), OK);
    assert_true(counts.on_device == 0 && counts.delivered == 0 && counts.oldest_s == 0);
    kit_add(desk->kiosk, 1, 4);
    struct item one = get(desk->sync, 1), three = get(desk->sync, 3);
    struct outbox_change changes[2] = {kit_change(&one, ITEM_DELIVERED), kit_change(&three, ITEM_REFUSED)};
    changes[1].resource = "rdv-three";
    assert_int_equal(outbox_apply(desk->sync, changes, 2), OK);
    assert_int_equal(store_count(desk->kiosk, &counts), OK);
    assert_int_equal(counts.on_device, 3);
    assert_int_equal(counts.delivered, 1);
    assert_int_equal(counts.needing_you, 1);
    assert_int_equal(counts.oldest_s, KIT_DAY + 2);
    assert_int_equal(outbox_each(desk->kiosk, NULL, &items, see_item), OK);
    assert_int_equal(items.count, 3);
    assert_true(items.numbers[0] == 2 && items.numbers[1] == 3 && items.numbers[2] == 4);
    assert_string_equal(items.resources, "rdv-three");
    assert_int_equal(outbox_each(desk->kiosk, "autre", &others, see_item), OK);
    assert_int_equal(others.count, 0);
    assert_int_equal(store_each_sealed(desk->kiosk, &sealed, see_sealed), OK);
    assert_int_equal(sealed.count, 3);
    assert_int_equal(sealed.bytes, 4500);
}

static void test_each_program_notices_what_the_other_wrote(void **state)
{
    struct desk *desk = *state;
    int64_t before = store_version(desk->sync);
    assert_int_equal(store_version(desk->sync), before);
    kit_add(desk->kiosk, 1, 1);
    int64_t after = store_version(desk->sync);
    assert_int_not_equal(after, before);
    struct item item = get(desk->sync, 1);
    struct outbox_change change = kit_change(&item, ITEM_REFUSED);
    assert_int_equal(outbox_apply(desk->sync, &change, 1), OK);
    assert_int_equal(store_version(desk->sync), after); // one's own writes are no news
}

static void test_the_code_key_is_made_once(void **state)
{
    struct desk *desk = *state;
    uint8_t key[32] = {0}, same[32], none[32] = {0};
    assert_int_equal(store_code_key(desk->kiosk, key), OK);
    assert_int_equal(store_code_key(desk->sync, same), OK);
    assert_memory_equal(key, same, 32);
    assert_memory_not_equal(key, none, 32);
}

static void test_partners_have_a_condition(void **state)
{
    struct desk *desk = *state;
    enum partner_condition condition = PARTNER_SUSPECT;
    assert_int_equal(partner_get_condition(desk->kiosk, KIT_PARTNER, &condition), OK);
    assert_int_equal(condition, PARTNER_OK);
    assert_int_equal(partner_set_condition(desk->sync, KIT_PARTNER, PARTNER_CAPTIVE), OK);
    assert_int_equal(partner_set_condition(desk->sync, KIT_PARTNER, PARTNER_SUSPECT), OK);
    assert_int_equal(partner_get_condition(desk->kiosk, KIT_PARTNER, &condition), OK);
    assert_int_equal(condition, PARTNER_SUSPECT);
    assert_int_equal(partner_get_condition(desk->kiosk, "autre", &condition), OK);
    assert_int_equal(condition, PARTNER_OK);
}

static void test_a_busy_file_is_waited_for_and_then_said_to_be_busy(void **state)
{
    struct desk *desk = *state;
    struct item item = kit_item(1, ITEM_CALLBACK);
    int seat = 42;
    sqlite3 *other = kit_raw(desk->vfs);
    kit_run(other, "BEGIN IMMEDIATE");
    assert_int_equal(store_add_item(desk->kiosk, &item, kit_sealed(1, 10), &seat), ERR_BUSY);
    assert_in_range(vfs_waited_ms(desk->vfs), 4000, 6000);
    assert_int_equal(store_get_item(desk->kiosk, item.uid, &item), ERR_MISSING); // reading is not held up
    kit_run(other, "COMMIT; BEGIN; SELECT count(*) FROM item");
    assert_int_equal(store_add_item(desk->kiosk, &item, kit_sealed(1, 10), &seat), ERR_BUSY); // a reader
    kit_run(other, "COMMIT");
    assert_int_equal(store_get_item(desk->sync, item.uid, &item), ERR_MISSING);
    assert_int_equal(store_add_item(desk->kiosk, &item, kit_sealed(1, 10), &seat), OK);
    sqlite3_close(other);
}

int main(void)
{
#define DESK(test) cmocka_unit_test_setup_teardown(test, kit_open_desk, kit_close_desk)
    const struct CMUnitTest tests[] = {
        DESK(test_what_is_recorded_comes_back_the_same),
        DESK(test_the_same_confirm_twice_is_one_item),
        DESK(test_a_full_slot_records_nothing),
        DESK(test_workshop_seats_go_out_one_by_one),
        DESK(test_a_call_back_needs_no_seat),
        DESK(test_the_queue_is_in_the_order_of_recording_whatever_the_clock_said),
        DESK(test_an_item_goes_its_way_to_delivered_and_keeps_only_dates),
        DESK(test_changes_are_all_made_or_none),
        DESK(test_leaving_a_choice_frees_its_seat_and_claims_the_other),
        DESK(test_a_seat_that_went_meanwhile_is_not_claimed_twice),
        DESK(test_another_seat_of_the_same_workshop_can_be_tried),
        DESK(test_staff_see_everything_that_is_not_delivered),
        DESK(test_each_program_notices_what_the_other_wrote),
        DESK(test_the_code_key_is_made_once),
        DESK(test_partners_have_a_condition),
        DESK(test_a_busy_file_is_waited_for_and_then_said_to_be_busy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
