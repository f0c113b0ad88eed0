// links: base booking wire
#include "harness/test.h"

#include "wire/probed.h"
#include "wire/status.h"

static const char *const notes[] = {"no-todo", "guarded"};
static const struct status_refused refused[] = {{"été.ics", "trop long"}};
static const struct status_partner partners[] = {
    {.id = "ml",
     .adapter = "caldav",
     .mirrored_s = 1795442400,
     .condition = "credentials",
     .server_class = 'B',
     .probed_s = 1795442401,
     .notes = notes,
     .note_count = 2,
     .refused = refused,
     .refused_count = 1,
     .refused_total = 12,
     .ahead_s = -420},
    {.id = "paej", .adapter = "local", .condition = "ok"},
};
static const struct status_language languages[] = {{.language = "en", .readable = true, .missing = 3},
                                                   {.language = "ar"}};
static const struct status status = {.on_device = 3,
                                     .delivered = 1200,
                                     .needing_you = 1,
                                     .oldest_s = 1795442400 - 86400,
                                     .languages = languages,
                                     .language_count = 2,
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
        "\"languages\":[{\"language\":\"en\",\"missing\":3,\"native_checked\":false},{\"language\":\"ar\"}],"
        "\"partners\":[{\"id\":\"ml\",\"adapter\":\"caldav\",\"mirrored\":\"2026-11-23T14:00:00Z\","
        "\"condition\":\"credentials\",\"class\":\"B\",\"probed\":\"2026-11-23T14:00:01Z\","
        "\"notes\":[\"no-todo\",\"guarded\"],\"ahead\":-420,\"refused\":{\"total\":12,\"first\":[{"
        "\"resource\":"
        "\"été.ics\",\"reason\":\"trop "
        "long\"}]}},{\"id\":\"paej\",\"adapter\":\"local\",\"condition\":\"ok\"}]}";
    assert_int_equal(n, sizeof wanted - 1);
    assert_memory_equal(text, wanted, n);
}

static void test_a_new_device_has_no_dates(void **state)
{
    (void)state;
    char text[256];
    size_t n;
    assert_int_equal(status_encode(&(struct status){0}, text, sizeof text, &n), OK);
    static const char wanted[] =
        "{\"on_device\":0,\"delivered\":0,\"needing_you\":0,\"languages\":[],\"partners\":[]}";
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
        many[i] = (struct status_partner){.id = "abcdefghijklmnopqrstuvwxyz01234",
                                          .adapter = "caldav",
                                          .mirrored_s = 1,
                                          .condition = "unreachable",
                                          .server_class = 'C'};
    assert_int_equal(status_encode(&full, text, sizeof text, &n), OK);
    many[3].id = "\xff";
    assert_int_equal(status_encode(&full, text, sizeof text, &n), ERR_INVALID);
}

static void test_a_probe_is_told_with_what_it_found(void **state)
{
    (void)state;
    static const struct probed_finding findings[] = {{"one-winner", "reservations", 10},
                                                     {"may-remain", "creneaux", 0}};
    struct probed probed = {.partner = "ml",
                            .server_class = 'A',
                            .probed_s = 1795442400,
                            .notes = notes,
                            .note_count = 2,
                            .findings = findings,
                            .finding_count = 2};
    char text[1024];
    size_t n;
    assert_int_equal(probed_encode(&probed, text, sizeof text, &n), OK);
    static const char wanted[] =
        "{\"partner\":\"ml\",\"class\":\"A\",\"probed\":\"2026-11-23T14:00:00Z\",\"notes\":[\"no-todo\","
        "\"guarded\"],\"findings\":[{\"id\":\"one-winner\",\"where\":\"reservations\",\"count\":10},"
        "{\"id\":\"may-remain\",\"where\":\"creneaux\"}]}";
    assert_int_equal(n, sizeof wanted - 1);
    assert_memory_equal(text, wanted, n);
    for (size_t cap = 0; cap < n; cap++)
        assert_int_equal(probed_encode(&probed, text, cap, &(size_t){0}), ERR_FULL);
    probed = (struct probed){.partner = "ml", .probed_s = 1795442400};
    assert_int_equal(probed_encode(&probed, text, sizeof text, &n), OK);
    static const char nothing[] =
        "{\"partner\":\"ml\",\"probed\":\"2026-11-23T14:00:00Z\",\"notes\":[],\"findings\":[]}";
    assert_int_equal(n, sizeof nothing - 1);
    assert_memory_equal(text, nothing, n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_state_is_told_in_counts_dates_and_words),
        cmocka_unit_test(test_a_new_device_has_no_dates),
        cmocka_unit_test(test_too_small_a_place_is_said),
        cmocka_unit_test(test_a_full_configuration_fits),
        cmocka_unit_test(test_a_probe_is_told_with_what_it_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
