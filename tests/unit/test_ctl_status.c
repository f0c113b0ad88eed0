// links: base port content booking config seal wire store ctl
// with: harness/ctl_desk.c
// What `rebondctl status` tells staff of a partner's calendar that the kiosk does not understand, and of a
// clock that differs.
#include "harness/ctl_desk.h"

#include "ctl/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int set_up(void **state)
{
    if (desk_set_up(state)) return -1;
    struct store *store = desk_open_store();
    assert_int_equal(mirror_apply(store, "far", MIRROR_SLOTS, true, NULL, 0, "t", desk_ports.wall_s - 180),
                     OK);
    assert_int_equal(mirror_apply(store, "far", MIRROR_BOOKINGS, true, NULL, 0, "t", desk_ports.wall_s - 180),
                     OK);
    store_close(store);
    return 0;
}

static void refuse(enum mirror_collection collection, const char *name, const char *reason)
{
    struct store *store = desk_open_store();
    struct mirror_change change = {.refused = reason, .content = STR("SUMMARY:Nadia")};
    assert_int_equal(str_copy(str_from(name), change.resource, sizeof change.resource), OK);
    assert_int_equal(mirror_apply(store, "far", collection, false, &change, 1, "t", 0), OK);
    store_close(store);
}

static void clock_ahead(int64_t ahead_s)
{
    struct store *store = desk_open_store();
    assert_int_equal(partner_set_ahead(store, "far", ahead_s), OK);
    store_close(store);
}

static enum ctl_status status(bool json)
{
    char words[4][128] = {"rebondctl", "status", "--state", ""}, more[8] = "--json";
    char *argv[6] = {words[0], words[1], words[2], words[3], json ? more : NULL, NULL};
    snprintf(words[3], sizeof words[3], "%s", desk_folder);
    desk_out[0] = '\0';
    return ctl_run(&desk_ports, json ? 5 : 4, argv);
}

static bool says(const char *part)
{
    return strstr(desk_out, part) != NULL;
}

static void test_a_calendar_that_is_understood_is_not_talked_about(void **state)
{
    (void)state;
    clock_ahead(200); // four minutes are nothing
    assert_int_equal(status(false), CTL_GOOD);
    assert_true(says("Loin : tout va bien ; agenda lu il y a 3 min\n"));
    assert_false(says("non proposé") || says("illisible") || says("horloge"));
    assert_int_equal(status(true), CTL_GOOD);
    assert_false(says("refused") || says("ahead"));
}

static void test_what_is_refused_is_named_with_its_reason_and_nothing_else(void **state)
{
    (void)state;
    refuse(MIRROR_SLOTS, "a.ics", "la répétition a trop de dates");
    refuse(MIRROR_BOOKINGS, "rdv-b.ics", "une date n'existe pas");
    assert_int_equal(status(false), CTL_FOUND);
    assert_true(says("   Créneau non proposé : a.ics — la répétition a trop de dates\n"));
    assert_true(says("   Rendez-vous illisible : rdv-b.ics — une date n'existe pas\n"));
    assert_false(says("Nadia") || says("   et "));
    assert_int_equal(status(true), CTL_FOUND);
    assert_true(
        says("\"refused\":{\"total\":2,\"first\":[{\"resource\":\"a.ics\",\"reason\":\"la répétition a trop "
             "de dates\"},{\"resource\":\"rdv-b.ics\""));
    assert_false(says("Nadia"));
}

static void test_of_many_the_first_are_named(void **state)
{
    (void)state;
    char name[LIMIT_RESOURCE], reason[LIMIT_REASON];
    memset(name, '"', sizeof name - 1); // what JSON has to escape
    memset(reason, 'r', sizeof reason - 1);
    name[sizeof name - 1] = reason[sizeof reason - 1] = '\0';
    for (char i = 0; i < 14; i++) {
        name[0] = (char)('a' + i);
        refuse(MIRROR_SLOTS, name, reason);
    }
    assert_int_equal(status(false), CTL_FOUND);
    assert_true(says("proposé : j\"") && !says("proposé : k\""));
    assert_true(says("   et 4 autres\n"));
    assert_int_equal(status(true), CTL_FOUND);
    assert_true(says("\"total\":14") && says("\"resource\":\"j\\\"") && !says("\"resource\":\"k"));
}

static void test_a_hostile_resource_name_commands_no_terminal(void **state)
{
    (void)state;
    refuse(MIRROR_SLOTS, "a\x1b[2J\xff.ics", "ce n'est pas un agenda");
    assert_int_equal(status(false), CTL_FOUND);
    assert_true(says("a?[2J?.ics"));
    assert_int_equal(status(true), CTL_FOUND);
    assert_true(says("a?[2J?.ics"));
}

static void test_a_clock_that_differs_is_told_in_both_directions(void **state)
{
    (void)state;
    clock_ahead(7 * 60 + 12);
    assert_int_equal(status(false), CTL_GOOD); // a hint, nothing to see to
    assert_true(
        says("L'horloge de cette borne et celle du serveur diffèrent de 7 min : celle du serveur avance\n"));
    assert_int_equal(status(true), CTL_GOOD);
    assert_true(says("\"ahead\":432"));
    clock_ahead(-3 * 3600 - 5);
    assert_int_equal(status(false), CTL_GOOD);
    assert_true(says("diffèrent de 3 h : celle du serveur retarde\n"));
    clock_ahead(20000 * INT64_C(86400));
    assert_int_equal(status(false), CTL_GOOD);
    assert_true(says("diffèrent de 20000 jours"));
}

int main(void)
{
#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, desk_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_a_calendar_that_is_understood_is_not_talked_about),
        TEST(test_what_is_refused_is_named_with_its_reason_and_nothing_else),
        TEST(test_of_many_the_first_are_named),
        TEST(test_a_hostile_resource_name_commands_no_terminal),
        TEST(test_a_clock_that_differs_is_told_in_both_directions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
