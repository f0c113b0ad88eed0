// links: base booking seal port
// How much of a pause is left after a restart, by which clock, and that it ends whatever the clocks do.
#include "harness/test.h"

#include "booking/pause.h"

enum { MINUTE_MS = 60 * 1000, WHOLE = 60 * MINUTE_MS };

static const struct moment start = {5 * MINUTE_MS, 1795435200, true};

static struct moment later(int64_t minutes, bool trusted, int64_t mono_ms)
{
    return (struct moment){mono_ms, start.wall_s + minutes * 60, trusted};
}

static void test_a_trusted_clock_says_what_is_left(void **state)
{
    (void)state;
    struct pause pause = pause_begin(WHOLE, start);
    assert_int_equal(pause_restart(pause, later(25, true, 1000)).left_ms, 35 * MINUTE_MS);
    assert_int_equal(pause_restart(pause, later(60, true, 1000)).left_ms, 0);
    assert_int_equal(pause_restart(pause, later(-600, true, 1000)).left_ms, WHOLE); // somebody set it
    assert_int_equal(pause_restart(pause, later(25, true, 1000)).whole_ms, WHOLE);
}

static void test_without_one_a_restart_halves_what_is_left(void **state)
{
    (void)state;
    struct moment unknown = start;
    struct pause pause = pause_begin(WHOLE, start);
    assert_int_equal(pause_restart(pause, later(0, false, 0)).left_ms, WHOLE / 2);
    assert_int_equal(pause_restart(pause, later(0, false, 25 * MINUTE_MS)).left_ms, WHOLE / 3);
    unknown.wall_trusted = false; // when it began: no clock can say later when it ends
    pause = pause_begin(WHOLE, unknown);
    assert_int_equal(pause_restart(pause, later(10, true, 0)).left_ms, WHOLE / 2);
}

static void test_no_row_of_restarts_makes_it_endless(void **state)
{
    (void)state;
    struct pause pause = pause_begin(12 * WHOLE, start);
    int restarts = 0;
    for (; pause.left_ms && restarts < 100; restarts++)
        pause = pause_restart(pause, later(restarts * -1000, restarts % 2 && restarts > 40, 0));
    assert_in_range(restarts, 10, 30);
}

static void test_a_clock_that_comes_to_be_trusted_is_asked_once_it_can_tell(void **state)
{
    (void)state;
    struct pause pause = pause_restart(pause_begin(WHOLE, start), later(0, false, 0));
    assert_false(pause_is_told(pause, later(10, false, 0)));
    assert_true(pause_is_told(pause, later(10, true, 0)));
    assert_int_equal(pause_left_by_wall(pause, start.wall_s + 600), 50 * MINUTE_MS);
    assert_int_equal(pause_left_by_wall(pause, INT64_MIN / 2), WHOLE);
    assert_int_equal(pause_left_by_wall(pause, INT64_MAX / 2), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_trusted_clock_says_what_is_left),
        cmocka_unit_test(test_without_one_a_restart_halves_what_is_left),
        cmocka_unit_test(test_no_row_of_restarts_makes_it_endless),
        cmocka_unit_test(test_a_clock_that_comes_to_be_trusted_is_asked_once_it_can_tell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
