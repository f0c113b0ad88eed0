#include "harness/veil.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"

static err_t start(void *self, const struct http_request *request)
{
    struct veil *veil = self;
    struct veil_call *call = &veil->calls[veil->call_count++ % 64];
    bool multiget = str_find(request->body, STR("calendar-multiget")) < request->body.n;
    *call = (struct veil_call){request->id, request->method, multiget,
                               str_starts(str_from(request->url), str_from(dav_url(SHELF_BOOKINGS)))};
    bool empty = str_find(request->body, STR("<d:sync-token></d:sync-token>")) < request->body.n;
    veil->wholes += empty || request->method == HTTP_PROPFIND;
    veil->multigets += multiget;
    return veil->inner.start(veil->inner.self, request);
}

static struct veil_call *call_of(struct veil *veil, uint64_t id)
{
    for (size_t i = 0; i < 64; i++)
        if (veil->calls[i].id == id) return &veil->calls[i];
    CHECK(false);
    return NULL;
}

static void show(struct veil *veil, struct http_answer *answer, int status, size_t n)
{
    answer->status = status;
    answer->content_type = STR("application/xml");
    answer->body = (struct str){veil->body, n};
}

static size_t list(struct veil *veil, bool bookings, bool members)
{
    const struct shelf *shelf = partner_sim_shelf(veil->place->sim);
    size_t room = 512 + shelf->count * 512;
    veil->body = realloc(veil->body, room);
    CHECK(veil->body);
    struct buf b = buf_init(veil->body, room);
    buf_add(&b, STR("<multistatus xmlns=\"DAV:\">"));
    for (size_t i = 0; members && i < shelf->count; i++) {
        const struct shelf_resource *r = &shelf->resources[i];
        if (!r->live || r->collection != (bookings ? SHELF_BOOKINGS : SHELF_SLOTS)) continue;
        buf_add_format(&b,
                       "<response><href>/x/%s</href><propstat><prop><getetag>%s</getetag></prop>"
                       "<status>HTTP/1.1 200 OK</status></propstat></response>",
                       r->name, r->etag);
    }
    buf_add_format(&b, "<sync-token>https://partner.example/sync/%llu</sync-token></multistatus>",
                   (unsigned long long)shelf->revision);
    CHECK(!b.full);
    return b.n;
}

static void show_text(struct veil *veil, struct http_answer *answer, const char *text)
{
    veil->body = realloc(veil->body, strlen(text) + 1);
    CHECK(veil->body);
    memcpy(veil->body, text, strlen(text) + 1);
    show(veil, answer, 207, strlen(text));
}

static void change(struct veil *veil, struct http_answer *answer)
{
    const struct veil_call *call = call_of(veil, answer->id);
    bool listing = call->method == HTTP_PROPFIND || (call->method == HTTP_REPORT && !call->multiget);
    bool unknown = listing && answer->status == 403;
    switch (veil->habit) {
    case VEIL_NONE: return;
    case VEIL_EMPTY_AFTER_RESTORE:
        if (unknown) show(veil, answer, 207, list(veil, call->bookings, false));
        return;
    case VEIL_FULL_AFTER_RESTORE:
        if (unknown) show(veil, answer, 207, list(veil, call->bookings, true));
        return;
    case VEIL_500_AFTER_RESTORE:
        if (unknown) show(veil, answer, 500, 0);
        return;
    case VEIL_BROKEN_MULTIGET:
        if (call->multiget) show_text(veil, answer, "<multistatus xmlns=\"DAV:\"><response>&#xD83D;");
        return;
    case VEIL_NONSENSE:
        if (listing) show_text(veil, answer, "<error xmlns=\"DAV:\"/>");
        return;
    case VEIL_TOO_BIG:
        if (!listing) return;
        answer->failure = HTTP_TOO_BIG;
        answer->status = 0;
        return;
    }
}

static void put_date(struct veil *veil, struct http_answer *answer)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    static const struct zone utc = {.name = "UTC", .count = 1, .spans = {{INT64_MIN, 0}}};
    struct civil c = zone_local(&utc, veil->place->now.wall_s + veil->ahead_s);
    snprintf(veil->date, sizeof veil->date, "Day, %02u %.3s %04u %02u:%02u:%02u GMT", (unsigned)c.day % 100,
             months + 3 * (c.month - 1), (unsigned)c.year % 10000, (unsigned)c.hour % 100,
             (unsigned)c.minute % 100, (unsigned)c.second % 100);
    answer->date = str_from(veil->date);
}

static bool next_answer(void *self, struct http_answer *ret_answer)
{
    struct veil *veil = self;
    if (!veil->inner.next_answer(veil->inner.self, ret_answer)) return false;
    ret_answer->server = str_from(veil->servers[veil->answers++ % 2]);
    if (veil->dated) put_date(veil, ret_answer);
    change(veil, ret_answer);
    return true;
}

static void cancel_all(void *self)
{
    struct veil *veil = self;
    veil->inner.cancel_all(veil->inner.self);
}

void veil_open(struct veil *veil, struct sync_place *place)
{
    place_stop(place);
    *veil = (struct veil){.place = place, .inner = partner_sim_port(place->sim, place->kiosk)};
    veil->port = (struct http_port){veil, start, next_answer, cancel_all};
    place->http = &veil->port;
    place_start(place);
}

void veil_close(struct veil *veil)
{
    free(veil->body);
    veil->body = NULL;
}
