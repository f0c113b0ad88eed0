// links: base port booking platform
// with: harness/tiny_server.c harness/memory_scan.c
#define _GNU_SOURCE
#include "harness/test.h"

#include "base/wipe.h"
#include "harness/memory_scan.h"
#include "harness/tiny_server.h"
#include "platform/http_curl.h"
#include "platform/nudge.h"
#include "platform/wiped.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static struct http_curl *http;
static struct http_port port;
static struct tiny_server server;
static char heard[1 << 16];
static char trust_path[64];

static int open_it(void **state)
{
    (void)state;
    assert_int_equal(http_curl_open(&http), OK);
    port = http_curl_port(http);
    return 0;
}

static int close_it(void **state)
{
    (void)state;
    http_curl_close(http);
    return 0;
}

static void url_of(char *url, size_t cap, const char *scheme, const char *path)
{
    snprintf(url, cap, "%s://127.0.0.1:%d%s", scheme, server.port, path);
}

// Waits for one answer; its texts are valid until the next.
static struct http_answer answer_now(void)
{
    struct http_answer answer;
    while (!port.next_answer(port.self, &answer))
        http_curl_wait(http, -1, 5000);
    return answer;
}

static struct http_answer ask(const char *scheme, struct http_request request)
{
    char url[128];
    if (!request.url) {
        url_of(url, sizeof url, scheme, "/reservations/rdv-1.ics");
        request.url = url;
    }
    if (!request.timeout_ms) request.timeout_ms = 20000;
    if (!request.cap) request.cap = 1000;
    assert_int_equal(port.start(port.self, &request), OK);
    return answer_now();
}

static bool was_heard(const char *text)
{
    return strcasestr(heard, text) != NULL;
}

static int count_heard(char c)
{
    int count = 0;
    for (const char *at = heard; *at; at++)
        count += *at == c;
    return count;
}

#define CREATED "HTTP/1.1 201 Created\r\nServer: tiny/1.0 (test)\r\nETag: \"x1\"\r\nContent-Length: 0\r\n\r\n"
#define FOUND "HTTP/1.1 200 OK\r\nContent-Type: text/calendar\r\nContent-Length: 5\r\n\r\nhello"
#define ANSWER(bytes)                                                                                        \
    {                                                                                                        \
        TINY_ANSWER, bytes, false                                                                            \
    }
#define LAST_ANSWER(bytes)                                                                                   \
    {                                                                                                        \
        TINY_ANSWER, bytes, true                                                                             \
    }
#define CLOSE                                                                                                \
    {                                                                                                        \
        TINY_CLOSE, NULL, true                                                                               \
    }
#define MUTE                                                                                                 \
    {                                                                                                        \
        TINY_MUTE, NULL, true                                                                                \
    }
#define START(...)                                                                                           \
    tiny_start(&server, (const struct tiny_step[]){__VA_ARGS__},                                             \
               sizeof((const struct tiny_step[]){__VA_ARGS__}) / sizeof(struct tiny_step), NULL)

static void test_what_is_far_goes_through_the_proxy_of_the_place_and_this_machine_does_not(void **state)
{
    (void)state;
    char proxy[64];
    START(LAST_ANSWER("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"), ANSWER(CREATED));
    url_of(proxy, sizeof proxy, "http", "");
    http_curl_set_proxy(http, proxy);
    struct http_answer answer =
        ask("https",
            (struct http_request){.method = HTTP_GET, .url = "https://agenda.example.org/x", .depth = -1});
    assert_int_not_equal(answer.failure, HTTP_DONE); // this one lets nobody through
    http_curl_set_proxy(http, "http://127.0.0.1:1");
    assert_int_equal(ask("http", (struct http_request){.method = HTTP_GET, .depth = -1}).status, 201);
    tiny_end(&server, heard, sizeof heard);
    assert_true(was_heard("CONNECT agenda.example.org:443 HTTP/1.1\r\n"));
    assert_true(was_heard("GET /reservations/rdv-1.ics HTTP/1.1\r\n"));
}

static void test_a_create_is_written_as_the_profile_wants_it(void **state)
{
    (void)state;
    setenv("http_proxy", "http://127.0.0.1:1/", 1);
    START(ANSWER(CREATED));
    static char body[3000];
    memset(body, 'b', sizeof body);
    struct http_account account = {.user = "borne", .secret = "s3cret"};
    struct http_answer answer = ask("http", (struct http_request){
                                                .id = 7,
                                                .method = HTTP_PUT,
                                                .account = &account,
                                                .if_none_match = true,
                                                .depth = -1,
                                                .content_type = "text/calendar; charset=utf-8",
                                                .body = {body, sizeof body},
                                            });
    assert_int_equal(answer.failure, HTTP_DONE);
    assert_int_equal(answer.status, 201);
    assert_true(answer.id == 7);
    assert_true(str_eq(answer.etag, STR("\"x1\"")));
    assert_true(str_eq(answer.server, STR("tiny/1.0 (test)")));
    tiny_end(&server, heard, sizeof heard);
    unsetenv("http_proxy");
    assert_true(was_heard("PUT /reservations/rdv-1.ics HTTP/1.1\r\n"));
    assert_true(was_heard("\r\nContent-Length: 3000\r\n"));
    assert_true(was_heard("\r\nIf-None-Match: *\r\n"));
    assert_true(was_heard("\r\nContent-Type: text/calendar; charset=utf-8\r\n"));
    assert_true(was_heard("\r\nAuthorization: Basic Ym9ybmU6czNjcmV0\r\n"));
    assert_false(was_heard("Expect:"));
    assert_false(was_heard("Transfer-Encoding"));
    assert_false(was_heard("Depth:"));
    assert_false(was_heard("Cookie"));
}

static void test_other_methods_carry_what_they_were_given(void **state)
{
    (void)state;
    START(ANSWER("HTTP/1.1 207 Multi-Status\r\nContent-Length: 0\r\n\r\n"),
          ANSWER("HTTP/1.1 412 No\r\nContent-Length: 0\r\n\r\n"), ANSWER(FOUND));
    ask("http",
        (struct http_request){
            .method = HTTP_REPORT, .depth = 1, .content_type = "application/xml", .body = STR("<x/>")});
    ask("http",
        (struct http_request){.method = HTTP_PUT, .depth = -1, .if_match = "\"e\"", .body = STR("y")});
    struct http_answer answer = ask("http", (struct http_request){.method = HTTP_GET, .depth = -1});
    assert_true(str_eq(answer.body, STR("hello")));
    assert_true(str_eq(answer.content_type, STR("text/calendar")));
    tiny_end(&server, heard, sizeof heard);
    assert_true(was_heard("REPORT /"));
    assert_true(was_heard("\r\nDepth: 1\r\n"));
    assert_true(was_heard("\r\nIf-Match: \"e\"\r\n"));
    assert_true(was_heard("GET /"));
    assert_false(was_heard("Authorization"));
    assert_int_equal(count_heard('+'), 1); // all on one connection
}

static void test_unreachable_is_said_only_when_nothing_was_sent(void **state)
{
    (void)state;
    START(LAST_ANSWER(FOUND));
    char url[128];
    url_of(url, sizeof url, "http", "/");
    ask("http", (struct http_request){.method = HTTP_GET, .depth = -1});
    struct http_request put = {.method = HTTP_PUT, .url = url, .depth = -1, .body = STR("x")};
    assert_int_equal(ask("http", put).failure, HTTP_UNREACHABLE); // nobody listens there any more
    put.url = "https://no-such-host.invalid/x";
    assert_int_equal(ask("http", put).failure, HTTP_UNREACHABLE);
    tiny_end(&server, heard, sizeof heard);
}

static void test_whatever_breaks_after_that_is_cut(void **state)
{
    (void)state;
    START(CLOSE);
    assert_int_equal(
        ask("http", (struct http_request){.method = HTTP_PUT, .depth = -1, .body = STR("x")}).failure,
        HTTP_CUT);
    tiny_end(&server, heard, sizeof heard);
    START(MUTE);
    struct http_request patient = {.method = HTTP_PUT, .depth = -1, .body = STR("x"), .timeout_ms = 300};
    assert_int_equal(ask("http", patient).failure, HTTP_CUT);
    tiny_end(&server, heard, sizeof heard);
    START(LAST_ANSWER("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhalf"));
    assert_int_equal(ask("http", (struct http_request){.method = HTTP_GET, .depth = -1}).failure, HTTP_CUT);
    tiny_end(&server, heard, sizeof heard);
}

// A kept connection takes the request and dies, and then nobody answers: curl tries again by itself, is
// refused, and would say "could not connect". But bytes have left.
static void test_a_dead_kept_connection_counts_as_cut(void **state)
{
    (void)state;
    START(ANSWER(FOUND), CLOSE);
    ask("http", (struct http_request){.method = HTTP_GET, .depth = -1});
    struct http_request put = {.method = HTTP_PUT, .depth = -1, .body = STR("x")};
    assert_int_equal(ask("http", put).failure, HTTP_CUT);
    tiny_end(&server, heard, sizeof heard);
    assert_true(was_heard("PUT /"));
}

static void test_more_than_the_cap_is_not_read(void **state)
{
    (void)state;
    static char big[6000];
    int n = snprintf(big, sizeof big, "HTTP/1.1 200 OK\r\n\r\n");
    memset(big + n, 'x', 5000);
    START(LAST_ANSWER("HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\nxxxx"), LAST_ANSWER(big));
    assert_int_equal(ask("http", (struct http_request){.method = HTTP_GET, .depth = -1}).failure,
                     HTTP_TOO_BIG);
    assert_int_equal(ask("http", (struct http_request){.method = HTTP_GET, .depth = -1}).failure,
                     HTTP_TOO_BIG);
    tiny_end(&server, heard, sizeof heard);
}

static void test_a_redirect_is_told_and_not_followed(void **state)
{
    (void)state;
    START(ANSWER("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"), ANSWER(FOUND));
    struct http_account account = {.user = "borne", .secret = "s3cret"};
    struct http_answer answer =
        ask("http", (struct http_request){.method = HTTP_GET, .depth = -1, .account = &account});
    assert_int_equal(answer.status, 302);
    assert_true(str_eq(answer.location, STR("/elsewhere")));
    tiny_end(&server, heard, sizeof heard);
    assert_false(was_heard("elsewhere"));
}

static void test_urls_that_would_carry_the_password_in_clear_are_refused(void **state)
{
    (void)state;
    static const char *const urls[] = {
        "http://calendar.example/x",
        "http://127.0.0.1.example.org/x",
        "ftp://127.0.0.1/x",
        "file:///etc/passwd",
        "http://10.0.0.1/x",
        "gopher://127.0.0.1/x",
        "nonsense",
        "",
    };
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        struct http_request request = {.method = HTTP_GET, .url = urls[i], .timeout_ms = 1000, .cap = 10};
        assert_int_equal(port.start(port.self, &request), ERR_INVALID);
    }
}

static void test_many_at_once_and_no_more_than_there_is_room_for(void **state)
{
    (void)state;
    static struct tiny_step steps[100];
    for (size_t i = 0; i < 100; i++)
        steps[i] = (struct tiny_step)LAST_ANSWER(FOUND);
    tiny_start(&server, steps, 100, NULL);
    char url[128];
    url_of(url, sizeof url, "http", "/x");
    struct http_request request = {
        .method = HTTP_GET, .url = url, .depth = -1, .timeout_ms = 20000, .cap = 100};
    uint64_t started = 0, sum = 0;
    while (port.start(port.self, &request) == OK)
        request.id = ++started;
    assert_true(started >= 72 && started < 100);
    for (uint64_t i = 0; i < started; i++) {
        struct http_answer answer = answer_now();
        assert_int_equal(answer.status, 200);
        sum += answer.id;
    }
    assert_true(sum == started * (started - 1) / 2);
    port.cancel_all(port.self);
    tiny_end(&server, heard, sizeof heard);
}

static void test_a_certificate_must_be_known_for_this_host_and_of_this_time(void **state)
{
    (void)state;
    struct http_request get = {.method = HTTP_GET, .depth = -1};
    struct tiny_step steps[] = {LAST_ANSWER(FOUND), LAST_ANSWER(FOUND)};
    struct http_account trusting = {.ca_file = trust_path};
    struct tiny_tls right = {"IP:127.0.0.1", trust_path}, wrong = {"DNS:calendar.example", trust_path};

    tiny_start(&server, steps, 2, &right);
    assert_int_equal(ask("https", get).failure, HTTP_BAD_TLS); // unknown authority
    get.account = &trusting;
    http_curl_set_date(http, 1000000000);
    assert_int_equal(ask("https", get).failure, HTTP_BAD_TLS); // not valid in 2001
    http_curl_set_date(http, 0);
    assert_int_equal(ask("https", get).status, 200);
    http_curl_set_date(http, (int64_t)time(NULL));
    assert_int_equal(ask("https", get).status, 200);
    tiny_end(&server, heard, sizeof heard);
    assert_int_equal(count_heard('G'), 2); // what was refused sent nothing

    tiny_start(&server, steps, 2, &wrong);
    assert_int_equal(ask("https", get).failure, HTTP_BAD_TLS); // for another host
    tiny_end(&server, heard, sizeof heard);
    assert_string_equal(heard, "+");
}

// "SUMMARY:Zora was here and" and "DESCRIPTION:Zora came back", masked: nowhere in this program as they are.
static const char sent_masked[] =
    "\x09\x0f\x17\x17\x1b\x08\x03\x60\x00\x35\x28\x3b\x7a\x2d\x3b\x29\x7a\x32\x3f\x28\x3f\x7a\x3b\x34\x3e";
static const char came_masked[] = "\x1e\x1f\x09\x19\x08\x13\x0a\x0e\x13\x15\x14\x60\x00\x35\x28\x3b\x7a\x39"
                                  "\x3b\x37\x3f\x7a\x38\x3b\x39\x31";
enum { SENT_N = sizeof sent_masked - 1, CAME_N = sizeof came_masked - 1, AT = 600, LONG = 9000 };

// `n` bytes of filling with the words at AT, on the heap.
static char *words_of(const char *masked, size_t masked_n, const char *begin, size_t n)
{
    char *text = malloc(n + 1);
    assert_non_null(text);
    memset(text, 'x', n);
    memcpy(text, begin, strlen(begin));
    for (size_t i = 0; i < masked_n; i++)
        text[AT + i] = (char)(masked[i] ^ SCAN_MASK);
    text[n] = '\0';
    return text;
}

static bool holds(const char *masked, size_t n)
{
    return memory_holds((const unsigned char *)masked, n);
}

// The server is a process of its own: what it knows is not ours.
static void expect_nothing_stays(const char *scheme, const struct tiny_tls *tls)
{
    struct http_account account = {.user = "borne", .secret = "s3cret", .ca_file = tls ? trust_path : NULL};
    char *came = words_of(came_masked, CAME_N, "HTTP/1.1 200 OK\r\nContent-Length: 8959\r\n\r\n", LONG);
    char *sent = words_of(sent_masked, SENT_N, "BEGIN", LONG);
    struct tiny_step steps[] = {{TINY_ANSWER, came, false}, LAST_ANSWER(FOUND)};
    tiny_start(&server, steps, 2, tls);
    wiped_free(came);
    assert_true(holds(sent_masked, SENT_N));
    assert_false(holds(came_masked, CAME_N));
    struct http_answer answer =
        ask(scheme,
            (struct http_request){
                .method = HTTP_PUT, .depth = -1, .account = &account, .cap = 20000, .body = {sent, LONG}});
    assert_int_equal(answer.status, 200);
    assert_true(holds(came_masked, CAME_N)); // it is still shown
    wiped_free(sent);
    assert_false(port.next_answer(port.self, &answer));
    assert_false(holds(sent_masked, SENT_N));
    assert_false(holds(came_masked, CAME_N));
    ask(scheme, (struct http_request){.method = HTTP_GET, .depth = -1, .account = &account});
    tiny_end(&server, heard, sizeof heard);
    assert_true(was_heard("PUT /") && strlen(heard) > LONG);
    wipe(heard, sizeof heard);
}

static void test_nothing_stays_in_memory_of_what_was_sent_or_came(void **state)
{
    (void)state;
    struct tiny_tls tls = {"IP:127.0.0.1", trust_path};
    expect_nothing_stays("http", NULL);
    expect_nothing_stays("https", &tls);
}

static void test_the_search_of_memory_finds_what_was_freed_but_not_wiped(void **state)
{
    (void)state;
    static char *volatile left; // so that no compiler leaves out writing what is never read
    assert_false(holds(sent_masked, SENT_N));
    left = words_of(sent_masked, SENT_N, "", LONG);
    free(left);
    assert_true(holds(sent_masked, SENT_N));
}

static void test_a_nudge_ends_the_wait_and_a_missing_listener_is_no_trouble(void **state)
{
    (void)state;
    char folder[] = "/tmp/rebond-nudge-XXXXXX";
    struct nudge nudge;
    assert_non_null(mkdtemp(folder));
    nudge_send(folder); // nobody listens
    assert_int_equal(nudge_init(folder, &nudge), OK);
    assert_false(nudge_take(&nudge));
    assert_false(http_curl_wait(http, nudge.fd, 0));
    nudge_send(folder);
    nudge_send(folder);
    assert_true(http_curl_wait(http, nudge.fd, 60000));
    assert_true(nudge_take(&nudge));
    assert_false(nudge_take(&nudge));
    for (int i = 0; i < 10000; i++)
        nudge_send(folder); // never waits, however full
    struct nudge again;
    assert_int_equal(nudge_init(folder, &again), OK); // what a killed run left behind
    close(nudge.fd);
    nudge_finish(&again);
    assert_int_equal(rmdir(folder), 0);
    char far[200];
    memset(far, 'f', sizeof far);
    far[sizeof far - 1] = '\0';
    assert_int_equal(nudge_init(far, &nudge), ERR_INVALID);
    nudge_send(far);
}

int main(void)
{
    snprintf(trust_path, sizeof trust_path, "/tmp/rebond-trust-%d.pem", (int)getpid());
#define TEST(test) cmocka_unit_test_setup_teardown(test, open_it, close_it)
    const struct CMUnitTest tests[] = {
        TEST(test_what_is_far_goes_through_the_proxy_of_the_place_and_this_machine_does_not),
        TEST(test_a_create_is_written_as_the_profile_wants_it),
        TEST(test_other_methods_carry_what_they_were_given),
        TEST(test_unreachable_is_said_only_when_nothing_was_sent),
        TEST(test_whatever_breaks_after_that_is_cut),
        TEST(test_a_dead_kept_connection_counts_as_cut),
        TEST(test_more_than_the_cap_is_not_read),
        TEST(test_a_redirect_is_told_and_not_followed),
        TEST(test_urls_that_would_carry_the_password_in_clear_are_refused),
        TEST(test_many_at_once_and_no_more_than_there_is_room_for),
        TEST(test_a_certificate_must_be_known_for_this_host_and_of_this_time),
        TEST(test_nothing_stays_in_memory_of_what_was_sent_or_came),
        TEST(test_the_search_of_memory_finds_what_was_freed_but_not_wiped),
        TEST(test_a_nudge_ends_the_wait_and_a_missing_listener_is_no_trouble),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    unlink(trust_path);
    return failed;
}
