// links: base booking seal
#include "harness/test.h"

#include "base/rng.h"
#include "booking/timetable.h"

static const struct zone paris = {
    .name = "Europe/Paris",
    .count = 9,
    .spans = {{INT64_MIN, 3600},
              {1711846800, 7200},
              {1729990800, 3600},
              {1743296400, 7200},
              {1761440400, 3600},
              {1774746000, 7200},
              {1792890000, 3600},
              {1806195600, 7200},
              {1824944400, 3600}},
};
static const struct zone reunion = {.name = "Indian/Reunion", .count = 1, .spans = {{INT64_MIN, 14400}}};
static const struct zone guadeloupe = {
    .name = "America/Guadeloupe", .count = 1, .spans = {{INT64_MIN, -14400}}};
// What a program that knows no summer time would think Paris is: the control.
static const struct zone winter = {.name = "Etc/GMT-1", .count = 1, .spans = {{INT64_MIN, 3600}}};

static const struct holidays no_holidays;

enum { DAY_S = 86400, CAP = 4096 };
static struct slot slots[CAP];

static struct offer make_offer(uint16_t minutes)
{
    return (struct offer){.id = "rdv",
                          .partner = "ml",
                          .title = "Entretien",
                          .minutes = minutes,
                          .capacity = 1,
                          .from_day = INT64_MIN,
                          .until_day = INT64_MAX};
}

static void add_range(struct offer *offer, int weekday, int from_min, int to_min)
{
    offer->ranges[weekday][offer->range_count[weekday]++] =
        (struct time_range){(uint16_t)from_min, (uint16_t)to_min};
}

static void add_range_every_day(struct offer *offer, int from_min, int to_min)
{
    for (int weekday = 0; weekday < 7; weekday++)
        add_range(offer, weekday, from_min, to_min);
}

static size_t expand(const struct offer *offer, const struct zone *zone, int64_t from_s, int64_t until_s)
{
    size_t count;
    assert_int_equal(timetable_expand(offer, &no_holidays, zone, from_s, until_s, slots, CAP, &count), OK);
    return count;
}

static int64_t utc(int year, int month, int day, int hour, int minute)
{
    return civil_days(year, month, day) * DAY_S + hour * 3600 + minute * 60;
}

static void test_a_monday_in_paris_is_cut_into_slots(void **state)
{
    (void)state;
    struct offer offer = make_offer(30);
    add_range(&offer, 0, 9 * 60, 10 * 60 + 45); // 9:00 9:30 10:00, and 15 minutes over
    add_range(&offer, 0, 14 * 60, 14 * 60 + 30);
    size_t count = expand(&offer, &paris, utc(2026, 11, 22, 0, 0), utc(2026, 11, 29, 0, 0));
    assert_int_equal(count, 4);
    assert_int_equal(slots[0].start_s, utc(2026, 11, 23, 8, 0));
    assert_int_equal(slots[0].end_s, utc(2026, 11, 23, 8, 30));
    assert_int_equal(slots[2].start_s, utc(2026, 11, 23, 9, 0));
    assert_int_equal(slots[3].start_s, utc(2026, 11, 23, 13, 0));
}

static void test_a_slot_says_whose_it_is(void **state)
{
    (void)state;
    char key[SLOT_KEY];
    struct offer offer = make_offer(120);
    offer.workshop = true;
    offer.capacity = 8;
    add_range(&offer, 0, 600, 720);
    assert_int_equal(expand(&offer, &paris, utc(2026, 11, 23, 0, 0), utc(2026, 11, 24, 0, 0)), 1);
    slot_key(STR("local-ml-rdv"), slots[0].start_s, key);
    assert_string_equal(slots[0].key, key);
    assert_string_equal(slots[0].partner, "ml");
    assert_string_equal(slots[0].title, "Entretien");
    assert_int_equal(slots[0].capacity, 8);
    assert_int_equal(slots[0].taken, 0);
    assert_true(slots[0].workshop && slots[0].exclusive);
}

static void test_the_window_takes_its_start_and_leaves_its_end(void **state)
{
    (void)state;
    struct offer offer = make_offer(60);
    add_range_every_day(&offer, 0, 1440);
    int64_t from = utc(2026, 6, 1, 10, 0);
    assert_int_equal(expand(&offer, &paris, from, from + 3 * 3600), 3);
    assert_int_equal(slots[0].start_s, from);
    assert_int_equal(expand(&offer, &paris, from + 1, from + 3600), 0);
    assert_int_equal(expand(&offer, &paris, from, from), 0);
    assert_int_equal(expand(&offer, &paris, from, from - DAY_S), 0);
}

// The night of 28 to 29 March 2026: local 2:00 to 3:00 does not exist.
static void test_spring_leaves_out_the_hour_that_nobody_lives(void **state)
{
    (void)state;
    struct offer offer = make_offer(30);
    add_range(&offer, 6, 60, 240);
    assert_int_equal(expand(&offer, &paris, utc(2026, 3, 28, 12, 0), utc(2026, 3, 29, 12, 0)), 4);
    for (int i = 0; i < 4; i++) // 1:00 1:30 3:00 3:30 follow each other without a gap
        assert_int_equal(slots[i].start_s, utc(2026, 3, 29, 0, 30 * i));
    assert_int_equal(expand(&offer, &winter, utc(2026, 3, 28, 12, 0), utc(2026, 3, 29, 12, 0)), 6);
}

// The night of 24 to 25 October 2026: local 2:00 to 3:00 comes twice.
static void test_autumn_means_the_first_of_two_hours(void **state)
{
    (void)state;
    struct offer offer = make_offer(60);
    add_range(&offer, 6, 60, 240);
    assert_int_equal(expand(&offer, &paris, utc(2026, 10, 24, 12, 0), utc(2026, 10, 25, 12, 0)), 3);
    assert_int_equal(slots[0].start_s, utc(2026, 10, 24, 23, 0));
    assert_int_equal(slots[1].start_s, utc(2026, 10, 25, 0, 0));
    assert_int_equal(slots[1].end_s, utc(2026, 10, 25, 1, 0));
    assert_int_equal(slots[2].start_s, utc(2026, 10, 25, 2, 0));
    // Asked for in the second of the two hours, the first is over.
    assert_int_equal(expand(&offer, &paris, utc(2026, 10, 25, 1, 0), utc(2026, 10, 25, 12, 0)), 1);
}

static void test_ten_o_clock_stays_ten_o_clock_all_year(void **state)
{
    (void)state;
    struct offer offer = make_offer(45);
    add_range(&offer, 1, 600, 645);
    const struct zone *zones[] = {&paris, &reunion, &guadeloupe};
    for (size_t z = 0; z < 3; z++) {
        size_t count = expand(&offer, zones[z], utc(2025, 1, 1, 0, 0), utc(2027, 1, 1, 0, 0));
        assert_int_equal(count, 104);
        for (size_t i = 0; i < count; i++) {
            struct civil local = zone_local(zones[z], slots[i].start_s);
            assert_int_equal(local.hour * 60 + local.minute, 600);
            assert_int_equal(civil_weekday(zone_local_day(zones[z], slots[i].start_s)), 1);
        }
    }
    assert_int_equal(slots[0].start_s, utc(2025, 1, 7, 14, 0)); // Guadeloupe
}

static void test_the_evening_overseas_is_on_the_right_day(void **state)
{
    (void)state;
    struct offer offer = make_offer(60);
    add_range(&offer, 4, 22 * 60, 24 * 60); // Friday night is Saturday in UTC in Guadeloupe
    assert_int_equal(expand(&offer, &guadeloupe, utc(2026, 11, 28, 0, 0), utc(2026, 11, 29, 0, 0)), 2);
    assert_int_equal(slots[0].start_s, utc(2026, 11, 28, 2, 0));
    struct offer early = make_offer(60);
    add_range(&early, 0, 60, 120); // Monday 1:00 is Sunday in UTC on Réunion
    assert_int_equal(expand(&early, &reunion, utc(2026, 11, 22, 0, 0), utc(2026, 11, 23, 0, 0)), 1);
    assert_int_equal(slots[0].start_s, utc(2026, 11, 22, 21, 0));
}

static void test_closed_days_are_closed_from_first_to_last(void **state)
{
    (void)state;
    struct offer offer = make_offer(60);
    struct holidays holidays = {.count = 3};
    size_t count;
    int64_t first = civil_days(2026, 12, 1);
    add_range_every_day(&offer, 600, 660);
    holidays.days[0].from = first - 20;
    holidays.days[0].to = first; // began long before
    holidays.days[1].from = first + 2;
    holidays.days[1].to = first + 2;
    holidays.days[2].from = first + 4;
    holidays.days[2].to = first + 6;
    assert_int_equal(timetable_expand(&offer, &holidays, &paris, utc(2026, 12, 1, 0, 0),
                                      utc(2026, 12, 9, 0, 0), slots, CAP, &count),
                     OK);
    const int open[] = {1, 3, 7};
    assert_int_equal(count, 3);
    for (int i = 0; i < 3; i++)
        assert_int_equal(zone_local_day(&paris, slots[i].start_s), first + open[i]);
    assert_int_equal(expand(&offer, &paris, utc(2026, 12, 1, 0, 0), utc(2026, 12, 9, 0, 0)), 8);
}

static void test_an_offer_lives_from_its_first_day_to_its_last(void **state)
{
    (void)state;
    struct offer offer = make_offer(60);
    add_range_every_day(&offer, 600, 660);
    offer.from_day = civil_days(2026, 12, 3);
    offer.until_day = civil_days(2026, 12, 5);
    assert_int_equal(expand(&offer, &paris, utc(2026, 12, 1, 0, 0), utc(2026, 12, 9, 0, 0)), 3);
    assert_int_equal(zone_local_day(&paris, slots[0].start_s), offer.from_day);
    assert_int_equal(zone_local_day(&paris, slots[2].start_s), offer.until_day);
}

static void test_too_many_slots_keep_the_earliest_and_say_so(void **state)
{
    (void)state;
    struct offer offer = make_offer(60);
    size_t count = 99;
    add_range_every_day(&offer, 540, 720);
    int64_t from = utc(2026, 12, 1, 0, 0);
    slots[4].start_s = -1;
    assert_int_equal(timetable_expand(&offer, &no_holidays, &paris, from, from + 9 * DAY_S, slots, 4, &count),
                     ERR_FULL);
    assert_int_equal(count, 4);
    assert_int_equal(slots[3].start_s, from + DAY_S + 8 * 3600);
    assert_int_equal(slots[4].start_s, -1);
    assert_int_equal(timetable_expand(&offer, &no_holidays, &paris, from, from + DAY_S, slots, 3, &count),
                     OK);
}

// An independent reading of the rule: walk through the minutes of UTC, look at a clock on the wall, and take
// those that a range names, the first time the wall shows them.
static bool range_names(const struct offer *offer, int64_t day, int minute)
{
    int weekday = civil_weekday(day);
    for (int i = 0; i < offer->range_count[weekday]; i++) {
        struct time_range r = offer->ranges[weekday][i];
        for (int m = r.from_min; m + offer->minutes <= r.to_min; m += offer->minutes)
            if (m == minute) return true;
    }
    return false;
}

static size_t walk_minutes(const struct offer *offer, const struct zone *zone, int64_t from_s,
                           int64_t until_s, int64_t *starts)
{
    size_t count = 0;
    int64_t latest = INT64_MIN; // latest minute of the wall shown so far
    for (int64_t t = from_s - DAY_S; t < until_s; t += 60) {
        struct civil local = zone_local(zone, t);
        int64_t day = zone_local_day(zone, t);
        int minute = local.hour * 60 + local.minute;
        if (day * 1440 + minute <= latest) continue;
        latest = day * 1440 + minute;
        if (t >= from_s && range_names(offer, day, minute)) starts[count++] = t;
    }
    return count;
}

static bool same_as_walked(const struct offer *offer, const struct zone *expanded, const struct zone *walked,
                           int64_t from_s, int64_t until_s)
{
    static int64_t starts[CAP];
    size_t count = expand(offer, expanded, from_s, until_s);
    if (count != walk_minutes(offer, walked, from_s, until_s, starts)) return false;
    for (size_t i = 0; i < count; i++)
        if (slots[i].start_s != starts[i] || slots[i].end_s != starts[i] + offer->minutes * 60) return false;
    for (size_t i = 1; i < count; i++)
        if (slots[i].start_s <= slots[i - 1].start_s) return false;
    return true;
}

static struct offer random_offer(struct rng *rng)
{
    struct offer offer = make_offer((uint16_t)(5 * (1 + rng_below(rng, 30))));
    for (int weekday = 0; weekday < 7; weekday++) {
        for (uint64_t n = rng_below(rng, LIMIT_RANGES + 1); n > 0; n--) { // in any order, overlapping
            int from = 5 * (int)rng_below(rng, 287), to = from + 5 * (1 + (int)rng_below(rng, 60));
            add_range(&offer, weekday, from, to > 1440 ? 1440 : to);
        }
    }
    return offer;
}

static void test_any_timetable_agrees_with_a_clock_on_the_wall(void **state)
{
    (void)state;
    static const int64_t around[] = {1774746000, 1792890000, 1806195600, 1795442400};
    const struct zone *zones[] = {&paris, &reunion, &guadeloupe, &winter};
    struct rng rng = {2026};
    int planted = 0;
    for (int round = 0; round < 48; round++) {
        struct offer offer = random_offer(&rng);
        int64_t from = around[round % 4] - DAY_S - 60 * (int64_t)rng_below(&rng, 600);
        int64_t until = from + 2 * DAY_S + 60 * (int64_t)rng_below(&rng, 600);
        const struct zone *zone = zones[round / 4 % 4];
        assert_true(same_as_walked(&offer, zone, zone, from, until));
        planted += !same_as_walked(&offer, &winter, &paris, from, until);
    }
    assert_true(planted > 24); // the comparison sees a program that knows no summer time
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_monday_in_paris_is_cut_into_slots),
        cmocka_unit_test(test_a_slot_says_whose_it_is),
        cmocka_unit_test(test_the_window_takes_its_start_and_leaves_its_end),
        cmocka_unit_test(test_spring_leaves_out_the_hour_that_nobody_lives),
        cmocka_unit_test(test_autumn_means_the_first_of_two_hours),
        cmocka_unit_test(test_ten_o_clock_stays_ten_o_clock_all_year),
        cmocka_unit_test(test_the_evening_overseas_is_on_the_right_day),
        cmocka_unit_test(test_closed_days_are_closed_from_first_to_last),
        cmocka_unit_test(test_an_offer_lives_from_its_first_day_to_its_last),
        cmocka_unit_test(test_too_many_slots_keep_the_earliest_and_say_so),
        cmocka_unit_test(test_any_timetable_agrees_with_a_clock_on_the_wall),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
