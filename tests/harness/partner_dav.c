#include "harness/partner_dav.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"

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

static void add_escaped(struct text *t, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        switch (s.p[i]) {
        case '&': add(t, STR("&amp;")); break;
        case '<': add(t, STR("&lt;")); break;
        case '\r': add(t, STR("&#13;")); break;
        default: add(t, (struct str){s.p + i, 1}); break;
        }
    }
}

static struct dav_answer says(int status)
{
    return (struct dav_answer){.status = status};
}

static struct dav_answer says_xml(int status, const char *xml)
{
    struct text t = {0};
    add(&t, str_from(xml));
    return (struct dav_answer){.status = status, .content_type = "application/xml", .body = t.p, .n = t.n};
}

static bool split(struct str url, enum shelf_collection *collection, char name[LIMIT_RESOURCE])
{
    for (int i = 0; i < SHELF_COUNT; i++) {
        if (!str_starts(url, str_from(urls[i]))) continue;
        *collection = (enum shelf_collection)i;
        return str_copy(str_slice(url, strlen(urls[i]), url.n), name, LIMIT_RESOURCE) == OK;
    }
    return false;
}

// Of two creates at once a class B server lets the later one through its check before the first is there.
static bool races(const struct dav_settings *settings, const struct shelf_resource *there, int64_t now_ms)
{
    return settings->server_class == 'C' ||
           (settings->server_class == 'B' && now_ms - there->made_ms <= settings->race_ms);
}

static struct dav_answer put(struct shelf *shelf, const struct dav_settings *settings,
                             enum shelf_collection collection, const char *name, const char *if_match,
                             bool if_none_match, struct str body, int64_t now_ms)
{
    const struct shelf_resource *there = shelf_find(shelf, collection, name);
    if (collection == SHELF_SLOTS) return says(403);
    if (settings->no_copies && strncmp(name, "dos-", 4) == 0) return says(415);
    if (settings->no_todo && str_find(body, STR("BEGIN:VTODO")) < body.n)
        return says_xml(403, "<error xmlns=\"DAV:\"><supported-calendar-component "
                             "xmlns=\"urn:ietf:params:xml:ns:caldav\"/></error>");
    if (if_match && (!there || strcmp(there->etag, if_match) != 0)) return says(412);
    if (if_none_match && there && !races(settings, there, now_ms)) return says(412);
    struct dav_answer answer = says(there ? 204 : 201);
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

static void add_response(struct text *t, const struct shelf_resource *r, bool with_data)
{
    add(t, STR("<response><href>"));
    add(t, str_from(paths[r->collection]));
    add_escaped(t, str_from(r->name));
    add(t, STR("</href>"));
    if (!r->live) {
        add(t, STR("<status>HTTP/1.1 404 Not Found</status></response>"));
        return;
    }
    add(t, STR("<propstat><prop><getetag>"));
    add_escaped(t, str_from(r->etag));
    add(t, STR("</getetag>"));
    if (with_data) {
        add(t, STR("<C:calendar-data>"));
        add_escaped(t, (struct str){r->data, r->n});
        add(t, STR("</C:calendar-data>"));
    }
    add(t, STR("</prop><status>HTTP/1.1 200 OK</status></propstat></response>"));
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

static struct dav_answer list(const struct shelf *shelf, enum shelf_collection collection)
{
    struct text t = begin();
    add_self(&t, collection,
             "<propstat><prop><resourcetype><collection/></resourcetype></prop>"
             "<status>HTTP/1.1 200 OK</status></propstat>");
    for (size_t i = 0; i < shelf->count; i++)
        if (shelf->resources[i].collection == collection && shelf->resources[i].live)
            add_response(&t, &shelf->resources[i], false);
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
    return asks ? components(settings, collection) : list(shelf, collection);
}

static const char token_start[] = "https://partner.example/sync/";

static struct str between(struct str body, struct str from, struct str to)
{
    size_t at = str_find(body, from);
    if (at == body.n) return (struct str){0};
    struct str rest = str_slice(body, at + from.n, body.n);
    return str_slice(rest, 0, str_find(rest, to));
}

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

static struct dav_answer sync(const struct shelf *shelf, const struct dav_settings *settings,
                              enum shelf_collection collection, struct str body)
{
    struct str token = between(body, STR("sync-token>"), STR("</"));
    int64_t after = 0;
    if (token.n > 0) {
        struct str start = str_from(token_start);
        bool good = str_starts(token, start) &&
                    str_parse_u63(str_slice(token, start.n, token.n), &after) == OK &&
                    (uint64_t)after <= shelf->revision;
        if (!good) return says_xml(403, "<error xmlns=\"DAV:\"><valid-sync-token/></error>");
    }
    struct text t = begin();
    const struct shelf_resource *r;
    size_t count = 0;
    uint64_t at = (uint64_t)after;
    while ((r = next_change(shelf, collection, at, token.n > 0)) &&
           (!settings->page || count < settings->page)) {
        add_response(&t, r, false);
        at = r->revision;
        count++;
    }
    if (r) add_self(&t, collection, "<status>HTTP/1.1 507 Insufficient Storage</status>");
    char line[128];
    snprintf(line, sizeof line, "<sync-token>%s%llu</sync-token>", token_start,
             (unsigned long long)(r ? at : shelf->revision));
    add(&t, str_from(line));
    return end(&t);
}

static struct dav_answer multiget(const struct shelf *shelf, const struct dav_settings *settings,
                                  enum shelf_collection collection, struct str body)
{
    struct text t = begin();
    struct str rest = body;
    for (size_t i = 0;; i++) {
        struct str href = between(rest, STR("href>"), STR("</"));
        if (href.n == 0) return end(&t);
        rest = str_slice(rest, str_find(rest, STR("href>")) + 5 + href.n + 7, rest.n);
        char name[LIMIT_RESOURCE];
        struct str path = str_from(paths[collection]);
        if (!str_starts(href, path) || str_copy(str_slice(href, path.n, href.n), name, sizeof name) != OK)
            continue;
        const struct shelf_resource *r = shelf_find(shelf, collection, name);
        if (r && !(settings->leaves_out && i % 2)) add_response(&t, r, true);
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
    }
    return says(405);
}
