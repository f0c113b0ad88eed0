// links: base port content config booking seal sync store engine
// clang-format off
// with: harness/sync_place.c harness/veil.c harness/partner_sim.c harness/partner_dav.c harness/partner_shelf.c harness/vfs.c harness/disk.c
// clang-format on
// Servers that were restored, replaced, upgraded, or whose clock is wrong, and what staff and technicians
// hear of what was left out.
#include "harness/test.h"

#include "harness/veil.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"

enum { MINUTE = 60000, HOUR = 60 * MINUTE, DAY = 24 * HOUR, DAY_S = 86400 };

static struct sync_place place;
static struct veil veil;
static char heard[1 << 16]; // every line of the log

static void keep_line(void *self, enum log_level level, const char *line)
{
    (void)self, (void)level;
    size_t n = strlen(heard);
    snprintf(heard + n, sizeof heard - n, "%s\n", line);
}

static size_t said(const char *words)
{
    size_t count = 0;
    for (const char *at = heard; (at = strstr(at, words)); at++)
        count++;
    return count;
}

static int open_it(void **state)
{
    (void)state;
    heard[0] = 0;
    log_to(keep_line, NULL);
    place_open(&place, 'A', 21);
    veil_open(&veil, &place);
    veil.servers[0] = veil.servers[1] = "nginx/1.22.1";
    return 0;
}

static int close_it(void **state)
{
    (void)state;
    place_close(&place);
    veil_close(&veil);
    log_to(NULL, NULL);
    return 0;
}

static void publish_as(const char *name, int day, const char *title, const char *more)
{
    char ics[1024], start[CIVIL_STAMP], end[CIVIL_STAMP];
    int64_t start_s = (place.now.wall_s / DAY_S + day) * DAY_S + 10 * 3600;
    civil_stamp(start_s, start);
    civil_stamp(start_s + 1800, end);
    snprintf(ics, sizeof ics,
             "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//staff//FR\r\nBEGIN:VEVENT\r\nUID:%s@staff\r\n"
             "DTSTART:%s\r\nDTEND:%s\r\nSUMMARY:%s\r\n%sEND:VEVENT\r\nEND:VCALENDAR\r\n",
             name, start, end, title, more);
    partner_sim_publish(place.sim, name, ics);
}

static void publish(int number, int day)
{
    char name[32];
    snprintf(name, sizeof name, "event-%d.ics", number);
    publish_as(name, day, "Accueil", "");
}

static struct slot list[2 * LIMIT_SLOTS];

static size_t slot_count(void)
{
    size_t count;
    assert_int_equal(store_list_slots(place.store, place.now.wall_s, place.now.wall_s + 90 * DAY_S, list,
                                      2 * LIMIT_SLOTS, &count),
                     OK);
    return count;
}

static struct mirror_state mirror(enum mirror_collection collection)
{
    struct mirror_state state;
    assert_int_equal(mirror_get_state(place.store, "ml", collection, &state), OK);
    return state;
}

static struct shelf_resource *resource(const char *name)
{
    struct shelf *shelf = partner_sim_shelf(place.sim);
    for (size_t i = 0; i < shelf->count; i++)
        if (strcmp(shelf->resources[i].name, name) == 0) return &shelf->resources[i];
    fail_msg("no %s", name);
    return NULL;
}

// Five events are mirrored; then the server goes back to a backup in which there were others: number 0 is not
// there, and nobody tells of it.
static void restore_an_old_backup(void)
{
    for (int i = 0; i < 5; i++)
        publish(i, 1 + i);
    uint64_t backup = partner_sim_shelf(place.sim)->revision;
    partner_sim_shelf(place.sim)->revision += 100;
    place_pass(&place, 5 * MINUTE);
    assert_int_equal(slot_count(), 5);
    resource("event-0.ics")->live = false;
    partner_sim_shelf(place.sim)->revision = backup;
}

static void test_a_restored_server_that_refuses_the_token_is_compared_at_once(void **state)
{
    (void)state;
    static const enum veil_habit habits[] = {VEIL_NONE, VEIL_500_AFTER_RESTORE};
    for (int i = 0; i < 2; i++) {
        restore_an_old_backup();
        veil.habit = habits[i];
        place_pass(&place, 3 * MINUTE);
        assert_int_equal(slot_count(), 4);
        veil.habit = VEIL_NONE;
    }
    assert_int_equal(said("collection 0 (0 slots, 1 bookings) is compared whole"), 1); // once a day
}

static void test_an_empty_answer_to_a_token_from_the_future_freezes_nothing(void **state)
{
    (void)state;
    veil.habit = VEIL_EMPTY_AFTER_RESTORE;
    restore_an_old_backup();
    place_pass(&place, 5 * MINUTE);
    assert_int_equal(slot_count(), 4);
    publish(7, 9); // and from there on it goes by tokens again
    place_pass(&place, 3 * MINUTE);
    assert_int_equal(slot_count(), 5);
}

static void test_a_whole_list_without_deletions_is_seen_through(void **state)
{
    (void)state;
    veil.habit = VEIL_FULL_AFTER_RESTORE;
    restore_an_old_backup();
    publish(1, 2); // and somebody changes one, so that there is something to tell
    place_pass(&place, 5 * MINUTE);
    assert_int_equal(slot_count(), 4);
}

// A server that always says something changed when nothing did costs one whole listing an hour, not one a
// minute.
static void test_a_server_that_always_looks_restored_is_compared_hourly(void **state)
{
    (void)state;
    for (int i = 0; i < 5; i++)
        publish(i, 1 + i);
    place_pass(&place, 5 * MINUTE);
    size_t wholes = veil.wholes;
    for (int i = 0; i < 10 * 60; i++) {
        partner_sim_shelf(place.sim)->revision++;
        place_pass(&place, MINUTE);
    }
    assert_in_range(veil.wholes - wholes, 2 * 9, 2 * 11);
    assert_int_equal(slot_count(), 5);
}

static void replace_the_collection(void)
{
    char etag[32];
    publish_as("event-1.ics", 3, "Accueil", "");
    place_pass(&place, 5 * MINUTE);
    assert_int_equal(slot_count(), 1);
    assert_string_equal(list[0].title, "Accueil");
    memcpy(etag, resource("event-1.ics")->etag, sizeof etag);
    publish_as("event-1.ics", 4, "Autre chose", "");
    memcpy(resource("event-1.ics")->etag, etag, sizeof etag); // counted from one there too
}

static void test_another_server_at_the_same_address_is_read_anew(void **state)
{
    (void)state;
    replace_the_collection();
    place_pass(&place, 5 * MINUTE);
    slot_count();
    assert_string_equal(list[0].title, "Accueil"); // the control: by its ETag it is the same
    veil.servers[0] = veil.servers[1] = "Apache/2.4";
    place_pass(&place, 3 * MINUTE);
    slot_count();
    assert_string_equal(list[0].title, "Autre chose");
    assert_int_equal(said("collection 0 (0 slots, 1 bookings) is read anew"), 1);
    assert_int_equal(said("collection 1 (0 slots, 1 bookings) is read anew"), 1);
}

static void test_another_server_met_after_a_restart_is_read_anew(void **state)
{
    (void)state;
    replace_the_collection();
    place_stop(&place);
    place_start(&place);
    place_pass(&place, 3 * MINUTE);
    slot_count();
    assert_string_equal(list[0].title, "Accueil"); // the control
    place_stop(&place);
    veil.servers[0] = veil.servers[1] = "SOGo";
    place_start(&place);
    place_pass(&place, 3 * MINUTE);
    slot_count();
    assert_string_equal(list[0].title, "Autre chose");
}

static void test_another_account_or_address_is_another_server(void **state)
{
    (void)state;
    replace_the_collection();
    char identity[MIRROR_IDENTITY];
    memcpy(identity, mirror(MIRROR_SLOTS).identity, sizeof identity);
    place_stop(&place);
    place.accounts[0].user = "autre";
    place_start(&place);
    place_pass(&place, 3 * MINUTE);
    assert_string_not_equal(mirror(MIRROR_SLOTS).identity, identity);
    slot_count();
    assert_string_equal(list[0].title, "Autre chose");
    assert_string_not_equal(mirror(MIRROR_SLOTS).identity, mirror(MIRROR_BOOKINGS).identity);
}

static void test_an_upgrade_of_the_server_costs_nothing(void **state)
{
    (void)state;
    for (int i = 0; i < 5; i++)
        publish(i, 1 + i);
    place_pass(&place, 5 * MINUTE);
    size_t wholes = veil.wholes, multigets = veil.multigets;
    veil.servers[0] = veil.servers[1] = "NGINX/1.24.0 (Debian)";
    place_pass(&place, HOUR);
    assert_int_equal(veil.wholes, wholes);
    assert_int_equal(veil.multigets, multigets);
}

static void test_a_server_of_two_names_is_read_anew_hourly_at_most(void **state)
{
    (void)state;
    publish(0, 1);
    place_pass(&place, 5 * MINUTE);
    size_t wholes = veil.wholes;
    veil.servers[1] = NULL; // one of the machines behind it does not say
    place_pass(&place, 10 * HOUR);
    assert_in_range(veil.wholes - wholes, 2, 2 * 11);
    assert_int_equal(slot_count(), 1);
}

static void test_emoji_that_break_a_multiget_are_fetched_alone(void **state)
{
    (void)state;
    veil.habit = VEIL_BROKEN_MULTIGET;
    publish_as("fete.ics", 1, "Fête \xf0\x9f\x8e\x89", "");
    publish_as("deux.ics", 2, "Deux", "");
    place_pass(&place, 5 * MINUTE);
    assert_int_equal(slot_count(), 2);
    assert_string_equal(list[0].title, "Fête \xf0\x9f\x8e\x89");
    assert_int_equal(said("an answer of status 207 made no sense"), 1);
}

// SOGo writes names as they are.
static void test_names_that_the_server_does_not_escape_are_followed(void **state)
{
    (void)state;
    publish_as("rendez vous 100%.ics", 1, "Un", "");
    publish_as("été+%41.ics", 2, "Deux", "");
    place_pass(&place, 5 * MINUTE);
    assert_int_equal(slot_count(), 2);
    place_pass(&place, HOUR);
    assert_true(partner_sim_delete(place.sim, SHELF_SLOTS, "rendez vous 100%.ics"));
    place_pass(&place, 5 * MINUTE);
    assert_int_equal(slot_count(), 1);
}

static int64_t ahead(void)
{
    int64_t ahead_s;
    assert_int_equal(partner_get_ahead(place.store, "ml", &ahead_s), OK);
    return ahead_s;
}

static void test_a_server_whose_clock_differs_is_told_once_and_changes_nothing(void **state)
{
    (void)state;
    veil.dated = true;
    publish(0, 1);
    place_pass(&place, 10 * MINUTE);
    assert_int_equal(ahead(), 0);
    veil.ahead_s = 45; // not worth a write
    place_pass(&place, 10 * MINUTE);
    assert_int_equal(ahead(), 0);
    assert_int_equal(said("clock is"), 0);
    veil.ahead_s = 7 * DAY_S;
    place_pass(&place, HOUR);
    assert_in_range(ahead(), 7 * DAY_S - 60, 7 * DAY_S + 60);
    assert_int_equal(said("clock is"), 1);
    assert_int_equal(slot_count(), 1); // a week ahead there, it is still offered here
    veil.ahead_s = -600;
    place_pass(&place, HOUR);
    assert_true(ahead() < -500 && ahead() > -700);
    veil.ahead_s = 0;
    place_pass(&place, HOUR);
    veil.ahead_s = 600;
    place_pass(&place, HOUR);
    assert_int_equal(said("clock is"), 2);
}

static void test_a_date_that_is_none_is_not_heard(void **state)
{
    (void)state;
    veil.dated = true;
    veil.ahead_s = 600;
    place_pass(&place, 5 * MINUTE);
    assert_in_range(ahead(), 540, 660);
    veil.dated = false;
    place_pass(&place, 5 * MINUTE);
    assert_in_range(ahead(), 540, 660);
}

static void note_refused(void *self, const char *name, const char *reason)
{
    char *text = self;
    size_t n = strlen(text);
    snprintf(text + n, 1024 - n, "%s=%s;", name, reason);
}

static void test_what_is_refused_is_kept_for_staff_and_told_once(void **state)
{
    (void)state;
    char text[1024] = "";
    partner_sim_settings(place.sim)->no_sync = true; // listed whole, every minute or two
    veil.habit = VEIL_BROKEN_MULTIGET;               // so that one by one is asked for
    publish(0, 1);
    publish_as("gardee.ics", 1, "Secret de Nadia", "");
    partner_sim_curse(place.sim, "gardee.ics", SIM_403); // asked for again at every pass
    publish_as("seconde.ics", 1, "Secret de Nadia", "RRULE:FREQ=SECONDLY\r\n");
    static char large[LIMIT_EVENT + 2];
    memset(large, 'x', sizeof large - 1);
    partner_sim_publish(place.sim, "large.ics", large);
    place_pass(&place, 3 * HOUR);
    assert_int_equal(mirror_each_refused(place.store, "ml", MIRROR_SLOTS, text, note_refused), OK);
    assert_string_equal(text,
                        "gardee.ics=le serveur ne donne pas cet événement à la borne;"
                        "large.ics=cet événement est trop grand pour la borne;"
                        "seconde.ics=une répétition plus courte que le jour n'est pas prise en charge;");
    assert_int_equal(said("3 resources were not understood"), 1);
    assert_null(strstr(heard, "Nadia"));
    publish_as("seconde.ics", 1, "Secret de Nadia", ""); // mended
    place_pass(&place, HOUR);
    assert_int_equal(said("2 resources were not understood"), 1);
    assert_int_equal(slot_count(), 2);
}

static void test_senseless_and_oversized_answers_are_named_once_a_day(void **state)
{
    (void)state;
    static const struct {
        enum veil_habit habit;
        const char *words;
    } cases[] = {{VEIL_NONSENSE, "made no sense"}, {VEIL_TOO_BIG, "was not read"}};
    for (int i = 0; i < 2; i++) {
        veil.habit = cases[i].habit;
        place_pass(&place, 5 * HOUR);
        assert_in_range(said(cases[i].words), 1, 2); // for one collection after the other
        veil.habit = VEIL_NONE;
        place_pass(&place, HOUR);
    }
}

static int64_t last_start(void)
{
    size_t count;
    int64_t from_s = place.now.wall_s + 57 * DAY_S;
    assert_int_equal(store_list_slots(place.store, from_s, from_s + 30 * DAY_S, list, 64, &count), OK);
    assert_true(count > 0);
    return list[count - 1].start_s;
}

static void test_five_thousand_slots_are_mirrored_and_the_nearest_shown(void **state)
{
    (void)state;
    enum { MANY = 5000 };
    partner_sim_settings(place.sim)->page = 700;
    for (int i = 0; i < MANY; i++) // published from the last to the first
        publish(i, 1 + (MANY - i) % 55);
    publish_as("zzz.ics", 1, "Le dernier par le nom", "RRULE:FREQ=DAILY\r\n");
    int64_t from_ms = place.now.mono_ms;
    while (mirror(MIRROR_SLOTS).mirrored_s == 0)
        place_pass(&place, 1000);
    assert_true(place.now.mono_ms - from_ms < 2 * MINUTE);
    assert_int_equal(mirror(MIRROR_SLOTS).resources, MANY + 1);
    size_t count;
    assert_int_equal(store_nearest_slots(place.store, place.now.wall_s, place.now.wall_s + 60 * DAY_S, list,
                                         LIMIT_SLOTS, &count),
                     OK);
    assert_int_equal(count, LIMIT_SLOTS);
    for (size_t i = 1; i < count; i++)
        assert_true(list[i - 1].start_s <= list[i].start_s);
    assert_true(list[count - 1].start_s < place.now.wall_s + 25 * DAY_S); // 91 a day
    assert_int_equal(said("more than 2048 free slots"), 1);
    int64_t last_s = last_start();
    place_pass(&place, DAY); // the window moves: nothing is lost by reading them again in parts
    assert_int_equal(mirror_count_slots(place.store, "ml", &count), OK);
    assert_in_range(count, MANY - 100, MANY + 61);
    assert_int_equal(last_start(), last_s + DAY_S);
    assert_int_equal(said("more than 2048 free slots"), 1);
}

// Staff move a whole series by a quarter of an hour: every key changes, the bookings stay where they are.
static void test_a_moved_series_keeps_what_is_booked_in_it_taken(void **state)
{
    (void)state;
    publish_as("serie.ics", 1, "Accueil", "RRULE:FREQ=DAILY;COUNT=5\r\n");
    place_pass(&place, 5 * MINUTE);
    assert_int_equal(slot_count(), 5);
    struct slot booked = list[2];
    place_book(&place, &booked, NULL);
    assert_true(place_drain(&place, 5 * MINUTE));
    const char *old = resource("serie.ics")->data;
    char ics[1024], *at;
    snprintf(ics, sizeof ics, "%.*s", (int)resource("serie.ics")->n, old);
    while ((at = strstr(ics, "T100000Z")))
        memcpy(at, "T101500Z", 8);
    partner_sim_publish(place.sim, "serie.ics", ics);
    place_pass(&place, 5 * MINUTE);
    assert_int_equal(slot_count(), 5);
    for (size_t i = 0; i < 5; i++) {
        assert_string_not_equal(list[i].key, booked.key);
        assert_int_equal(slot_is_free(&list[i]), i != 2);
    }
}

int main(void)
{
#define TEST(test) cmocka_unit_test_setup_teardown(test, open_it, close_it)
    const struct CMUnitTest tests[] = {
        TEST(test_a_restored_server_that_refuses_the_token_is_compared_at_once),
        TEST(test_an_empty_answer_to_a_token_from_the_future_freezes_nothing),
        TEST(test_a_whole_list_without_deletions_is_seen_through),
        TEST(test_a_server_that_always_looks_restored_is_compared_hourly),
        TEST(test_another_server_at_the_same_address_is_read_anew),
        TEST(test_another_server_met_after_a_restart_is_read_anew),
        TEST(test_another_account_or_address_is_another_server),
        TEST(test_an_upgrade_of_the_server_costs_nothing),
        TEST(test_a_server_of_two_names_is_read_anew_hourly_at_most),
        TEST(test_emoji_that_break_a_multiget_are_fetched_alone),
        TEST(test_names_that_the_server_does_not_escape_are_followed),
        TEST(test_a_server_whose_clock_differs_is_told_once_and_changes_nothing),
        TEST(test_a_date_that_is_none_is_not_heard),
        TEST(test_what_is_refused_is_kept_for_staff_and_told_once),
        TEST(test_senseless_and_oversized_answers_are_named_once_a_day),
        TEST(test_five_thousand_slots_are_mirrored_and_the_nearest_shown),
        TEST(test_a_moved_series_keeps_what_is_booked_in_it_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
