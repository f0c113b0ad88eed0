// links: base booking seal config content
// config/ may not know content/, so it has its own lists of the needs' ids and of the languages. Here they
// meet.
#include "harness/test.h"

#include <stdio.h>

#include "config/config.h"
#include "content/languages.h"
#include "content/needs.h"

static err_t parse_place(const char *languages, const char *needs, struct config *ret_config)
{
    static struct config_mistakes mistakes;
    char ini[1000];
    int n = snprintf(
        ini, sizeof ini,
        "[place]\nname=n\naddress=a\nperson=p\ntimezone=UTC\nlanguages=%s\n[partner.p]\nname=n\naddress=a\n"
        "adapter=local\nneeds=%s\n"
        "recipients=age1pra9y4n7jqmwn3uqhv06rrxept8xgdammhjnv4lf0mlsaalkj3ks6xsdm9\n",
        languages, needs);
    assert_in_range(n, 1, (int)sizeof ini - 1);
    return config_parse((struct str){ini, (size_t)n}, ret_config, &mistakes);
}

static err_t parse_needs_line(const char *needs, struct config *ret_config)
{
    return parse_place("fr", needs, ret_config);
}

static void test_a_place_may_offer_every_language_at_once(void **state)
{
    (void)state;
    static struct config config;
    char codes[LANGUAGE_COUNT * 4];
    struct buf all = buf_init(codes, sizeof codes);
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        buf_add_format(&all, "%s%s", i ? "," : "", language_table[i].code);
    assert_int_equal(parse_place(buf_c(&all), "all", &config), OK);
    assert_int_equal(config.language_count, LANGUAGE_COUNT);
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        assert_string_equal(config.languages[i], language_table[i].code);
    assert_int_equal(parse_place("fr,tlh", "all", &config), ERR_INVALID);
}

static void test_each_tile_is_the_same_bit_in_both(void **state)
{
    (void)state;
    static struct config config;
    for (int i = 0; i < NEED_COUNT; i++) {
        assert_int_equal(parse_needs_line(need_table[i].id, &config), OK);
        assert_int_equal(config.partners[0].needs, 1 << i);
    }
    assert_int_equal(parse_needs_line("all", &config), OK);
    assert_int_equal(config.partners[0].needs, (1 << NEED_COUNT) - 1);
    assert_int_equal(parse_needs_line("logement", &config), ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_place_may_offer_every_language_at_once),
        cmocka_unit_test(test_each_tile_is_the_same_bit_in_both),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
