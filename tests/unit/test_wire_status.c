// links: base booking wire
#include "harness/test.h"

#include "wire/status.h"

static const struct status_partner partners[] = {
    {"ml", "caldav", 1795442400, "credentials"},
    {"paej", "local", 0, "ok"},
};
static const struct status status = {.on_device = 3,
                                     .delivered = 1200,
                                     .needing_you = 1,
                                     .oldest_s = 1795442400 - 86400,
                                     .partners = partners,
                                     .partner_count = 2};

static void test_the_state_is_told_in_counts_dates_and_words(void **state)
{
    (void)state;
    char text[1024];
    size_t n;
    assert_int_equal(status_encode(&status, text, sizeof text, &n), OK);
    static const char wanted[] =
        "{\"on_device\":3,\"delivered\":1200,\"needing_you\":1,\"oldest\":\"2026-11-22T14:00:00Z\","
        "\"partners\":[{\"id\":\"ml\",\"adapter\":\"caldav\",\"mirrored\":\"2026-11-23T14:00:00Z\","
        "\"condition\":\"credentials\"},{\"id\":\"paej\",\"adapter\":\"local\",\"condition\":\"ok\"}]}";
    assert_int_equal(n, sizeof wanted - 1);
    assert_memory_equal(text, wanted, n);
}

static void test_a_new_device_has_no_dates(void **state)
{
    (void)state;
    char text[256];
    size_t n;
    assert_int_equal(status_encode(&(struct status){0}, text, sizeof text, &n), OK);
    static const char wanted[] = "{\"on_device\":0,\"delivered\":0,\"needing_you\":0,\"partners\":[]}";
    assert_int_equal(n, sizeof wanted - 1);
    assert_memory_equal(text, wanted, n);
}

static void test_too_small_a_place_is_said(void **state)
{
    (void)state;
    char text[1024];
    size_t n, whole;
    assert_int_equal(status_encode(&status, text, sizeof text, &whole), OK);
    for (size_t cap = 0; cap < whole; cap++)
        assert_int_equal(status_encode(&status, text, cap, &n), ERR_FULL);
    assert_int_equal(status_encode(&status, text, whole, &n), OK);
}

static void test_a_full_configuration_fits(void **state)
{
    (void)state;
    char text[4096];
    size_t n;
    struct status_partner many[LIMIT_PARTNERS];
    struct status full = {.partners = many, .partner_count = LIMIT_PARTNERS};
    for (size_t i = 0; i < LIMIT_PARTNERS; i++)
        many[i] = (struct status_partner){"abcdefghijklmnopqrstuvwxyz01234", "caldav", 1, "unreachable"};
    assert_int_equal(status_encode(&full, text, sizeof text, &n), OK);
    many[3].id = "\xff";
    assert_int_equal(status_encode(&full, text, sizeof text, &n), ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_state_is_told_in_counts_dates_and_words),
        cmocka_unit_test(test_a_new_device_has_no_dates),
        cmocka_unit_test(test_too_small_a_place_is_said),
        cmocka_unit_test(test_a_full_configuration_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
