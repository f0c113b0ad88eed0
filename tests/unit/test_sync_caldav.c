// links: base booking sync
#include "harness/test.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/rng.h"
#include "sync/caldav.h"

enum { CAP = 8 };
static char memory[1 << 16];
static struct arena arena;
static struct caldav_member members[CAP];
static struct caldav_listing listing;

static err_t parse(const char *xml)
{
    arena = arena_init(memory, sizeof memory);
    memset(&listing, 0, sizeof listing);
    return caldav_parse_multistatus(str_from(xml), &arena, members, CAP, &listing);
}

static void expect_str(struct str got, const char *wanted)
{
    char text[1024];
    snprintf(text, sizeof text, "%.*s", STR_ARG(got));
    assert_string_equal(text, wanted);
}

static void expect_member(size_t i, const char *href, const char *etag, bool gone)
{
    assert_true(i < listing.count);
    expect_str(listing.members[i].href, href);
    expect_str(listing.members[i].etag, etag);
    assert_int_equal(listing.members[i].gone, gone);
}

#define XML "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
#define OK200 "<status>HTTP/1.1 200 OK</status>"

static void test_radicale_says_what_changed_and_what_is_gone(void **state)
{
    (void)state;
    assert_int_equal(
        parse(XML "<multistatus xmlns=\"DAV:\"><sync-token>http://radicale.org/ns/sync/0a1b</sync-token>"
                  "<response><href>/ml/reservations/rdv-a.ics</href><propstat><prop>"
                  "<getetag>\"1f&amp;2\"</getetag></prop>" OK200 "</propstat></response>"
                  "<response><href>/ml/reservations/rdv%20b.ics</href>"
                  "<status>HTTP/1.1 404 Not Found</status></response></multistatus>"),
        OK);
    assert_int_equal(listing.count, 2);
    expect_member(0, "/ml/reservations/rdv-a.ics", "\"1f&2\"", false);
    expect_member(1, "/ml/reservations/rdv%20b.ics", "", true);
    expect_str(listing.token, "http://radicale.org/ns/sync/0a1b");
    assert_false(listing.more);
}

static void test_xandikos_uses_prefixes_of_its_own(void **state)
{
    (void)state;
    assert_int_equal(
        parse("<ns0:multistatus xmlns:ns0=\"DAV:\" xmlns:ns1=\"urn:ietf:params:xml:ns:caldav\">"
              "<ns0:response><ns0:href>/u/calendars/c/x.ics</ns0:href><ns0:propstat>"
              "<ns0:status>HTTP/1.1 200 OK</ns0:status><ns0:prop><ns0:getetag>\"e\"</ns0:getetag>"
              "<ns1:calendar-data>BEGIN:VCALENDAR&#13;\nSUMMARY:a &lt; b&#13;\n"
              "END:VCALENDAR&#13;\n</ns1:calendar-data></ns0:prop></ns0:propstat></ns0:response>"
              "<ns0:sync-token>sha</ns0:sync-token></ns0:multistatus>"),
        OK);
    expect_member(0, "/u/calendars/c/x.ics", "\"e\"", false);
    expect_str(listing.members[0].data, "BEGIN:VCALENDAR\r\nSUMMARY:a < b\r\nEND:VCALENDAR");
    expect_str(listing.token, "sha");
}

static void test_only_properties_with_200_count(void **state)
{
    (void)state;
    // As Cyrus and sabre put it: one propstat for what there is, one for what there is not.
    assert_int_equal(parse(XML "<D:multistatus xmlns:D=\"DAV:\" xmlns:C=\"urn:ietf:params:xml:ns:caldav\">"
                               "<D:response><D:href>/dav/c/1.ics</D:href>"
                               "<D:propstat><D:prop><D:getetag/><C:calendar-data/></D:prop>"
                               "<D:status>HTTP/1.1 404 Not Found</D:status></D:propstat></D:response>"
                               "<D:response><D:href>/dav/c/2.ics</D:href>"
                               "<D:propstat><D:prop><D:getetag>\"2\"</D:getetag></D:prop>"
                               "<D:status>HTTP/1.1 200 OK</D:status></D:propstat>"
                               "<D:propstat><D:prop><D:getetag>\"wrong\"</D:getetag></D:prop>"
                               "<D:status>HTTP/1.1 403 Forbidden</D:status></D:propstat>"
                               "<D:propstat><D:prop><D:getetag>\"unsaid\"</D:getetag></D:prop></D:propstat>"
                               "</D:response></D:multistatus>"),
                     OK);
    assert_int_equal(listing.count, 2);
    expect_member(0, "/dav/c/1.ics", "", false);
    expect_member(1, "/dav/c/2.ics", "\"2\"", false);
    expect_str(listing.token, "");
}

static void test_cyrus_says_that_there_is_more(void **state)
{
    (void)state;
    assert_int_equal(parse(XML
                           "<D:multistatus xmlns:D=\"DAV:\"><D:response><D:href>/dav/c/1.ics</D:href>"
                           "<D:propstat><D:prop><D:getetag>\"1\"</D:getetag></D:prop>"
                           "<D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>"
                           "<D:response><D:href>/dav/c/</D:href><D:status>HTTP/1.1 507 Insufficient Storage"
                           "</D:status><D:error><D:number-of-matches-within-limits/></D:error></D:response>"
                           "<D:sync-token>data:,5</D:sync-token></D:multistatus>"),
                     OK);
    assert_true(listing.more);
    assert_int_equal(listing.count, 1);
    expect_str(listing.token, "data:,5");
}

static void test_the_collection_itself_is_told_apart(void **state)
{
    (void)state;
    assert_int_equal(
        parse(XML "<d:multistatus xmlns:d=\"DAV:\"><d:response><d:href>/SOGo/dav/u/Calendar/c</d:href>"
                  "<d:propstat><d:prop><d:resourcetype><d:collection/></d:resourcetype></d:prop>"
                  "<d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>"
                  "<d:response><d:href>/c/</d:href></d:response>"
                  "<d:response><d:href>\n /c/y.ics \n</d:href><d:propstat><d:prop>"
                  "<d:resourcetype/></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat>"
                  "</d:response></d:multistatus>"),
        OK);
    assert_int_equal(listing.count, 3);
    assert_true(listing.members[0].collection && listing.members[1].collection);
    assert_false(listing.members[2].collection);
    expect_member(2, "/c/y.ics", "", false);
}

static void test_one_status_for_several_resources(void **state)
{
    (void)state;
    assert_int_equal(parse(XML
                           "<multistatus xmlns=\"DAV:\"><response><href>/a</href><href>/b</href>"
                           "<status>HTTP/1.1 410 Gone</status></response><response><href>/c</href>"
                           "<status>HTTP/1.1 500 Oh</status></response><response><href>/d</href>"
                           "<status>HTTP/1.1 404 No</status></response><response><href>/e</href></response>"
                           "</multistatus>"),
                     OK);
    assert_int_equal(listing.count, 5);
    expect_member(3, "/d", "", true);
    expect_member(4, "/e", "", false);
    expect_member(0, "/a", "", true);
    expect_member(1, "/b", "", true);
    expect_member(2, "/c", "", false);
}

static void test_davical_and_sabre_say_nothing_with_an_empty_listing(void **state)
{
    (void)state;
    assert_int_equal(parse(XML "<multistatus xmlns=\"DAV:\"><sync-token>t</sync-token></multistatus>"), OK);
    assert_int_equal(listing.count, 0);
    expect_str(listing.token, "t");
}

static void test_what_is_no_multistatus_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        "<multistatus xmlns=\"DAV:\">",
        // SOGo: emoji inline as two halves of a surrogate pair
        "<multistatus "
        "xmlns=\"DAV:\"><response><href>/\xed\xa0\xbc\xed\xbd\x92</href></response></multistatus>",
        "<multistatus xmlns=\"DAV:\"><response><href>/&#55356;&#57170;</href></response></multistatus>",
        "<multistatus xmlns=\"DAV:\"><response><href>/\x01</href></response></multistatus>",
        "<multistatus/>",
        "<multistatus xmlns=\"DAV\"/>",
        "<error xmlns=\"DAV:\"><valid-sync-token/></error>",
        "<html><body>Connexion</body></html>",
        "<!DOCTYPE html><html/>",
        "<!DOCTYPE m [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
        "<multistatus xmlns=\"DAV:\"><sync-token>&b;</sync-token></multistatus>",
        "<!DOCTYPE m SYSTEM \"http://127.0.0.1/x\"><multistatus xmlns=\"DAV:\"/>",
        "<multistatus xmlns=\"DAV:\"/><multistatus xmlns=\"DAV:\"/>",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        if (parse(bad[i]) != ERR_INVALID) fail_msg("taken: %s", bad[i]);
        assert_int_equal(arena.n, 0);
    }
    // The control: none of what surrounds the faults is a fault.
    assert_int_equal(
        parse("<!-- --><multistatus xmlns=\"DAV:\"><response><href>/&#127826;&#xe9;</href></response>"
              "<x xmlns=\"DAV\"/><sync-token><![CDATA[a&b]]></sync-token></multistatus><?pi?>"),
        OK);
    expect_str(listing.members[0].href, "/🍒é");
    expect_str(listing.token, "a&b");
}

static err_t parse_depth(int depth)
{
    char xml[4096];
    struct buf b = buf_init(xml, sizeof xml);
    buf_add(&b, STR("<multistatus xmlns=\"DAV:\">"));
    for (int i = 1; i < depth; i++)
        buf_add(&b, STR("<x>"));
    for (int i = 1; i < depth; i++)
        buf_add(&b, STR("</x>"));
    buf_add(&b, STR("</multistatus>"));
    return parse(buf_c(&b));
}

static void test_depth_count_and_memory_are_bounded(void **state)
{
    (void)state;
    assert_int_equal(parse_depth(LIMIT_XML_DEPTH), OK);
    assert_int_equal(parse_depth(LIMIT_XML_DEPTH + 1), ERR_INVALID);
    assert_int_equal(
        parse(
            "<multistatus xmlns=\"DAV:\"><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/>"
            "<a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/></multistatus>"),
        OK);
    char xml[2048];
    for (int count = CAP; count <= CAP + 1; count++) {
        struct buf b = buf_init(xml, sizeof xml);
        buf_add(&b, STR("<multistatus xmlns=\"DAV:\">"));
        for (int i = 0; i < count; i++)
            buf_add(&b, STR("<response><href>/aaaaaaaaaaaaaaaa</href></response>"));
        buf_add(&b, STR("</multistatus>"));
        assert_int_equal(parse(buf_c(&b)), count == CAP ? OK : ERR_FULL);
    }
    char little[64];
    struct arena small = arena_init(little, sizeof little);
    memset(little, 0, sizeof little);
    assert_int_equal(
        caldav_parse_multistatus(STR("<multistatus xmlns=\"DAV:\"><response><href>/aaaaaaaaaaaaaaaaaaaaaaaa"
                                     "</href><href>/bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
                                     "</href></response></multistatus>"),
                                 &small, members, CAP, &listing),
        ERR_FULL);
    // What did not fit is not left behind either.
    for (size_t i = 0; i < sizeof little; i++)
        assert_int_equal(little[i], 0);
}

static const char fixture[] = XML
    "<D:multistatus xmlns:D=\"DAV:\" xmlns:C=\"urn:ietf:params:xml:ns:caldav\"><D:response>"
    "<D:href>/dav/c/&#233;%201.ics</D:href><D:propstat><D:prop><D:getetag>\"1\"</D:getetag>"
    "<C:calendar-data><![CDATA[BEGIN:VCALENDAR]]>&amp;</C:calendar-data><D:resourcetype/></D:prop>"
    "<D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response><D:response><D:href>/dav/c/</D:href>"
    "<D:status>HTTP/1.1 507 Full</D:status></D:response><D:sync-token>t&lt;</D:sync-token></D:multistatus>";

static void test_half_an_answer_is_never_taken_for_a_whole_one(void **state)
{
    (void)state;
    size_t whole = sizeof fixture - 1;
    for (size_t n = 0; n <= whole; n++) {
        char *copy = malloc(n ? n : 1);
        assert_non_null(copy);
        memcpy(copy, fixture, n);
        arena = arena_init(memory, sizeof memory);
        err_t err = caldav_parse_multistatus((struct str){copy, n}, &arena, members, CAP, &listing);
        assert_int_equal(err, n == whole ? OK : ERR_INVALID);
        free(copy);
    }
}

static void test_damaged_answers_do_no_harm(void **state)
{
    (void)state;
    static const char telling[] = "<>&;/\"'=:![]?- \n\x00\xff\xc3";
    struct rng rng = {20261123};
    size_t whole = sizeof fixture - 1, taken = 0;
    for (int round = 0; round < 20000; round++) {
        char *copy = malloc(whole);
        assert_non_null(copy);
        memcpy(copy, fixture, whole);
        for (uint64_t left = 1 + rng_below(&rng, 4); left; left--) {
            char c = rng_below(&rng, 2) ? telling[rng_below(&rng, sizeof telling)]
                                        : fixture[rng_below(&rng, whole)];
            copy[rng_below(&rng, whole)] = c;
        }
        arena = arena_init(memory, sizeof memory);
        if (!caldav_parse_multistatus((struct str){copy, whole}, &arena, members, CAP, &listing)) {
            taken++;
            for (size_t i = 0; i < listing.count; i++) // every text stands in the arena, none in the input
                assert_true(listing.members[i].href.p >= memory &&
                            listing.members[i].href.p + listing.members[i].href.n <= memory + arena.n);
        }
        free(copy);
    }
    assert_true(taken > 1000);
}

static void expect_name(const char *href, const char *wanted)
{
    char name[LIMIT_RESOURCE + 1] = "untouched";
    assert_int_equal(caldav_name_from_href(str_from(href), name, sizeof name), OK);
    assert_string_equal(name, wanted);
}

static void test_names_of_resources_whoever_escaped_them(void **state)
{
    (void)state;
    expect_name("/ml/reservations/rdv-a.ics", "rdv-a.ics");
    expect_name("https://cal.example.org/dav/rdv%20a%C3%A9.ics", "rdv aé.ics");
    expect_name("rdv-a.ics", "rdv-a.ics");
    expect_name("/SOGo/dav/u/Calendar/c/100% sûr & propre.ics", "100% sûr & propre.ics");
    expect_name("/c/50%25.ics", "50%.ics");
    expect_name("/c/%2541.ics", "%41.ics"); // decoded once
    expect_name("/c/a%4", "a%4");
    static const char *const bad[] = {"",         "/",     "/c/",       "/c/%2F", "/c/a%2fb",
                                      "/c/a%00b", "/c/..", "/c/%2E%2e", "."};
    char name[LIMIT_RESOURCE + 1] = "untouched";
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(caldav_name_from_href(str_from(bad[i]), name, sizeof name), ERR_INVALID);
    char longest[LIMIT_RESOURCE + 2];
    memset(longest, 'a', sizeof longest);
    struct str s = {longest, LIMIT_RESOURCE};
    assert_int_equal(caldav_name_from_href((struct str){longest, LIMIT_RESOURCE + 1}, name, sizeof name),
                     ERR_INVALID);
    assert_int_equal(caldav_name_from_href(s, name, LIMIT_RESOURCE), ERR_INVALID);
    assert_string_equal(name, "untouched");
    assert_int_equal(caldav_name_from_href(s, name, sizeof name), OK);
}

static void test_urls_are_built_so_that_names_come_back(void **state)
{
    (void)state;
    char text[LIMIT_URL];
    struct buf b = buf_init(text, sizeof text);
    caldav_url(&b, STR("https://cal.example.org/dav/c"), STR("rdv-a.ics"));
    assert_string_equal(buf_c(&b), "https://cal.example.org/dav/c/rdv-a.ics");
    b.n = 0;
    caldav_url(&b, STR("https://cal.example.org/dav/c/"), STR("é/%?#.ics"));
    assert_string_equal(buf_c(&b), "https://cal.example.org/dav/c/%C3%A9%2F%25%3F%23.ics");
    struct rng rng = {7};
    for (int round = 0; round < 2000; round++) {
        char bytes[24], back[LIMIT_RESOURCE + 1];
        struct str name = {bytes, 1 + (size_t)rng_below(&rng, sizeof bytes)};
        for (size_t i = 0; i < name.n; i++)
            do
                bytes[i] = (char)rng_next(&rng);
            while (bytes[i] == 0 || bytes[i] == '/' || bytes[i] == '.');
        b.n = 0;
        caldav_url(&b, STR("/c"), name);
        assert_int_equal(caldav_name_from_href(buf_str(&b), back, sizeof back), OK);
        assert_true(str_eq(str_from(back), name));
    }
}

static void test_requests_are_xml_that_says_what_it_should(void **state)
{
    (void)state;
    char text[2048];
    struct buf b = buf_init(text, sizeof text);
    caldav_encode_sync(&b, STR("a<b>&\"\x01"));
    assert_non_null(strstr(buf_c(&b), "<d:sync-token>a&lt;b&gt;&amp;\"</d:sync-token>"));
    b.n = 0;
    caldav_encode_sync(&b, STR(""));
    assert_non_null(strstr(buf_c(&b), "<d:sync-token></d:sync-token><d:sync-level>1</d:sync-level>"));
    b.n = 0;
    const struct str hrefs[] = {STR("/c/é & %20.ics"), STR("/c/2.ics")};
    caldav_encode_multiget(&b, hrefs, 2);
    assert_non_null(strstr(buf_c(&b), "<d:href>/c/é &amp; %20.ics</d:href><d:href>/c/2.ics</d:href>"));
    assert_non_null(strstr(text, "<c:calendar-data/>"));
    b.n = 0;
    caldav_encode_list(&b);
    assert_non_null(strstr(buf_c(&b), "<d:getetag/>"));
    assert_false(b.full);
    struct buf small = buf_init(text, 40);
    caldav_encode_list(&small);
    assert_true(small.full);
}

struct answer_case {
    enum caldav_asked asked;
    int status;
    const char *type;
    enum caldav_meaning wanted;
};

static enum caldav_meaning meaning(enum caldav_asked asked, int status, const char *type, const char *body)
{
    struct http_answer answer = {.failure = HTTP_DONE,
                                 .status = status,
                                 .content_type = str_from(type),
                                 .retry_after = STR(""),
                                 .body = str_from(body)};
    return caldav_read_answer(asked, &answer);
}

static void test_the_table_of_answers_to_a_create(void **state)
{
    (void)state;
    static const struct answer_case cases[] = {
        {CALDAV_ASKED_PUT, 201, "text/html; charset=UTF-8", CALDAV_CREATED},
        {CALDAV_ASKED_PUT, 200, "", CALDAV_REPLACED},
        {CALDAV_ASKED_PUT, 204, "", CALDAV_REPLACED},
        {CALDAV_ASKED_PUT, 412, "text/html", CALDAV_TAKEN},
        {CALDAV_ASKED_PUT, 409, "", CALDAV_AMBIGUOUS},
        {CALDAV_ASKED_PUT, 423, "", CALDAV_AMBIGUOUS},
        {CALDAV_ASKED_PUT, 500, "", CALDAV_AMBIGUOUS},
        {CALDAV_ASKED_PUT, 502, "", CALDAV_AMBIGUOUS},
        {CALDAV_ASKED_PUT, 503, "", CALDAV_AMBIGUOUS},
        {CALDAV_ASKED_PUT, 504, "", CALDAV_AMBIGUOUS},
        {CALDAV_ASKED_PUT, 507, "", CALDAV_AMBIGUOUS},
        {CALDAV_ASKED_PUT, 207, "text/xml", CALDAV_AMBIGUOUS},
        {CALDAV_ASKED_PUT, 408, "", CALDAV_AMBIGUOUS},
        {CALDAV_ASKED_PUT, 0, "", CALDAV_AMBIGUOUS},
        {CALDAV_ASKED_PUT, 100, "", CALDAV_AMBIGUOUS},
        {CALDAV_ASKED_PUT, 777, "", CALDAV_AMBIGUOUS},
        {CALDAV_ASKED_PUT, 400, "", CALDAV_REFUSED},
        {CALDAV_ASKED_PUT, 403, "", CALDAV_REFUSED},
        {CALDAV_ASKED_PUT, 413, "", CALDAV_REFUSED},
        {CALDAV_ASKED_PUT, 415, "", CALDAV_REFUSED},
        {CALDAV_ASKED_PUT, 428, "", CALDAV_REFUSED},
        {CALDAV_ASKED_PUT, 401, "", CALDAV_CREDENTIALS},
        {CALDAV_ASKED_PUT, 404, "", CALDAV_GONE},
        {CALDAV_ASKED_PUT, 429, "", CALDAV_LATER},
        {CALDAV_ASKED_PUT, 202, "", CALDAV_CAPTIVE},
        {CALDAV_ASKED_PUT, 302, "", CALDAV_CAPTIVE},
        {CALDAV_ASKED_PUT, 307, "", CALDAV_CAPTIVE},
        {CALDAV_ASKED_PUT, 407, "", CALDAV_CAPTIVE},
        {CALDAV_ASKED_PUT, 511, "text/html", CALDAV_CAPTIVE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (meaning(cases[i].asked, cases[i].status, cases[i].type, "") != cases[i].wanted)
            fail_msg("status %d", cases[i].status);
    // PHP says text/html with nothing in it, a login page has something in it.
    assert_int_equal(meaning(CALDAV_ASKED_PUT, 204, "text/html", ""), CALDAV_REPLACED);
    assert_int_equal(meaning(CALDAV_ASKED_PUT, 200, "Text/HTML; charset=x", "<html>"), CALDAV_CAPTIVE);
}

static void test_the_table_of_answers_to_reading(void **state)
{
    (void)state;
    static const struct answer_case cases[] = {
        {CALDAV_ASKED_GET, 200, "text/calendar; charset=utf-8; component=vevent", CALDAV_FOUND},
        {CALDAV_ASKED_GET, 200, "text/html", CALDAV_CAPTIVE},
        {CALDAV_ASKED_GET, 200, "", CALDAV_CAPTIVE},
        {CALDAV_ASKED_GET, 204, "text/calendar", CALDAV_CAPTIVE},
        {CALDAV_ASKED_GET, 207, "application/xml", CALDAV_CAPTIVE},
        {CALDAV_ASKED_GET, 301, "", CALDAV_CAPTIVE},
        {CALDAV_ASKED_GET, 404, "text/html", CALDAV_GONE},
        {CALDAV_ASKED_GET, 410, "", CALDAV_GONE},
        {CALDAV_ASKED_GET, 401, "", CALDAV_CREDENTIALS},
        {CALDAV_ASKED_GET, 403, "", CALDAV_REFUSED},
        {CALDAV_ASKED_GET, 500, "", CALDAV_AMBIGUOUS},
        {CALDAV_ASKED_REPORT, 207, "application/xml; charset=utf-8", CALDAV_FOUND},
        {CALDAV_ASKED_REPORT, 207, "TEXT/XML", CALDAV_FOUND},
        {CALDAV_ASKED_REPORT, 207, "text/html", CALDAV_CAPTIVE},
        {CALDAV_ASKED_REPORT, 200, "application/xml", CALDAV_CAPTIVE},
        {CALDAV_ASKED_REPORT, 403, "application/xml", CALDAV_BAD_TOKEN},
        {CALDAV_ASKED_REPORT, 409, "", CALDAV_BAD_TOKEN},
        {CALDAV_ASKED_REPORT, 412, "", CALDAV_BAD_TOKEN},
        {CALDAV_ASKED_REPORT, 500, "", CALDAV_BAD_TOKEN},
        {CALDAV_ASKED_REPORT, 502, "", CALDAV_AMBIGUOUS},
        {CALDAV_ASKED_REPORT, 401, "", CALDAV_CREDENTIALS},
        {CALDAV_ASKED_REPORT, 404, "", CALDAV_GONE},
        {CALDAV_ASKED_REPORT, 429, "", CALDAV_LATER},
        {CALDAV_ASKED_REPORT, 302, "", CALDAV_CAPTIVE},
        {CALDAV_ASKED_LIST, 207, "text/xml", CALDAV_FOUND},
        {CALDAV_ASKED_LIST, 403, "", CALDAV_REFUSED},
        {CALDAV_ASKED_LIST, 500, "", CALDAV_AMBIGUOUS},
        {CALDAV_ASKED_LIST, 200, "text/html", CALDAV_CAPTIVE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (meaning(cases[i].asked, cases[i].status, cases[i].type, "") != cases[i].wanted)
            fail_msg("asked %d status %d %s", (int)cases[i].asked, cases[i].status, cases[i].type);
}

static void test_what_happened_on_the_way_has_its_own_meaning(void **state)
{
    (void)state;
    static const enum caldav_meaning wanted[] = {[HTTP_UNREACHABLE] = CALDAV_UNREACHABLE,
                                                 [HTTP_CUT] = CALDAV_AMBIGUOUS,
                                                 [HTTP_TOO_BIG] = CALDAV_TOO_BIG,
                                                 [HTTP_BAD_TLS] = CALDAV_CERTIFICATE};
    for (int failure = HTTP_UNREACHABLE; failure <= HTTP_BAD_TLS; failure++)
        for (int asked = CALDAV_ASKED_PUT; asked <= CALDAV_ASKED_LIST; asked++) {
            struct http_answer answer = {.failure = (enum http_failure)failure, .status = 201};
            assert_int_equal(caldav_read_answer((enum caldav_asked)asked, &answer), wanted[failure]);
        }
    struct http_answer busy = {.failure = HTTP_DONE, .status = 503, .retry_after = STR("120")};
    assert_int_equal(caldav_read_answer(CALDAV_ASKED_PUT, &busy), CALDAV_LATER);
}

static int64_t wait_of(const char *retry_after, const char *date)
{
    struct http_answer answer = {.status = 503, .retry_after = str_from(retry_after), .date = str_from(date)};
    return caldav_retry_after_ms(&answer);
}

static void test_how_long_a_server_wants_us_to_wait(void **state)
{
    (void)state;
    const char *now = "Sun, 06 Nov 1994 08:49:37 GMT";
    assert_int_equal(wait_of("120", ""), 120000);
    assert_int_equal(wait_of(" 0 ", ""), 0);
    assert_int_equal(wait_of("3601", ""), 3600000);
    assert_int_equal(wait_of("99999999999999999999999", ""), 3600000);
    assert_int_equal(wait_of("Sun, 06 Nov 1994 08:50:07 GMT", now), 30000);
    assert_int_equal(wait_of("Sunday, 06-Nov-94 08:50:07 GMT", now), 30000);
    assert_int_equal(wait_of("Sun Nov  6 08:50:07 1994", now), 30000);
    assert_int_equal(wait_of("Sun Nov 16 08:50:07 1994", now), 3600000);
    assert_int_equal(wait_of("Sun, 06 Nov 1994 08:49:07 GMT", now), 0);
    assert_int_equal(wait_of("Sat, 31 Dec 1994 23:59:60 GMT", "Sun, 01 Jan 1995 00:00:00 GMT"), 0);
    static const char *const bad[] = {"",
                                      "-1",
                                      "12.5",
                                      "soon",
                                      "Sun, 31 Feb 1994 08:50:07 GMT",
                                      "Sun, 06 Nov 1994 24:50:07 GMT",
                                      "Sun, 06 Nov 1994 8:50:07 GMT",
                                      "Sun, 06 Now 1994 08:50:07 GMT",
                                      "Sun, 06 Nov 19940 08:50:07 GMT",
                                      "Sun, 06 Nov 1994 08:50:07 CET",
                                      "Sun, 06 Nov 1994 08:50:07 GMT GMT",
                                      "Sun Nov  6 08:50:07 1994 GMT",
                                      "06 Nov 1994 08:50:07 GMT"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (wait_of(bad[i], now) != -1) fail_msg("taken: %s", bad[i]);
    // A date means nothing without the server's own.
    assert_int_equal(wait_of("Sun, 06 Nov 1994 08:50:07 GMT", ""), -1);
}

#define TOKEN "0123456789abcdef0123456789abcdef"
#define WITH(line)                                                                                           \
    STR("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:rdv-k\r\n" line "END:VEVENT\r\nEND:VCALENDAR\r\n")

static bool has_token(struct str ics, struct str uid)
{
    return caldav_has_line(ics, STR("X-REBOND-TOKEN"), uid);
}

static void test_our_token_is_found_however_it_was_folded(void **state)
{
    (void)state;
    assert_true(has_token(WITH("X-REBOND-TOKEN:" TOKEN "\r\n"), STR(TOKEN)));
    assert_true(has_token(WITH("X-REBOND-TO\r\n KEN:0123456789abcdef\n\t0123456789abcdef\r\n"), STR(TOKEN)));
    assert_true(has_token(WITH("x-rebond-token;X-A=\"b:c\":" TOKEN " \n"), STR(TOKEN)));
    assert_true(has_token(STR("X-REBOND-TOKEN:" TOKEN), STR(TOKEN)));
    assert_false(has_token(WITH("X-REBOND-TOKEN:" TOKEN "0\r\n"), STR(TOKEN)));
    assert_false(has_token(WITH("X-REBOND-TOKEN:f123456789abcdef0123456789abcdef\r\n"), STR(TOKEN)));
    assert_false(has_token(WITH("DESCRIPTION:X-REBOND-TOKEN:" TOKEN "\r\n"), STR(TOKEN)));
    assert_false(has_token(WITH("DESCRIPTION:a\r\n X-REBOND-TOKEN:" TOKEN "\r\n"), STR(TOKEN)));
    assert_false(has_token(WITH("X-REBOND-TOKEN:\r\n"), STR("")));
    // A token that is only the beginning of a longer one, where what is kept of a long line ends.
    char line[256], pad[79] = "";
    memset(pad, 'p', sizeof pad - 1);
    snprintf(line, sizeof line, "X-REBOND-TOKEN;X=%s:" TOKEN "%s\r\n", pad, "0");
    assert_false(has_token(str_from(line), STR(TOKEN)));
    snprintf(line, sizeof line, "X-REBOND-TOKEN;X=%s:" TOKEN "%s\r\n", pad, "");
    assert_true(has_token(str_from(line), STR(TOKEN)));
    assert_false(has_token(STR("<html>" TOKEN "</html>"), STR(TOKEN)));
    assert_false(has_token(STR(""), STR(TOKEN)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_radicale_says_what_changed_and_what_is_gone),
        cmocka_unit_test(test_xandikos_uses_prefixes_of_its_own),
        cmocka_unit_test(test_only_properties_with_200_count),
        cmocka_unit_test(test_cyrus_says_that_there_is_more),
        cmocka_unit_test(test_the_collection_itself_is_told_apart),
        cmocka_unit_test(test_one_status_for_several_resources),
        cmocka_unit_test(test_davical_and_sabre_say_nothing_with_an_empty_listing),
        cmocka_unit_test(test_what_is_no_multistatus_is_refused),
        cmocka_unit_test(test_depth_count_and_memory_are_bounded),
        cmocka_unit_test(test_half_an_answer_is_never_taken_for_a_whole_one),
        cmocka_unit_test(test_damaged_answers_do_no_harm),
        cmocka_unit_test(test_names_of_resources_whoever_escaped_them),
        cmocka_unit_test(test_urls_are_built_so_that_names_come_back),
        cmocka_unit_test(test_requests_are_xml_that_says_what_it_should),
        cmocka_unit_test(test_the_table_of_answers_to_a_create),
        cmocka_unit_test(test_the_table_of_answers_to_reading),
        cmocka_unit_test(test_what_happened_on_the_way_has_its_own_meaning),
        cmocka_unit_test(test_how_long_a_server_wants_us_to_wait),
        cmocka_unit_test(test_our_token_is_found_however_it_was_folded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
