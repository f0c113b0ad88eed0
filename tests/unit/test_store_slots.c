// links: base booking store
// with: harness/store_kit.c harness/vfs.c harness/disk.c
#include "harness/test.h"

#include <stdio.h>

#include "base/rng.h"
#include "harness/store_kit.h"

enum { MANY = 64 };
static struct slot listed[MANY];

static size_t list(struct store *store)
{
    size_t count = 0;
    assert_int_equal(store_list_slots(store, KIT_DAY, KIT_DAY + 60 * 86400, listed, MANY, &count), OK);
    return count;
}

static const struct slot *find(struct store *store, const struct slot *slot)
{
    size_t count = list(store);
    for (size_t i = 0; i < count; i++)
        if (strcmp(listed[i].key, slot->key) == 0) return &listed[i];
    return NULL;
}

static int taken(struct store *store, const struct slot *slot)
{
    const struct slot *found = find(store, slot);
    assert_non_null(found);
    return found->taken;
}

static struct mirror_booking booking_at(const struct slot *slot, int seat)
{
    struct mirror_booking booking = {.seat = (uint8_t)seat, .start_s = slot->start_s, .end_s = slot->end_s};
    assert_int_equal(str_copy(str_from(slot->key), booking.slot_key, sizeof booking.slot_key), OK);
    return booking;
}

static struct mirror_change change_of(const char *resource, const struct slot *slots, size_t slot_count,
                                      const struct mirror_booking *bookings, size_t booking_count)
{
    struct mirror_change change = {.slots = slots,
                                   .slot_count = slot_count,
                                   .bookings = bookings,
                                   .booking_count = booking_count,
                                   .content = slots ? STR("BEGIN:VEVENT") : STR("")};
    assert_int_equal(str_copy(str_from(resource), change.resource, sizeof change.resource), OK);
    assert_int_equal(str_copy(STR("\"etag\""), change.etag, sizeof change.etag), OK);
    return change;
}

static void mirror(struct store *store, enum mirror_collection collection, struct mirror_change change,
                   int64_t mirrored_s)
{
    assert_int_equal(mirror_apply(store, KIT_PARTNER, collection, false, &change, 1, "token", mirrored_s),
                     OK);
}

static void mirror_booking(struct store *store, const char *resource, struct mirror_booking booking)
{
    mirror(store, MIRROR_BOOKINGS, change_of(resource, NULL, 0, &booking, 1), 1000);
}

static void mirror_gone(struct store *store, enum mirror_collection collection, const char *resource)
{
    struct mirror_change change = change_of(resource, NULL, 0, NULL, 0);
    change.gone = true;
    mirror(store, collection, change, 1001);
}

static void test_slots_are_listed_by_time_within_the_window(void **state)
{
    struct desk *desk = *state;
    struct slot slots[5] = {kit_slot(30, 1, false), kit_slot(3, 8, true), kit_slot(50, 1, false),
                            kit_slot(4, 1, false), kit_slot(5, 1, false)};
    size_t count = 0;
    slots[1].exclusive = true;
    assert_int_equal(store_replace_slots(desk->sync, KIT_PARTNER, slots, 5), OK);
    assert_int_equal(store_list_slots(desk->kiosk, slots[3].start_s, slots[2].start_s, listed, MANY, &count),
                     OK);
    assert_int_equal(count, 3);
    assert_string_equal(listed[0].key, slots[3].key);
    assert_string_equal(listed[1].key, slots[4].key);
    assert_string_equal(listed[2].key, slots[0].key);
    assert_int_equal(store_list_slots(desk->kiosk, 0, INT64_MAX, listed, 2, &count), OK);
    assert_int_equal(count, 2);
    assert_string_equal(listed[0].key, slots[1].key);
    assert_string_equal(listed[0].title, "Rendez-vous 3");
    assert_string_equal(listed[0].partner, KIT_PARTNER);
    assert_true(listed[0].workshop && listed[0].exclusive && listed[0].capacity == 8);
    assert_int_equal(listed[0].taken, 0);
    assert_int_equal(store_replace_slots(desk->sync, KIT_PARTNER, slots, 1), OK);
    assert_int_equal(list(desk->kiosk), 1);
}

static void test_replacing_slots_keeps_their_claims(void **state)
{
    struct desk *desk = *state;
    struct item item = kit_item(1, ITEM_APPOINTMENT);
    assert_int_equal(store_replace_slots(desk->sync, KIT_PARTNER, item.choices, 2), OK);
    kit_add(desk->kiosk, 1, 1);
    assert_int_equal(store_replace_slots(desk->sync, KIT_PARTNER, item.choices, 2), OK);
    assert_int_equal(taken(desk->kiosk, &item.choices[0]), 1);
    assert_int_equal(taken(desk->kiosk, &item.choices[1]), 0);
}

static void test_a_seat_claimed_and_mirrored_counts_once(void **state)
{
    struct desk *desk = *state;
    struct item item = kit_item(1, ITEM_WORKSHOP);
    const struct slot *slot = &item.choices[0];
    int seat;
    assert_int_equal(store_replace_slots(desk->sync, KIT_PARTNER, slot, 1), OK);
    assert_int_equal(store_add_item(desk->kiosk, &item, kit_sealed(1, 10), &seat), OK);
    mirror_booking(desk->sync, "a", booking_at(slot, 1));
    assert_int_equal(taken(desk->kiosk, slot), 1);
    mirror_booking(desk->sync, "b", booking_at(slot, 3));
    assert_int_equal(taken(desk->kiosk, slot), 2);
    assert_int_equal(store_free_seat(desk->kiosk, slot, &seat), OK);
    assert_int_equal(seat, 2);
    assert_int_equal(store_mark_taken(desk->sync, KIT_PARTNER, slot->key, 3), OK);
    assert_int_equal(taken(desk->kiosk, slot), 2);
}

static void test_a_cancelled_booking_takes_no_seat(void **state)
{
    struct desk *desk = *state;
    struct slot slot = kit_slot(1, 1, false);
    struct mirror_booking booking = booking_at(&slot, 1);
    bool lost = true;
    assert_int_equal(store_replace_slots(desk->sync, KIT_PARTNER, &slot, 1), OK);
    mirror_booking(desk->sync, "a", booking);
    assert_int_equal(taken(desk->kiosk, &slot), 1);
    booking.cancelled = true;
    mirror_booking(desk->sync, "a", booking);
    assert_int_equal(taken(desk->kiosk, &slot), 0);
    assert_int_equal(store_seat_is_lost(desk->sync, &slot, 1, &lost), OK);
    assert_false(lost);
}

static void test_a_resource_without_a_seat_number_is_the_only_seat(void **state)
{
    struct desk *desk = *state;
    struct slot slot = kit_slot(1, 1, false);
    int seat;
    bool lost = false;
    mirror_booking(desk->sync, "rdv-k", booking_at(&slot, 0));
    assert_int_equal(store_free_seat(desk->kiosk, &slot, &seat), ERR_FULL);
    assert_int_equal(store_seat_is_lost(desk->sync, &slot, 1, &lost), OK);
    assert_true(lost);
}

static void test_a_booking_moved_over_an_appointment_takes_it_but_not_a_workshop(void **state)
{
    struct desk *desk = *state;
    struct slot slots[3] = {kit_slot(1, 2, false), kit_slot(1, 2, true), kit_slot(2, 1, false)};
    struct mirror_booking booking = {.start_s = slots[0].end_s - 60, .end_s = slots[0].end_s + 60};
    bool lost = false;
    slots[1].key[0] = 'w';
    assert_int_equal(store_replace_slots(desk->sync, KIT_PARTNER, slots, 3), OK);
    mirror_booking(desk->sync, "made by hand", booking);
    assert_int_equal(taken(desk->kiosk, &slots[0]), 2);
    assert_int_equal(taken(desk->kiosk, &slots[1]), 0);
    assert_int_equal(taken(desk->kiosk, &slots[2]), 0);
    assert_int_equal(store_seat_is_lost(desk->sync, &slots[0], 1, &lost), OK);
    assert_true(lost);
    booking.start_s = slots[0].end_s; // touching is not overlapping
    mirror_booking(desk->sync, "made by hand", booking);
    assert_int_equal(taken(desk->kiosk, &slots[0]), 0);
    booking.end_s = slots[2].start_s + 1;
    booking.start_s = slots[0].start_s - 30 * 86400; // somebody's month of holidays
    mirror_booking(desk->sync, "made by hand", booking);
    assert_int_equal(taken(desk->kiosk, &slots[0]), 2);
    assert_int_equal(taken(desk->kiosk, &slots[2]), 1);
}

static void test_another_partners_bookings_do_not_matter(void **state)
{
    struct desk *desk = *state;
    struct slot slot = kit_slot(1, 1, false);
    struct mirror_booking booking = booking_at(&slot, 1);
    struct mirror_change change = change_of("a", NULL, 0, &booking, 1);
    assert_int_equal(store_replace_slots(desk->sync, KIT_PARTNER, &slot, 1), OK);
    assert_int_equal(mirror_apply(desk->sync, "autre", MIRROR_BOOKINGS, false, &change, 1, "", 1), OK);
    assert_int_equal(taken(desk->kiosk, &slot), 0);
}

static void test_a_workshop_made_smaller_is_full_when_as_many_are_coming(void **state)
{
    struct desk *desk = *state;
    struct slot slot = kit_slot(1, 2, true);
    int seat;
    assert_int_equal(store_replace_slots(desk->sync, KIT_PARTNER, &slot, 1), OK);
    mirror_booking(desk->sync, "a", booking_at(&slot, 7));
    assert_int_equal(store_free_seat(desk->kiosk, &slot, &seat), OK);
    assert_int_equal(seat, 1);
    mirror_booking(desk->sync, "b", booking_at(&slot, 8));
    assert_int_equal(store_free_seat(desk->kiosk, &slot, &seat), ERR_FULL);
    assert_int_equal(taken(desk->kiosk, &slot), 2);
}

static void test_a_mark_lasts_until_the_next_whole_mirror(void **state)
{
    struct desk *desk = *state;
    struct slot slot = kit_slot(1, 1, false);
    int seat;
    assert_int_equal(store_mark_taken(desk->sync, KIT_PARTNER, slot.key, 1), OK);
    assert_int_equal(store_free_seat(desk->kiosk, &slot, &seat), ERR_FULL);
    mirror(desk->sync, MIRROR_BOOKINGS, change_of("x", NULL, 0, NULL, 0), 0); // one page of several
    assert_int_equal(store_free_seat(desk->kiosk, &slot, &seat), ERR_FULL);
    mirror(desk->sync, MIRROR_SLOTS, change_of("x", NULL, 0, NULL, 0), 5);
    assert_int_equal(store_free_seat(desk->kiosk, &slot, &seat), ERR_FULL);
    mirror(desk->sync, MIRROR_BOOKINGS, change_of("x", NULL, 0, NULL, 0), 6);
    assert_int_equal(store_free_seat(desk->kiosk, &slot, &seat), OK);
}

// In the first whole mirror its absence proves nothing: the answer may be older than the booking.
static void test_a_delivered_seat_is_free_again_only_when_staff_took_its_booking_away(void **state)
{
    struct desk *desk = *state;
    struct item item = kit_item(1, ITEM_APPOINTMENT);
    const struct slot *slot = &item.choices[0];
    int seat;
    assert_int_equal(store_add_item(desk->kiosk, &item, kit_sealed(1, 10), &seat), OK);
    assert_int_equal(store_get_item(desk->sync, item.uid, &item), OK);
    struct outbox_change change = kit_change(&item, ITEM_DELIVERED);
    assert_int_equal(outbox_apply(desk->sync, &change, 1), OK);
    mirror_gone(desk->sync, MIRROR_BOOKINGS, "older than the booking");
    assert_int_equal(store_free_seat(desk->kiosk, slot, &seat), ERR_FULL);
    mirror_booking(desk->sync, "rdv", booking_at(slot, 1));
    assert_int_equal(store_free_seat(desk->kiosk, slot, &seat), ERR_FULL);
    mirror(desk->sync, MIRROR_BOOKINGS, change_of("rdv", NULL, 0, NULL, 0), 0); // between two pages
    assert_int_equal(store_free_seat(desk->kiosk, slot, &seat), ERR_FULL);
    mirror_gone(desk->sync, MIRROR_BOOKINGS, "rdv");
    assert_int_equal(store_free_seat(desk->kiosk, slot, &seat), OK);
}

// Made and deleted between two mirrors: none ever shows it.
static void test_a_delivered_seat_that_no_mirror_ever_showed_is_free_after_the_second(void **state)
{
    struct desk *desk = *state;
    struct item item = kit_item(1, ITEM_APPOINTMENT);
    int seat;
    assert_int_equal(store_add_item(desk->kiosk, &item, kit_sealed(1, 10), &seat), OK);
    mirror_gone(desk->sync, MIRROR_BOOKINGS, "before the delivery");
    assert_int_equal(store_get_item(desk->sync, item.uid, &item), OK);
    struct outbox_change change = kit_change(&item, ITEM_FILING);
    assert_int_equal(outbox_apply(desk->sync, &change, 1), OK);
    mirror_gone(desk->sync, MIRROR_BOOKINGS, "older than the booking");
    assert_int_equal(store_free_seat(desk->kiosk, &item.choices[0], &seat), ERR_FULL);
    mirror_gone(desk->sync, MIRROR_BOOKINGS, "younger");
    assert_int_equal(store_free_seat(desk->kiosk, &item.choices[0], &seat), OK);
}

static void test_a_claim_that_waits_outlives_any_mirror(void **state)
{
    struct desk *desk = *state;
    struct item item = kit_item(1, ITEM_APPOINTMENT);
    int seat;
    kit_add(desk->kiosk, 1, 1);
    mirror_booking(desk->sync, "rdv", booking_at(&item.choices[0], 1));
    mirror_gone(desk->sync, MIRROR_BOOKINGS, "rdv");
    assert_int_equal(store_free_seat(desk->kiosk, &item.choices[0], &seat), ERR_FULL);
}

struct visited {
    char names[256];
};

static void visit(void *self, const char *resource)
{
    struct visited *visited = self;
    size_t n = strlen(visited->names);
    snprintf(visited->names + n, sizeof visited->names - n, "%s;", resource);
}

static void visit_refused(void *self, const char *resource, const char *reason)
{
    struct visited *visited = self;
    size_t n = strlen(visited->names);
    snprintf(visited->names + n, sizeof visited->names - n, "%s: %s;", resource, reason);
}

static void test_the_mirror_follows_its_resources(void **state)
{
    struct desk *desk = *state;
    struct slot slots[3] = {kit_slot(1, 1, false), kit_slot(2, 1, false), kit_slot(3, 1, false)};
    struct visited visited = {0};
    struct mirror_state at;
    char etag[128] = "?";
    assert_int_equal(mirror_get_state(desk->kiosk, KIT_PARTNER, MIRROR_SLOTS, &at), OK);
    assert_true(at.token[0] == 0 && at.mirrored_s == 0 && at.window_day == 0 && at.resources == 0);
    mirror(desk->sync, MIRROR_SLOTS, change_of("weekly.ics", slots, 2, NULL, 0), 500);
    mirror(desk->sync, MIRROR_SLOTS, change_of("once.ics", slots + 2, 1, NULL, 0), 0);
    assert_int_equal(list(desk->kiosk), 3);
    struct mirror_change bad = change_of("bad.ics", NULL, 0, NULL, 0);
    bad.refused = "recurs every second";
    mirror(desk->sync, MIRROR_SLOTS, bad, 0);
    assert_int_equal(mirror_get_state(desk->kiosk, KIT_PARTNER, MIRROR_SLOTS, &at), OK);
    assert_string_equal(at.token, "token");
    assert_int_equal(at.mirrored_s, 500);
    assert_int_equal(at.resources, 3);
    assert_int_equal(at.refused, 1);
    assert_int_equal(mirror_get_etag(desk->kiosk, KIT_PARTNER, MIRROR_SLOTS, "once.ics", etag), OK);
    assert_string_equal(etag, "\"etag\"");
    assert_int_equal(mirror_get_etag(desk->kiosk, KIT_PARTNER, MIRROR_BOOKINGS, "once.ics", etag), OK);
    assert_string_equal(etag, "");
    assert_int_equal(mirror_each(desk->kiosk, KIT_PARTNER, MIRROR_SLOTS, &visited, visit), OK);
    assert_string_equal(visited.names, "bad.ics;once.ics;weekly.ics;");
    mirror(desk->sync, MIRROR_SLOTS, change_of("weekly.ics", slots + 1, 1, NULL, 0), 0);
    assert_null(find(desk->kiosk, &slots[0]));
    assert_int_equal(list(desk->kiosk), 2);
    mirror_gone(desk->sync, MIRROR_SLOTS, "once.ics");
    mirror_gone(desk->sync, MIRROR_SLOTS, "never.ics");
    assert_int_equal(list(desk->kiosk), 1);
}

static void test_a_whole_mirror_forgets_what_it_does_not_name(void **state)
{
    struct desk *desk = *state;
    struct slot slots[2] = {kit_slot(1, 1, false), kit_slot(2, 1, false)};
    mirror(desk->sync, MIRROR_SLOTS, change_of("a", slots, 1, NULL, 0), 1);
    mirror_booking(desk->sync, "rdv", booking_at(&slots[1], 1));
    struct mirror_change change = change_of("b", slots + 1, 1, NULL, 0);
    assert_int_equal(mirror_apply(desk->sync, KIT_PARTNER, MIRROR_SLOTS, true, &change, 1, "new", 2), OK);
    assert_int_equal(list(desk->kiosk), 1);
    assert_int_equal(taken(desk->kiosk, &slots[1]), 1); // the bookings are another collection
    assert_int_equal(mirror_apply(desk->sync, KIT_PARTNER, MIRROR_BOOKINGS, true, NULL, 0, "new", 2), OK);
    assert_int_equal(taken(desk->kiosk, &slots[1]), 0);
}

static void test_a_token_too_long_is_refused_before_anything_changes(void **state)
{
    struct desk *desk = *state;
    char token[1200];
    struct slot slot = kit_slot(1, 1, false);
    struct mirror_change change = change_of("a", &slot, 1, NULL, 0);
    memset(token, 'x', sizeof token - 1);
    token[sizeof token - 1] = 0;
    assert_int_equal(mirror_apply(desk->sync, KIT_PARTNER, MIRROR_SLOTS, true, &change, 1, token, 2),
                     ERR_FULL);
    assert_int_equal(list(desk->kiosk), 0);
}

static void test_the_window_moves_and_resources_still_own_their_slots(void **state)
{
    struct desk *desk = *state;
    struct slot slots[3] = {kit_slot(1, 1, false), kit_slot(2, 1, false), kit_slot(3, 1, false)};
    struct mirror_state at;
    mirror(desk->sync, MIRROR_SLOTS, change_of("weekly", slots, 1, NULL, 0), 7);
    mirror(desk->sync, MIRROR_SLOTS, change_of("once", slots + 2, 1, NULL, 0), 7);
    mirror_booking(desk->sync, "rdv", booking_at(&slots[1], 1));
    struct mirror_change moved[2] = {change_of("weekly", slots, 2, NULL, 0),
                                     change_of("once", slots + 2, 1, NULL, 0)};
    struct mirror_change wrong = change_of("nowhere", slots, 1, NULL, 0);
    assert_int_equal(mirror_set_window(desk->sync, KIT_PARTNER, moved, 1, 0), OK);
    assert_int_equal(mirror_get_state(desk->kiosk, KIT_PARTNER, MIRROR_SLOTS, &at), OK);
    assert_int_equal(at.window_day, 0); // it was not the last part
    assert_int_equal(mirror_set_window(desk->sync, KIT_PARTNER, moved + 1, 1, 20000), OK);
    assert_int_equal(list(desk->kiosk), 3);
    assert_int_equal(taken(desk->kiosk, &slots[0]), 0);
    assert_int_equal(taken(desk->kiosk, &slots[1]), 1); // it was booked before it came into view
    assert_int_equal(mirror_get_state(desk->kiosk, KIT_PARTNER, MIRROR_SLOTS, &at), OK);
    assert_true(at.window_day == 20000 && at.mirrored_s == 7 && at.resources == 2);
    assert_int_equal(mirror_set_window(desk->sync, KIT_PARTNER, &wrong, 1, 20001), ERR_MISSING);
    assert_int_equal(list(desk->kiosk), 3);
    mirror_gone(desk->sync, MIRROR_SLOTS, "weekly");
    assert_int_equal(list(desk->kiosk), 1);
    assert_non_null(find(desk->kiosk, &slots[2]));
}

static void test_what_was_not_understood_is_told_with_its_reason(void **state)
{
    struct desk *desk = *state;
    struct slot slot = kit_slot(1, 1, false);
    struct visited visited = {0};
    struct mirror_change bad = change_of("b.ics", NULL, 0, NULL, 0);
    bad.refused = "trop long";
    mirror(desk->sync, MIRROR_SLOTS, change_of("a.ics", &slot, 1, NULL, 0), 0);
    mirror(desk->sync, MIRROR_SLOTS, bad, 0);
    assert_int_equal(mirror_each_refused(desk->kiosk, KIT_PARTNER, MIRROR_SLOTS, &visited, visit_refused),
                     OK);
    assert_string_equal(visited.names, "b.ics: trop long;");
    assert_int_equal(mirror_each_refused(desk->kiosk, "other", MIRROR_SLOTS, &visited, visit_refused), OK);
    bad.refused = NULL; // staff mended it, and the other one turns bad as the window moves
    mirror(desk->sync, MIRROR_SLOTS, bad, 0);
    struct mirror_change worse = change_of("a.ics", NULL, 0, NULL, 0);
    worse.refused = "trop de dates";
    assert_int_equal(mirror_set_window(desk->sync, KIT_PARTNER, &worse, 1, 3), OK);
    visited.names[0] = 0;
    assert_int_equal(mirror_each_refused(desk->kiosk, KIT_PARTNER, MIRROR_SLOTS, &visited, visit_refused),
                     OK);
    assert_string_equal(visited.names, "a.ics: trop de dates;");
}

static void test_kept_bytes_are_handed_out_one_resource_after_the_other(void **state)
{
    struct desk *desk = *state;
    char memory[64], name[LIMIT_RESOURCE] = "";
    struct buf content = buf_init(memory, sizeof memory), tiny = buf_init(memory, 3);
    struct slot slots[2] = {kit_slot(1, 1, false), kit_slot(2, 1, false)};
    mirror(desk->sync, MIRROR_SLOTS, change_of("b", slots, 1, NULL, 0), 0);
    mirror(desk->sync, MIRROR_SLOTS, change_of("a", slots + 1, 1, NULL, 0), 0);
    assert_int_equal(mirror_get_next(desk->kiosk, KIT_PARTNER, MIRROR_SLOTS, name, &tiny), ERR_FULL);
    assert_string_equal(name, "");
    assert_int_equal(mirror_get_next(desk->kiosk, KIT_PARTNER, MIRROR_SLOTS, name, &content), OK);
    assert_string_equal(name, "a");
    assert_true(str_eq(buf_str(&content), STR("BEGIN:VEVENT")));
    assert_int_equal(mirror_get_next(desk->kiosk, KIT_PARTNER, MIRROR_SLOTS, name, &content), OK);
    assert_string_equal(name, "b");
    assert_int_equal(mirror_get_next(desk->kiosk, KIT_PARTNER, MIRROR_SLOTS, name, &content), ERR_MISSING);
}

static void test_the_server_behind_a_mirror_is_remembered(void **state)
{
    struct desk *desk = *state;
    struct mirror_state at;
    assert_int_equal(mirror_get_state(desk->kiosk, KIT_PARTNER, MIRROR_SLOTS, &at), OK);
    assert_string_equal(at.identity, "");
    assert_int_equal(mirror_set_identity(desk->sync, KIT_PARTNER, MIRROR_SLOTS, "somebody"), OK);
    mirror(desk->sync, MIRROR_SLOTS, change_of("a", NULL, 0, NULL, 0), 9);
    assert_int_equal(mirror_get_state(desk->kiosk, KIT_PARTNER, MIRROR_SLOTS, &at), OK);
    assert_string_equal(at.identity, "somebody");
    assert_int_equal(at.mirrored_s, 9);
    assert_int_equal(mirror_get_state(desk->kiosk, KIT_PARTNER, MIRROR_BOOKINGS, &at), OK);
    assert_string_equal(at.identity, "");
}

// Booked here, booked there, overlapped, or full: what is left is the nearest that are free.
static void test_the_nearest_free_slots_are_those_of_the_whole_list_that_are_free(void **state)
{
    struct desk *desk = *state;
    struct slot slots[5], nearest[5];
    size_t count;
    for (int i = 0; i < 5; i++)
        slots[i] = kit_slot(i + 1, i == 4 ? 2 : 1, i == 4);
    mirror(desk->sync, MIRROR_SLOTS, change_of("all", slots, 5, NULL, 0), 1);
    mirror_booking(desk->sync, "rdv-1", booking_at(&slots[0], 1));
    struct mirror_booking moved = booking_at(&slots[1], 1);
    moved.slot_key[0] = 0; // staff moved it onto that hour
    mirror_booking(desk->sync, "rdv-2", moved);
    assert_int_equal(store_mark_taken(desk->sync, KIT_PARTNER, slots[2].key, 1), OK);
    assert_int_equal(store_nearest_slots(desk->kiosk, 0, INT64_MAX, nearest, 5, &count), OK);
    assert_int_equal(count, 2);
    assert_string_equal(nearest[0].key, slots[3].key);
    assert_string_equal(nearest[1].key, slots[4].key);
    assert_int_equal(store_nearest_slots(desk->kiosk, 0, INT64_MAX, nearest, 1, &count), OK);
    assert_int_equal(count, 1);
    assert_int_equal(store_nearest_slots(desk->kiosk, slots[3].start_s + 1, INT64_MAX, nearest, 5, &count),
                     OK);
    assert_int_equal(count, 1);
    assert_int_equal(store_count_open(desk->kiosk, KIT_PARTNER, 0, &count), OK);
    assert_int_equal(count, 3); // what is claimed here is counted when it is listed
    mirror_gone(desk->sync, MIRROR_BOOKINGS, "rdv-2");
    assert_int_equal(store_nearest_slots(desk->kiosk, 0, INT64_MAX, nearest, 5, &count), OK);
    assert_int_equal(count, 4); // and what was marked was forgotten with that mirror
    assert_string_equal(nearest[0].key, slots[1].key);
}

static void test_an_event_in_two_resources_is_one_slot(void **state)
{
    struct desk *desk = *state;
    struct slot slot = kit_slot(1, 1, false);
    mirror(desk->sync, MIRROR_SLOTS, change_of("a", &slot, 1, NULL, 0), 7);
    mirror(desk->sync, MIRROR_SLOTS, change_of("copy of a", &slot, 1, NULL, 0), 7);
    assert_int_equal(list(desk->kiosk), 1);
    mirror_gone(desk->sync, MIRROR_SLOTS, "a");
    assert_int_equal(list(desk->kiosk), 1);
}

// --- the same rules, written a second time and as simply as can be

enum { RANDOM_SLOTS = 24, RANDOM_BOOKINGS = 16 };

static int expected_taken(const struct slot *slot, const struct mirror_booking *bookings, size_t count)
{
    bool seats[LIMIT_SEATS + 1] = {false};
    int n = 0;
    bool overlapped = false;
    for (size_t i = 0; i < count; i++) {
        const struct mirror_booking *b = &bookings[i];
        if (b->cancelled) continue;
        if (strcmp(b->slot_key, slot->key) == 0) {
            n += !seats[b->seat];
            seats[b->seat] = true;
        } else if (b->start_s < slot->end_s && b->end_s > slot->start_s) {
            overlapped = true;
        }
    }
    return overlapped && !slot->workshop && n < slot->capacity ? slot->capacity : n;
}

static void make_random(struct rng *rng, struct slot *slots, struct mirror_booking *bookings)
{
    for (int i = 0; i < RANDOM_SLOTS; i++) {
        slots[i] = kit_slot(i / 2, 1 + (int)rng_below(rng, 3), rng_below(rng, 2));
        slots[i].key[0] = (char)('a' + i % 2);
        slots[i].end_s += (int64_t)rng_below(rng, 7200);
    }
    for (int i = 0; i < RANDOM_BOOKINGS; i++) {
        const struct slot *slot = &slots[rng_below(rng, RANDOM_SLOTS)];
        bookings[i] = booking_at(slot, 1 + (int)rng_below(rng, slot->capacity));
        bookings[i].cancelled = rng_below(rng, 4) == 0;
        if (rng_below(rng, 3) == 0) bookings[i].slot_key[0] = 0;
        if (rng_below(rng, 3) == 0) bookings[i].start_s -= (int64_t)rng_below(rng, 20000);
        if (rng_below(rng, 6) == 0) bookings[i].end_s += (int64_t)rng_below(rng, 100000);
    }
}

static void test_any_calendar_is_counted_as_the_rules_say(void **state)
{
    struct desk *desk = *state;
    for (uint64_t seed = 0; seed < 60; seed++) {
        struct rng rng = {seed};
        struct slot slots[RANDOM_SLOTS];
        struct mirror_booking bookings[RANDOM_BOOKINGS];
        make_random(&rng, slots, bookings);
        struct mirror_change change = change_of("all", NULL, 0, bookings, RANDOM_BOOKINGS);
        assert_int_equal(store_replace_slots(desk->sync, KIT_PARTNER, slots, RANDOM_SLOTS), OK);
        mirror(desk->sync, MIRROR_BOOKINGS, change, 1);
        assert_int_equal(list(desk->kiosk), RANDOM_SLOTS);
        for (int i = 0; i < RANDOM_SLOTS; i++) {
            int expected = expected_taken(&slots[i], bookings, RANDOM_BOOKINGS), seat;
            assert_int_equal(taken(desk->kiosk, &slots[i]), expected);
            assert_int_equal(store_free_seat(desk->kiosk, &slots[i], &seat),
                             expected >= slots[i].capacity ? ERR_FULL : OK);
        }
    }
}

int main(void)
{
#define DESK(test) cmocka_unit_test_setup_teardown(test, kit_open_desk, kit_close_desk)
    const struct CMUnitTest tests[] = {
        DESK(test_slots_are_listed_by_time_within_the_window),
        DESK(test_replacing_slots_keeps_their_claims),
        DESK(test_a_seat_claimed_and_mirrored_counts_once),
        DESK(test_a_cancelled_booking_takes_no_seat),
        DESK(test_a_resource_without_a_seat_number_is_the_only_seat),
        DESK(test_a_booking_moved_over_an_appointment_takes_it_but_not_a_workshop),
        DESK(test_another_partners_bookings_do_not_matter),
        DESK(test_a_workshop_made_smaller_is_full_when_as_many_are_coming),
        DESK(test_a_mark_lasts_until_the_next_whole_mirror),
        DESK(test_a_delivered_seat_is_free_again_only_when_staff_took_its_booking_away),
        DESK(test_a_delivered_seat_that_no_mirror_ever_showed_is_free_after_the_second),
        DESK(test_a_claim_that_waits_outlives_any_mirror),
        DESK(test_the_mirror_follows_its_resources),
        DESK(test_a_whole_mirror_forgets_what_it_does_not_name),
        DESK(test_a_token_too_long_is_refused_before_anything_changes),
        DESK(test_the_window_moves_and_resources_still_own_their_slots),
        DESK(test_what_was_not_understood_is_told_with_its_reason),
        DESK(test_kept_bytes_are_handed_out_one_resource_after_the_other),
        DESK(test_the_server_behind_a_mirror_is_remembered),
        DESK(test_the_nearest_free_slots_are_those_of_the_whole_list_that_are_free),
        DESK(test_an_event_in_two_resources_is_one_slot),
        DESK(test_any_calendar_is_counted_as_the_rules_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
