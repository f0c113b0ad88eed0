// links: base port content config booking seal sync store engine
// clang-format off
// with: harness/sync_place.c harness/partner_profile.c harness/partner_sim.c harness/partner_dav.c harness/partner_shelf.c harness/vfs.c harness/disk.c
// clang-format on
#include "harness/test.h"

#include "base/check.h"
#include "harness/partner_profile.h"
#include "harness/sync_place.h"
#include "sync/body.h"

#include <stdio.h>
#include <stdlib.h>

// One kiosk at each of the servers that were measured.
enum { MINUTE = 60000, HOUR = 60 * MINUTE, DAY = 24 * HOUR, DAY_S = 86400, READY = 5 * MINUTE };

static struct sync_place place;
static const struct partner_profile *profile;

static void open_place(uint64_t seed)
{
    place_open(&place, profile->server_class, seed);
    *partner_sim_settings(place.sim) = profile->dav;
}

static int open_it(void **state)
{
    profile = *state;
    open_place(17);
    return 0;
}

static int close_it(void **state)
{
    (void)state;
    place_close(&place);
    return 0;
}

// --- the servers are as they were measured

static const struct measured {
    const char *name;
    int later, at_once; // answers to a second create: a second later, 10 ms later
    bool overwritten;   // by the one at once
    int matched;        // the answer to a second If-Match at once, with the ETag that both saw
    int method;         // 0: taken
    int slot_uid;       // a body with a slot's UID
    int parameters;     // X-REBOND-SEALED with one
    int bad_token;
    bool absent_named; // a multiget names what is not there
} measured[] = {
    {"radicale", 412, 412, false, 412, 0, 201, 400, 403, true},
    {"xandikos", 412, 412, false, 412, 0, 201, 201, 500, true},
    {"davical", 412, 500, false, 204, 0, 201, 201, 207, false},
    {"sogo", 204, 204, true, 204, 0, 201, 201, 207, true},
    {"cyrus", 412, 412, false, 412, 403, 403, 201, 403, true},
    {"sabre", 412, 204, true, 204, 415, 201, 201, 403, false},
    {"nextcloud", 412, 204, true, 204, 415, 201, 201, 403, false},
    {"zimbra", 201, 201, true, 201, 0, 201, 201, 501, false},
    {"bluemind", 201, 201, true, 201, 0, 201, 201, 403, true},
};

static struct str event_text(const char *uid, const char *line)
{
    static char text[512];
    snprintf(text, sizeof text,
             "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n%sBEGIN:VEVENT\r\nUID:%s\r\nDTSTAMP:20260101T000000Z\r\n"
             "DTSTART:20270101T000000Z\r\nDTEND:20270101T003000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
             line, uid);
    return str_from(text);
}

static struct dav_answer ask(enum http_method method, enum shelf_collection collection, const char *name,
                             const char *if_match, bool if_none_match, struct str body, int64_t now_ms)
{
    char url[256];
    snprintf(url, sizeof url, "%s%s", dav_url(collection), name);
    return dav_serve(partner_sim_shelf(place.sim), &profile->dav, method, str_from(url), if_match,
                     if_none_match, body, now_ms);
}

static int create(const char *name, struct str body, int64_t now_ms)
{
    struct dav_answer answer = ask(HTTP_PUT, SHELF_BOOKINGS, name, NULL, true, body, now_ms);
    free(answer.body);
    return answer.status;
}

static int match(const char *name, const char *etag, int64_t now_ms)
{
    return ask(HTTP_PUT, SHELF_BOOKINGS, name, etag, false, event_text(name, ""), now_ms).status;
}

static bool report_says(const char *body, const char *wanted, int *ret_status)
{
    struct dav_answer answer = ask(HTTP_REPORT, SHELF_BOOKINGS, "", NULL, false, str_from(body), 0);
    struct str text = {answer.body, answer.n};
    bool says = answer.body && str_find(text, str_from(wanted)) < text.n;
    *ret_status = answer.status;
    free(answer.body);
    return says;
}

static void test_the_server_is_as_it_was_measured(void **state)
{
    (void)state;
    const struct measured *m = measured;
    while (strcmp(m->name, profile->name) != 0)
        m++;
    assert_int_equal(create("a.ics", event_text("a", ""), 1000), 201);
    assert_int_equal(create("a.ics", event_text("later", ""), 2000), m->later);
    assert_int_equal(create("b.ics", event_text("b", ""), 1000), 201);
    assert_int_equal(create("b.ics", event_text("at once", ""), 1010), m->at_once);
    assert_int_equal(partner_sim_holds(place.sim, STR("UID:at once\r\n")), m->overwritten);
    struct dav_answer seen = ask(HTTP_PUT, SHELF_BOOKINGS, "c.ics", NULL, true, event_text("c", ""), 1000);
    assert_int_equal(match("c.ics", seen.etag, 5000),
                     strcmp(m->name, "radicale") && m->later != 201 ? 204 : 201);
    assert_int_equal(match("c.ics", seen.etag, 5010), m->matched);
    assert_int_equal(match("c.ics", seen.etag, 9000), 412);
    assert_int_equal(create("d.ics", event_text("d", "METHOD:PUBLISH\r\n"), 1000),
                     m->method ? m->method : 201);
    partner_sim_publish(place.sim, "slot.ics", event_text("slot", "").p);
    assert_int_equal(create("e.ics", event_text("slot", ""), 1000), m->slot_uid);
    assert_int_equal(create("f.ics", event_text("f", "X-REBOND-SEALED;VALUE=TEXT:x\r\n"), 1000),
                     m->parameters);
    int status;
    (void)report_says("<sync-collection><sync-token>garbage</sync-token></sync-collection>", "", &status);
    assert_int_equal(status, m->bad_token);
    assert_int_equal(
        report_says("<calendar-multiget><d:href>/reservations/no.ics</d:href></calendar-multiget>",
                    "404 Not Found", &status),
        m->absent_named);
}

// --- mirroring

struct staff_event {
    const char *name, *title;
};

static const struct staff_event odd[] = {
    {"plain.ics", "Accueil"},
    {"cr\u00e9neau du matin.ics", "Caf\u00e9 \u2615 et \U0001F331"},
    {"50% & plus.ics", "\u0645\u0631\u062d\u0628\u0627"},
    {"\U0001F4C5.ics", "\U0001F468\u200d\U0001F469\u200d\U0001F467 famille"},
    {"a#b?c.ics", "CV & lettre <1>"},
};
enum { ODD = sizeof odd / sizeof *odd };

static void publish(const char *name, const char *title, int number, int day)
{
    char ics[1024], start[CIVIL_STAMP], end[CIVIL_STAMP];
    int64_t start_s = (place.now.wall_s / DAY_S + day) * DAY_S + (8 + number % 12) * 3600;
    civil_stamp(start_s, start);
    civil_stamp(start_s + 1800, end);
    snprintf(ics, sizeof ics,
             "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//staff//FR\r\nBEGIN:VEVENT\r\nUID:event-%d@staff\r\n"
             "DTSTAMP:20260101T000000Z\r\nDTSTART:%s\r\nDTEND:%s\r\nSUMMARY:%s\r\n"
             "END:VEVENT\r\nEND:VCALENDAR\r\n",
             number, start, end, title);
    partner_sim_publish(place.sim, name, ics);
}

static void publish_plain(int number, int day)
{
    char name[32], title[32];
    snprintf(name, sizeof name, "event-%d.ics", number);
    snprintf(title, sizeof title, "Accueil %d", number);
    publish(name, title, number, day);
}

static void drop(int number)
{
    char name[32];
    snprintf(name, sizeof name, "event-%d.ics", number);
    assert_true(partner_sim_delete(place.sim, SHELF_SLOTS, name));
}

static int offered(const char *title) // how often
{
    static struct slot list[256];
    size_t count;
    int found = 0;
    assert_int_equal(
        store_list_slots(place.store, place.now.wall_s, place.now.wall_s + 90 * DAY_S, list, 256, &count),
        OK);
    for (size_t i = 0; i < count; i++) {
        char whole[LIMIT_PICTURE + LIMIT_TITLE];
        snprintf(whole, sizeof whole, "%s%s%s", list[i].picture, list[i].picture[0] ? " " : "",
                 list[i].title);
        found += !title || strcmp(whole, title) == 0;
    }
    return found;
}

static void expect_offered(int number, int times)
{
    char title[32];
    snprintf(title, sizeof title, "Accueil %d", number);
    assert_int_equal(offered(title), times);
}

static void test_what_staff_published_is_offered_whatever_its_name(void **state)
{
    (void)state;
    for (int i = 0; i < ODD; i++)
        publish(odd[i].name, odd[i].title, 100 + i, 3);
    for (int i = 0; i < 60; i++) // more than fit one page or one multiget
        publish_plain(i, 4 + i / 12);
    place_pass(&place, 3 * MINUTE);
    assert_int_equal(offered(NULL), ODD + 60);
    for (int i = 0; i < ODD; i++)
        assert_int_equal(offered(odd[i].title), 1);
    for (int i = 0; i < 60; i++)
        expect_offered(i, 1);
    struct mirror_state mirror;
    assert_int_equal(mirror_get_state(place.store, "ml", MIRROR_SLOTS, &mirror), OK);
    assert_int_equal(mirror.resources, ODD + 60);
    assert_int_equal(mirror.refused, 0);
    // It was not easy everywhere: answers that are no XML, and listings in pages.
    assert_int_equal(partner_sim_requests(place.sim, HTTP_GET) > 0, profile->dav.breaks_emoji);
    size_t pages = profile->dav.page ? (ODD + 60) / profile->dav.page : 0;
    assert_true(partner_sim_requests(place.sim, HTTP_REPORT) > pages);
}

static void test_what_staff_change_is_followed_within_minutes(void **state)
{
    (void)state;
    for (int i = 0; i < 20; i++)
        publish_plain(i, 3 + i / 12);
    place_pass(&place, 3 * MINUTE);
    drop(3);
    publish("event-4.ics", "Autre chose \U0001F331", 4, 9);
    publish_plain(30, 3);
    place_pass(&place, 3 * MINUTE);
    expect_offered(3, 0);
    expect_offered(4, 0);
    expect_offered(30, 1);
    assert_int_equal(offered("Autre chose \U0001F331"), 1);
    assert_int_equal(offered(NULL), 20);
}

static void test_a_token_that_the_server_does_not_know_costs_a_day_at_most(void **state)
{
    (void)state;
    publish_plain(0, 40);
    publish_plain(1, 41);
    place_pass(&place, 3 * MINUTE);
    drop(0);
    publish_plain(2, 42);
    assert_int_equal(mirror_apply(place.store, "ml", MIRROR_SLOTS, false, NULL, 0, "garbage", 0), OK);
    size_t listed = partner_sim_told(place.sim, HTTP_REPORT, 207);
    place_pass(&place, 3 * MINUTE);
    expect_offered(2, 1);
    // Some answer as if nothing were wrong, and never tell of what was deleted meanwhile.
    bool lists = profile->dav.bad_token == DAV_TOKEN_LISTS;
    assert_int_equal(partner_sim_told(place.sim, HTTP_REPORT, 403) > 0,
                     profile->dav.bad_token == DAV_TOKEN_403 && !profile->dav.no_sync);
    assert_int_equal(partner_sim_told(place.sim, HTTP_REPORT, 500) > 0,
                     profile->dav.bad_token == DAV_TOKEN_500);
    assert_true(partner_sim_told(place.sim, HTTP_REPORT, 207) > listed);
    if (!lists) expect_offered(0, 0);
    place_pass(&place, DAY + HOUR);
    expect_offered(0, 0);
    assert_int_equal(offered(NULL), 2);
}

static void test_a_server_that_was_restored_is_followed_within_a_day(void **state)
{
    (void)state;
    for (int i = 0; i < 6; i++)
        publish_plain(i, 40 + i);
    place_pass(&place, 3 * MINUTE);
    partner_sim_back_up(place.sim);
    drop(0);
    publish("event-1.ics", "Autre chose", 1, 50);
    for (int i = 6; i < 12; i++)
        publish_plain(i, 40);
    place_pass(&place, 3 * MINUTE);
    assert_int_equal(offered(NULL), 11);
    partner_sim_restore(place.sim);
    publish_plain(20, 44);
    place_pass(&place, 3 * MINUTE);
    expect_offered(20, 1); // also where it says that there is nothing new
    place_pass(&place, DAY + HOUR);
    for (int i = 0; i < 6; i++)
        expect_offered(i, 1);
    expect_offered(20, 1);
    assert_int_equal(offered(NULL), 7);
    drop(20); // and from there on as ever
    publish_plain(21, 44);
    place_pass(&place, 3 * MINUTE);
    expect_offered(20, 0);
    expect_offered(21, 1);
}

// --- delivery

static bool has_copy(struct uid uid)
{
    char resource[SLOT_RESOURCE], name[LIMIT_RESOURCE];
    body_copy_resource(uid, resource);
    snprintf(name, sizeof name, "%s.ics", resource);
    return shelf_find(partner_sim_shelf(place.sim), SHELF_REQUESTS, name) != NULL;
}

static void resource_of(const struct slot *slot, char to[LIMIT_RESOURCE])
{
    char resource[SLOT_RESOURCE];
    slot_resource(slot, 1, resource);
    snprintf(to, LIMIT_RESOURCE, "%s.ics", resource);
}

static void test_bookings_requests_and_their_copies_arrive(void **state)
{
    (void)state;
    struct slot slot = place_slot(0, 1), workshop = place_slot(1, 8);
    struct uid uids[] = {place_book(&place, &slot, NULL), place_book(&place, &workshop, NULL),
                         place_book(&place, &workshop, NULL), place_request(&place, ITEM_CALLBACK),
                         place_request(&place, ITEM_INTEREST)};
    assert_true(place_drain(&place, HOUR));
    for (int i = 0; i < 5; i++) {
        assert_int_equal(place_state(&place, uids[i]), ITEM_DELIVERED);
        assert_int_equal(partner_sim_live_of(place.sim, uids[i]), 1);
        assert_int_equal(partner_sim_created_of(place.sim, uids[i]), 1);
        if (i < 3) assert_true(has_copy(uids[i]));
    }
    assert_int_equal(partner_sim_live(place.sim, SHELF_BOOKINGS), 3);
    assert_int_equal(partner_sim_live(place.sim, SHELF_REQUESTS), 2);
    assert_int_equal(partner_sim_holds(place.sim, STR("BEGIN:VTODO")), !profile->dav.no_todo);
    assert_int_equal(place_condition(&place), PARTNER_OK);
    if (profile->dav.refusal == 207) assert_true(partner_sim_told(place.sim, HTTP_PUT, 207) > 0);
}

// Somebody else took them while there was no network.
static void test_what_is_taken_becomes_the_second_choice_then_a_call_back(void **state)
{
    (void)state;
    char name[LIMIT_RESOURCE];
    struct slot a = place_slot(0, 1), b = place_slot(1, 1), c = place_slot(2, 1);
    place_pass(&place, READY);
    partner_sim_network(place.sim, false);
    struct uid first = place_book(&place, &a, &b), only = place_book(&place, &c, NULL);
    resource_of(&a, name);
    partner_sim_other_takes(place.sim, name);
    resource_of(&c, name);
    partner_sim_other_takes(place.sim, name);
    place_pass(&place, 2 * MINUTE);
    partner_sim_network(place.sim, true);
    assert_true(place_drain(&place, HOUR));
    struct item item = place_item(&place, first);
    assert_int_equal(item.state, ITEM_DELIVERED);
    assert_int_equal(item.choice_now, 1);
    item = place_item(&place, only);
    assert_int_equal(item.state, ITEM_DELIVERED);
    assert_int_equal(item.kind, ITEM_CALLBACK);
    assert_int_equal(item.reason, REASON_BOTH_TAKEN);
    assert_int_equal(partner_sim_live_of(place.sim, first), 1);
    assert_int_equal(partner_sim_live_of(place.sim, only), 1);
}

enum outcome { FIRST_CHOICE, SECOND_CHOICE, STAFF };

static const struct row { // of the table of answers in partner-caldav.md
    enum sim_fault faults[2];
    int times; // of the last
    enum outcome a, b, c;
} rows[] = {
    {{SIM_NONE}, 1, FIRST_CHOICE, FIRST_CHOICE, FIRST_CHOICE},        // 201
    {{SIM_OVERWRITES}, 1, SECOND_CHOICE, FIRST_CHOICE, FIRST_CHOICE}, // 204 at the first try; B looks twice
    {{SIM_LOST_BEFORE, SIM_OVERWRITES}, 1, FIRST_CHOICE, FIRST_CHOICE, FIRST_CHOICE}, // ... at a retry
    {{SIM_OTHER_FIRST}, 1, SECOND_CHOICE, SECOND_CHOICE, FIRST_CHOICE}, // 412; on C nobody else writes
    {{SIM_409}, 3, FIRST_CHOICE, FIRST_CHOICE, FIRST_CHOICE},
    {{SIM_500}, 3, FIRST_CHOICE, FIRST_CHOICE, FIRST_CHOICE},
    {{SIM_500_AFTER}, 1, FIRST_CHOICE, FIRST_CHOICE, FIRST_CHOICE},
    {{SIM_LOST_AFTER}, 1, FIRST_CHOICE, FIRST_CHOICE, FIRST_CHOICE},
    {{SIM_LOST_BEFORE}, 3, FIRST_CHOICE, FIRST_CHOICE, FIRST_CHOICE},
    {{SIM_HANGS}, 1, FIRST_CHOICE, FIRST_CHOICE, FIRST_CHOICE},
    {{SIM_SLOW}, 1, FIRST_CHOICE, FIRST_CHOICE, FIRST_CHOICE},
    {{SIM_400}, 2, FIRST_CHOICE, FIRST_CHOICE, FIRST_CHOICE},
    {{SIM_400}, SIM_EVER, STAFF, STAFF, STAFF},
    {{SIM_401}, 1, FIRST_CHOICE, FIRST_CHOICE, FIRST_CHOICE},
    {{SIM_403}, 2, FIRST_CHOICE, FIRST_CHOICE, FIRST_CHOICE},
    {{SIM_429}, 2, FIRST_CHOICE, FIRST_CHOICE, FIRST_CHOICE},
    {{SIM_503}, 2, FIRST_CHOICE, FIRST_CHOICE, FIRST_CHOICE},
    {{SIM_CAPTIVE}, 2, FIRST_CHOICE, FIRST_CHOICE, FIRST_CHOICE},
    {{SIM_REDIRECT}, 2, FIRST_CHOICE, FIRST_CHOICE, FIRST_CHOICE},
    {{SIM_UNREACHABLE}, 2, FIRST_CHOICE, FIRST_CHOICE, FIRST_CHOICE},
    {{SIM_CERTIFICATE}, 2, FIRST_CHOICE, FIRST_CHOICE, FIRST_CHOICE},
    {{SIM_DROPS}, 1, STAFF, STAFF, STAFF},
};
enum { ROWS = sizeof rows / sizeof *rows };

static enum outcome outcome_of(struct uid uid)
{
    struct item item = place_item(&place, uid);
    if (item.state == ITEM_REFUSED && item.reason != REASON_NONE) return STAFF;
    assert_int_equal(item.state, ITEM_DELIVERED);
    assert_int_equal(item.kind, ITEM_APPOINTMENT);
    return item.choice_now == 0 ? FIRST_CHOICE : SECOND_CHOICE;
}

static void play_row(const struct row *row)
{
    struct slot slot = place_slot(0, 1), second = place_slot(1, 1);
    char name[LIMIT_RESOURCE];
    struct uid holder;
    place_pass(&place, READY);
    if (row->faults[1]) partner_sim_script(place.sim, HTTP_PUT, 0, 1, row->faults[0]);
    partner_sim_script(place.sim, HTTP_PUT, row->faults[1] != SIM_NONE, row->times,
                       row->faults[row->faults[1] != SIM_NONE]);
    struct uid uid = place_book(&place, &slot, &second);
    if (!place_drain(&place, 6 * HOUR)) fail_msg("row %d is still open", (int)(row - rows));
    enum outcome outcome = outcome_of(uid), wanted = profile->server_class == 'A'   ? row->a
                                                     : profile->server_class == 'B' ? row->b
                                                                                    : row->c;
    if (outcome != wanted) fail_msg("row %d: outcome %d, not %d", (int)(row - rows), outcome, wanted);
    if (outcome == STAFF) return;
    resource_of(outcome == FIRST_CHOICE ? &slot : &second, name);
    assert_true(partner_sim_holder(place.sim, name, &holder) && uid_eq(holder, uid));
}

static void test_every_answer_of_the_table_is_understood(void **state)
{
    (void)state;
    static const int statuses[] = {0, 200, 201, 302, 400, 401, 403, 409, 429, 500, 503};
    size_t told[600] = {0};
    for (int i = 0; i < ROWS; i++) {
        place_close(&place);
        open_place((uint64_t)i);
        play_row(&rows[i]);
        for (int status = 0; status < 600; status++)
            told[status] += partner_sim_told(place.sim, HTTP_PUT, status);
    }
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        if (!told[statuses[i]]) fail_msg("nobody was told %d", statuses[i]);
    assert_int_equal(told[412] > 0, profile->dav.create != DAV_CREATE_BLIND);
}

int main(void)
{
    static const struct {
        const char *name;
        CMUnitTestFunction test;
    } tests[] = {
#define TEST(test) {#test, test}
        TEST(test_the_server_is_as_it_was_measured),
        TEST(test_what_staff_published_is_offered_whatever_its_name),
        TEST(test_what_staff_change_is_followed_within_minutes),
        TEST(test_a_token_that_the_server_does_not_know_costs_a_day_at_most),
        TEST(test_a_server_that_was_restored_is_followed_within_a_day),
        TEST(test_bookings_requests_and_their_copies_arrive),
        TEST(test_what_is_taken_becomes_the_second_choice_then_a_call_back),
        TEST(test_every_answer_of_the_table_is_understood),
    };
    enum { TESTS = sizeof tests / sizeof *tests, SERVERS = sizeof measured / sizeof *measured };
    static struct CMUnitTest all[TESTS * SERVERS];
    static char names[TESTS * SERVERS][128];
    CHECK(partner_profile_count == SERVERS);
    for (size_t i = 0; i < TESTS * SERVERS; i++) {
        const struct partner_profile *server = &partner_profiles[i % SERVERS];
        snprintf(names[i], sizeof names[i], "%s: %s", server->name, tests[i / SERVERS].name);
        all[i] = (struct CMUnitTest){names[i], tests[i / SERVERS].test, open_it, close_it,
                                     (void *)(uintptr_t)server};
    }
    return cmocka_run_group_tests(all, NULL, NULL);
}
