// links: base port content booking config seal wire sync store engine platform
// with: harness/tiny_server.c
// Watching a fleet: what is wrong is said, and nothing of a visitor; whatever plays Healthchecks answers.
#define _GNU_SOURCE
#include "harness/test.h"

#include "engine/watch.h"
#include "harness/tiny_server.h"
#include "platform/files.h"
#include "platform/http_curl.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WALL_S = 1795500000, MINUTE = 60000, HOUR_S = 3600 };

static struct config_watch config;
static struct watch_facts facts;
static struct watch watch;
static struct moment now;
static char published[METRICS_TEXT];
static err_t publish_err;

static void look(void *self, struct watch_facts *ret_facts)
{
    (void)self;
    *ret_facts = facts;
}

static err_t publish(void *self, const char *path, struct str text)
{
    (void)self, (void)path;
    return publish_err ? publish_err : str_copy(text, published, sizeof published);
}

// --- a port of memory

static struct {
    struct http_request last;
    char url[LIMIT_URL + 16], body[WATCH_REASON];
    int asked, cancelled;
    err_t refuse;
    bool answers;
    struct http_answer answer;
} far;

static err_t start(void *self, const struct http_request *request)
{
    (void)self;
    if (far.refuse) return far.refuse;
    far.asked++;
    far.last = *request;
    assert_int_equal(str_copy(str_from(request->url), far.url, sizeof far.url), OK);
    assert_int_equal(str_copy(request->body, far.body, sizeof far.body), OK);
    return OK;
}

static bool next_answer(void *self, struct http_answer *ret_answer)
{
    (void)self;
    if (!far.answers) return false;
    far.answers = false;
    *ret_answer = far.answer;
    return true;
}

static void cancel_all(void *self)
{
    (void)self;
    far.cancelled++;
}

static void answer_with(int status)
{
    far.answers = true;
    far.answer = (struct http_answer){.id = far.last.id,
                                      .failure = status ? HTTP_DONE : HTTP_CUT,
                                      .status = status,
                                      .retry_after = STR("")};
}

static void pass(int64_t ms)
{
    now.mono_ms += ms;
    now.wall_s += ms / 1000;
}

static void begin_at(struct http_port http)
{
    const struct watch_options options = {.http = http,
                                          .config = &config,
                                          .seed = 7,
                                          .build_s = WALL_S - 1000000,
                                          .look = look,
                                          .publish = publish};
    watch_init(&options, now, &watch);
}

static int set_up(void **state)
{
    (void)state;
    config =
        (struct config_watch){.heartbeat = "https://hc.example.org/ping/x", .every_min = 5, .oldest_h = 24};
    facts = (struct watch_facts){.readable = true,
                                 .on_device = 3,
                                 .delivered = 40,
                                 .disk_free = INT64_C(900) << 20,
                                 .disk_total = INT64_C(4000) << 20};
    now = (struct moment){1000000, WALL_S, true};
    memset(&far, 0, sizeof far);
    published[0] = '\0';
    publish_err = OK;
    begin_at((struct http_port){NULL, start, next_answer, cancel_all});
    return 0;
}

static int64_t turn(void)
{
    return watch_turn(&watch, true, now);
}

static void turn_with(int status)
{
    answer_with(status);
    turn();
}

static bool has(const char *text, const char *part)
{
    return strstr(text, part) != NULL;
}

// --- what is wrong

static const char *reason(void)
{
    static char memory[WATCH_REASON];
    struct buf to = buf_init(memory, sizeof memory);
    watch_add_reason(&to, watch_judge(&facts, &config), &facts);
    assert_false(to.full);
    return buf_c(&to);
}

static void test_each_trouble_is_seen_alone_and_all_is_well_without_one(void **state)
{
    (void)state;
    const struct watch_facts well = {.readable = true,
                                     .clock_trusted = true,
                                     .oldest_age_s = 24 * HOUR_S,
                                     .disk_free = 300,
                                     .disk_total = 1000};
    facts = well;
    assert_string_equal(reason(), "");
    facts.oldest_age_s++;
    assert_string_equal(reason(), "the oldest request waits for 24 h");
    facts = well;
    facts.quarantine = 2;
    assert_string_equal(reason(), "needing staff: 2");
    facts = well;
    facts.clock_trusted = false;
    assert_string_equal(reason(), "the clock is not trusted");
    facts = well;
    facts.set_aside = true;
    assert_string_equal(reason(), "a damaged database was set aside");
    facts = (struct watch_facts){.clock_trusted = true};
    assert_string_equal(reason(), "the database cannot be read");
    facts = well;
    facts.disk_free = 49;
    assert_string_equal(reason(), "the disk is nearly full: 0 MiB left");
}

static void test_a_twentieth_of_a_large_card_is_plenty(void **state)
{
    (void)state;
    facts = (struct watch_facts){.readable = true, .clock_trusted = true};
    facts.disk_total = INT64_C(64) << 30;
    facts.disk_free = INT64_C(100) << 20;
    assert_int_equal(watch_judge(&facts, &config), 0);
    facts.disk_free = INT64_C(60) << 20;
    assert_int_equal(watch_judge(&facts, &config), WATCH_DISK);
    facts.disk_total = INT64_C(100) << 20; // a small partition, more than half of it free
    assert_int_equal(watch_judge(&facts, &config), 0);
}

static void test_all_troubles_together_fit_the_reason(void **state)
{
    (void)state;
    facts = (struct watch_facts){.set_aside = true,
                                 .oldest_age_s = INT64_MAX,
                                 .quarantine = INT64_MAX,
                                 .disk_total = INT64_MAX,
                                 .disk_free = 1};
    assert_true(has(reason(), "0 MiB left"));
}

// --- when

static void test_start_then_well_then_every_five_minutes(void **state)
{
    (void)state;
    turn();
    assert_string_equal(far.url, "https://hc.example.org/ping/x/start");
    assert_int_equal(far.last.method, HTTP_GET);
    turn();
    assert_int_equal(far.asked, 1); // one at a time
    turn_with(200);
    assert_string_equal(far.url, "https://hc.example.org/ping/x");
    turn_with(200);
    pass(5 * MINUTE - 1);
    turn();
    assert_int_equal(far.asked, 2);
    pass(1);
    turn();
    assert_int_equal(far.asked, 3);
    assert_string_equal(far.body, "");
}

static void started(void)
{
    turn();
    turn_with(200);
    turn_with(200);
}

static void test_what_goes_wrong_is_said_within_a_minute_and_what_heals_too(void **state)
{
    (void)state;
    started();
    facts.quarantine = 1;
    pass(MINUTE);
    turn();
    assert_string_equal(far.url, "https://hc.example.org/ping/x/fail");
    assert_int_equal(far.last.method, HTTP_POST);
    assert_string_equal(far.body, "needing staff: 1");
    turn_with(200);
    facts.quarantine = 0;
    pass(MINUTE);
    turn();
    assert_string_equal(far.url, "https://hc.example.org/ping/x");
}

static void test_the_oldest_request_fails_the_check_though_the_device_beats(void **state)
{
    (void)state;
    facts.oldest_s = WALL_S - 23 * HOUR_S;
    started();
    assert_string_equal(far.url, "https://hc.example.org/ping/x");
    for (int i = 0; i < 13; i++) {
        pass(5 * MINUTE);
        turn();
        answer_with(200);
        turn();
    }
    assert_string_equal(far.url, "https://hc.example.org/ping/x/fail");
    assert_string_equal(far.body, "the oldest request waits for 24 h");
}

static void test_a_request_dated_by_a_wrong_clock_is_as_old_as_it_was_seen(void **state)
{
    (void)state;
    facts.oldest_s = 86400; // 1970
    started();
    assert_string_equal(far.url, "https://hc.example.org/ping/x");
    pass(25 * INT64_C(3600000));
    turn();
    assert_string_equal(far.body, "the oldest request waits for 25 h");
}

static void test_a_clock_has_ten_minutes_to_be_set(void **state)
{
    (void)state;
    now.wall_trusted = false;
    started();
    assert_string_equal(far.url, "https://hc.example.org/ping/x");
    pass(10 * MINUTE);
    turn();
    assert_string_equal(far.body, "the clock is not trusted");
}

static void test_failures_wait_longer_and_longer_and_never_hammer(void **state)
{
    (void)state;
    static const int statuses[] = {0, 404, 500, 302, 429};
    turn();
    for (int i = 0; i < 200; i++) {
        int asked = far.asked;
        turn_with(statuses[i % 5]);
        assert_int_equal(far.asked, asked);
        int64_t due = turn();
        for (int turns = 0; far.asked == asked; turns++) {
            assert_true(turns < 20);
            pass(due > now.mono_ms ? due - now.mono_ms : 0);
            due = turn();
        }
        assert_string_equal(far.url, "https://hc.example.org/ping/x/start");
    }
    assert_true(now.mono_ms - 1000000 > 100 * INT64_C(120000)); // minutes apart on average
    assert_int_equal(watch.beats.failures, 200);
}

static void test_a_port_without_room_is_like_silence(void **state)
{
    (void)state;
    far.refuse = ERR_FULL;
    turn();
    assert_int_equal(watch.beats.failures, 1);
    far.refuse = OK;
    pass(10 * MINUTE);
    turn();
    assert_int_equal(far.asked, 1);
}

static void test_the_engine_never_sees_a_heartbeat_and_gets_all_of_its_own(void **state)
{
    (void)state;
    struct http_answer answer;
    struct http_port shared = watch_port(&watch);
    turn();
    answer_with(200);
    assert_false(shared.next_answer(shared.self, &answer));
    far.answers = true;
    far.answer = (struct http_answer){.id = 12, .status = 207};
    assert_true(shared.next_answer(shared.self, &answer));
    assert_int_equal(answer.status, 207);
    watch_turn(&watch, false, now);
    assert_int_equal(far.asked, 2); // the answer was kept
    shared.cancel_all(shared.self);
    assert_int_equal(far.cancelled, 1);
    pass(MINUTE);
    turn();
    assert_int_equal(far.asked, 3); // what was cancelled is tried again
}

static void test_nothing_is_asked_or_looked_at_without_the_section(void **state)
{
    (void)state;
    config.heartbeat[0] = '\0';
    assert_true(turn() == MOMENT_NEVER);
    assert_int_equal(far.asked, 0);
    assert_string_equal(published, "");
}

// --- metrics

static void test_the_file_is_new_each_minute_with_the_numbers_of_now(void **state)
{
    (void)state;
    strcpy(config.metrics, "/run/rebond.prom");
    config.heartbeat[0] = '\0';
    turn();
    assert_true(has(published, "\nrebond_queue_items 3\n"));
    assert_true(has(published, "\nrebond_clock_trusted 1\n"));
    assert_true(has(published, "\n# UNIT rebond_disk_free_bytes bytes\n"));
    facts.on_device = 4;
    pass(MINUTE - 1);
    turn();
    assert_true(has(published, "\nrebond_queue_items 3\n"));
    pass(1);
    publish_err = ERR_NOSPACE; // trouble with the file is no trouble for anybody else
    turn();
    publish_err = OK;
    pass(MINUTE);
    turn();
    assert_true(has(published, "\nrebond_queue_items 4\n"));
    assert_true(str_ends(str_from(published), STR("\n# EOF\n")));
}

// --- the grammar of OpenMetrics 1.0, as far as gauges need it; NULL when the text keeps to it

struct family {
    char name[80], seen[1024];
    bool unit, help;
    int samples;
};

static bool is_name(struct str name)
{
    for (size_t i = 0; i < name.n; i++)
        if (!strchr("abcdefghijklmnopqrstuvwxyz_", name.p[i])) return false;
    return name.n > 0;
}

static bool is_integer(struct str value)
{
    int64_t number;
    if (str_starts(value, STR("-"))) value = str_slice(value, 1, value.n);
    return str_eq(value, STR("9223372036854775808")) || str_parse_u63(value, &number) == OK;
}

static const char *check_head(struct str line, struct family *f, char *names)
{
    struct str rest = str_slice(line, 2, line.n), word = str_cut(&rest, ' '), name = str_cut(&rest, ' ');
    char own[96];
    if (!is_name(name)) return "not a name";
    if (str_eq(word, STR("TYPE"))) {
        if (f->name[0] && (!f->help || !f->samples)) return "a family without help or samples";
        snprintf(own, sizeof own, " %.*s ", STR_ARG(name));
        if (strstr(names, own)) return "a family stands twice";
        strcat(names, own);
        *f = (struct family){0};
        return str_copy(name, f->name, sizeof f->name) || !str_eq(rest, STR("gauge")) ? "no gauge" : NULL;
    }
    if (!str_eq(name, str_from(f->name)) || f->samples) return "not below its TYPE";
    if (str_eq(word, STR("UNIT"))) {
        snprintf(own, sizeof own, "_%.*s", STR_ARG(rest));
        f->unit = true;
        return rest.n && str_ends(name, str_from(own)) ? NULL : "a name without its unit";
    }
    f->help = true;
    return str_eq(word, STR("HELP")) && rest.n && str_find(rest, STR("\"")) == rest.n ? NULL : "no help";
}

static const char *check_sample(struct str line, struct family *f)
{
    struct str value = line, series = str_cut(&value, ' '), labels = series, name = str_cut(&labels, '{');
    char own[128];
    if (!str_eq(name, str_from(f->name))) return "a sample of another family";
    if (name.n != series.n) {
        struct str id = str_slice(labels, 9, labels.n - 2);
        if (!str_starts(labels, STR("partner=\"")) || !str_ends(labels, STR("\"}"))) return "other labels";
        for (size_t i = 0; i < id.n; i++)
            if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789_", id.p[i])) return "not the id of a partner";
    }
    snprintf(own, sizeof own, "|%.*s|", STR_ARG(series));
    if (f->samples && (strstr(f->seen, own) || name.n == series.n)) return "a sample stands twice";
    strcat(f->seen, own);
    f->samples++;
    return is_integer(value) ? NULL : "not a number";
}

static const char *check_grammar(const char *text)
{
    char names[4096] = "";
    struct family family = {0};
    struct str rest = str_from(text);
    if (!str_ends(rest, STR("\n# EOF\n"))) return "no end";
    rest.n -= 6;
    while (rest.n) {
        struct str line = str_cut(&rest, '\n');
        const char *wrong =
            str_starts(line, STR("# ")) ? check_head(line, &family, names) : check_sample(line, &family);
        if (wrong) return wrong;
    }
    return family.help && family.samples ? NULL : "a family without help or samples";
}

static void fill_partners(void)
{
    facts.partner_count = 2;
    facts.partners[0] = (struct watch_partner){.id = "ml", .server_class = 'A', .mirrored_s = WALL_S};
    facts.partners[1] = (struct watch_partner){.id = "paej", .condition = PARTNER_CERTIFICATE};
}

static void test_the_text_keeps_to_the_grammar_of_openmetrics(void **state)
{
    (void)state;
    strcpy(config.metrics, "/run/rebond.prom");
    fill_partners();
    turn();
    const char *wrong = check_grammar(published);
    if (wrong) print_error("%s in:\n%s", wrong, published);
    assert_null(wrong);
    facts = (struct watch_facts){0};
    pass(MINUTE);
    turn();
    assert_null(check_grammar(published));
}

static void test_the_grammar_refuses_what_collectors_would(void **state)
{
    (void)state;
    static const char *const slips[][2] = {
        {"# EOF\n", ""},
        {"_free_bytes bytes\n", "_free_bytes seconds\n"},
        {"rebond_queue_items 3", "rebond_queue_items three"},
        {"rebond_queue_items 3", "rebond_queue 3"},
        {"rebond_queue_items 3\n", "rebond_queue_items 3\nrebond_queue_items 4\n"},
        {"# TYPE rebond_quarantine_items gauge", "# TYPE rebond_queue_items gauge"},
        {"partner=\"ml\"", "partner=\"Nadia B.\""},
        {"partner=\"ml\"", "name=\"ml\""},
        {"\n# HELP rebond_queue_items", "\n# HELD rebond_queue_items"},
        {"\nrebond_clock_trusted 1\n", "\n"},
    };
    strcpy(config.metrics, "/run/rebond.prom");
    fill_partners();
    turn();
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
        static char text[METRICS_TEXT + 64];
        const char *at = strstr(published, slips[i][0]);
        assert_non_null(at);
        snprintf(text, sizeof text, "%.*s%s%s", (int)(at - published), published, slips[i][1],
                 at + strlen(slips[i][0]));
        assert_non_null(check_grammar(text));
    }
}

static void test_a_database_that_does_not_open_shows_no_zero(void **state)
{
    (void)state;
    strcpy(config.metrics, "/run/rebond.prom");
    facts = (struct watch_facts){0};
    turn();
    assert_true(has(published, "\nrebond_database_readable 0\n"));
    assert_false(has(published, "rebond_queue_items"));
    assert_true(has(published, "\nrebond_troubles 1\n"));
}

static void test_the_largest_numbers_and_most_partners_fit(void **state)
{
    (void)state;
    strcpy(config.metrics, "/run/rebond.prom");
    facts = (struct watch_facts){.readable = true, .partner_count = LIMIT_PARTNERS};
    facts.on_device = facts.delivered = facts.quarantine = facts.disk_free = facts.disk_total = INT64_MIN;
    facts.disk_total = INT64_MAX;
    for (size_t i = 0; i < LIMIT_PARTNERS; i++)
        facts.partners[i] = (struct watch_partner){
            .id = "abcdefghijklmnopqrstuvwxyz01234", .server_class = 'C', .mirrored_s = INT64_MIN};
    turn();
    assert_true(has(published, "{partner=\"abcdefghijklmnopqrstuvwxyz01234\"} 3\n"));
}

static void test_a_reader_sees_the_old_file_or_the_new_one(void **state)
{
    (void)state;
    char folder[] = "/tmp/rebond-watch-XXXXXX", path[64], beside[72];
    struct stat found;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/rebond.prom", folder);
    snprintf(beside, sizeof beside, "%s.new", path);
    assert_int_equal(files_replace(path, STR("one\n")), OK);
    FILE *reader = fopen(path, "r");
    assert_non_null(reader);
    assert_int_equal(files_replace(path, STR("two, longer\n")), OK);
    char line[32];
    assert_non_null(fgets(line, sizeof line, reader)); // it was opened before: the old text, whole
    assert_string_equal(line, "one\n");
    fclose(reader);
    assert_int_equal(stat(path, &found), 0);
    assert_int_equal(found.st_size, 12);
    assert_int_equal(stat(beside, &found), -1);
    assert_int_equal(mkdir(beside, 0700), 0); // what cannot be written leaves the old one
    assert_int_not_equal(files_replace(path, STR("three\n")), OK);
    assert_int_equal(stat(path, &found), 0);
    assert_int_equal(found.st_size, 12);
    assert_int_equal(rmdir(beside), 0);
    unlink(path);
    assert_int_equal(files_replace("/nowhere/at/all/x.prom", STR("x")), ERR_MISSING);
    assert_int_equal(rmdir(folder), 0);
}

// --- a server that plays Healthchecks, on loopback, and the real curl

static char heard[1 << 14];

static void play(const struct tiny_step *steps, size_t count, int beats)
{
    struct tiny_server server;
    struct http_curl *http;
    tiny_start(&server, steps, count, NULL);
    snprintf(config.heartbeat, sizeof config.heartbeat, "http://127.0.0.1:%d/ping/x", server.port);
    assert_int_equal(http_curl_open(&http), OK);
    begin_at(http_curl_port(http));
    while (beats-- > 0) {
        turn();
        for (int waits = 0; watch.busy && waits < 1000; waits++) {
            http_curl_wait(http, -1, 30000);
            turn();
        }
        int64_t due = watch.beat_ms;
        if (due > now.mono_ms) pass(due - now.mono_ms);
    }
    http_curl_close(http);
    tiny_end(&server, heard, sizeof heard);
}

#define ANSWER(bytes)                                                                                        \
    {                                                                                                        \
        TINY_ANSWER, bytes "\r\nContent-Length: 0\r\n\r\n", true                                             \
    }

static void test_a_real_conversation_with_good_and_bad_answers(void **state)
{
    (void)state;
    static const struct tiny_step steps[] = {
        ANSWER("HTTP/1.1 404 Not Found"), ANSWER("HTTP/1.1 302 Found\r\nLocation: /login"),
        ANSWER("HTTP/1.1 500 No"),        {TINY_CLOSE, NULL, true},
        ANSWER("HTTP/1.1 200 OK"), // taken: the start
        ANSWER("HTTP/1.1 200 OK"),        ANSWER("HTTP/1.1 200 OK"),
    };
    facts.quarantine = 3;
    play(steps, 7, 6); // what is well after the start is told at once
    assert_int_equal(watch.beats.failures, 0);
    assert_true(has(heard, "GET /ping/x/start HTTP/1.1\r\n"));
    assert_true(has(heard, "POST /ping/x/fail HTTP/1.1\r\n"));
    assert_true(has(heard, "\r\n\r\nneeding staff: 3"));
    assert_false(has(heard, "login"));
    assert_false(has(heard, "GET /ping/x HTTP"));
}

static void test_a_server_that_hangs_is_given_up(void **state)
{
    (void)state;
    static const struct tiny_step steps[] = {{TINY_MUTE, NULL, true}};
    play(steps, 1, 1);
    assert_int_equal(watch.beats.failures, 1);
    assert_false(watch.busy);
}

int main(void)
{
#define TEST(test) cmocka_unit_test_setup(test, set_up)
    const struct CMUnitTest tests[] = {
        TEST(test_each_trouble_is_seen_alone_and_all_is_well_without_one),
        TEST(test_a_twentieth_of_a_large_card_is_plenty),
        TEST(test_all_troubles_together_fit_the_reason),
        TEST(test_start_then_well_then_every_five_minutes),
        TEST(test_what_goes_wrong_is_said_within_a_minute_and_what_heals_too),
        TEST(test_the_oldest_request_fails_the_check_though_the_device_beats),
        TEST(test_a_request_dated_by_a_wrong_clock_is_as_old_as_it_was_seen),
        TEST(test_a_clock_has_ten_minutes_to_be_set),
        TEST(test_failures_wait_longer_and_longer_and_never_hammer),
        TEST(test_a_port_without_room_is_like_silence),
        TEST(test_the_engine_never_sees_a_heartbeat_and_gets_all_of_its_own),
        TEST(test_nothing_is_asked_or_looked_at_without_the_section),
        TEST(test_the_file_is_new_each_minute_with_the_numbers_of_now),
        TEST(test_the_text_keeps_to_the_grammar_of_openmetrics),
        TEST(test_the_grammar_refuses_what_collectors_would),
        TEST(test_a_database_that_does_not_open_shows_no_zero),
        TEST(test_the_largest_numbers_and_most_partners_fit),
        TEST(test_a_reader_sees_the_old_file_or_the_new_one),
        TEST(test_a_real_conversation_with_good_and_bad_answers),
        TEST(test_a_server_that_hangs_is_given_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
