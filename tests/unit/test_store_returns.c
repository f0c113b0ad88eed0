// links: base booking store
// with: harness/store_kit.c harness/vfs.c harness/disk.c
// Who comes back: which booking a code leads to, who has arrived, and what wrong tries cost.
#include "harness/test.h"

#include <stdio.h>

#include "harness/store_kit.h"

static const uint8_t *hash_of(int number)
{
    static uint8_t hash[16];
    memset(hash, number & 0xff, sizeof hash);
    return hash;
}

static void deliver(struct store *store, const struct item *item)
{
    struct outbox_change change = kit_change(item, ITEM_SENDING);
    change.seat = item->kind == ITEM_ARRIVAL ? item->seat : 1;
    change.resource = "rdv-x";
    change.body = STR("body");
    assert_int_equal(outbox_apply(store, &change, 1), OK);
    change.state = ITEM_DELIVERED;
    change.resource = NULL;
    change.body = (struct str){0};
    assert_int_equal(outbox_apply(store, &change, 1), OK);
}

// A booking of the partner's calendar, as mirrored.
static void mirror(struct store *store, const char *name, struct mirror_booking *booking)
{
    struct mirror_change change = {.etag = "e", .bookings = booking, .booking_count = booking ? 1 : 0};
    assert_int_equal(str_copy(str_from(name), change.resource, sizeof change.resource), OK);
    assert_int_equal(mirror_apply(store, KIT_PARTNER, MIRROR_BOOKINGS, false, &change, 1, "t", KIT_DAY), OK);
}

static struct mirror_booking booked_elsewhere(int number, int64_t start_s)
{
    struct slot slot = kit_slot(number, 1, false);
    struct mirror_booking booking = {.seat = 1,
                                     .start_s = start_s,
                                     .end_s = start_s + 1800,
                                     .uid = kit_uid(200 + number),
                                     .has_code = true};
    memcpy(booking.slot_key, slot.key, sizeof booking.slot_key);
    memcpy(booking.code_hash, hash_of(number), sizeof booking.code_hash);
    return booking;
}

static struct item arrival_for(const struct known_booking *known, int number)
{
    struct item item = {.uid = kit_uid(number), .kind = ITEM_ARRIVAL, .choice_count = 1, .seat = known->seat};
    item.made_s = KIT_DAY;
    memcpy(item.partner, known->partner, sizeof item.partner);
    memcpy(item.choices[0].key, known->key, sizeof item.choices[0].key);
    item.choices[0].start_s = known->start_s;
    item.choices[0].capacity = known->capacity;
    return item;
}

static void test_a_code_leads_to_what_was_booked_here(void **state)
{
    struct desk *desk = *state;
    struct item item = kit_item(7, ITEM_APPOINTMENT);
    struct known_booking known;
    int seat;
    assert_int_equal(store_find_code(desk->kiosk, hash_of(7), KIT_DAY, &known), ERR_MISSING);
    assert_int_equal(store_add_item(desk->kiosk, &item, kit_sealed(7, 100), &seat), OK);
    assert_int_equal(store_find_code(desk->kiosk, hash_of(7), KIT_DAY, &known), OK);
    assert_true(uid_eq(known.uid, item.uid));
    assert_true(known.waits);
    assert_false(known.cancelled);
    assert_int_equal(known.start_s, item.choices[0].start_s);
    deliver(desk->sync, &item);
    assert_int_equal(store_find_code(desk->kiosk, hash_of(7), KIT_DAY, &known), OK);
    assert_false(known.waits);
    assert_int_equal(store_find_code(desk->kiosk, hash_of(8), KIT_DAY, &known), ERR_MISSING);
}

static void test_staff_who_move_or_cancel_it_are_heard(void **state)
{
    struct desk *desk = *state;
    struct item item = kit_item(7, ITEM_APPOINTMENT);
    struct mirror_booking booking = booked_elsewhere(14, KIT_DAY + 5000); // slot 14 is its first choice
    struct known_booking known;
    int seat;
    assert_int_equal(store_add_item(desk->kiosk, &item, kit_sealed(7, 100), &seat), OK);
    deliver(desk->sync, &item);
    booking.uid = item.uid;
    mirror(desk->sync, "rdv-x.ics", &booking);
    assert_int_equal(store_find_code(desk->kiosk, hash_of(7), KIT_DAY, &known), OK);
    assert_int_equal(known.start_s, KIT_DAY + 5000);
    booking.cancelled = true;
    mirror(desk->sync, "rdv-x.ics", &booking);
    assert_int_equal(store_find_code(desk->kiosk, hash_of(7), KIT_DAY, &known), OK);
    assert_true(known.cancelled);
}

static void test_a_code_given_by_another_kiosk_is_known_by_its_hash_and_its_token(void **state)
{
    struct desk *desk = *state;
    struct mirror_booking booking = booked_elsewhere(3, KIT_DAY + 7200);
    struct known_booking known, again;
    mirror(desk->sync, "rdv-key.ics", &booking);
    assert_int_equal(store_find_code(desk->kiosk, hash_of(3), KIT_DAY, &known), OK);
    assert_int_equal(store_find_uid(desk->kiosk, kit_uid(203), &again), OK);
    assert_string_equal(known.key, again.key);
    assert_int_equal(known.capacity, 1);
    assert_false(known.waits);
    struct mirror_change gone = {.resource = "rdv-key.ics", .gone = true};
    assert_int_equal(mirror_apply(desk->sync, KIT_PARTNER, MIRROR_BOOKINGS, false, &gone, 1, "t", 1), OK);
    assert_int_equal(store_find_code(desk->kiosk, hash_of(3), KIT_DAY, &known), ERR_MISSING);
}

static void test_of_two_with_the_same_code_the_nearest_that_is_alive_is_meant(void **state)
{
    struct desk *desk = *state;
    struct mirror_booking far = booked_elsewhere(3, KIT_DAY + 90000), near = far, dead = far;
    struct known_booking known;
    near.uid = kit_uid(91);
    near.start_s = KIT_DAY + 3600;
    near.slot_key[5] = 'n';
    dead.uid = kit_uid(92);
    dead.start_s = KIT_DAY;
    dead.cancelled = true;
    mirror(desk->sync, "a.ics", &far);
    mirror(desk->sync, "b.ics", &near);
    mirror(desk->sync, "c.ics", &dead);
    assert_int_equal(store_find_code(desk->kiosk, hash_of(3), KIT_DAY, &known), OK);
    assert_true(uid_eq(known.uid, kit_uid(91)));
}

static void test_who_is_announced_has_arrived_and_is_announced_once(void **state)
{
    struct desk *desk = *state;
    struct mirror_booking booking = booked_elsewhere(3, KIT_DAY + 7200);
    struct known_booking known;
    struct item back;
    mirror(desk->sync, "rdv-key.ics", &booking);
    assert_int_equal(store_find_code(desk->kiosk, hash_of(3), KIT_DAY, &known), OK);
    struct item arrival = arrival_for(&known, 60);
    assert_int_equal(store_add_arrival(desk->kiosk, &arrival, (struct str){0}, true), OK);
    assert_int_equal(store_add_arrival(desk->kiosk, &arrival, (struct str){0}, true), ERR_EXISTS);
    assert_int_equal(store_find_code(desk->kiosk, hash_of(3), KIT_DAY, &known), OK);
    assert_true(known.arrived);
    assert_int_equal(store_get_item(desk->sync, arrival.uid, &back), OK);
    assert_int_equal(back.kind, ITEM_ARRIVAL);
    assert_int_equal(back.seat, 1);
    deliver(desk->sync, &arrival);
    assert_int_equal(store_get_item(desk->sync, arrival.uid, &back), OK);
    assert_int_equal(back.seat, 1);
}

static void test_an_announcement_of_another_kiosk_is_seen_in_the_calendar(void **state)
{
    struct desk *desk = *state;
    struct mirror_booking booking = booked_elsewhere(3, KIT_DAY + 7200);
    struct known_booking known;
    char name[LIMIT_RESOURCE];
    mirror(desk->sync, "rdv-key.ics", &booking);
    snprintf(name, sizeof name, "arr-%s.ics", booking.slot_key);
    mirror(desk->sync, name, NULL);
    assert_int_equal(store_find_code(desk->kiosk, hash_of(3), KIT_DAY, &known), OK);
    assert_true(known.arrived);
    assert_false(known.cancelled);
    snprintf(name, sizeof name, "ann-%s.ics", booking.slot_key);
    mirror(desk->sync, name, NULL);
    assert_int_equal(store_find_code(desk->kiosk, hash_of(3), KIT_DAY, &known), OK);
    assert_true(known.cancelled);
}

static void count(void *self, const struct arrival *arrival)
{
    assert_true(arrival->for_booking);
    ++*(int *)self;
}

static void test_arrivals_of_other_days_are_forgotten(void **state)
{
    struct desk *desk = *state;
    struct known_booking known = {.partner = KIT_PARTNER, .key = "k", .seat = 1, .capacity = 1};
    struct item first = arrival_for(&known, 61), second = arrival_for(&known, 62);
    int seen = 0;
    second.made_s += 86401;
    assert_int_equal(store_add_arrival(desk->kiosk, &first, (struct str){0}, false), OK);
    assert_int_equal(store_add_arrival(desk->kiosk, &second, (struct str){0}, false), OK);
    assert_int_equal(store_each_arrival(desk->kiosk, &seen, count), OK);
    assert_int_equal(seen, 1);
    assert_int_equal(store_drop_arrivals(desk->kiosk, 0, 1), OK);
    assert_int_equal(store_each_arrival(desk->kiosk, &seen, count), OK);
    assert_int_equal(seen, 1); // none more
}

static void test_wrong_tries_survive_and_leave_when_they_are_paid_off(void **state)
{
    struct desk *desk = *state;
    struct tries tries = {1, 1};
    struct tries_entry entries[] = {{STR("all"), {6000, 1000}}, {STR("own"), {9000, 1000}}};
    assert_int_equal(store_get_tries(desk->kiosk, STR("all"), &tries), OK);
    assert_int_equal(tries.debt_ms, 0);
    assert_int_equal(store_keep_tries(desk->kiosk, entries, 2, 1000), OK);
    assert_int_equal(store_get_tries(desk->sync, STR("all"), &tries),
                     OK); // the other program: it is on the disk
    assert_int_equal(tries.debt_ms, 6000);
    assert_int_equal(store_keep_tries(desk->kiosk, NULL, 0, 7000), OK);
    assert_int_equal(store_get_tries(desk->kiosk, STR("all"), &tries), OK);
    assert_int_equal(tries.debt_ms, 0);
    assert_int_equal(store_get_tries(desk->kiosk, STR("own"), &tries), OK);
    assert_int_equal(tries.debt_ms, 9000);
}

#define DESK(test) cmocka_unit_test_setup_teardown(test, kit_open_desk, kit_close_desk)

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK(test_a_code_leads_to_what_was_booked_here),
        DESK(test_staff_who_move_or_cancel_it_are_heard),
        DESK(test_a_code_given_by_another_kiosk_is_known_by_its_hash_and_its_token),
        DESK(test_of_two_with_the_same_code_the_nearest_that_is_alive_is_meant),
        DESK(test_who_is_announced_has_arrived_and_is_announced_once),
        DESK(test_an_announcement_of_another_kiosk_is_seen_in_the_calendar),
        DESK(test_arrivals_of_other_days_are_forgotten),
        DESK(test_wrong_tries_survive_and_leave_when_they_are_paid_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
