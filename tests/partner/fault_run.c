// One delivery after the other to a real server, each broken at another byte of another request
// (fault_proxy.h): the real engine, store and curl, but time passes only in their minds. Each must end
// delivered, with exactly one event and one sealed copy at the server.   fault_run URL FOLDER [PART OF]
// FOLDER holds the calendars' files, URL is where they are; PART OF: every OFth byte from PART on, so that
// several may share the long run.
#include <curl/curl.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "engine/engine.h"
#include "engine/faults.h"
#include "harness/vfs.h"
#include "partner/fault_proxy.h"
#include "platform/http_curl.h"
#include "platform/read_file.h"
#include "seal/seal.h"

enum {
    WALL_S = 1795500000, // 24 November 2026
    START_MS = 1000000,
    LONGEST_MS = 6 * 3600 * 1000, // of a delivery
    TURNS = 100000,
    WAIT_MS = 20,      // real, for what the sockets do
    PATIENCE_MS = 120, // real, of a request that is held back on purpose
    FILE_BYTES = 64 << 10,
};

enum step { PUT_EVENT, READ_EVENT, PUT_COPY, READ_COPY, STEPS };
static const char *const step_names[] = {"the booking's PUT", "the booking's GET", "the copy's PUT",
                                         "the copy's GET"};
static const char *const kind_names[] = {"measured",       "cut",        "truncated",          "delayed",
                                         "delivered late", "duplicated", "answered with a lie"};

static const char *const side_names[] = {"request", "answer"};

struct place { // one kiosk with its disk, until the next kind of fault
    struct vfs *vfs;
    struct store *kiosk, *sync;
    struct engine *engine;
    struct engine_faults faults;
};

static const char *base_url, *folder;
static struct config config;
static struct zone zone = {.count = 1, .spans = {{INT64_MIN, 3600}}};
static struct http_account account = {.user = "borne", .secret = "secret"};
static struct http_curl *http;
static struct http_port inner;
static struct fault_proxy *proxy;
static struct moment now = {START_MS, WALL_S, true};
static int calls; // under way
static int number;
static struct uid last; // item that was booked
static int passed, failed;
static size_t part, parts = 1;

static struct { // which request is broken, and how
    enum step step;
    struct fault fault;
    bool done;
} aim;

// --- the way out: what is written and read goes through the proxy, listings do not

static bool is_aimed_at(const struct http_request *request)
{
    bool copy = aim.step == PUT_COPY || aim.step == READ_COPY;
    enum http_method method = aim.step == PUT_EVENT || aim.step == PUT_COPY ? HTTP_PUT : HTTP_GET;
    return !aim.done && request->method == method && copy == (strstr(request->url, "/dos-") != NULL);
}

static bool is_held_back(enum fault_kind kind)
{
    return kind == FAULT_DELAY || kind == FAULT_LATE;
}

static err_t start(void *self, const struct http_request *request)
{
    (void)self;
    struct http_request changed = *request;
    char url[LIMIT_URL + LIMIT_RESOURCE];
    if (request->method == HTTP_PUT || request->method == HTTP_GET) {
        const char *path = strchr(request->url + strlen("http://"), '/');
        snprintf(url, sizeof url, "http://127.0.0.1:%d%s", fault_proxy_port(proxy), path);
        changed.url = url;
    }
    if (is_aimed_at(request)) {
        aim.done = true;
        fault_proxy_arm(proxy, &aim.fault);
        if (is_held_back(aim.fault.kind)) changed.timeout_ms = PATIENCE_MS;
    }
    err_t err = inner.start(inner.self, &changed);
    calls += err == OK;
    return err;
}

static bool next_answer(void *self, struct http_answer *ret_answer)
{
    (void)self;
    bool have = inner.next_answer(inner.self, ret_answer);
    calls -= have;
    return have;
}

static void cancel_all(void *self)
{
    (void)self;
    inner.cancel_all(inner.self);
    calls = 0;
}

// --- a kiosk

static void set_url(const char *name, char to[LIMIT_URL])
{
    CHECK(snprintf(to, LIMIT_URL, "%s%s/", base_url, name) < LIMIT_URL);
}

static void set_text(struct str text, char *to, size_t cap)
{
    CHECK(str_copy(text, to, cap) == OK);
}

static void make_config(void)
{
    struct config_partner *p = &config.partners[0];
    config.partner_count = 1;
    set_text(STR("ml"), p->id, sizeof p->id);
    set_text(STR("2 rue de l'Exemple"), p->address, sizeof p->address);
    set_url("creneaux", p->slots_url);
    set_url("reservations", p->bookings_url);
    set_url("inscriptions", p->requests_url);
    p->adapter = ADAPTER_CALDAV;
    p->server_class = 'A';
    p->max_minutes = 240;
}

static struct store *open_store(struct vfs *vfs)
{
    struct store *store;
    enum store_found found;
    struct files_port files = vfs_files(vfs);
    CHECK(store_open("/rebond.db", vfs_name(vfs), &files, &store, &found) == OK);
    return store;
}

static void place_open(struct place *place, struct engine_faults faults)
{
    *place = (struct place){.vfs = vfs_open(1), .faults = faults};
    place->kiosk = open_store(place->vfs);
    place->sync = open_store(place->vfs);
    struct engine_options options = {
        .http = {NULL, start, next_answer, cancel_all},
        .store = place->sync,
        .config = &config,
        .zone = &zone,
        .accounts = &account,
        .seed = (uint64_t)++number,
        .build_s = WALL_S - 86400,
        .faults = &place->faults,
    };
    CHECK(engine_open(&options, &place->engine) == OK);
}

static void place_close(struct place *place)
{
    engine_close(place->engine);
    store_close(place->sync);
    store_close(place->kiosk);
    vfs_close(place->vfs);
}

static struct uid book(struct place *place)
{
    static const char sealed[300] = "sealed";
    struct item item = {
        .kind = ITEM_APPOINTMENT, .choice_count = 1, .made_s = now.wall_s, .code = {{1, 2, 3}, 4}};
    struct slot *slot = &item.choices[0];
    char uid[32];
    int seat;
    number++;
    for (int i = 0; i < 4; i++)
        item.uid.b[i] = (uint8_t)(number >> 8 * i);
    slot->start_s = (now.wall_s / 3600 + 24 + number % 2000) * 3600; // at no hour the mirror may still have
    slot->end_s = slot->start_s + 1800;
    slot->capacity = 1;
    snprintf(uid, sizeof uid, "slot-%d@staff", number);
    slot_key(str_from(uid), slot->start_s, slot->key);
    set_text(STR("ml"), slot->partner, sizeof slot->partner);
    set_text(STR("ml"), item.partner, sizeof item.partner);
    CHECK(store_add_item(place->kiosk, &item, (struct str){sealed, sizeof sealed}, &seat) == OK);
    return item.uid;
}

// --- time

static void wait_real(void)
{
    http_curl_wait(http, fault_proxy_fd(proxy), WAIT_MS);
    fault_proxy_turn(proxy);
}

static void pass_until(int64_t mono_ms)
{
    if (mono_ms <= now.mono_ms) mono_ms = now.mono_ms + 1;
    now.wall_s += mono_ms / 1000 - now.mono_ms / 1000;
    now.mono_ms = mono_ms;
}

static bool is_over(struct place *place, struct uid uid)
{
    struct item item;
    CHECK(store_get_item(place->kiosk, uid, &item) == OK);
    return item.state == ITEM_DELIVERED || item.state == ITEM_REFUSED;
}

static void deliver(struct place *place, struct uid uid)
{
    int64_t end_ms = now.mono_ms + LONGEST_MS;
    for (int turns = 0; turns < TURNS && now.mono_ms < end_ms; turns++) {
        int64_t due_ms = engine_turn(place->engine, now);
        if (calls > 0)
            wait_real();
        else if (is_over(place, uid))
            break;
        else
            pass_until(due_ms < end_ms ? due_ms : end_ms);
    }
    fault_proxy_release(proxy);
    for (int turns = 0; turns < TURNS && fault_proxy_is_busy(proxy); turns++)
        wait_real();
}

// --- what stands at the server

struct found {
    int events, copies, files;
};

static void look_at(const char *path, const char *uid, struct found *found)
{
    static char bytes[FILE_BYTES];
    char token[80], copy[80];
    size_t n = 0;
    snprintf(token, sizeof token, "X-REBOND-TOKEN:%s", uid);
    snprintf(copy, sizeof copy, "X-REBOND-COPY:%s", uid);
    if (read_file(path, bytes, sizeof bytes - 1, &n) != OK) return;
    bytes[n] = '\0';
    found->files++;
    found->events += strstr(bytes, token) != NULL;
    found->copies += strstr(bytes, copy) != NULL;
}

static void delete_at_server(const char *collection, const char *name)
{
    char url[LIMIT_URL + LIMIT_RESOURCE];
    CURL *easy = curl_easy_init();
    snprintf(url, sizeof url, "%s%s/%s", base_url, collection, name);
    CHECK(easy && curl_easy_setopt(easy, CURLOPT_URL, url) == CURLE_OK);
    curl_easy_setopt(easy, CURLOPT_USERPWD, "borne:secret");
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, "DELETE");
    CHECK(curl_easy_perform(easy) == CURLE_OK);
    curl_easy_cleanup(easy);
}

// Counts, and leaves nothing for the next.
static struct found take_away(struct uid uid)
{
    static const char *const collections[] = {"reservations", "inscriptions"};
    struct found found = {0};
    char text[UID_TEXT], path[1024];
    uid_text(uid, text);
    for (size_t i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, collections[i]);
        DIR *dir = opendir(path);
        CHECK(dir);
        for (struct dirent *entry; (entry = readdir(dir));) {
            if (entry->d_name[0] == '.' || !str_ends(str_from(entry->d_name), STR(".ics"))) continue;
            snprintf(path, sizeof path, "%s/%s/%s", folder, collections[i], entry->d_name);
            look_at(path, text, &found);
            delete_at_server(collections[i], entry->d_name);
        }
        closedir(dir);
    }
    return found;
}

// --- one run

static bool is_right(struct place *place, struct uid uid, const struct found *found)
{
    struct item item;
    enum partner_condition condition;
    CHECK(store_get_item(place->kiosk, uid, &item) == OK);
    CHECK(partner_get_condition(place->kiosk, "ml", &condition) == OK);
    return item.state == ITEM_DELIVERED && item.kind == ITEM_APPOINTMENT && condition == PARTNER_OK &&
           found->events == 1 && found->copies == 1 && found->files == 2;
}

static void tell(struct place *place, struct uid uid, const struct found *found)
{
    struct item item;
    enum partner_condition condition;
    CHECK(store_get_item(place->kiosk, uid, &item) == OK);
    CHECK(partner_get_condition(place->kiosk, "ml", &condition) == OK);
    printf("FAILED: %s, %s at byte %zu of the %s: %s, kind %d, state %d, %d events, %d copies, %d files, "
           "partner %d\n",
           step_names[aim.step], kind_names[aim.fault.kind], aim.fault.at, side_names[aim.fault.side],
           aim.done ? "done" : "never asked for", (int)item.kind, (int)item.state, found->events,
           found->copies, found->files, (int)condition);
}

static bool run(struct place *place, enum step step, struct fault fault, bool aloud)
{
    aim.step = step;
    aim.fault = fault;
    aim.done = false;
    last = book(place);
    deliver(place, last);
    struct found found = take_away(last);
    bool right = aim.done && is_right(place, last, &found);
    if (!right && aloud) tell(place, last, &found);
    return right;
}

static int try_one(struct place *place, enum step step, struct fault fault)
{
    if (run(place, step, fault, true))
        passed++;
    else
        failed++;
    return 1;
}

// Every byte; or the ends, the empty line, and some between; of what breaks a connection also the bytes
// beside them.
static bool is_tried(enum step step, const struct fault *fault, const struct fault_sizes *sizes)
{
    size_t at = fault->at, all = sizes->all[fault->side], head = sizes->head[fault->side];
    bool is_put = step == PUT_EVENT || step == PUT_COPY;
    bool breaks = fault->kind == FAULT_CUT || fault->kind == FAULT_TRUNCATE;
    if (at % parts != part) return false;
    if (getenv("REBOND_EVERY_STEP") || at == 0 || at == all - 1) return true;
    if (is_put && at % (all / 2 + 1) == all / 4) return true;
    if (at == head) return is_put || breaks;
    return is_put && breaks && (at == 1 || at == head - 1 || at == head + 1 || at == all);
}

static int try_each(enum step step, struct fault fault, const struct fault_sizes *sizes)
{
    static struct place place;
    int tried = 0;
    place_open(&place, (struct engine_faults){0});
    for (fault.at = 0; fault.at <= sizes->all[fault.side]; fault.at++)
        if (is_tried(step, &fault, sizes)) tried += try_one(&place, step, fault);
    place_close(&place);
    printf("  %s, %s: %d offsets\n", side_names[fault.side], kind_names[fault.kind], tried);
    return tried;
}

static int try_step(enum step step)
{
    static const enum fault_kind kinds[] = {FAULT_CUT, FAULT_TRUNCATE, FAULT_DELAY, FAULT_DUPLICATE,
                                            FAULT_LATE};
    static struct place place;
    int tried = 0;
    place_open(&place, (struct engine_faults){0});
    try_one(&place, step, (struct fault){.kind = FAULT_NONE});
    place_close(&place);
    struct fault_sizes sizes = fault_proxy_sizes(proxy);
    printf("%s: %zu bytes, answered with %zu\n", step_names[step], sizes.all[0], sizes.all[1]);
    for (size_t i = 0; i < 5; i++) {
        tried += try_each(step, (struct fault){.kind = kinds[i], .side = FAULT_REQUEST}, &sizes);
        if (kinds[i] != FAULT_LATE)
            tried += try_each(step, (struct fault){.kind = kinds[i], .side = FAULT_ANSWER}, &sizes);
    }
    return tried;
}

// "Created", and then it is not there: as if staff had deleted it at once. Never delivered, and staff are
// told.
static void try_a_lie(void)
{
    static struct place place;
    struct item item;
    place_open(&place, (struct engine_faults){0});
    (void)run(&place, PUT_EVENT, (struct fault){.kind = FAULT_LIE}, false);
    CHECK(store_get_item(place.kiosk, last, &item) == OK);
    place_close(&place);
    bool right = aim.done && item.state == ITEM_REFUSED && item.reason == REASON_DELETED_BY_STAFF;
    printf("a lie about what was created: %s\n", right ? "staff are told" : "FAILED");
    passed += right;
    failed += !right;
}

// Negative control: with the mistake planted, the same run must see that something is wrong.
static void must_see(const char *words, struct engine_faults faults, struct fault fault)
{
    static struct place place;
    place_open(&place, faults);
    bool missed = run(&place, PUT_EVENT, fault, false);
    place_close(&place);
    printf("%s: %s\n", words, missed ? "FAILED: not seen" : "seen");
    passed += !missed;
    failed += missed;
}

int main(int argc, char **argv)
{
    int tried = 0;
    setvbuf(stdout, NULL, _IOLBF, 0); // what failed is told even if the rest takes too long
    if ((argc != 3 && argc != 5) || seal_init() != OK || http_curl_open(&http) != OK) return 2;
    base_url = argv[1];
    folder = argv[2];
    if (argc == 5) part = strtoul(argv[3], NULL, 10), parts = strtoul(argv[4], NULL, 10);
    make_config();
    inner = http_curl_port(http);
    proxy = fault_proxy_open(atoi(strrchr(base_url, ':') + 1));
    for (int step = 0; step < STEPS; step++)
        tried += try_step((enum step)step);
    printf("%d offsets tried\n", tried);
    try_a_lie();
    must_see("an item forgotten before it was read back",
             (struct engine_faults){.forget_before_readback = true}, (struct fault){.kind = FAULT_LIE});
    must_see("another token with every try", (struct engine_faults){.token_not_stable = true},
             (struct fault){.kind = FAULT_CUT, .side = FAULT_ANSWER});
    http_curl_close(http);
    fault_proxy_close(proxy);
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0;
}
