// links: base booking sync
#include "harness/test.h"

#include <stdio.h>

#include "base/civil.h"
#include "sync/body.h"
#include "sync/caldav.h"
#include "sync/ical.h"

static const struct zone utc = {.name = "UTC"};
static char memory[LIMIT_BODY + 4096];
static struct buf body;
static char sealed[LIMIT_SEALED * 4 / 3];

static struct item an_item(enum item_kind kind)
{
    struct item item = {.kind = kind, .choice_count = 2, .choice_now = 1, .seat = 3};
    memset(&item.uid, 0xab, sizeof item.uid);
    memset(item.code_hash, 0x5c, sizeof item.code_hash);
    item.choices[1] = (struct slot){.start_s = 1774852200, .end_s = 1774854000, .capacity = 8};
    slot_key(STR("s@x"), item.choices[1].start_s, item.choices[1].key);
    item.choices[0] = item.choices[1];
    item.choices[0].capacity = 1;
    item.choices[0].start_s -= 86400;
    return item;
}

static const struct body_words words = {
    .summary = {"Réservé · cerise vélo parapluie 42", sizeof "Réservé · cerise vélo parapluie 42" - 1},
    .description = {"Deux lignes\net, une virgule", sizeof "Deux lignes\net, une virgule" - 1},
    .location = {"12 rue de la Paix ; 2e étage", sizeof "12 rue de la Paix ; 2e étage" - 1},
};

static err_t encode(const struct item *item, size_t sealed_n, bool as_event)
{
    memset(sealed, '-', sizeof sealed);
    body = buf_init(memory, sizeof memory);
    return body_encode(item, &words, (struct str){sealed, sealed_n}, 1774850000, 20542, as_event, &body);
}

// The body without its folds, so that a line can be looked for whole.
static const char *unfolded(void)
{
    static char text[sizeof memory];
    struct buf to = buf_init(text, sizeof text);
    struct str rest = buf_str(&body);
    for (bool first = true; rest.n; first = false) {
        struct str line = str_cut(&rest, '\n');
        assert_true(str_ends(line, STR("\r")));
        assert_true(line.n <= 76);
        bool folded = str_starts(line, STR(" "));
        if (!first && !folded) buf_add(&to, STR("\n"));
        buf_add(&to, str_slice(line, folded, line.n - 1));
    }
    buf_add(&to, STR("\n"));
    return buf_c(&to);
}

#define expect_line(line) assert_non_null(strstr(unfolded(), "\n" line "\n"))
#define expect_no_line(start) assert_null(strstr(unfolded(), "\n" start))

static void test_a_booking_is_an_ordinary_event_that_carries_our_token(void **state)
{
    (void)state;
    struct item item = an_item(ITEM_WORKSHOP);
    char name[SLOT_RESOURCE], line[128];
    assert_int_equal(encode(&item, 4000, false), OK);
    body_resource(&item, name);
    assert_int_equal(strlen(name), 4 + 26 + 3);
    snprintf(line, sizeof line, "\nUID:%s\n", name);
    assert_non_null(strstr(unfolded(), line));
    snprintf(line, sizeof line, "\nX-REBOND-SLOT:%s\n", item.choices[1].key);
    assert_non_null(strstr(unfolded(), line));
    expect_line("BEGIN:VEVENT");
    expect_line("DTSTAMP:20260330T055320Z");
    expect_line("DTSTART:20260330T063000Z");
    expect_line("DTEND:20260330T070000Z");
    expect_line("SUMMARY:Réservé · cerise vélo parapluie 42");
    expect_line("DESCRIPTION:Deux lignes\\net\\, une virgule");
    expect_line("LOCATION:12 rue de la Paix \\; 2e étage");
    expect_line("X-REBOND-TOKEN:abababababababababababababababab");
    expect_line("X-REBOND-CODE:5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c");
    assert_true(
        caldav_has_line(buf_str(&body), STR("X-REBOND-TOKEN"), STR("abababababababababababababababab")));
    assert_false(
        caldav_has_line(buf_str(&body), STR("X-REBOND-TOKEN"), STR("abababababababababababababababac")));
    expect_no_line("METHOD");
    expect_no_line("ATTENDEE");
    expect_no_line("ORGANIZER");
}

static void test_what_is_written_is_read_back_the_same(void **state)
{
    (void)state;
    struct item item = an_item(ITEM_APPOINTMENT);
    struct ical_window window = {1774800000, 1774900000, &utc, 60};
    struct ical_span spans[4];
    struct slot slots[4];
    size_t count;
    const char *reason = "";
    assert_int_equal(encode(&item, 4000, false), OK);
    assert_int_equal(ical_read_spans(buf_str(&body), &window, spans, 4, &count, &reason), OK);
    assert_int_equal(count, 1);
    assert_int_equal(spans[0].start_s, item.choices[1].start_s);
    assert_int_equal(spans[0].end_s, item.choices[1].end_s);
    assert_int_equal(ical_read_slots(buf_str(&body), &window, slots, 4, &count, &reason), OK);
    assert_string_equal(slots[0].title, "Réservé · cerise vélo parapluie 42");
    // A request written as an event stands on its day and keeps nobody out.
    item.kind = ITEM_CALLBACK;
    assert_int_equal(encode(&item, 4000, true), OK);
    assert_int_equal(ical_read_spans(buf_str(&body), &window, spans, 4, &count, &reason), OK);
    assert_int_equal(count, 0);
}

static void test_a_copy_asks_nothing_of_anybody(void **state)
{
    (void)state;
    struct item item = an_item(ITEM_APPOINTMENT);
    char name[SLOT_RESOURCE];
    body_copy_resource(item.uid, name);
    assert_string_equal(name, "dos-abababababababababababababababab");
    body = buf_init(memory, sizeof memory);
    assert_int_equal(body_encode_copy(item.uid, &words, STR("c2VhbGVk"), 1774850000, 20542, false, &body),
                     OK);
    expect_line("BEGIN:VTODO");
    expect_line("STATUS:COMPLETED");
    expect_line("X-REBOND-COPY:abababababababababababababababab");
    expect_line("X-REBOND-SEALED:c2VhbGVk");
    expect_no_line("X-REBOND-TOKEN"); // or it would look like a second effect
    expect_no_line("DTSTART");
    body = buf_init(memory, sizeof memory);
    assert_int_equal(body_encode_copy(item.uid, &words, STR("c2VhbGVk"), 1774850000, 20542, true, &body), OK);
    expect_line("BEGIN:VEVENT");
    expect_line("TRANSP:TRANSPARENT");
    expect_line("DTSTART;VALUE=DATE:20260330");
    body = buf_init(memory, 300);
    assert_int_equal(body_encode_copy(item.uid, &words, STR("c2VhbGVk"), 1774850000, 20542, true, &body),
                     ERR_FULL);
    assert_int_equal(body.n, 0);
}

static void test_the_mark_of_the_one_writer_is_a_day_on_which_nobody_is_busy(void **state)
{
    (void)state;
    struct uid writer;
    memset(&writer, 0xcd, sizeof writer);
    body = buf_init(memory, sizeof memory);
    assert_int_equal(body_encode_mark(writer, &words, 1774850000, 20542, &body), OK);
    expect_line("UID:rebond-writer");
    expect_line("TRANSP:TRANSPARENT");
    expect_line("X-REBOND-WRITER:cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd");
    expect_no_line("X-REBOND-TOKEN");
    expect_no_line("STATUS");
}

static void test_requests_are_tasks_or_whole_days(void **state)
{
    (void)state;
    struct item item = an_item(ITEM_CALLBACK);
    item.choice_count = 0;
    char name[SLOT_RESOURCE];
    body_resource(&item, name);
    assert_string_equal(name, "req-abababababababababababababababab");
    assert_int_equal(encode(&item, 4000, false), OK);
    expect_line("BEGIN:VTODO");
    expect_line("END:VTODO");
    expect_line("STATUS:NEEDS-ACTION");
    expect_line("X-REBOND-TOKEN:abababababababababababababababab");
    expect_no_line("X-REBOND-CODE");
    expect_no_line("X-REBOND-SLOT");
    expect_no_line("DTSTART");
    assert_int_equal(encode(&item, 0, true), OK);
    expect_line("BEGIN:VEVENT");
    expect_line("DTSTART;VALUE=DATE:20260330");
    expect_line("DTEND;VALUE=DATE:20260331");
    expect_line("TRANSP:TRANSPARENT");
    expect_no_line("X-REBOND-SEALED");
}

static void test_names_differ_by_seat_and_by_choice(void **state)
{
    (void)state;
    struct item item = an_item(ITEM_WORKSHOP);
    char first[SLOT_RESOURCE], second[SLOT_RESOURCE];
    body_resource(&item, first);
    item.seat = 4;
    body_resource(&item, second);
    assert_string_not_equal(first, second);
    item.choice_now = 0;
    item.seat = 1;
    body_resource(&item, second);
    assert_int_equal(strlen(second), 4 + 26);
}

static void test_a_body_above_the_bound_is_refused_whole(void **state)
{
    (void)state;
    struct item item = an_item(ITEM_APPOINTMENT);
    size_t fits = 0;
    for (size_t n = 1000; n <= sizeof sealed; n += 100)
        if (!encode(&item, n, false)) fits = n;
    assert_int_equal(fits, sizeof sealed / 100 * 100); // the longest sealed item there is
    assert_true(body.n <= LIMIT_BODY);
    static char more[LIMIT_BODY];
    memset(more, '-', sizeof more);
    struct buf to = buf_init(memory, sizeof memory);
    buf_add(&to, STR("before"));
    assert_int_equal(body_encode(&item, &words, (struct str){more, sizeof more}, 0, 0, false, &to), ERR_FULL);
    assert_int_equal(to.n, 6);
    assert_false(to.full);
    struct buf small = buf_init(memory, 100);
    assert_int_equal(body_encode(&item, &words, STR(""), 0, 0, false, &small), ERR_FULL);
}

static void test_an_arrival_rings_takes_no_slot_and_is_named_after_the_seat(void **state)
{
    (void)state;
    char name[SLOT_RESOURCE], seat[SLOT_RESOURCE];
    struct item item = an_item(ITEM_ARRIVAL);
    item.choices[0] = item.choices[1];
    item.choice_count = 1;
    item.choice_now = 0;
    item.made_s = 1774850000;
    slot_resource(&item.choices[0], 3, seat);
    body_resource(&item, name);
    assert_memory_equal(name, "arr-", 4);
    assert_string_equal(name + 4, seat + 4);
    assert_int_equal(encode(&item, 0, false), OK);
    expect_line("DTSTART:20260330T055320Z");
    expect_line("TRANSP:TRANSPARENT");
    expect_line("BEGIN:VALARM");
    expect_line("ACTION:DISPLAY");
    assert_null(strstr(unfolded(), "X-REBOND-SEALED"));
    item.made_s -= 3601; // no news any more
    assert_int_equal(encode(&item, 0, false), OK);
    assert_null(strstr(unfolded(), "VALARM"));
    item.seat = 0; // by the hour, several at the same one
    body_resource(&item, name);
    assert_string_equal(name, "arr-abababababababababababababababab");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_booking_is_an_ordinary_event_that_carries_our_token),
        cmocka_unit_test(test_what_is_written_is_read_back_the_same),
        cmocka_unit_test(test_a_copy_asks_nothing_of_anybody),
        cmocka_unit_test(test_the_mark_of_the_one_writer_is_a_day_on_which_nobody_is_busy),
        cmocka_unit_test(test_requests_are_tasks_or_whole_days),
        cmocka_unit_test(test_names_differ_by_seat_and_by_choice),
        cmocka_unit_test(test_a_body_above_the_bound_is_refused_whole),
        cmocka_unit_test(test_an_arrival_rings_takes_no_slot_and_is_named_after_the_seat),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
