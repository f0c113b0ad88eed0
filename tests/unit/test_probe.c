// links: base booking sync
// with: harness/partner_dav.c harness/partner_shelf.c
#include "harness/test.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/rng.h"
#include "harness/partner_dav.h"
#include "sync/probe_parts.h"

// What a server does otherwise than the one of the harness, which is of class A, refuses a bad token with 403
// and lets nobody write into creneaux/.
struct habits {
    char server_class;       // 'B': of two creates at once the later one overwrites, and is told 204
    bool ignores_none_match; // also one at a time
    bool ignores_match;      // a change by an ETag that nobody has is taken
    int overwriting, losing; // the status instead of 204 and of 412 in a race; 0 as it is
    int taken;               // the status instead of 412 one at a time
    int bad_token;           // the status for it, 207 for everything; 0 as it is
    bool no_todo, slots_writable, loses_text, loses_token, guarded, no_delete, drops, no_created;
    bool cuts_losers;
    const char *breaks; // requests to URLs with this part are answered by `broken` …
    int broken;         // … a status, or 0 for unreachable, -1 for a certificate, -2 for a login page
    int from;           // … from the one of this number on
    int times;          // … so often; 0 for ever
};

struct server {
    struct habits habits;
    struct shelf shelf;
    struct rng rng;
    int64_t now_ms;
    int served, broken, odd_writes; // odd: to anything but probe-*.ics, or to a to-do list
};

enum { WAITING = PROBE_WRITERS + 1 };

struct call {
    struct http_request request;
    char url[1024], body[PROBE_BODY];
};

struct desk { // whoever sends a probe's requests
    struct server *server;
    struct probe probe;
    struct call calls[WAITING];
    size_t count;
    int64_t paused_ms;
};

static char arena_memory[PROBE_ARENA];

static bool is_probe_name(const char *url)
{
    const char *slash = strrchr(url, '/');
    return slash && probe_is_name(str_from(slash + 1));
}

static void spoil_text(const struct habits *habits, struct dav_answer *answer)
{
    struct str body = {answer->body, answer->n};
    size_t at = str_find(body, habits->loses_token ? STR("X-REBOND-TOKEN") : STR("ت"));
    if (!habits->loses_text && !habits->loses_token) return;
    assert_true(at < body.n);
    answer->body[at] = '?';
}

static struct dav_answer broken_answer(int status)
{
    struct dav_answer answer = {.status = status > 0 ? status : 200};
    if (status == -2) {
        answer.content_type = "text/html";
        answer.n = (size_t)snprintf(answer.body = malloc(16), 16, "<html>login");
    }
    return answer;
}

static struct dav_answer serve(struct server *server, const struct call *call)
{
    const struct habits *habits = &server->habits;
    const struct http_request *r = &call->request;
    const struct dav_settings settings = {.create =
                                              habits->server_class == 'B' ? DAV_CREATE_RACES : DAV_CREATE_ONE,
                                          .no_todo = habits->no_todo};
    struct str url = str_from(call->url), body = {call->body, r->body.n};
    bool in_slots = str_starts(url, str_from(dav_url(SHELF_SLOTS)));
    bool if_none_match = r->if_none_match && !habits->ignores_none_match;
    const char *name = strrchr(call->url, '/') + 1;
    if (r->method == HTTP_PUT || r->method == HTTP_DELETE) server->odd_writes += !is_probe_name(call->url);
    if (r->method == HTTP_PUT && habits->guarded && !r->if_none_match)
        return (struct dav_answer){.status = 428};
    if (r->method == HTTP_DELETE && habits->no_delete) return (struct dav_answer){.status = 403};
    if (r->method == HTTP_PUT && in_slots && habits->slots_writable) {
        shelf_put(&server->shelf, SHELF_SLOTS, name, body, server->now_ms);
        return (struct dav_answer){.status = 201};
    }
    if (r->method == HTTP_PUT && habits->drops) return (struct dav_answer){.status = 201};
    if (r->method == HTTP_REPORT && habits->bad_token == 207) body = STR("sync-token></");
    struct dav_answer answer =
        dav_serve(&server->shelf, &settings, r->method, url, habits->ignores_match ? NULL : r->if_match,
                  if_none_match, body, server->now_ms);
    if (r->method == HTTP_PUT && answer.status == 204 && habits->overwriting)
        answer.status = habits->overwriting;
    if (r->method == HTTP_PUT && answer.status == 201 && habits->no_created) answer.status = 204;
    if (r->method == HTTP_PUT && answer.status == 412 && r->id % 16 && habits->losing)
        answer.status = habits->losing;
    if (r->method == HTTP_PUT && answer.status == 412 && r->id % 16 == 0 && habits->taken)
        answer.status = habits->taken;
    if (r->method == HTTP_REPORT && habits->bad_token) answer.status = habits->bad_token;
    if (r->method == HTTP_GET && answer.status == 200) spoil_text(habits, &answer);
    return answer;
}

static bool is_broken(struct server *server, const struct call *call)
{
    const struct habits *habits = &server->habits;
    bool struck = habits->breaks && strstr(call->url, habits->breaks) && server->served >= habits->from;
    if (!struck || (habits->times && server->broken >= habits->times)) return false;
    server->broken++;
    return true;
}

static enum http_failure failure_of(int broken)
{
    return broken == 0 ? HTTP_UNREACHABLE : broken == -1 ? HTTP_BAD_TLS : HTTP_DONE;
}

// Takes what the probe wants to send; the texts are its own for this moment only.
static void gather(struct desk *desk)
{
    struct http_request request;
    desk->paused_ms += probe_pause_ms(&desk->probe);
    while (probe_next(&desk->probe, &request)) {
        assert_true(desk->count < WAITING && request.timeout_ms > 0 && request.cap > 0);
        struct call *call = &desk->calls[desk->count++];
        call->request = request;
        assert_int_equal(str_copy(str_from(request.url), call->url, sizeof call->url), OK);
        assert_int_equal(str_copy(request.body, call->body, sizeof call->body), OK);
    }
}

// One of the requests that are under way, by chance, arrives and is answered.
static void answer_one(struct desk *desk)
{
    struct server *server = desk->server;
    size_t at = (size_t)rng_below(&server->rng, desk->count);
    struct call call = desk->calls[at];
    bool broken = is_broken(server, &call);
    desk->calls[at] = desk->calls[--desk->count];
    server->served++;
    struct dav_answer said = broken ? broken_answer(server->habits.broken) : serve(server, &call);
    struct http_answer answer = {.id = call.request.id,
                                 .failure = broken ? failure_of(server->habits.broken) : HTTP_DONE,
                                 .status = said.status,
                                 .content_type = str_from(said.content_type),
                                 .body = {said.body, said.n}};
    if (server->habits.cuts_losers && said.status == 412 && call.request.id % 16)
        answer = (struct http_answer){.id = call.request.id, .failure = HTTP_CUT};
    probe_answer(&desk->probe, &answer);
    free(said.body);
    if (desk->count == 0) server->now_ms += 1000; // the next stage is not at the same time as this one
}

static void begin(struct desk *desk, struct server *server, uint8_t run)
{
    static struct arena arena;
    arena = arena_init(arena_memory, sizeof arena_memory);
    struct probe_options options = {
        .urls = {dav_url(SHELF_SLOTS), dav_url(SHELF_BOOKINGS), dav_url(SHELF_REQUESTS)},
        .run = {{run, 7}},
        .arena = &arena,
    };
    *desk = (struct desk){.server = server};
    probe_init(&desk->probe, &options);
}

// Until it is over, or until the server has answered `limit` requests in all.
static bool carry_on(struct desk *desk, int limit)
{
    for (gather(desk); !probe_is_over(&desk->probe); gather(desk)) {
        if (desk->server->served >= limit) return false;
        assert_true(desk->count > 0 && desk->server->served < 3000);
        answer_one(desk);
    }
    return true;
}

static struct server open_server(struct habits habits)
{
    if (!habits.server_class) habits.server_class = 'A';
    struct server server = {.habits = habits, .rng = {42}, .now_ms = 1000};
    static const char theirs[] = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n";
    shelf_put(&server.shelf, SHELF_BOOKINGS, "rdv-abc.ics", str_from(theirs), 0);
    shelf_put(&server.shelf, SHELF_BOOKINGS, "probe-room.ics", str_from(theirs), 0);
    shelf_put(&server.shelf, SHELF_SLOTS, "monday.ics", str_from(theirs), 0);
    return server;
}

static size_t left(const struct server *server)
{
    size_t count = 0;
    for (size_t i = 0; i < server->shelf.count; i++) {
        const struct shelf_resource *r = &server->shelf.resources[i];
        count += r->live && probe_is_name(str_from(r->name));
    }
    return count;
}

static bool theirs_is_untouched(const struct server *server)
{
    return shelf_find(&server->shelf, SHELF_BOOKINGS, "rdv-abc.ics") &&
           shelf_find(&server->shelf, SHELF_BOOKINGS, "probe-room.ics") &&
           shelf_find(&server->shelf, SHELF_SLOTS, "monday.ics") &&
           shelf_live(&server->shelf, SHELF_REQUESTS) == 0 && server->odd_writes == 0;
}

static struct probe_result probed(struct habits habits)
{
    static struct desk desk;
    struct server server = open_server(habits);
    begin(&desk, &server, 1);
    assert_true(carry_on(&desk, 100000));
    assert_true(theirs_is_untouched(&server));
    assert_true(habits.no_delete || habits.breaks || left(&server) == 0);
    shelf_finish(&server.shelf);
    return desk.probe.result;
}

// How often it was found; -1: it was not.
static int found(const struct probe_result *result, enum probe_kind kind)
{
    for (size_t i = 0; i < result->finding_count; i++)
        if (result->findings[i].kind == kind) return result->findings[i].count;
    return -1;
}

static void test_radicale_lets_one_win(void **state)
{
    (void)state;
    struct probe_result result = probed((struct habits){.slots_writable = true});
    assert_int_equal(result.server_class, 'A');
    assert_int_equal(found(&result, PROBE_ONE_WINNER), PROBE_ROUNDS);
    assert_int_equal(result.finding_count, 1);
    assert_true(result.slots_writable);
    assert_false(result.no_todo || result.tokens_unreliable || result.text_changed || result.guarded);
}

static void test_xandikos_fails_in_its_own_words(void **state)
{
    (void)state;
    struct probe_result result = probed((struct habits){.losing = 207, .bad_token = 500});
    assert_int_equal(result.server_class, 'A');
    assert_true(result.tokens_unreliable);
    assert_false(result.slots_writable);
}

static void test_davical_tells_losers_500(void **state)
{
    (void)state;
    struct probe_result result = probed((struct habits){.losing = 500, .bad_token = 207});
    assert_int_equal(result.server_class, 'A');
    assert_true(result.tokens_unreliable);
}

static void test_sabre_admits_that_it_overwrites(void **state)
{
    (void)state;
    struct probe_result result = probed((struct habits){.server_class = 'B', .no_todo = true});
    assert_int_equal(result.server_class, 'B');
    assert_int_equal(found(&result, PROBE_ADMITTED), PROBE_ROUNDS);
    assert_int_equal(found(&result, PROBE_OVERWRITTEN), -1);
    assert_true(result.no_todo);
}

static void test_sogo_ignores_the_precondition(void **state)
{
    (void)state;
    struct probe_result result = probed((struct habits){.ignores_none_match = true, .bad_token = 207});
    assert_int_equal(result.server_class, 'C');
    assert_int_equal(found(&result, PROBE_AGAIN_ACCEPTED), 0);
    assert_int_equal(found(&result, PROBE_ONE_WINNER), -1); // the rounds are spared
}

static void test_zimbra_says_201_to_everybody(void **state)
{
    (void)state;
    struct probe_result result = probed((struct habits){.ignores_none_match = true, .overwriting = 201});
    assert_int_equal(result.server_class, 'C');
    result = probed((struct habits){.server_class = 'B', .overwriting = 201}); // in a race only
    assert_int_equal(result.server_class, 'C');
    assert_int_equal(found(&result, PROBE_OVERWRITTEN), PROBE_ROUNDS);
    assert_int_equal(found(&result, PROBE_AGAIN_ACCEPTED), -1);
}

static void test_a_guarded_account_creates_and_nothing_else(void **state)
{
    (void)state;
    struct probe_result result = probed((struct habits){.guarded = true});
    assert_int_equal(result.server_class, 'A');
    assert_true(result.guarded);
    result = probed((struct habits){.guarded = true, .server_class = 'B'});
    assert_int_equal(result.server_class, 'B');
}

static void test_what_makes_a_server_class_c(void **state)
{
    (void)state;
    static const struct {
        struct habits habits;
        enum probe_kind kind;
    } cases[] = {
        {{.ignores_match = true}, PROBE_STALE_ACCEPTED},
        {{.drops = true}, PROBE_NOT_KEPT},
        {{.loses_token = true}, PROBE_TOKEN_LOST},
        {{.no_created = true}, PROBE_NO_CREATED},
        {{.server_class = 'B', .overwriting = 500}, PROBE_OVERWRITTEN}, // done, and called a failure
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct probe_result result = probed(cases[i].habits);
        assert_int_equal(result.server_class, 'C');
        assert_true(found(&result, cases[i].kind) >= 0);
    }
    // Who overwrites at times is trusted only with clear refusals at all others.
    struct probe_result result = probed((struct habits){.server_class = 'B', .taken = 403});
    assert_int_equal(result.server_class, 'C');
    assert_int_equal(probed((struct habits){.taken = 403}).server_class, 'A');
    result = probed((struct habits){.loses_text = true});
    assert_int_equal(result.server_class, 'A');
    assert_true(result.text_changed);
}

static void test_who_may_not_write_slots_is_well_guarded(void **state)
{
    (void)state;
    static const int refusals[] = {401, 403, 404, 405};
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        struct probe_result result =
            probed((struct habits){.breaks = "creneaux/probe-", .broken = refusals[i]});
        assert_int_equal(result.server_class, 'A');
        assert_false(result.slots_writable);
        assert_int_equal(result.finding_count, 1);
    }
}

static void test_what_cannot_be_deleted_is_counted(void **state)
{
    (void)state;
    struct probe_result result = probed((struct habits){.no_delete = true});
    assert_int_equal(result.server_class, 'A');
    assert_int_equal(found(&result, PROBE_LEFT), 1 + PROBE_ROUNDS);
}

static void test_who_is_not_let_in_learns_no_class(void **state)
{
    (void)state;
    static const struct {
        int broken;
        enum probe_kind kind;
    } cases[] = {
        {401, PROBE_CREDENTIALS}, {403, PROBE_FORBIDDEN}, {404, PROBE_NOT_THERE}, {0, PROBE_UNREACHABLE},
        {-1, PROBE_CERTIFICATE},  {-2, PROBE_CAPTIVE},    {500, PROBE_UNCLEAR},   {503, PROBE_UNCLEAR},
    };
    static const char *const parts[] = {"creneaux/", "reservations/", "inscriptions/"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (size_t part = 0; part < 3; part++) {
            struct probe_result result =
                probed((struct habits){.breaks = parts[part], .broken = cases[i].broken});
            assert_int_equal(result.server_class, 0);
            assert_true(found(&result, cases[i].kind) >= 0);
            assert_int_equal(result.findings[0].where, part);
        }
    }
}

// From every request on: whatever happens then, no class that is better than the server's, and none at all
// from a step that could not be done.
static void test_a_network_that_goes_away_teaches_nothing(void **state)
{
    (void)state;
    static const int ways[] = {401, 0, -1, -2, 500};
    for (size_t way = 0; way < sizeof ways / sizeof *ways; way++) {
        for (int from = 0; from < 110; from += from < 20 ? 1 : 7) {
            struct habits habits = {
                .ignores_none_match = true, .breaks = "partner", .broken = ways[way], .from = from};
            struct probe_result result = probed(habits);
            bool over = result.server_class == 'C' && found(&result, PROBE_AGAIN_ACCEPTED) == 0;
            assert_true(result.server_class == 0 || over);
            habits.ignores_none_match = false;
            result = probed(habits);
            assert_true(result.server_class == 0 || found(&result, PROBE_ONE_WINNER) == PROBE_ROUNDS);
        }
    }
}

static void test_a_failure_that_passes_changes_nothing(void **state)
{
    (void)state;
    for (int from = 0; from < 120; from += from < 24 ? 1 : 8) {
        struct habits habits = {
            .breaks = "partner", .broken = from % 2 ? 500 : 503, .from = from, .times = 2};
        struct probe_result result = probed(habits);
        assert_int_equal(result.server_class, 'A');
        assert_int_equal(result.finding_count, 1);
        habits.server_class = 'B';
        assert_int_equal(probed(habits).server_class, 'B');
        habits.server_class = 'A';
        habits.ignores_none_match = true;
        assert_int_equal(probed(habits).server_class, 'C');
    }
}

static void test_answers_that_are_lost_again_and_again_are_no_class(void **state)
{
    (void)state;
    struct probe_result result = probed((struct habits){.cuts_losers = true});
    assert_int_equal(result.server_class, 0);
    assert_int_equal(found(&result, PROBE_UNCLEAR), 0);
}

static int requests_of(struct habits habits)
{
    static struct desk desk;
    struct server server = open_server(habits);
    begin(&desk, &server, 1);
    assert_true(carry_on(&desk, 100000));
    shelf_finish(&server.shelf);
    return server.served;
}

// Power cut at every request; what was on the wire arrives, or does not.
static void test_whatever_was_cut_off_the_next_probe_cleans_up(void **state)
{
    (void)state;
    static struct desk desk;
    const struct habits habits = {.slots_writable = true};
    int count = requests_of(habits), with_leftovers = 0;
    for (int cut = 1; cut < count; cut++) {
        struct server server = open_server(habits);
        begin(&desk, &server, 1);
        assert_false(carry_on(&desk, cut));
        while (desk.count && cut % 2)
            free(serve(&server, &desk.calls[--desk.count]).body);
        with_leftovers += left(&server) > 0;
        begin(&desk, &server, 2);
        assert_true(carry_on(&desk, 100000));
        assert_int_equal(desk.probe.result.server_class, 'A');
        assert_int_equal(left(&server), 0);
        assert_true(theirs_is_untouched(&server));
        shelf_finish(&server.shelf);
    }
    assert_true(with_leftovers > count / 2); // the cuts do leave something
}

static void test_whoever_stops_it_finds_nothing_left(void **state)
{
    (void)state;
    static struct desk desk;
    const struct habits habits = {.slots_writable = true};
    int count = requests_of(habits), interrupted = 0;
    for (int stop = 0; stop < count; stop++) {
        struct server server = open_server(habits);
        begin(&desk, &server, 1);
        assert_false(carry_on(&desk, stop));
        probe_stop(&desk.probe);
        assert_true(carry_on(&desk, stop + 60)); // bounded
        bool said = found(&desk.probe.result, PROBE_INTERRUPTED) == 0;
        interrupted += said;
        assert_int_equal(desk.probe.result.server_class, said ? 0 : 'A');
        assert_int_equal(left(&server), 0);
        assert_true(theirs_is_untouched(&server));
        shelf_finish(&server.shelf);
    }
    assert_true(interrupted > count / 2 && interrupted < count);
}

// A server that is gone does not keep anybody who wants to leave.
static void test_stopping_is_bounded_when_nobody_answers(void **state)
{
    (void)state;
    static struct desk desk;
    struct server server = open_server((struct habits){.breaks = "partner", .broken = 500, .from = 20});
    begin(&desk, &server, 1);
    assert_false(carry_on(&desk, 20));
    probe_stop(&desk.probe);
    assert_true(carry_on(&desk, 40));
    assert_true(desk.paused_ms <= 5000);
    assert_int_equal(found(&desk.probe.result, PROBE_MAY_REMAIN), 0);
    shelf_finish(&server.shelf);
}

static void test_leftovers_of_many_probes_all_go(void **state)
{
    (void)state;
    static struct desk desk;
    struct server server = open_server((struct habits){0});
    for (int i = 0; i < 100; i++) {
        char name[PROBE_FILE_NAME];
        snprintf(name, sizeof name, "probe-%032x.ics", (unsigned)i);
        shelf_put(&server.shelf, SHELF_BOOKINGS, name, STR("BEGIN:VCALENDAR"), 0);
    }
    begin(&desk, &server, 1);
    assert_true(carry_on(&desk, 100000));
    assert_int_equal(desk.probe.result.server_class, 'A');
    assert_int_equal(found(&desk.probe.result, PROBE_SWEPT), 100);
    assert_int_equal(left(&server), 0);
    assert_true(theirs_is_untouched(&server));
    shelf_finish(&server.shelf);
}

// Negative control of the judge: the same rounds with one of the conditions taken away.
static void test_one_bad_round_in_ten_is_enough(void **state)
{
    (void)state;
    static struct desk desk;
    for (int way = 0; way < 3; way++) {
        struct server server = open_server((struct habits){.server_class = 'A'});
        begin(&desk, &server, 1);
        while (desk.probe.rounds < 9)
            assert_false(carry_on(&desk, server.served + 1));
        server.habits.server_class = way == 0 ? 'A' : 'B';
        server.habits.overwriting = way == 2 ? 201 : 0;
        assert_true(carry_on(&desk, 100000));
        assert_int_equal(desk.probe.result.server_class, "ABC"[way]);
        shelf_finish(&server.shelf);
    }
}

static void test_a_collection_says_what_it_takes(void **state)
{
    (void)state;
    static const struct {
        const char *set;
        bool todo;
    } cases[] = {
        {"", true},
        {"<C:supported-calendar-component-set/>", true},
        {"<C:supported-calendar-component-set><C:comp name=\"VEVENT\"/></C:supported-calendar-component-set>",
         false},
        {"<C:supported-calendar-component-set><C:comp name=\"VEVENT\"/><C:comp x=\"VTODO\" name=\"VTODO\"/>"
         "</C:supported-calendar-component-set>",
         true},
        {"<C:supported-calendar-component-set><C:comp x=\"VTODO\"/><C:comp name=\"VJOURNAL\"/>"
         "<C:other name=\"VTODO\"/></C:supported-calendar-component-set>",
         false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char xml[1024];
        bool todo = !cases[i].todo;
        snprintf(xml, sizeof xml,
                 "<multistatus xmlns=\"DAV:\" xmlns:C=\"urn:ietf:params:xml:ns:caldav\"><response><href>/i/"
                 "</href><propstat><prop>%s</prop></propstat></response></multistatus>",
                 cases[i].set);
        assert_int_equal(caldav_parse_components(str_from(xml), &todo), OK);
        assert_int_equal(todo, cases[i].todo);
    }
    bool todo = true;
    assert_int_equal(caldav_parse_components(STR("<html><p>"), &todo), ERR_INVALID);
}

static void test_only_its_own_names_are_deleted(void **state)
{
    (void)state;
    static const char *const others[] = {"probe-.ics",
                                         "probe-room.ics",
                                         "rdv-0123.ics",
                                         "probe",
                                         "probe-0123456789abcdef0123456789abcdef",
                                         "probe-0123456789abcdef0123456789abcdeg.ics",
                                         "aprobe-0123456789abcdef0123456789abcdef.ics"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(probe_is_name(str_from(others[i])));
    assert_true(probe_is_name(STR("probe-0123456789abcdef0123456789abcdef.ics")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_radicale_lets_one_win),
        cmocka_unit_test(test_xandikos_fails_in_its_own_words),
        cmocka_unit_test(test_davical_tells_losers_500),
        cmocka_unit_test(test_sabre_admits_that_it_overwrites),
        cmocka_unit_test(test_sogo_ignores_the_precondition),
        cmocka_unit_test(test_zimbra_says_201_to_everybody),
        cmocka_unit_test(test_a_guarded_account_creates_and_nothing_else),
        cmocka_unit_test(test_what_makes_a_server_class_c),
        cmocka_unit_test(test_who_may_not_write_slots_is_well_guarded),
        cmocka_unit_test(test_what_cannot_be_deleted_is_counted),
        cmocka_unit_test(test_who_is_not_let_in_learns_no_class),
        cmocka_unit_test(test_a_network_that_goes_away_teaches_nothing),
        cmocka_unit_test(test_a_failure_that_passes_changes_nothing),
        cmocka_unit_test(test_answers_that_are_lost_again_and_again_are_no_class),
        cmocka_unit_test(test_whatever_was_cut_off_the_next_probe_cleans_up),
        cmocka_unit_test(test_whoever_stops_it_finds_nothing_left),
        cmocka_unit_test(test_stopping_is_bounded_when_nobody_answers),
        cmocka_unit_test(test_leftovers_of_many_probes_all_go),
        cmocka_unit_test(test_one_bad_round_in_ten_is_enough),
        cmocka_unit_test(test_a_collection_says_what_it_takes),
        cmocka_unit_test(test_only_its_own_names_are_deleted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
