// links: booking seal base
// Who tries codes in vain waits, by a clock that nobody can set and across restarts.
#include "harness/test.h"

#include "booking/tries.h"

enum { MINUTE = 60 * 1000, HOUR = 60 * MINUTE };

static int how_many_in_a_row(struct tries *tries, const struct tries_rule *rule, int64_t now_ms)
{
    int count = 0;
    for (; tries_allow(*tries, rule, now_ms) && count < 1000; count++)
        *tries = tries_add(*tries, rule, now_ms);
    return count;
}

static void test_ten_wrong_codes_in_a_row_then_a_wait(void **state)
{
    (void)state;
    struct tries tries = {0};
    assert_int_equal(how_many_in_a_row(&tries, &tries_of_all, 5000), 10);
    assert_false(tries_allow(tries, &tries_of_all, 5000 + 6 * MINUTE - 1));
    assert_true(tries_allow(tries, &tries_of_all, 5000 + 6 * MINUTE));
}

static void test_the_digits_of_seen_pictures_are_tried_three_times_only(void **state)
{
    (void)state;
    struct tries tries = {0};
    int64_t now = 1;
    int day = how_many_in_a_row(&tries, &tries_of_pictures, now);
    assert_int_equal(day, 3);
    for (int minute = 0; minute < 24 * 60; minute++)
        day += how_many_in_a_row(&tries, &tries_of_pictures, now += MINUTE);
    assert_in_range(day, 24, 27); // of a hundred
}

static void test_a_restart_forgives_nothing_but_the_time_since(void **state)
{
    (void)state;
    struct tries tries = {0};
    how_many_in_a_row(&tries, &tries_of_all, 9 * HOUR);
    assert_false(tries_allow(tries, &tries_of_all, 0));
    assert_false(tries_allow(tries, &tries_of_all, 6 * MINUTE - 1));
    assert_true(tries_allow(tries, &tries_of_all, 6 * MINUTE));
}

static void test_a_restart_again_and_again_gains_nothing(void **state)
{
    (void)state;
    struct tries tries = {0};
    int made = how_many_in_a_row(&tries, &tries_of_all, HOUR);
    for (int restart = 0; restart < 100; restart++)
        made += how_many_in_a_row(&tries, &tries_of_all, MINUTE);
    assert_int_equal(made, 10);
}

static void test_time_pays_everything_off(void **state)
{
    (void)state;
    struct tries tries = {0};
    how_many_in_a_row(&tries, &tries_of_all, 1);
    assert_int_equal(tries_debt(tries, 1 + HOUR), 0);
    assert_int_equal(how_many_in_a_row(&tries, &tries_of_all, 2 * HOUR), 10);
}

static void test_what_cannot_be_on_a_clock_forgives_nothing(void **state)
{
    (void)state;
    struct tries tries = {.debt_ms = HOUR, .at_ms = INT64_MAX};
    assert_int_equal(tries_debt(tries, -5), HOUR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ten_wrong_codes_in_a_row_then_a_wait),
        cmocka_unit_test(test_the_digits_of_seen_pictures_are_tried_three_times_only),
        cmocka_unit_test(test_a_restart_forgives_nothing_but_the_time_since),
        cmocka_unit_test(test_a_restart_again_and_again_gains_nothing),
        cmocka_unit_test(test_time_pays_everything_off),
        cmocka_unit_test(test_what_cannot_be_on_a_clock_forgives_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
