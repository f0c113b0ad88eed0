#include "harness/partner_dav.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/utf8.h"

static const char *const urls[SHELF_COUNT] = {
    "https://partner.example/creneaux/",
    "https://partner.example/reservations/",
    "https://partner.example/inscriptions/",
};
static const char *const paths[SHELF_COUNT] = {"/creneaux/", "/reservations/", "/inscriptions/"};

const char *dav_url(enum shelf_collection collection)
{
    return urls[collection];
}

struct text { // grows
    char *p;
    size_t n, room;
};

static void add(struct text *t, struct str s)
{
    if (t->n + s.n + 1 > t->room) {
        t->room = (t->n + s.n + 1) * 2;
        t->p = realloc(t->p, t->room);
        CHECK(t->p);
    }
    if (s.n > 0) memcpy(t->p + t->n, s.p, s.n);
    t->n += s.n;
}

static void add_one(struct text *t, char c)
{
    switch (c) {
    case '&': add(t, STR("&amp;")); break;
    case '<': add(t, STR("&lt;")); break;
    case '\r': add(t, STR("&#13;")); break;
    default: add(t, (struct str){&c, 1}); break;
    }
}

static void add_escaped(struct text *t, struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        add_one(t, s.p[i]);
}

// What is above U+FFFF as two halves of UTF-16, which XML has no way to write.
static void add_halves(struct text *t, struct str s)
{
    while (s.n > 0) {
        struct str at = s;
        uint32_t code = utf8_next(&s);
        if (code <= 0xffff) {
            add_escaped(t, str_slice(at, 0, at.n - s.n));
            continue;
        }
        char halves[32];
        snprintf(halves, sizeof halves, "&#%u;&#%u;", (unsigned)(0xd7c0 + (code >> 10)),
                 (unsigned)(0xdc00 + (code & 0x3ff)));
        add(t, str_from(halves));
    }
}

static void add_percent(struct text *t, const char *name)
{
    for (; *name; name++) {
        char escape[4];
        bool plain = isalnum((unsigned char)*name) || strchr("-._~", *name);
        if (plain) escape[0] = *name, escape[1] = '\0';
        if (!plain) snprintf(escape, sizeof escape, "%%%02X", (unsigned)(unsigned char)*name);
        add(t, str_from(escape));
    }
}

static void add_href(struct text *t, const struct dav_settings *settings, enum shelf_collection collection,
                     const char *name)
{
    add(t, str_from(settings->hrefs == DAV_HREF_URL ? urls[collection] : paths[collection]));
    if (settings->hrefs == DAV_HREF_RAW)
        add_escaped(t, str_from(name));
    else
        add_percent(t, name);
}

static struct str cut_entity(struct str *rest)
{
    static const struct {
        struct str entity, text;
    } entities[] = {{{"&amp;", 5}, {"&", 1}}, {{"&lt;", 4}, {"<", 1}}, {{"&gt;", 4}, {">", 1}}};
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
        if (!str_starts(*rest, entities[i].entity)) continue;
        *rest = str_slice(*rest, entities[i].entity.n, rest->n);
        return entities[i].text;
    }
    struct str one = str_slice(*rest, 0, 1);
    *rest = str_slice(*rest, 1, rest->n);
    return one;
}

static bool is_escape(struct str s)
{
    return s.n > 2 && s.p[0] == '%' && isxdigit((unsigned char)s.p[1]) && isxdigit((unsigned char)s.p[2]);
}

// The name of a resource as a URL has it.
static bool read_name(struct str escaped, char name[LIMIT_RESOURCE])
{
    struct buf to = buf_init(name, LIMIT_RESOURCE);
    while (escaped.n > 0) {
        char digits[3] = "";
        bool escape = is_escape(escaped);
        if (escape) memcpy(digits, escaped.p + 1, 2);
        buf_add_char(&to, escape ? (char)strtoul(digits, NULL, 16) : escaped.p[0]);
        escaped = str_slice(escaped, escape ? 3 : 1, escaped.n);
    }
    return buf_c(&to) && !to.full;
}

static struct dav_answer says(int status)
{
    return (struct dav_answer){.status = status};
}

static struct dav_answer says_error(const struct dav_settings *settings, int status, const char *inside)
{
    struct text t = {0};
    add(&t, STR("<error xmlns=\""));
    add(&t, settings->wrong_namespace ? STR("http://www.w3.org/1999/xhtml") : STR("DAV:"));
    add(&t, STR("\">"));
    add(&t, str_from(inside));
    add(&t, STR("</error>"));
    return (struct dav_answer){.status = status, .content_type = "application/xml", .body = t.p, .n = t.n};
}

static bool split(struct str url, enum shelf_collection *collection, char name[LIMIT_RESOURCE])
{
    for (int i = 0; i < SHELF_COUNT; i++) {
        if (!str_starts(url, str_from(urls[i]))) continue;
        *collection = (enum shelf_collection)i;
        return read_name(str_slice(url, strlen(urls[i]), url.n), name);
    }
    return false;
}

static struct str between(struct str body, struct str from, struct str to)
{
    size_t at = str_find(body, from);
    if (at == body.n) return (struct str){0};
    struct str rest = str_slice(body, at + from.n, body.n);
    return str_slice(rest, 0, str_find(rest, to));
}

static bool has(struct str body, struct str part)
{
    return str_find(body, part) < body.n;
}

static const struct shelf_resource *slot_with_uid(const struct shelf *shelf, struct str uid)
{
    for (size_t i = 0; uid.n > 0 && i < shelf->count; i++) {
        const struct shelf_resource *r = &shelf->resources[i];
        struct str theirs = between((struct str){r->data, r->n}, STR("\r\nUID:"), STR("\r\n"));
        if (r->collection == SHELF_SLOTS && r->live && str_eq(theirs, uid)) return r;
    }
    return NULL;
}

// A body that this server will not take, whatever stands there.
static bool refuses(const struct dav_settings *settings, struct str body, struct dav_answer *ret_answer)
{
    int status = settings->refusal ? settings->refusal : 403;
    if (settings->no_todo && has(body, STR("BEGIN:VTODO"))) {
        *ret_answer = says_error(settings, status,
                                 "<supported-calendar-component xmlns=\"urn:ietf:params:xml:ns:caldav\"/>");
        return true;
    }
    bool method = settings->refuses_method && has(body, STR("\r\nMETHOD:"));
    bool parameters = settings->no_parameters && has(body, STR("\r\nX-REBOND-SEALED;"));
    if (!method && !parameters) return false;
    *ret_answer = says_error(settings, method ? settings->refuses_method : 400,
                             "<valid-calendar-data xmlns=\"urn:ietf:params:xml:ns:caldav\"/>");
    return true;
}

// 0: goes on, and overwrites what is there.
static int met(const struct dav_settings *settings, const struct shelf_resource *there, int64_t now_ms)
{
    bool at_once = now_ms - there->made_ms <= settings->race_ms;
    switch (settings->create) {
    case DAV_CREATE_ONE: return 412;
    case DAV_CREATE_500: return at_once ? 500 : 412;
    case DAV_CREATE_RACES: return at_once ? 0 : 412;
    case DAV_CREATE_BLIND: return 0;
    }
    return 412;
}

static bool still_matches(const struct dav_settings *settings, const struct shelf_resource *there,
                          const char *if_match, int64_t now_ms)
{
    if (!there) return false;
    bool raced = settings->match_races && now_ms - there->changed_ms <= settings->race_ms &&
                 strcmp(there->etag_before, if_match) == 0;
    return raced || strcmp(there->etag, if_match) == 0;
}

static struct dav_answer put(struct shelf *shelf, const struct dav_settings *settings,
                             enum shelf_collection collection, const char *name, const char *if_match,
                             bool if_none_match, struct str body, int64_t now_ms)
{
    struct dav_answer answer;
    const struct shelf_resource *there = shelf_find(shelf, collection, name);
    if (collection == SHELF_SLOTS) return says(403);
    if (settings->no_copies && strncmp(name, "dos-", 4) == 0) return says(415);
    if (refuses(settings, body, &answer)) return answer;
    const struct shelf_resource *slot =
        settings->same_uid ? slot_with_uid(shelf, between(body, STR("\r\nUID:"), STR("\r\n"))) : NULL;
    if (slot && settings->same_uid == DAV_UID_403) return says(403);
    if (slot) {
        collection = SHELF_SLOTS;
        name = slot->name;
    }
    if (if_match && !still_matches(settings, there, if_match, now_ms)) return says(412);
    int refused = if_none_match && there ? met(settings, there, now_ms) : 0;
    if (refused) return says(refused);
    answer = says(there && !settings->update_201 ? 204 : 201);
    const struct shelf_resource *r = shelf_put(shelf, collection, name, body, now_ms);
    memcpy(answer.etag, r->etag, sizeof answer.etag);
    return answer;
}

static struct dav_answer get(const struct shelf *shelf, enum shelf_collection collection, const char *name)
{
    const struct shelf_resource *r = shelf_find(shelf, collection, name);
    if (!r) return says(404);
    struct text t = {0};
    add(&t, (struct str){r->data, r->n});
    struct dav_answer answer = {
        .status = 200, .content_type = "text/calendar; charset=utf-8", .body = t.p, .n = t.n};
    memcpy(answer.etag, r->etag, sizeof answer.etag);
    return answer;
}

static void add_missing(struct text *t, const struct dav_settings *settings, enum shelf_collection collection,
                        const char *name)
{
    add(t, STR("<response><href>"));
    add_href(t, settings, collection, name);
    add(t, STR("</href><status>HTTP/1.1 404 Not Found</status></response>"));
}

static void add_response(struct text *t, const struct dav_settings *settings, const struct shelf_resource *r,
                         bool with_data)
{
    add(t, STR("<response><href>"));
    add_href(t, settings, r->collection, r->name);
    add(t, STR("</href><propstat><prop><getetag>"));
    add_escaped(t, str_from(r->etag));
    add(t, STR("</getetag>"));
    if (with_data) {
        struct str data = {r->data, r->n};
        add(t, STR("<C:calendar-data>"));
        (settings->breaks_emoji ? add_halves : add_escaped)(t, data);
        add(t, STR("</C:calendar-data>"));
    }
    add(t, STR("</prop><status>HTTP/1.1 200 OK</status></propstat></response>"));
}

static void add_change(struct text *t, const struct dav_settings *settings, const struct shelf_resource *r)
{
    if (r->live)
        add_response(t, settings, r, false);
    else
        add_missing(t, settings, r->collection, r->name);
}

static struct text begin(void)
{
    struct text t = {0};
    add(&t,
        STR("<?xml version=\"1.0\"?><multistatus xmlns=\"DAV:\" xmlns:C=\"urn:ietf:params:xml:ns:caldav\">"));
    return t;
}

static struct dav_answer end(struct text *t)
{
    add(t, STR("</multistatus>"));
    return (struct dav_answer){.status = 207, .content_type = "application/xml", .body = t->p, .n = t->n};
}

static void add_self(struct text *t, enum shelf_collection collection, const char *status)
{
    char line[512];
    snprintf(line, sizeof line, "<response><href>%s</href>%s</response>", paths[collection], status);
    add(t, str_from(line));
}

static struct dav_answer list(const struct shelf *shelf, const struct dav_settings *settings,
                              enum shelf_collection collection)
{
    struct text t = begin();
    add_self(&t, collection,
             "<propstat><prop><resourcetype><collection/></resourcetype></prop>"
             "<status>HTTP/1.1 200 OK</status></propstat>");
    for (size_t i = 0; i < shelf->count; i++)
        if (shelf->resources[i].collection == collection && shelf->resources[i].live)
            add_response(&t, settings, &shelf->resources[i], false);
    return end(&t);
}

static struct dav_answer components(const struct dav_settings *settings, enum shelf_collection collection)
{
    struct text t = begin();
    add_self(&t, collection,
             settings->no_todo && collection == SHELF_REQUESTS
                 ? "<propstat><prop><C:supported-calendar-component-set><C:comp name=\"VEVENT\"/>"
                   "</C:supported-calendar-component-set></prop><status>HTTP/1.1 200 OK</status></propstat>"
                 : "<propstat><prop><C:supported-calendar-component-set/></prop>"
                   "<status>HTTP/1.1 404 Not Found</status></propstat>");
    return end(&t);
}

static struct dav_answer propfind(const struct shelf *shelf, const struct dav_settings *settings,
                                  enum shelf_collection collection, struct str body)
{
    bool asks = str_find(body, STR("supported-calendar-component-set")) < body.n;
    return asks ? components(settings, collection) : list(shelf, settings, collection);
}

static const char token_start[] = "https://partner.example/sync/";

// The lowest revision above `after` in this collection, 0 when there is none.
static const struct shelf_resource *next_change(const struct shelf *shelf, enum shelf_collection collection,
                                                uint64_t after, bool with_dead)
{
    const struct shelf_resource *next = NULL;
    for (size_t i = 0; i < shelf->count; i++) {
        const struct shelf_resource *r = &shelf->resources[i];
        if (r->collection != collection || r->revision <= after || (!r->live && !with_dead)) continue;
        if (!next || r->revision < next->revision) next = r;
    }
    return next;
}

// A token is "<era>-<revision>"; a server that counts knows no eras.
static unsigned era_of(const struct shelf *shelf, const struct dav_settings *settings)
{
    return settings->counts_tokens ? 0 : shelf->era;
}

static void add_token(struct text *t, const struct shelf *shelf, const struct dav_settings *settings,
                      uint64_t revision)
{
    char line[128];
    snprintf(line, sizeof line, "<sync-token>%s%u-%llu</sync-token>", token_start, era_of(shelf, settings),
             (unsigned long long)revision);
    add(t, str_from(line));
}

static bool read_token(const struct shelf *shelf, const struct dav_settings *settings, struct str token,
                       uint64_t *ret_after)
{
    int64_t era, after;
    if (!str_starts(token, str_from(token_start))) return false;
    struct str rest = str_slice(token, strlen(token_start), token.n);
    if (str_parse_u63(str_cut(&rest, '-'), &era) || str_parse_u63(rest, &after)) return false;
    bool of_the_future = (uint64_t)after > shelf->revision && !settings->counts_tokens;
    if (era != era_of(shelf, settings) || of_the_future) return false;
    *ret_after = (uint64_t)after;
    return true;
}

static struct dav_answer changes(const struct shelf *shelf, const struct dav_settings *settings,
                                 enum shelf_collection collection, uint64_t after, bool with_dead)
{
    struct text t = begin();
    const struct shelf_resource *r;
    size_t count = 0;
    while ((r = next_change(shelf, collection, after, with_dead)) &&
           (!settings->page || count < settings->page)) {
        add_change(&t, settings, r);
        after = r->revision;
        count++;
    }
    if (r) add_self(&t, collection, "<status>HTTP/1.1 507 Insufficient Storage</status>");
    add_token(&t, shelf, settings, r ? after : shelf->revision);
    return end(&t);
}

static struct dav_answer sync(const struct shelf *shelf, const struct dav_settings *settings,
                              enum shelf_collection collection, struct str body)
{
    struct str token = between(body, STR("sync-token>"), STR("</"));
    uint64_t after = 0;
    bool known = token.n > 0 && read_token(shelf, settings, token, &after);
    if (token.n == 0 || known) return changes(shelf, settings, collection, after, known);
    switch (settings->bad_token) {
    case DAV_TOKEN_403: return says_error(settings, 403, "<valid-sync-token/>");
    case DAV_TOKEN_500: return says(500);
    case DAV_TOKEN_LISTS: return changes(shelf, settings, collection, 0, false);
    }
    return says(500);
}

static bool name_in(struct str href, enum shelf_collection collection, char name[LIMIT_RESOURCE])
{
    char memory[LIMIT_URL + 4 * LIMIT_RESOURCE];
    struct buf text = buf_init(memory, sizeof memory);
    while (href.n > 0)
        buf_add(&text, cut_entity(&href));
    struct str path = str_from(paths[collection]), whole = buf_str(&text);
    size_t at = str_find(whole, path);
    return at < whole.n && read_name(str_slice(whole, at + path.n, whole.n), name);
}

static struct dav_answer multiget(const struct shelf *shelf, const struct dav_settings *settings,
                                  enum shelf_collection collection, struct str body)
{
    struct text t = begin();
    struct str rest = body;
    for (size_t i = 0;; i++) {
        char name[LIMIT_RESOURCE];
        struct str href = between(rest, STR("href>"), STR("</"));
        if (href.n == 0) return end(&t);
        rest = str_slice(rest, str_find(rest, STR("href>")) + 5 + href.n + 7, rest.n);
        if (!name_in(href, collection, name)) continue;
        const struct shelf_resource *r = shelf_find(shelf, collection, name);
        if (r && !(settings->leaves_out && i % 2)) add_response(&t, settings, r, true);
        if (!r && settings->says_missing) add_missing(&t, settings, collection, name);
    }
}

static struct dav_answer report(const struct shelf *shelf, const struct dav_settings *settings,
                                enum shelf_collection collection, struct str body)
{
    if (str_find(body, STR("calendar-multiget")) < body.n) return multiget(shelf, settings, collection, body);
    return settings->no_sync ? says(501) : sync(shelf, settings, collection, body);
}

struct dav_answer dav_serve(struct shelf *shelf, const struct dav_settings *settings, enum http_method method,
                            struct str url, const char *if_match, bool if_none_match, struct str body,
                            int64_t now_ms)
{
    enum shelf_collection collection;
    char name[LIMIT_RESOURCE];
    if (!split(url, &collection, name)) return says(404);
    switch (method) {
    case HTTP_PUT: return put(shelf, settings, collection, name, if_match, if_none_match, body, now_ms);
    case HTTP_GET: return get(shelf, collection, name);
    case HTTP_DELETE: return says(shelf_delete(shelf, collection, name) ? 204 : 404);
    case HTTP_PROPFIND: return propfind(shelf, settings, collection, body);
    case HTTP_REPORT: return report(shelf, settings, collection, body);
    case HTTP_OPTIONS: return says(200);
    case HTTP_POST: return says(405);
    }
    return says(405);
}
