// links: base
#include "harness/test.h"

#include "base/arena.h"
#include "base/civil.h"
#include "base/log.h"
#include "base/pii.h"
#include "base/rng.h"
#include "base/str.h"
#include "base/utf8.h"

static void test_dates_go_there_and_back(void **state)
{
    (void)state;
    for (int64_t day = -200000; day < 200000; day += 7) {
        struct civil c = civil_from_days(day);
        assert_int_equal(civil_days(c.year, c.month, c.day), day);
    }
    assert_int_equal(civil_days(1970, 1, 1), 0);
    assert_int_equal(civil_weekday(civil_days(2026, 11, 23)), 0);
    assert_true(civil_valid_date(2028, 2, 29));
    assert_false(civil_valid_date(2026, 2, 29));
    assert_false(civil_valid_date(2100, 2, 29));
    int64_t days;
    assert_int_equal(civil_parse_date(STR("2026-02-30"), &days), ERR_INVALID);
    assert_int_equal(civil_parse_date(STR("2026-12-25"), &days), OK);
    assert_int_equal(days, civil_days(2026, 12, 25));
}

// Paris around the changes of 2026: 29 March 01:00 UTC to +2, 25 October 01:00 UTC to +1.
static const struct zone paris = {
    .name = "Europe/Paris",
    .count = 3,
    .spans = {{INT64_MIN, 3600}, {1774746000, 7200}, {1792890000, 3600}},
};

static void test_local_time_across_both_changes(void **state)
{
    (void)state;
    bool exists;
    int64_t spring = civil_days(2026, 3, 29), autumn = civil_days(2026, 10, 25);
    assert_int_equal(zone_utc(&paris, spring, 90, &exists), 1774746000 - 1800);
    assert_true(exists);
    int64_t skipped = zone_utc(&paris, spring, 150, &exists);
    assert_false(exists);
    assert_int_equal(zone_local(&paris, skipped).hour, 3);
    assert_int_equal(zone_utc(&paris, spring, 180, &exists), 1774746000);
    assert_true(exists);
    int64_t first = zone_utc(&paris, autumn, 150, &exists);
    assert_true(exists);
    assert_int_equal(first, 1792890000 - 1800);
    assert_int_equal(zone_local_day(&paris, first), autumn);
}

static void test_text_is_whole_or_refused(void **state)
{
    (void)state;
    char memory[8];
    struct buf b = buf_init(memory, sizeof memory);
    buf_add(&b, STR("12345"));
    buf_add(&b, STR("6789"));
    assert_true(b.full);
    assert_true(str_eq(buf_str(&b), STR("12345")));
    char copy[4];
    assert_int_equal(str_copy(STR("abcd"), copy, sizeof copy), ERR_FULL);
    assert_string_equal(copy, "");
    struct str rest = STR("a=b=c");
    assert_true(str_eq(str_cut(&rest, '='), STR("a")));
    assert_true(str_eq(rest, STR("b=c")));
    int64_t value;
    assert_int_equal(str_parse_u63(STR("9223372036854775807"), &value), OK);
    assert_int_equal(str_parse_u63(STR("9223372036854775808"), &value), ERR_INVALID);
    assert_int_equal(str_parse_u63(STR("-1"), &value), ERR_INVALID);
}

static void test_utf8_survives_any_bytes(void **state)
{
    (void)state;
    assert_true(utf8_valid(STR("Nadège 🍒 ندى")));
    assert_false(utf8_valid(STR("\xc0\x80")));
    assert_false(utf8_valid(STR("\xed\xa0\x80")));
    assert_false(utf8_valid(STR("\xf4\x90\x80\x80")));
    assert_true(utf8_valid(STR("\xef\xbf\xbd")));
    assert_true(str_eq(utf8_drop_last(STR("ae\xcc\x81")), STR("a")));
    assert_true(str_eq(utf8_drop_last(STR("x👩‍👧")), STR("x")));
    assert_int_equal(utf8_drop_last(STR("")).n, 0);
    struct rng rng = {1};
    for (int round = 0; round < 20000; round++) {
        char bytes[16];
        struct str s = {bytes, (size_t)rng_below(&rng, sizeof bytes)};
        for (size_t i = 0; i < s.n; i++)
            bytes[i] = (char)rng_next(&rng);
        assert_true(utf8_count(s) <= s.n);
        assert_true(utf8_drop_last(s).n <= s.n);
    }
}

static void test_what_only_turns_directions_is_no_text_of_a_visitor(void **state)
{
    (void)state;
    static const uint32_t refused[] = {0x1,    0x85,   0x61c,  0x200e, 0x200f,
                                       0x202a, 0x202e, 0x2066, 0x2068, 0x2069};
    static const uint32_t kept[] = {' ', 0xe9, 0x200c, 0x200d, 0x628, 0x5d0, 0x64b, 0x1230, 0x1f352};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_false(utf8_printable(refused[i]));
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        assert_true(utf8_printable(kept[i]));
    assert_true(utf8_right_to_left(0x628) && utf8_right_to_left(0x5d0) && utf8_right_to_left(0xfefc));
    assert_false(utf8_right_to_left('a') || utf8_right_to_left(0x1230) || utf8_right_to_left(0xfeff));
}

static void test_personal_text_is_zeroed(void **state)
{
    (void)state;
    struct pii name = {0};
    assert_int_equal(pii_set(&name, STR("Nadia")), OK);
    assert_int_equal(pii_set(&name, STR("Al")), OK);
    assert_memory_equal(name.p, "Al\0\0\0", 5);
    pii_wipe(&name);
    for (size_t i = 0; i < sizeof name; i++)
        assert_int_equal(((char *)&name)[i], 0);
    char memory[256];
    struct arena arena = arena_init(memory, sizeof memory);
    struct str copy = arena_copy(&arena, STR("Nadia"));
    char *at = (char *)(uintptr_t)copy.p;
    arena_reset(&arena);
    assert_int_equal(at[0], 0);
    assert_null(arena_take(&arena, 300));
}

static void keep_line(void *self, enum log_level level, const char *line)
{
    (void)level;
    assert_int_equal(str_copy(str_from(line), self, 256), OK);
}

static void test_the_log_takes_numbers_and_uids_only(void **state)
{
    (void)state;
    char line[256] = "";
    log_to(keep_line, line);
    log_event_of(LOG_ITEM_NOT_RECORDED, (struct uid){{0xab}}, 7, 0);
    log_to(NULL, NULL);
    assert_string_equal(line,
                        "LOG_ITEM_NOT_RECORDED: could not be recorded (7); the visitor was sent to a person "
                        "[ab000000000000000000000000000000]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dates_go_there_and_back),
        cmocka_unit_test(test_local_time_across_both_changes),
        cmocka_unit_test(test_text_is_whole_or_refused),
        cmocka_unit_test(test_utf8_survives_any_bytes),
        cmocka_unit_test(test_what_only_turns_directions_is_no_text_of_a_visitor),
        cmocka_unit_test(test_personal_text_is_zeroed),
        cmocka_unit_test(test_the_log_takes_numbers_and_uids_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
