// links: base port booking seal store engine platform
// How long delivering takes: the engine with its store and libcurl, against a bare libcurl loop that creates
// and reads back as many over one connection to the same server, and against what another program took for
// the same events.
//   bench_deliver events FOLDER COUNT         writes the events of the bare loop as files
//   bench_deliver URL FOLDER COUNT SECONDS    (see deliver.sh)
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/check.h"
#include "engine/engine.h"
#include "platform/clock.h"
#include "platform/entropy.h"
#include "platform/files.h"
#include "platform/http_curl.h"
#include "seal/seal.h"

enum { SEALED = 1500, BODY = 3000 };

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static size_t ignore(char *data, size_t size, size_t n, void *self)
{
    (void)data, (void)self;
    return size * n;
}

static size_t make_body(char *body, int i)
{
    int n = snprintf(
        body, BODY,
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bare//FR\r\nBEGIN:VEVENT\r\nUID:rdv-bare-%06d\r\n"
        "DTSTAMP:20260101T000000Z\r\nDTSTART:20300101T000000Z\r\nDTEND:20300101T003000Z\r\n"
        "SUMMARY:Réservé\r\nX-REBOND-TOKEN:%032d\r\nX-REBOND-SEALED:",
        i, i);
    memset(body + n, 'A', SEALED * 4 / 3);
    n += SEALED * 4 / 3;
    n += snprintf(body + n, BODY - (size_t)n, "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
    return (size_t)n;
}

static void bare_one(CURL *easy, struct curl_slist *headers, const char *collection, int i)
{
    char url[LIMIT_URL + 64], body[BODY];
    long status = 0;
    snprintf(url, sizeof url, "%srdv-bare-%06d.ics", collection, i);
    curl_easy_setopt(easy, CURLOPT_URL, url);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, (long)make_body(body, i));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body);
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, "PUT");
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    CHECK(curl_easy_perform(easy) == CURLE_OK);
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    CHECK(status == 201);
    curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, NULL);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, NULL);
    CHECK(curl_easy_perform(easy) == CURLE_OK);
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    CHECK(status == 200);
}

static double bare(const char *collection, int count)
{
    CURL *easy = curl_easy_init();
    struct curl_slist *headers = curl_slist_append(NULL, "Expect:");
    headers = curl_slist_append(headers, "If-None-Match: *");
    headers = curl_slist_append(headers, "Content-Type: text/calendar; charset=utf-8");
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, ignore);
    curl_easy_setopt(easy, CURLOPT_USERPWD, "borne:secret");
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    double start = now_s();
    for (int i = 0; i < count; i++)
        bare_one(easy, headers, collection, i);
    double took = now_s() - start;
    curl_slist_free_all(headers);
    curl_easy_cleanup(easy);
    return took;
}

static void write_events(const char *folder, int count)
{
    for (int i = 0; i < count; i++) {
        char path[512], body[BODY];
        size_t n = make_body(body, i);
        snprintf(path, sizeof path, "%s/rdv-bare-%06d.ics", folder, i);
        FILE *file = fopen(path, "wb");
        CHECK(file && fwrite(body, 1, n, file) == n && fclose(file) == 0);
    }
}

static void set_text(struct str text, char *to, size_t cap)
{
    CHECK(str_copy(text, to, cap) == OK);
}

static void set_url(const char *base, const char *name, char to[LIMIT_URL])
{
    struct buf b = buf_init(to, LIMIT_URL);
    buf_add_format(&b, "%s%s/", base, name);
    CHECK(buf_c(&b) && !b.full);
}

static void make_config(const char *base, struct config *config)
{
    struct config_partner *p = &config->partners[0];
    config->partner_count = 1;
    set_text(STR("ml"), p->id, sizeof p->id);
    set_text(STR("2 rue de l'Exemple"), p->address, sizeof p->address);
    set_url(base, "creneaux", p->slots_url);
    set_url(base, "reservations", p->bookings_url);
    set_url(base, "inscriptions", p->requests_url);
    p->adapter = ADAPTER_CALDAV;
    p->server_class = 'A';
    p->max_minutes = 240;
}

static void record(struct store *store, int i)
{
    static char sealed[SEALED];
    struct entropy_port entropy = entropy_system();
    struct item item = {.kind = ITEM_APPOINTMENT, .choice_count = 1, .code = {{1, 2, 3}, 4}};
    struct slot *slot = &item.choices[0];
    int seat;
    entropy.fill(entropy.self, &item.uid, sizeof item.uid);
    entropy.fill(entropy.self, sealed, sizeof sealed);
    *slot = (struct slot){.start_s = 1900000000 + i * 3600, .end_s = 1900001800 + i * 3600, .capacity = 1};
    slot_key(STR("bench"), slot->start_s, slot->key);
    set_text(STR("ml"), slot->partner, sizeof slot->partner);
    set_text(STR("ml"), item.partner, sizeof item.partner);
    CHECK(store_add_item(store, &item, (struct str){sealed, sizeof sealed}, &seat) == OK);
}

// The time of the first PUT: before it the engine mirrors, and waits a moment so that kiosks do not all write
// at once.
static struct http_port inner;
static double first_put_s;

static err_t start(void *self, const struct http_request *request)
{
    (void)self;
    if (request->method == HTTP_PUT && first_put_s == 0) first_put_s = now_s();
    return inner.start(inner.self, request);
}

struct times { // seconds since the first PUT
    double confirmed, filed;
};

static void count_unconfirmed(void *self, const struct item *item, const char *resource)
{
    (void)resource;
    int *count = self;
    CHECK(item->state != ITEM_REFUSED);
    *count += item->state != ITEM_FILING;
}

// What is delivered and what is being filed was confirmed; looked at ten times a second.
static struct times deliver(struct engine *engine, struct store *store, struct http_curl *http, int count)
{
    struct system_clock source = clock_init(true);
    struct store_counts counts = {0};
    struct times times = {0};
    double look_s = 0;
    while (counts.delivered < count) {
        struct moment now = clock_now(&source);
        int64_t due_ms = engine_turn(engine, now), wait_ms = due_ms - clock_now(&source).mono_ms;
        http_curl_wait(http, -1, wait_ms < 0 ? 0 : wait_ms < 1000 ? wait_ms : 1000);
        if (now_s() < look_s) continue;
        look_s = now_s() + 0.1;
        int unconfirmed = 0;
        CHECK(store_count(store, &counts) == OK && counts.needing_you == 0);
        CHECK(outbox_each(store, "ml", &unconfirmed, count_unconfirmed) == OK);
        if (unconfirmed == 0 && times.confirmed == 0) times.confirmed = now_s() - first_put_s;
    }
    times.filed = now_s() - first_put_s;
    return times;
}

static struct times with_engine(const char *base, const char *folder, int count)
{
    static struct config config;
    static struct zone zone = {.count = 1, .spans = {{INT64_MIN, 3600}}};
    struct http_account account = {.user = "borne", .secret = "secret"};
    struct files_port files = files_system();
    struct store *store;
    struct http_curl *http;
    struct engine *engine;
    enum store_found found;
    char path[512];
    make_config(base, &config);
    snprintf(path, sizeof path, "%s/bench.db", folder);
    CHECK(store_open(path, NULL, &files, &store, &found) == OK && http_curl_open(&http) == OK);
    for (int i = 0; i < count; i++)
        record(store, i);
    inner = http_curl_port(http);
    struct engine_options options = {.http = inner,
                                     .store = store,
                                     .config = &config,
                                     .zone = &zone,
                                     .accounts = &account,
                                     .seed = 1,
                                     .build_s = clock_build_s()};
    options.http.start = start;
    CHECK(engine_open(&options, &engine) == OK);
    struct times took = deliver(engine, store, http, count);
    engine_close(engine);
    http_curl_close(http);
    store_close(store);
    return took;
}

static void tell(const char *what, double took, double loop_s, double other_s)
{
    printf("%s %.2f s: %.2f of the bare loop, %.2f of vdirsyncer\n", what, took, took / loop_s,
           took / other_s);
}

int main(int argc, char **argv)
{
    if (argc == 4 && strcmp(argv[1], "events") == 0) {
        write_events(argv[2], atoi(argv[3]));
        return 0;
    }
    if (argc != 5 || seal_init() != OK) return 2;
    int count = atoi(argv[3]);
    double other_s = atof(argv[4]);
    char collection[LIMIT_URL];
    set_url(argv[1], "bare", collection); // another one: servers slow down as a collection grows
    curl_global_init(CURL_GLOBAL_DEFAULT);
    double loop_s = bare(collection, count);
    struct times engine = with_engine(argv[1], argv[2], count);
    printf("%d items: bare loop %.2f s, vdirsyncer %.2f s\n", count, loop_s, other_s);
    tell("rebond, every item confirmed:", engine.confirmed, loop_s, other_s);
    tell("rebond, every sealed copy filed too:", engine.filed, loop_s, other_s);
    curl_global_cleanup();
    return 0;
}
