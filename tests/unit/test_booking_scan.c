// links: booking seal base
// A scanner is a keyboard: what it types is told from what people type by its first words and its pace.
#include "harness/test.h"

#include <string.h>

#include "base/moment.h"
#include "booking/scan.h"
#include "booking/vevent.h"

static const char uid_words[] = "0123456789abcdef0123456789abcdef";
static char entry[1024];
static struct scan scan;
static int64_t now_ms;
static struct uid found;
static int taken, not_taken, whole;
static char given_back[64];
static size_t given_back_n;

static int setup(void **state)
{
    struct buf to = buf_init(entry, sizeof entry);
    struct vevent event = {.uid = str_from(uid_words),
                           .summary = STR("Rendez-vous"),
                           .location = STR("12 rue des Quais, Le Port, au premier étage, porte de gauche"),
                           .start_s = 1795435200,
                           .end_s = 1795437000};
    (void)state;
    vevent_encode(&to, &event);
    assert_false(to.full);
    scan = (struct scan){0};
    found = (struct uid){0};
    now_ms = 1000000;
    taken = not_taken = whole = 0;
    given_back_n = 0;
    return 0;
}

// As the screen program does: what is held is given back when it is due, or when the next key is nobody's
// scan.
static void give_back(void)
{
    given_back_n += scan_give_back(&scan, given_back + given_back_n);
}

static void key(uint32_t code, int64_t after_ms)
{
    now_ms += after_ms;
    if (now_ms >= scan_deadline(&scan)) give_back();
    switch (scan_take(&scan, code, now_ms, &found)) {
    case SCAN_NOT:
        give_back();
        not_taken++;
        break;
    case SCAN_TAKES: taken++; break;
    case SCAN_WHOLE: whole++; break;
    }
}

static void type(const char *text, int64_t pace_ms)
{
    for (; *text; text++)
        if (*text != '\r') key((unsigned char)*text, pace_ms);
}

static void test_a_scan_gives_its_booking_and_no_key(void **state)
{
    (void)state;
    char text[UID_TEXT];
    for (int pace_ms = 1; pace_ms <= SCAN_PACE_MS; pace_ms += 17) {
        setup(NULL);
        type(entry, pace_ms);
        assert_int_equal(whole, 1);
        assert_int_equal(not_taken, 0);
        assert_int_equal(given_back_n, 0);
        uid_text(found, text);
        assert_string_equal(text, uid_words);
    }
}

static void test_caps_lock_and_a_missing_last_line_break_do_not_matter(void **state)
{
    (void)state;
    entry[strlen(entry) - 2] = 0;
    for (char *c = entry; *c; c++)
        if (*c >= 'a' && *c <= 'z')
            *c = (char)(*c - 'a' + 'A');
        else if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
    type(entry, 5);
    assert_int_equal(whole, 1);
}

static void test_who_types_the_same_is_not_taken_for_a_scanner(void **state)
{
    (void)state;
    for (int pace_ms = SCAN_PACE_MS + 1; pace_ms < 400; pace_ms += 20) {
        setup(NULL);
        type(entry, pace_ms);
        assert_int_equal(whole, 0);
    }
}

static void test_a_fast_hand_gets_every_key_back_in_order(void **state)
{
    (void)state;
    type("Beb", 20); // two hands roll over three keys
    assert_int_equal(not_taken, 1);
    assert_int_equal(given_back_n, 2); // the third was passed on at once
    assert_memory_equal(given_back, "Be", 2);
    assert_int_equal(scan_deadline(&scan), MOMENT_NEVER);
}

static void test_other_keys_are_never_held(void **state)
{
    (void)state;
    type("Zoraide 42\n", 1);
    assert_int_equal(taken, 0);
    assert_int_equal(not_taken, 11);
    assert_int_equal(scan_deadline(&scan), MOMENT_NEVER);
}

static void test_a_scan_that_breaks_off_is_forgotten(void **state)
{
    (void)state;
    entry[200] = 0;
    type(entry, 5);
    key('7', SCAN_PAUSE_MS + 1);
    assert_int_equal(not_taken, 1);
    assert_int_equal(given_back_n, 0); // nobody typed it
    setup(NULL);
    type(entry, 5);
    assert_int_equal(whole, 1);
}

static void test_a_scan_of_something_else_means_nothing(void **state)
{
    (void)state;
    type("BEGIN:VCALENDAR\nUID:not-ours@example.org\nEND:VCALENDAR\n", 5);
    assert_int_equal(whole, 0);
    assert_int_equal(not_taken, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_a_scan_gives_its_booking_and_no_key, setup),
        cmocka_unit_test_setup(test_caps_lock_and_a_missing_last_line_break_do_not_matter, setup),
        cmocka_unit_test_setup(test_who_types_the_same_is_not_taken_for_a_scanner, setup),
        cmocka_unit_test_setup(test_a_fast_hand_gets_every_key_back_in_order, setup),
        cmocka_unit_test_setup(test_other_keys_are_never_held, setup),
        cmocka_unit_test_setup(test_a_scan_that_breaks_off_is_forgotten, setup),
        cmocka_unit_test_setup(test_a_scan_of_something_else_means_nothing, setup),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
