// What a probe sends: each stage's request as bytes.
#include "base/check.h"
#include "sync/probe_parts.h"

enum {
    TIMEOUT_MS = 20000, // of a request
    HURRY_MS = 5000,    // while somebody waits for the end
};

static const struct step {
    enum http_method method;
    enum caldav_asked asked;
    enum probe_where where; // LOOK and SWEEP go to `looking`
    int writer;             // whose body, for PUT
} steps[] = {
    [PROBE_LOOK] = {HTTP_PROPFIND, CALDAV_ASKED_LIST, PROBE_BOOKINGS, 0}, // or PROBE_SLOTS
    [PROBE_SWEEP] = {HTTP_DELETE, CALDAV_ASKED_DELETE, PROBE_BOOKINGS, 0},
    [PROBE_COMPONENTS] = {HTTP_PROPFIND, CALDAV_ASKED_LIST, PROBE_REQUESTS, 0},
    [PROBE_CREATE] = {HTTP_PUT, CALDAV_ASKED_PUT, PROBE_BOOKINGS, PROBE_WRITER_FIRST},
    [PROBE_READ] = {HTTP_GET, CALDAV_ASKED_GET, PROBE_BOOKINGS, 0},
    [PROBE_AGAIN] = {HTTP_PUT, CALDAV_ASKED_PUT, PROBE_BOOKINGS, PROBE_WRITER_AGAIN},
    [PROBE_READ_AGAIN] = {HTTP_GET, CALDAV_ASKED_GET, PROBE_BOOKINGS, 0},
    [PROBE_STALE] = {HTTP_PUT, CALDAV_ASKED_PUT, PROBE_BOOKINGS, PROBE_WRITER_STALE},
    [PROBE_READ_STALE] = {HTTP_GET, CALDAV_ASKED_GET, PROBE_BOOKINGS, 0},
    [PROBE_TOKEN] = {HTTP_REPORT, CALDAV_ASKED_REPORT, PROBE_BOOKINGS, 0},
    [PROBE_SLOT] = {HTTP_PUT, CALDAV_ASKED_PUT, PROBE_SLOTS, PROBE_WRITER_FIRST},
    [PROBE_READ_SLOT] = {HTTP_GET, CALDAV_ASKED_GET, PROBE_SLOTS, 0},
    [PROBE_RACE] = {HTTP_PUT, CALDAV_ASKED_PUT, PROBE_BOOKINGS, 0},
    [PROBE_READ_RACE] = {HTTP_GET, CALDAV_ASKED_GET, PROBE_BOOKINGS, 0},
};

enum probe_where probe_where_now(const struct probe *p)
{
    bool varies = p->stage == PROBE_LOOK || p->stage == PROBE_SWEEP;
    return varies ? p->looking : steps[p->stage].where;
}

enum caldav_asked probe_asked(const struct probe *p)
{
    return steps[p->stage].asked;
}

static void add_url(struct probe *p, unsigned lane, struct buf *to)
{
    char name[PROBE_FILE_NAME];
    struct str collection = str_from(p->o.urls[probe_where_now(p)]);
    if (p->stage == PROBE_SWEEP) {
        caldav_url(to, collection, str_from(p->files[p->file_at + lane]));
    } else if (steps[p->stage].method == HTTP_PUT || steps[p->stage].method == HTTP_GET) {
        probe_name(p, p->name, name);
        caldav_url(to, collection, str_from(name));
    } else {
        buf_add(to, collection);
    }
}

static void add_body(const struct probe *p, unsigned lane, struct buf *to)
{
    int writer = p->stage == PROBE_RACE ? (int)lane : steps[p->stage].writer;
    if (p->stage == PROBE_LOOK) caldav_encode_list(to);
    if (p->stage == PROBE_COMPONENTS) caldav_encode_components(to);
    if (p->stage == PROBE_TOKEN) caldav_encode_sync(to, STR("urn:rebond:nobody-gave-this-token"));
    if (steps[p->stage].method == HTTP_PUT) probe_write_body(p, p->name, writer, to);
}

static void set_kind(const struct probe *p, bool is_look, struct http_request *request)
{
    const struct step *step = &steps[p->stage];
    bool put = step->method == HTTP_PUT && !is_look;
    request->method = is_look ? HTTP_GET : step->method;
    request->if_match = put && p->stage == PROBE_STALE ? "\"rebond-nobody-has-this\"" : NULL;
    request->if_none_match = put && p->stage != PROBE_STALE;
    request->depth = p->stage == PROBE_COMPONENTS                        ? 0
                     : p->stage == PROBE_LOOK || p->stage == PROBE_TOKEN ? 1
                                                                         : -1;
    request->content_type = put                   ? "text/calendar; charset=utf-8"
                            : request->depth >= 0 ? "application/xml; charset=utf-8"
                                                  : NULL;
    request->cap = request->depth >= 0 ? LIMIT_ANSWER : LIMIT_EVENT;
    request->timeout_ms = p->stopping ? HURRY_MS : TIMEOUT_MS;
}

void probe_ask(struct probe *p, unsigned lane, struct http_request *ret_request)
{
    bool is_look = p->stage == PROBE_RACE && lane == PROBE_LANE_EARLY;
    struct buf url = buf_init(p->url, sizeof p->url), body = buf_init(p->body, sizeof p->body);
    add_url(p, lane, &url);
    if (!is_look) add_body(p, lane, &body);
    *ret_request = (struct http_request){
        .id = p->serial << PROBE_LANE_BITS | lane, .url = buf_c(&url), .body = buf_str(&body)};
    set_kind(p, is_look, ret_request);
    CHECK(!url.full && !body.full);
    if (steps[p->stage].method == HTTP_PUT) p->wrote = true;
    if (p->stage == PROBE_SLOT) p->wrote_slot = true;
}
