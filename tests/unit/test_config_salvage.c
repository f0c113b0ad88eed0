// links: base booking seal config
// A file with mistakes: what a place goes on with, and when it may not.
#include "harness/test.h"

#include <stdio.h>

#include "config/config.h"

#define KEY "age1pra9y4n7jqmwn3uqhv06rrxept8xgdammhjnv4lf0mlsaalkj3ks6xsdm9"
#define PLACE "[place]\nname = n\naddress = a\nperson = p\ntimezone = UTC\n"
#define PARTNER "[partner.ml]\nname = n\naddress = a\nadapter = local\nneeds = all\nrecipients = " KEY "\n"
#define OFFER(id, times)                                                                                     \
    "[offer." id "]\npartner = ml\ntitle = t\nkind = appointment\nminutes = 30\nmonday = " times "\n"

static struct config config;
static struct config_mistakes mistakes;

static err_t salvage(const char *more)
{
    static char ini[8000];
    int n = snprintf(ini, sizeof ini, PLACE PARTNER "%s", more);
    assert_in_range(n, 1, (int)sizeof ini - 1);
    config = (struct config){0};
    return config_salvage((struct str){ini, (size_t)n}, &config, &mistakes);
}

static void test_a_right_file_is_taken_whole(void **state)
{
    (void)state;
    assert_int_equal(salvage(OFFER("a", "09:00-12:00") "[screen]\nrotation = 90\noff_hours = 22:00-06:30\n"),
                     OK);
    assert_int_equal(mistakes.count, 0);
    assert_int_equal(config.offer_count, 1);
    assert_int_equal(config.rotation, 90);
    assert_int_equal(config.off_hours.from_min, 22 * 60);
    assert_int_equal(config.off_hours.to_min, 6 * 60 + 30);
}

static void test_a_wrong_value_counts_as_left_out_and_the_rest_stays(void **state)
{
    (void)state;
    assert_int_equal(salvage("[screen]\nrotation = 90\noff_hours = night\n[arrival]\nlate_minutes = 999\n"
                             "early_minutes = 20\n[sound]\nheadphones = perhaps\n"),
                     OK);
    assert_int_equal(mistakes.count, 3);
    assert_int_equal(config.rotation, 90);
    assert_int_equal(config.off_hours.from_min, config.off_hours.to_min);
    assert_int_equal(config.late_minutes, 15);
    assert_int_equal(config.early_minutes, 20);
    assert_int_equal(config.headphones, HEADPHONES_AUTO);
}

static void test_half_a_section_is_none(void **state)
{
    (void)state;
    assert_int_equal(salvage("[panel]\nwidth_mm = 344\n[printer]\nwidth_mm = 58\n"), OK);
    assert_int_equal(config.panel_w_mm, 0);
    assert_int_equal(config.printer_mm, 80);
    assert_int_equal(salvage("[presence]\nmonday = 09:00-12:00\ntuesday = 09:00-08:00\n"), OK);
    assert_int_equal(config.presence.range_count[0], 0);
}

static void test_an_offer_with_a_mistake_is_not_offered_and_its_neighbours_are(void **state)
{
    (void)state;
    assert_int_equal(salvage(OFFER("a", "09:00-12:00") OFFER("b", "9:00-12:00") OFFER("c", "14:00-17:00")),
                     OK);
    assert_int_equal(mistakes.count, 1);
    assert_int_equal(config.offer_count, 2);
    assert_string_equal(config.offers[1].id, "c");
    assert_int_equal(salvage("[offer.a]\npartner = ml\nthis is no line\n" OFFER("c", "14:00-17:00")), OK);
    assert_int_equal(config.offer_count, 1);
}

static void test_what_decides_where_a_request_goes_is_never_guessed(void **state)
{
    static const char *const wrong[] = {
        "[partner.b]\nname = n\naddress = a\nadapter = local\nneeds = all\nrecipients = age1x\n",
        "[partner.b]\nname = n\naddress = a\nadapter = local\nneeds = toit\nrecipients = " KEY
        "\nexclusve = no\n",
        "[partner.b]\nname = n\naddress = a\nadapter = local\nneeds = toit\nrecipients = " KEY "\noh dear\n",
        "[partner.b]\nname = n\naddress = a\nadapter = local\nneeds = toit\nrecipients = " KEY
        "\noh dear\n[sound]\n",
        "[partnr.b]\nname = n\n",
        "[holidays]\ndates = 25/12/2026\n",
        "[device]\nkey_file = /k\n",
        "[place]\nname = again\n",
        "[sound\nheadphones = auto\n",
    };
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        if (salvage(wrong[i]) != ERR_INVALID) fail_msg("taken: %s", wrong[i]);
        assert_true(mistakes.count > 0);
        assert_string_equal(config.place, "");
    }
    assert_int_equal(config_salvage(STR(""), &config, &mistakes), ERR_INVALID);
    assert_int_equal(config_salvage(STR("x = 1\n" PLACE PARTNER), &config, &mistakes), ERR_INVALID);
}

static void test_the_network_of_a_card_is_checked_word_by_word(void **state)
{
    static const char *const good[] = {
        "wifi_name = L'accueil \"du\" $(Port)\nwifi_password = ouvre-toi!\nwifi_country = RE",
        "wifi_name = x\nwifi_password = ************",
        "address = 192.168.1.20/24\ngateway = 192.168.1.1\ndns = 192.168.1.1, 2001:db8::1",
        "address = 2001:db8::20/64\ngateway = fe80::1",
        "address = 2001:db8:0:1:2:3:4:5/128",
        "time_servers = ntp.example.org, 192.168.1.1\nproxy = http://proxy.example.org:3128",
    };
    static const char *const wrong[] = {
        "wifi_name =",
        "wifi_name = 123456789012345678901234567890123",
        "wifi_name = x\nwifi_password = short",
        "wifi_password = longenough",
        "wifi_name = x\nwifi_password = ééééééééé",
        "wifi_country = fr",
        "wifi_country = FRA",
        "address = 192.168.1.20",
        "address = 192.168.1.20/33",
        "address = 192.168.1/24",
        "address = 192.168.1.256/24",
        "address = 2001:db8::1::2/64",
        "address = 2001:db8:0:1:2:3:4/64",
        "address = :1:2:3:4:5:6:7:8/64",
        "address = 1.2.3.4/24\ngateway = 1.2.3.4 $(reboot)",
        "address = 1.2.3.4/24\ngateway = 1.2.3.4, 1.2.3.5",
        "gateway = 192.168.1.1",
        "dns = 1.1.1.1,2.2.2.2,3.3.3.3,4.4.4.4",
        "dns = ns.example.org",
        "time_servers = a b",
        "time_servers = $(reboot)",
        "time_servers = -x",
        "time_servers = a,b,c,d,e",
        "proxy = proxy:3128",
        "proxy = http://u:p@proxy:3128",
        "proxy = http://proxy",
        "proxy = http://proxy:0",
        "proxy = http://proxy:3128/",
        "proxy = http://\"x\":1",
        "password = x",
    };
    char text[200];
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        snprintf(text, sizeof text, "[network]\n%s\n", good[i]);
        assert_int_equal(salvage(text), OK);
        if (mistakes.count) fail_msg("%s: %s", good[i], mistakes.list[0].words);
    }
    assert_string_equal(config.proxy, "http://proxy.example.org:3128");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        snprintf(text, sizeof text, "[network]\n%s\n", wrong[i]);
        assert_int_equal(salvage(text), OK);
        if (!mistakes.count) fail_msg("taken: %s", wrong[i]);
    }
    assert_int_equal(salvage("[update]\nurl = https://maj.example.org/rebond.raucb\nhour = 4\n"), OK);
    assert_int_equal(mistakes.count, 0);
    assert_int_equal(config.update_hour, 4);
    assert_int_equal(salvage("[update]\nurl = https://maj.example.org/rebond.raucb\nhour = 24\n"), OK);
    assert_int_equal(mistakes.count, 1);
    assert_int_equal(config.update_hour, 3);
}

static void test_a_pin_on_the_card_is_one_that_nobody_guesses(void **state)
{
    (void)state;
    assert_int_equal(salvage("[staff]\npin = 482617\n"), OK);
    assert_int_equal(mistakes.count, 0);
    assert_int_equal(salvage("[staff]\npin = ******\n"), OK); // it was moved
    assert_int_equal(mistakes.count, 0);
    static const char *const wrong[] = {"123456", "4826", "48261x", "*****7"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char text[64];
        snprintf(text, sizeof text, "[staff]\npin = %s\n", wrong[i]);
        assert_int_equal(salvage(text), OK);
        assert_int_equal(mistakes.count, 1);
        if (strstr(mistakes.list[0].words, wrong[i])) fail_msg("told: %s", mistakes.list[0].words);
    }
    assert_int_equal(salvage("[staff]\npin = 123456\n"), OK);
    assert_non_null(strstr(mistakes.list[0].words, "une suite de chiffres se devine"));
}

static void test_no_mistake_tells_a_secret(void **state)
{
    static const char *const hidden[] = {"[network]\nwifi_name = x\nwifi_password = hunter2\n",
                                         "[network]\nwifi_name = x\nwifi_password hunter2\n",
                                         "[network]\nwifi_name = x\nwifi_pasword = hunter2\n",
                                         "[network]\nwifi_name = x\nwifi_password = hunter2 ; comment\n"};
    (void)state;
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
        assert_int_equal(salvage(hidden[i]), OK);
        assert_int_equal(mistakes.count, 1);
        if (strstr(mistakes.list[0].words, "hunter2")) fail_msg("told: %s", mistakes.list[0].words);
    }
    assert_int_equal(salvage("[arrival]\nwaiting = hunter2\nscanner = hunter2\n"), OK);
    assert_non_null(strstr(mistakes.list[0].words, "hunter2")); // of what is no secret, the value is told
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_right_file_is_taken_whole),
        cmocka_unit_test(test_a_wrong_value_counts_as_left_out_and_the_rest_stays),
        cmocka_unit_test(test_half_a_section_is_none),
        cmocka_unit_test(test_an_offer_with_a_mistake_is_not_offered_and_its_neighbours_are),
        cmocka_unit_test(test_what_decides_where_a_request_goes_is_never_guessed),
        cmocka_unit_test(test_the_network_of_a_card_is_checked_word_by_word),
        cmocka_unit_test(test_a_pin_on_the_card_is_one_that_nobody_guesses),
        cmocka_unit_test(test_no_mistake_tells_a_secret),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
