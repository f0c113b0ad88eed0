#include "harness/partner_sim.h"

#include "base/civil.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/moment.h"

enum { CALLS = 256, SCRIPTS = 64, SLOW_MS = 20000, STATUSES = 600 };

struct call {
    bool used, arrived, orphan; // orphan: whoever asked is gone
    int kiosk;
    uint64_t id;
    enum http_method method;
    char url[1024], etag_wanted[128];
    bool if_match, if_none_match;
    char *body;
    size_t n, cap;
    enum sim_fault fault;
    int64_t arrive_ms, answer_ms;
    struct dav_answer answer;
    enum http_failure failure;
    const char *retry_after, *location;
};

struct script {
    enum http_method method;
    int skip, count;
    enum sim_fault fault;
};

struct port {
    struct partner_sim *sim;
    int kiosk;
    bool unplugged;
    struct call *shown;
};

struct partner_sim {
    struct shelf shelf;
    struct dav_settings settings;
    struct rng rng;
    int64_t now_ms;
    const char *password, *cursed;
    enum sim_fault curse;
    bool down;
    unsigned storm;
    struct script scripts[SCRIPTS];
    size_t script_count, struck, aimable[HTTP_OPTIONS + 1];
    struct call calls[CALLS];
    size_t calls_end; // those after it are free
    size_t requests[HTTP_OPTIONS + 1];
    struct port ports[SIM_KIOSKS];
    unsigned others;
    struct shelf backup;
    size_t told[HTTP_OPTIONS + 1][STATUSES];
};

struct partner_sim *partner_sim_open(char server_class, uint64_t seed)
{
    struct partner_sim *sim = calloc(1, sizeof *sim);
    CHECK(sim);
    sim->settings.create = server_class == 'A'   ? DAV_CREATE_ONE
                           : server_class == 'B' ? DAV_CREATE_RACES
                                                 : DAV_CREATE_BLIND;
    sim->settings.race_ms = DAV_RACE_MS;
    sim->rng.state = seed;
    return sim;
}

static void free_call(struct call *call)
{
    free(call->body);
    free(call->answer.body);
    *call = (struct call){0};
}

void partner_sim_close(struct partner_sim *sim)
{
    if (!sim) return;
    for (size_t i = 0; i < CALLS; i++)
        free_call(&sim->calls[i]);
    shelf_finish(&sim->shelf);
    shelf_finish(&sim->backup);
    free(sim);
}

struct dav_settings *partner_sim_settings(struct partner_sim *sim)
{
    return &sim->settings;
}

struct shelf *partner_sim_shelf(struct partner_sim *sim)
{
    return &sim->shelf;
}

void partner_sim_set_password(struct partner_sim *sim, const char *password)
{
    sim->password = password;
}

// --- faults

void partner_sim_script(struct partner_sim *sim, enum http_method method, int skip, int count,
                        enum sim_fault fault)
{
    CHECK(sim->script_count < SCRIPTS);
    sim->scripts[sim->script_count++] = (struct script){method, skip, count, fault};
}

void partner_sim_curse(struct partner_sim *sim, const char *part, enum sim_fault fault)
{
    sim->cursed = part;
    sim->curse = fault;
}

void partner_sim_storm(struct partner_sim *sim, unsigned per_mille)
{
    sim->storm = per_mille;
}

void partner_sim_network(struct partner_sim *sim, bool up)
{
    sim->down = !up;
}

void partner_sim_plug(struct partner_sim *sim, int kiosk, bool in)
{
    sim->ports[kiosk].unplugged = !in;
}

void partner_sim_calm(struct partner_sim *sim)
{
    sim->storm = 0;
    sim->down = false;
    for (int i = 0; i < SIM_KIOSKS; i++)
        sim->ports[i].unplugged = false;
    sim->script_count = 0;
    sim->cursed = NULL;
    sim->password = NULL;
}

static enum sim_fault scripted(struct partner_sim *sim, enum http_method method)
{
    enum sim_fault fault = SIM_NONE;
    sim->aimable[method]++;
    for (size_t i = 0; i < sim->script_count; i++) {
        struct script *s = &sim->scripts[i];
        if (s->method != method || s->count == 0) continue;
        if (s->skip > 0) {
            s->skip--;
        } else if (fault == SIM_NONE) {
            fault = s->fault;
            if (s->count > 0) s->count--;
        }
    }
    sim->struck += fault != SIM_NONE;
    return fault;
}

static enum sim_fault stormy(struct partner_sim *sim)
{
    static const enum sim_fault transient[] = {
        SIM_LOST_AFTER, SIM_LOST_BEFORE, SIM_UNREACHABLE, SIM_SLOW,    SIM_HANGS,     SIM_500,  SIM_500_AFTER,
        SIM_503,        SIM_429,         SIM_CAPTIVE,     SIM_GARBAGE, SIM_TRUNCATED, SIM_HUGE,
    };
    if (rng_below(&sim->rng, 1000) >= sim->storm) return SIM_NONE;
    return transient[rng_below(&sim->rng, sizeof transient / sizeof *transient)];
}

static const char *name_in(const char *url)
{
    const char *slash = strrchr(url, '/');
    return slash ? slash + 1 : url;
}

static enum sim_fault fault_for(const struct port *port, const struct http_request *request)
{
    struct partner_sim *sim = port->sim;
    if (sim->down || port->unplugged) return SIM_UNREACHABLE;
    const char *secret = request->account && request->account->secret ? request->account->secret : "";
    if (sim->password && strcmp(sim->password, secret) != 0) return SIM_401;
    if (sim->cursed && strstr(request->url, sim->cursed)) return sim->curse;
    enum sim_fault fault = shelf_is_note(name_in(request->url)) ? SIM_NONE : scripted(sim, request->method);
    return fault != SIM_NONE ? fault : stormy(sim);
}

// --- serving

static void serve(struct partner_sim *sim, struct call *call)
{
    free(call->answer.body);
    call->answer = dav_serve(&sim->shelf, &sim->settings, call->method, str_from(call->url),
                             call->if_match ? call->etag_wanted : NULL, call->if_none_match,
                             (struct str){call->body, call->n}, sim->now_ms);
}

static void say(struct call *call, int status, const char *content_type, const char *text)
{
    free(call->answer.body);
    size_t n = text ? strlen(text) : 0;
    call->answer = (struct dav_answer){.status = status, .content_type = content_type, .n = n};
    call->answer.body = n ? malloc(n) : NULL;
    if (n) memcpy(call->answer.body, text, n);
}

static void overwrite(struct partner_sim *sim, struct call *call)
{
    call->if_none_match = false;
    serve(sim, call);
    if (call->answer.status == 201) call->answer.status = 204;
}

// Faults that are an answer and nothing else.
static const struct saying {
    int status;
    const char *content_type, *text, *retry_after, *location;
} sayings[SIM_FAULT_COUNT] = {
    [SIM_401] = {401, "text/html", "<html>who?</html>", NULL, NULL},
    [SIM_403] = {403, "text/html", "<html>no</html>", NULL, NULL},
    [SIM_400] = {400, NULL, NULL, NULL, NULL},
    [SIM_409] = {409, NULL, NULL, NULL, NULL},
    [SIM_500] = {500, "text/html", "<html>oh</html>", NULL, NULL},
    [SIM_500_AFTER] = {500, "text/html", "<html>oh</html>", NULL, NULL},
    [SIM_503] = {503, NULL, NULL, "120", NULL},
    [SIM_429] = {429, NULL, NULL, "30", NULL},
    [SIM_CAPTIVE] = {200, "text/html; charset=utf-8", "<!DOCTYPE html><html>Bienvenue</html>", NULL, NULL},
    [SIM_REDIRECT] = {302, NULL, NULL, NULL, "http://portal.example/login"},
    [SIM_GARBAGE] = {207, "application/xml", "\x80<<\x01 not what was asked", NULL, NULL},
    [SIM_DROPS] = {201, NULL, NULL, NULL, NULL},
};

static const enum http_failure failures[SIM_FAULT_COUNT] = {
    [SIM_LOST_AFTER] = HTTP_CUT,          [SIM_LOST_BEFORE] = HTTP_CUT,     [SIM_HANGS] = HTTP_CUT,
    [SIM_UNREACHABLE] = HTTP_UNREACHABLE, [SIM_CERTIFICATE] = HTTP_BAD_TLS, [SIM_HUGE] = HTTP_TOO_BIG,
};

static bool is_served(const struct call *call)
{
    bool has_token = str_find((struct str){call->body, call->n}, STR("sync-token>http")) < call->n;
    switch (call->fault) {
    case SIM_NONE:
    case SIM_SLOW:
    case SIM_LOST_AFTER:
    case SIM_HANGS:
    case SIM_HUGE:
    case SIM_500_AFTER:
    case SIM_TRUNCATED:
    case SIM_OTHER_FIRST: return true;
    case SIM_BAD_TOKEN: return !has_token;
    case SIM_LOST_BEFORE:
    case SIM_UNREACHABLE:
    case SIM_CERTIFICATE:
    case SIM_401:
    case SIM_403:
    case SIM_400:
    case SIM_409:
    case SIM_500:
    case SIM_503:
    case SIM_429:
    case SIM_CAPTIVE:
    case SIM_REDIRECT:
    case SIM_GARBAGE:
    case SIM_DROPS:
    case SIM_OVERWRITES:
    case SIM_FAULT_COUNT: return false;
    }
    return false;
}

static void say_so(struct call *call)
{
    const struct saying *saying = &sayings[call->fault];
    if (!saying->status) return;
    bool is_listing = call->method == HTTP_REPORT || call->method == HTTP_PROPFIND;
    int status = call->fault == SIM_GARBAGE && !is_listing ? 200 : saying->status;
    say(call, status, saying->content_type, saying->text);
    call->retry_after = saying->retry_after;
    call->location = saying->location;
}

static void strike(struct partner_sim *sim, struct call *call)
{
    if (call->fault == SIM_OTHER_FIRST) {
        partner_sim_other_takes(sim, name_in(call->url));
        sim->now_ms += DAV_RACE_MS + 1; // not at once: no race
    }
    if (is_served(call))
        serve(sim, call);
    else if (call->fault == SIM_OVERWRITES)
        overwrite(sim, call);
    else if (call->fault == SIM_BAD_TOKEN)
        say(call, 403, "application/xml", "<error xmlns=\"DAV:\"><valid-sync-token/></error>");
    say_so(call);
    if (call->fault == SIM_TRUNCATED) call->answer.n /= 2;
    call->failure = failures[call->fault];
}

static struct call *earliest(struct partner_sim *sim, int64_t until_ms)
{
    struct call *first = NULL;
    for (size_t i = 0; i < sim->calls_end; i++) {
        struct call *c = &sim->calls[i];
        if (c->used && !c->arrived && c->arrive_ms <= until_ms && (!first || c->arrive_ms < first->arrive_ms))
            first = c;
    }
    return first;
}

void partner_sim_pass(struct partner_sim *sim, int64_t mono_ms)
{
    struct call *call;
    while (sim->calls_end > 0 && !sim->calls[sim->calls_end - 1].used)
        sim->calls_end--;
    while ((call = earliest(sim, mono_ms))) {
        if (call->arrive_ms > sim->now_ms) sim->now_ms = call->arrive_ms;
        strike(sim, call);
        call->arrived = true;
        if (call->orphan) free_call(call);
    }
    if (mono_ms > sim->now_ms) sim->now_ms = mono_ms;
}

int64_t partner_sim_next_of(const struct partner_sim *sim, int kiosk)
{
    int64_t next = MOMENT_NEVER;
    for (size_t i = 0; i < sim->calls_end; i++) {
        const struct call *c = &sim->calls[i];
        bool theirs = kiosk == SIM_ANYBODY || c->kiosk == kiosk;
        if (c->used && !c->orphan && theirs && c->answer_ms < next) next = c->answer_ms;
    }
    return next;
}

int64_t partner_sim_next(const struct partner_sim *sim)
{
    return partner_sim_next_of(sim, SIM_ANYBODY);
}

// --- the port

static void set_times(struct partner_sim *sim, struct call *call, int64_t timeout_ms)
{
    call->arrive_ms = sim->now_ms + 5 + (int64_t)rng_below(&sim->rng, 30);
    call->answer_ms = call->arrive_ms + 5 + (int64_t)rng_below(&sim->rng, 30);
    if (call->fault == SIM_SLOW) call->answer_ms += SLOW_MS;
    if (call->fault == SIM_HANGS) call->answer_ms = sim->now_ms + timeout_ms;
}

static err_t start(void *self, const struct http_request *request)
{
    struct port *port = self;
    struct partner_sim *sim = port->sim;
    size_t i = 0;
    while (i < CALLS && sim->calls[i].used)
        i++;
    if (i == CALLS) return ERR_FULL;
    if (i >= sim->calls_end) sim->calls_end = i + 1;
    struct call *call = &sim->calls[i];
    *call = (struct call){.used = true, .kiosk = port->kiosk, .id = request->id, .method = request->method};
    CHECK(str_copy(str_from(request->url), call->url, sizeof call->url) == OK);
    CHECK(str_copy(str_from(request->if_match), call->etag_wanted, sizeof call->etag_wanted) == OK);
    call->if_match = request->if_match != NULL;
    call->if_none_match = request->if_none_match;
    call->cap = request->cap;
    call->n = request->body.n;
    call->body = malloc(call->n + 1);
    CHECK(call->body);
    if (call->n) memcpy(call->body, request->body.p, call->n);
    call->fault = fault_for(port, request);
    set_times(sim, call, request->timeout_ms);
    sim->requests[request->method] += !shelf_is_note(name_in(request->url));
    return OK;
}

static struct call *answered(struct partner_sim *sim, int kiosk)
{
    struct call *first = NULL;
    for (size_t i = 0; i < sim->calls_end; i++) {
        struct call *c = &sim->calls[i];
        if (!c->used || c->orphan || c->kiosk != kiosk || !c->arrived || c->answer_ms > sim->now_ms) continue;
        if (!first || c->answer_ms < first->answer_ms) first = c;
    }
    return first;
}

static struct http_answer tell(const struct call *call)
{
    struct http_answer answer = {.id = call->id, .failure = call->failure};
    if (answer.failure == HTTP_DONE && call->answer.n > call->cap) answer.failure = HTTP_TOO_BIG;
    if (answer.failure != HTTP_DONE) return answer;
    answer.status = call->answer.status;
    answer.etag = str_from(call->answer.etag);
    answer.location = str_from(call->location);
    answer.content_type = str_from(call->answer.content_type);
    answer.retry_after = str_from(call->retry_after);
    answer.body = (struct str){call->answer.body, call->answer.n};
    return answer;
}

static bool next_answer(void *self, struct http_answer *ret_answer)
{
    struct port *port = self;
    if (port->shown) free_call(port->shown);
    port->shown = answered(port->sim, port->kiosk);
    if (!port->shown) return false;
    *ret_answer = tell(port->shown);
    int status = ret_answer->failure == HTTP_DONE ? ret_answer->status : 0;
    if (status < STATUSES) port->sim->told[port->shown->method][status]++;
    return true;
}

// Whoever asked is gone. What is on the wire may arrive all the same.
static void cancel_all(void *self)
{
    struct port *port = self;
    struct partner_sim *sim = port->sim;
    port->shown = NULL;
    for (size_t i = 0; i < CALLS; i++) {
        struct call *c = &sim->calls[i];
        if (!c->used || c->orphan || c->kiosk != port->kiosk) continue;
        if (c->arrived || rng_below(&sim->rng, 2) == 0)
            free_call(c);
        else
            c->orphan = true;
    }
}

struct http_port partner_sim_port(struct partner_sim *sim, int kiosk)
{
    CHECK(kiosk >= 0 && kiosk < SIM_KIOSKS);
    sim->ports[kiosk].sim = sim;
    sim->ports[kiosk].kiosk = kiosk;
    return (struct http_port){&sim->ports[kiosk], start, next_answer, cancel_all};
}

// --- staff, other kiosks, questions

void partner_sim_back_up(struct partner_sim *sim)
{
    shelf_finish(&sim->backup);
    shelf_back_up(&sim->shelf, &sim->backup);
}

void partner_sim_restore(struct partner_sim *sim)
{
    shelf_restore(&sim->shelf, &sim->backup);
}

void partner_sim_publish(struct partner_sim *sim, const char *name, const char *ics)
{
    shelf_put(&sim->shelf, SHELF_SLOTS, name, str_from(ics), sim->now_ms);
}

bool partner_sim_delete(struct partner_sim *sim, enum shelf_collection collection, const char *name)
{
    return shelf_delete(&sim->shelf, collection, name);
}

void partner_sim_other_takes(struct partner_sim *sim, const char *name)
{
    char ics[512];
    snprintf(ics, sizeof ics,
             "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//other kiosk//EN\r\nBEGIN:VEVENT\r\nUID:%s\r\n"
             "DTSTAMP:20260101T000000Z\r\nDTSTART:20200101T000000Z\r\nDTEND:20200101T003000Z\r\n"
             "SUMMARY:Réservé\r\nX-REBOND-TOKEN:ffffffff%024x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
             name, ++sim->others);
    shelf_put(&sim->shelf, SHELF_BOOKINGS, name, str_from(ics), sim->now_ms);
}

void partner_sim_other_books(struct partner_sim *sim, const char *name, int64_t start_s, const char *code)
{
    char ics[512], start[CIVIL_STAMP], end[CIVIL_STAMP];
    civil_stamp(start_s, start);
    civil_stamp(start_s + 1800, end);
    snprintf(ics, sizeof ics,
             "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//other kiosk//EN\r\nBEGIN:VEVENT\r\nUID:%s\r\n"
             "DTSTAMP:20260101T000000Z\r\nDTSTART:%s\r\nDTEND:%s\r\n"
             "SUMMARY:Réservé · %s\r\nX-REBOND-TOKEN:ffffffff%024x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
             name, start, end, code, ++sim->others);
    shelf_put(&sim->shelf, SHELF_BOOKINGS, name, str_from(ics), sim->now_ms);
}

size_t partner_sim_arrivals(const struct partner_sim *sim)
{
    size_t count = 0;
    for (size_t i = 0; i < sim->shelf.count; i++)
        count += sim->shelf.resources[i].live && strncmp(sim->shelf.resources[i].name, "arr-", 4) == 0;
    return count;
}

void partner_sim_other_writes(struct partner_sim *sim)
{
    static const char mark[] =
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//other kiosk//EN\r\nBEGIN:VEVENT\r\nUID:rebond-writer\r\n"
        "DTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:20260101\r\nTRANSP:TRANSPARENT\r\n"
        "DESCRIPTION:Code ffffffff. \r\nX-REBOND-WRITER:ffffffffffffffffffffffffffffffff\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n";
    shelf_put(&sim->shelf, SHELF_BOOKINGS, "rebond-writer.ics", str_from(mark), sim->now_ms);
}

size_t partner_sim_live(const struct partner_sim *sim, enum shelf_collection collection)
{
    return shelf_live(&sim->shelf, collection);
}

size_t partner_sim_live_of(const struct partner_sim *sim, struct uid uid)
{
    char wanted[UID_TEXT], token[UID_TEXT];
    size_t count = 0;
    uid_text(uid, wanted);
    for (size_t i = 0; i < sim->shelf.count; i++) {
        const struct shelf_resource *r = &sim->shelf.resources[i];
        if (!r->live) continue;
        shelf_token((struct str){r->data, r->n}, token);
        count += strcmp(token, wanted) == 0;
    }
    return count;
}

size_t partner_sim_created_of(const struct partner_sim *sim, struct uid uid)
{
    char wanted[UID_TEXT];
    size_t count = 0;
    uid_text(uid, wanted);
    for (size_t i = 0; i < sim->shelf.history_count; i++)
        count += sim->shelf.history[i].created && strcmp(sim->shelf.history[i].token, wanted) == 0;
    return count;
}

bool partner_sim_holder(const struct partner_sim *sim, const char *name, struct uid *ret_uid)
{
    char token[UID_TEXT];
    const struct shelf_resource *r = shelf_find(&sim->shelf, SHELF_BOOKINGS, name);
    if (!r) return false;
    shelf_token((struct str){r->data, r->n}, token);
    return uid_parse(str_from(token), ret_uid) == OK;
}

size_t partner_sim_told(const struct partner_sim *sim, enum http_method method, int status)
{
    CHECK(status >= 0 && status < STATUSES);
    return sim->told[method][status];
}

size_t partner_sim_requests(const struct partner_sim *sim, enum http_method method)
{
    return sim->requests[method];
}

size_t partner_sim_aimable(const struct partner_sim *sim, enum http_method method)
{
    return sim->aimable[method];
}

size_t partner_sim_struck(const struct partner_sim *sim)
{
    return sim->struck;
}

bool partner_sim_holds(const struct partner_sim *sim, struct str bytes)
{
    for (size_t i = 0; i < sim->shelf.count; i++) {
        const struct shelf_resource *r = &sim->shelf.resources[i];
        struct str data = {r->data, r->n};
        if (r->live && str_find(data, bytes) < data.n) return true;
    }
    return false;
}
