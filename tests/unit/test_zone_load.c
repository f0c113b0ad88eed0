// links: base platform
// The zones of the system's database against instants that the law or the almanac gives.
#include "harness/test.h"

#include <stdlib.h>
#include <time.h>

#include "base/civil.h"
#include "platform/zone.h"

static const int64_t day_s = 86400;

static int64_t utc(int year, int month, int day, int hour)
{
    return civil_days(year, month, day) * day_s + hour * 3600;
}

// The last Sunday of a month of 31 days.
static int last_sunday(int year, int month)
{
    return 31 - (civil_weekday(civil_days(year, month, 31)) + 1) % 7;
}

static void assert_changes_at(const struct zone *zone, int64_t at, int before_h, int after_h)
{
    assert_int_equal(zone_offset(zone, at - 1), before_h * 3600);
    assert_int_equal(zone_offset(zone, at), after_h * 3600);
}

static void test_paris_changes_when_the_law_says(void **state)
{
    (void)state;
    static struct zone zone;
    assert_int_equal(zone_load("Europe/Paris", &zone), OK);
    assert_string_equal(zone.name, "Europe/Paris");
    assert_true(zone.spans[0].from_s == INT64_MIN);
    assert_int_equal(zone_offset(&zone, 0), 3600);
    assert_changes_at(&zone, utc(1976, 3, 28, 0), 1, 2); // the first summer time
    assert_changes_at(&zone, 1774746000, 1, 2);
    assert_changes_at(&zone, 1792890000, 2, 1);
    for (int year = 1996; year <= 2100; year++) { // directive 2000/84/EC and the one before it
        assert_changes_at(&zone, utc(year, 3, last_sunday(year, 3), 1), 1, 2);
        assert_changes_at(&zone, utc(year, 10, last_sunday(year, 10), 1), 2, 1);
    }
}

static void test_overseas_zones_have_one_offset(void **state)
{
    (void)state;
    static struct zone zone;
    assert_int_equal(zone_load("Indian/Reunion", &zone), OK);
    assert_int_equal(zone.count, 1);
    assert_int_equal(zone.spans[0].offset_s, 4 * 3600);
    assert_int_equal(zone_load("America/Guadeloupe", &zone), OK);
    assert_int_equal(zone.count, 1);
    assert_int_equal(zone.spans[0].offset_s, -4 * 3600);
}

static void test_in_the_south_summer_spans_the_new_year(void **state)
{
    (void)state;
    static struct zone zone;
    assert_int_equal(zone_load("Australia/Sydney", &zone), OK);
    assert_changes_at(&zone, utc(2026, 4, 4, 16), 11, 10);
    assert_changes_at(&zone, utc(2026, 10, 3, 16), 10, 11);
    assert_int_equal(zone_offset(&zone, utc(2100, 12, 31, 0)), 11 * 3600);
}

static void test_every_zone_of_the_busiest_fits(void **state)
{
    (void)state;
    static const char *const busiest[] = {"America/New_York", "Pacific/Auckland", "Africa/Casablanca",
                                          "Asia/Hebron",      "Antarctica/Troll", "America/Miquelon"};
    static struct zone zone;
    for (size_t i = 0; i < sizeof busiest / sizeof *busiest; i++)
        assert_int_equal(zone_load(busiest[i], &zone), OK);
}

static void test_a_name_outside_the_database_is_refused(void **state)
{
    (void)state;
    static const char *const unsafe[] = {"",
                                         "/etc/localtime",
                                         "../../../etc/passwd",
                                         "Europe/../Europe/Paris",
                                         "Europe\nParis",
                                         "Europe/\xff",
                                         "Europe/Llanfairpwllgwyngyllgogerychwyrndrobwllllantysilio"};
    struct zone zone = {.count = 77};
    for (size_t i = 0; i < sizeof unsafe / sizeof *unsafe; i++)
        assert_int_equal(zone_load(unsafe[i], &zone), ERR_INVALID);
    assert_int_equal(zone_load("Europe/Pariss", &zone), ERR_MISSING);
    assert_int_equal(zone_load("Europe", &zone), ERR_MISSING);       // a folder
    assert_int_equal(zone_load("zone1970.tab", &zone), ERR_MISSING); // a file, but no zone
    assert_int_equal(zone.count, 77);
}

static int local_hour_at_epoch(void)
{
    time_t epoch = 0;
    struct tm tm;
    tzset();
    return localtime_r(&epoch, &tm)->tm_hour;
}

static void test_the_time_zone_of_the_program_is_put_back(void **state)
{
    (void)state;
    static struct zone zone;
    setenv("TZ", "Asia/Tokyo", 1);
    assert_int_equal(zone_load("Indian/Reunion", &zone), OK);
    assert_string_equal(getenv("TZ"), "Asia/Tokyo");
    assert_int_equal(local_hour_at_epoch(), 9);
    unsetenv("TZ");
    assert_int_equal(zone_load("Indian/Reunion", &zone), OK);
    assert_null(getenv("TZ"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_paris_changes_when_the_law_says),
        cmocka_unit_test(test_overseas_zones_have_one_offset),
        cmocka_unit_test(test_in_the_south_summer_spans_the_new_year),
        cmocka_unit_test(test_every_zone_of_the_busiest_fits),
        cmocka_unit_test(test_a_name_outside_the_database_is_refused),
        cmocka_unit_test(test_the_time_zone_of_the_program_is_put_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
