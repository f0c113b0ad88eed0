// links: base port content config booking seal wire sync store engine
// clang-format off
// with: harness/sync_place.c harness/partner_sim.c harness/partner_dav.c harness/partner_shelf.c harness/vfs.c harness/disk.c
// clang-format on
// Custody: who is named at the partner, and that nobody is named here.
#define _GNU_SOURCE
#include "harness/test.h"

#include "base/check.h"
#include "base/log.h"
#include "content/needs.h"
#include "engine/watch.h"
#include "harness/sync_place.h"
#include "wire/payload.h"

#include <stdio.h>
#include <stdlib.h>

enum { SECOND = 1000, MINUTE = 60000, STEP_MS = 50, PUTS = 8, MARGIN = 40 };

#define NAME "Zoraïde"
#define DIGITS "692987654"

static struct sync_place place;
static struct seal_identity collection;
static struct partner_sim *second; // the server of the partner "asso"
static char told[64 << 10];
static size_t told_n;

// What left for the partners, as it left.
static struct {
    char *bytes;
    size_t n;
} sent[PUTS];
static size_t sent_count;

static void keep_log(void *self, enum log_level level, const char *line)
{
    (void)self, (void)level;
    if (told_n + strlen(line) + 2 > sizeof told) return;
    told_n += (size_t)snprintf(told + told_n, sizeof told - told_n, "%s\n", line);
}

static bool log_says(const char *words)
{
    return memmem(told, told_n, words, strlen(words)) != NULL;
}

// --- two servers behind one port: of the partner "ml", and of "asso" below another host

#define OTHER_HOST "https://asso.example/"
static const char first_host[] = "https://partner.example/";

// --- what a watcher far away hears: addresses, bodies, and the file of numbers, one after the other

#define WATCHER "https://hc.example.org/"
static char far[1 << 20];
static size_t far_n;
static uint64_t beat; // to be answered; 0 none

static void keep_far(struct str text)
{
    assert_true(far_n + text.n < sizeof far);
    memcpy(far + far_n, text.p, text.n);
    far_n += text.n;
}

static void keep_sent(const struct http_request *request)
{
    if (request->method != HTTP_PUT || sent_count == PUTS) return;
    sent[sent_count].bytes = malloc(request->body.n);
    assert_non_null(sent[sent_count].bytes);
    memcpy(sent[sent_count].bytes, request->body.p, request->body.n);
    sent[sent_count++].n = request->body.n;
}

static err_t start(void *self, const struct http_request *request)
{
    (void)self;
    struct http_request passed = *request;
    if (str_starts(str_from(request->url), STR(WATCHER))) {
        keep_far(str_from(request->url));
        keep_far(request->body);
        beat = request->id;
        return OK;
    }
    char url[LIMIT_URL + 4 * LIMIT_RESOURCE];
    bool other = str_starts(str_from(request->url), STR(OTHER_HOST));
    if (other) {
        snprintf(url, sizeof url, "%s%s", first_host, request->url + strlen(OTHER_HOST));
        passed.url = url;
    }
    keep_sent(request);
    struct http_port port = partner_sim_port(other ? second : place.sim, 0);
    return port.start(port.self, &passed);
}

static bool next_answer(void *self, struct http_answer *ret_answer)
{
    (void)self;
    if (beat) {
        *ret_answer = (struct http_answer){.id = beat, .failure = HTTP_DONE, .status = 200};
        beat = 0;
        return true;
    }
    struct http_port first = partner_sim_port(place.sim, 0);
    if (first.next_answer(first.self, ret_answer)) return true;
    struct http_port other = partner_sim_port(second, 0);
    partner_sim_pass(second, place.now.mono_ms);
    return other.next_answer(other.self, ret_answer);
}

static void cancel_all(void *self)
{
    (void)self;
    struct http_port first = partner_sim_port(place.sim, 0), other = partner_sim_port(second, 0);
    first.cancel_all(first.self);
    other.cancel_all(other.self);
}

static const struct http_port both = {NULL, start, next_answer, cancel_all};

// --- a place whose partner "ml" has custody open, and "asso" has not

static void set_text(const char *text, char *to, size_t cap)
{
    assert_int_equal(str_copy(str_from(text), to, cap), OK);
}

static void add_asso(void)
{
    struct config_partner *asso = &place.config->partners[place.config->partner_count++];
    *asso = place.config->partners[0];
    asso->custody = CUSTODY_SEALED;
    set_text("asso", asso->id, sizeof asso->id);
    set_text(OTHER_HOST "creneaux/", asso->slots_url, sizeof asso->slots_url);
    set_text(OTHER_HOST "reservations/", asso->bookings_url, sizeof asso->bookings_url);
    set_text(OTHER_HOST "inscriptions/", asso->requests_url, sizeof asso->requests_url);
    place.accounts[1] = (struct http_account){.user = "borne", .secret = "autre"};
    partner_sim_set_password(second, "autre");
    partner_sim_set_password(place.sim, "secret");
}

static struct seal_recipient recipient_of(const struct seal_identity *identity)
{
    struct seal_recipient recipient;
    seal_public_of(identity, &recipient);
    return recipient;
}

static void new_key(struct seal_identity *ret_identity)
{
    struct seal_recipient recipient;
    struct entropy_port entropy = place_entropy(&place);
    seal_make_identity(&entropy, ret_identity, &recipient);
}

static void open_class(char server_class)
{
    assert_int_equal(seal_init(), OK);
    told_n = 0;
    log_to(keep_log, NULL);
    place_open(&place, server_class, 5);
    place_stop(&place);
    second = partner_sim_open('A', 6);
    place.config->partners[0].custody = CUSTODY_OPEN;
    add_asso();
    new_key(&collection);
    new_key(&place.device[0]);
    place.device_count = 1;
    place.http = &both;
    place_start(&place);
}

static int open_it(void **state)
{
    (void)state;
    open_class('A');
    return 0;
}

static int close_it(void **state)
{
    (void)state;
    place_close(&place);
    partner_sim_close(second);
    log_to(NULL, NULL);
    while (sent_count > 0)
        free(sent[--sent_count].bytes);
    return 0;
}

static struct booking somebody(const char *name)
{
    struct booking booking = {.kind = ITEM_CALLBACK,
                              .needs = {6, 0},
                              .need_count = 2,
                              .contact_kind = CONTACT_SMS,
                              .safe = SAFE_OTHER_NOT,
                              .age = AGE_18_25,
                              .language = "ar",
                              .code = {{0, 1, 2}, 7}};
    assert_int_equal(pii_set(&booking.name, str_from(name)), OK);
    assert_int_equal(pii_set(&booking.contact, STR("+262" DIGITS)), OK);
    return booking;
}

// As the screen program seals it: to the collection key, and to `device` unless that is NULL.
static struct str sealed_to(const struct booking *booking, const struct seal_identity *device)
{
    static char sealed[LIMIT_SEALED];
    char plain[LIMIT_PLAIN];
    const char *ids[NEED_COUNT];
    size_t n = 0;
    need_list_ids(ids);
    assert_int_equal(
        payload_encode(booking, &(struct payload_names){ids, NEED_COUNT}, plain, sizeof plain, &n), OK);
    struct seal_recipient recipients[2] = {recipient_of(&collection)};
    if (device) recipients[1] = recipient_of(device);
    struct entropy_port entropy = place_entropy(&place);
    assert_int_equal(
        seal_encrypt(&entropy, recipients, device ? 2 : 1, (struct str){plain, n}, sealed, sizeof sealed, &n),
        OK);
    memset(plain, 0, sizeof plain);
    return (struct str){sealed, n};
}

static struct uid ask(const char *partner, struct booking *booking, const struct seal_identity *device)
{
    int seat;
    booking->uid.b[0] = 0xcd;
    booking->uid.b[1] = ++place.items;
    set_text(partner, booking->partner, sizeof booking->partner);
    struct item item = {.uid = booking->uid,
                        .kind = booking->kind,
                        .choices = {booking->choices[0], booking->choices[1]},
                        .choice_count = booking->choice_count,
                        .code = booking->code,
                        .made_s = place.now.wall_s};
    set_text(partner, item.partner, sizeof item.partner);
    err_t err = store_add_item(place.store, &item, sealed_to(booking, device), &seat);
    if (!vfs_is_dead(place.vfs)) assert_int_equal(err, OK);
    engine_nudge(place.engine);
    return booking->uid;
}

static struct uid call_back(const char *partner, const char *name)
{
    struct booking booking = somebody(name);
    return ask(partner, &booking, &place.device[0]);
}

static struct uid appointment(const char *partner, const char *name, int slot)
{
    struct booking booking = somebody(name);
    booking.kind = ITEM_APPOINTMENT;
    booking.choices[booking.choice_count++] = place_slot(slot, 1);
    set_text(partner, booking.choices[0].partner, sizeof booking.choices[0].partner);
    return ask(partner, &booking, &place.device[0]);
}

// --- looking

static bool names(struct str bytes)
{
    return memmem(bytes.p, bytes.n, NAME, strlen(NAME)) || memmem(bytes.p, bytes.n, DIGITS, strlen(DIGITS));
}

static void expect_nothing_here(void)
{
    assert_false(vfs_holds(place.vfs, STR(NAME)));
    assert_false(vfs_holds(place.vfs, STR(DIGITS)));
    assert_false(names((struct str){told, told_n}));
    assert_false(names(engine_memory(place.engine)));
}

// Time passes in steps too small to hide anything, until all is delivered.
static bool drain(int64_t ms)
{
    struct store_counts counts = {.on_device = 1};
    for (int64_t passed = 0; passed < ms && !vfs_is_dead(place.vfs); passed += STEP_MS) {
        place_pass(&place, STEP_MS);
        expect_nothing_here();
        if (vfs_is_dead(place.vfs)) return false;
        assert_int_equal(store_count(place.store, &counts), OK);
        if (counts.on_device == counts.needing_you) return true;
    }
    return false;
}

static void pass(int64_t ms)
{
    for (int64_t passed = 0; passed < ms && !vfs_is_dead(place.vfs); passed += STEP_MS) {
        place_pass(&place, STEP_MS);
        expect_nothing_here();
    }
}

// The text of the only live resource with these bytes, unfolded; NULL.
static char *event_with(struct partner_sim *sim, const char *bytes)
{
    static char text[LIMIT_EVENT];
    const struct shelf *shelf = partner_sim_shelf(sim);
    for (size_t i = 0; i < shelf->count; i++) {
        const struct shelf_resource *r = &shelf->resources[i];
        size_t n = 0;
        for (size_t at = 0; at < r->n; at++) {
            bool fold = at + 2 < r->n && memcmp(r->data + at, "\r\n ", 3) == 0;
            if (fold)
                at += 2;
            else
                text[n++] = r->data[at];
        }
        text[n] = '\0';
        if (r->live && strstr(text, bytes)) return text;
    }
    return NULL;
}

// --- the stories

static void test_a_partner_with_custody_open_reads_who_comes_and_this_device_never_holds_it(void **state)
{
    (void)state;
    struct uid uid = appointment("ml", NAME, 0);
    assert_true(drain(MINUTE));
    assert_int_equal(place_state(&place, uid), ITEM_DELIVERED);
    assert_int_equal(partner_sim_created_of(place.sim, uid), 1);
    char *event = event_with(place.sim, "BEGIN:VEVENT");
    assert_non_null(event);
    assert_non_null(strstr(event, "\r\nSUMMARY:" NAME " · Travailler\r\n"));
    assert_non_null(strstr(event, "\r\nCLASS:PRIVATE\r\n"));
    assert_non_null(strstr(event, "\r\nX-REBOND-SEALED:"));
    assert_non_null(strstr(event, "DESCRIPTION:Demande faite sur la borne.\\n"
                                  "Contact : SMS — +262" DIGITS "\\n"
                                  "Écrire : NE PAS écrire ni laisser de message\\, c'est celui de quelqu'un "
                                  "d'autre\\n"
                                  "Âge : 18 à 25 ans\\n"
                                  "Langue : arabe\\n"
                                  "Code : cerise vélo parapluie 07\\n"
                                  "Besoins : Travailler \\; Parler à quelqu’un\\n"));
    assert_non_null(strstr(event, "Demande : rendez-vous\\nSouhait : "));
    assert_null(strstr(event, "ATTENDEE"));
    assert_null(strstr(event, "chiffré"));
    assert_true(log_says("delivered to partner 1"));
    assert_false(partner_sim_holds(place.sim, STR("X-REBOND-COPY")));
}

static void test_a_partner_with_custody_sealed_beside_it_reads_no_name(void **state)
{
    (void)state;
    struct uid open = appointment("ml", NAME, 0), sealed = appointment("asso", NAME, 1);
    struct uid back = call_back("asso", NAME);
    assert_true(drain(5 * MINUTE));
    assert_int_equal(partner_sim_created_of(place.sim, open), 1);
    assert_int_equal(partner_sim_created_of(second, sealed), 1);
    assert_int_equal(partner_sim_created_of(second, back), 1);
    assert_int_equal(partner_sim_live_of(place.sim, sealed), 0);
    assert_true(partner_sim_holds(place.sim, STR(NAME)));
    assert_false(partner_sim_holds(second, STR(NAME)));
    assert_null(event_with(second, DIGITS));
    assert_null(event_with(second, "CLASS:"));
    assert_true(partner_sim_holds(second, STR("SUMMARY:Réservé · cerise vélo parapluie 07")));
    assert_true(partner_sim_holds(second, STR("X-REBOND-COPY")));
}

static void test_the_mirror_of_events_with_names_brings_no_name_here(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++)
        appointment("ml", NAME, i);
    assert_true(drain(MINUTE));
    engine_nudge(place.engine);
    pass(3 * MINUTE);
    place_kill(&place);
    expect_nothing_here();
}

static void test_call_backs_are_to_dos_or_events_with_the_name(void **state)
{
    (void)state;
    call_back("ml", NAME);
    assert_true(drain(5 * MINUTE));
    char *todo = event_with(place.sim, "BEGIN:VTODO");
    assert_non_null(todo);
    assert_non_null(strstr(todo, "SUMMARY:" NAME " · Travailler"));
    assert_non_null(strstr(todo, "DESCRIPTION:Cette personne demande à être rappelée. Demande"));
    partner_sim_settings(place.sim)->no_todo = true;
    call_back("ml", "Ro" NAME);
    assert_true(drain(5 * MINUTE));
    assert_non_null(event_with(place.sim, "TRANSP:TRANSPARENT"));
    assert_non_null(event_with(place.sim, "SUMMARY:Ro" NAME));
}

static void test_a_retry_sends_the_same_bytes_also_after_a_power_cut(void **state)
{
    (void)state;
    pass(2 * SECOND);
    partner_sim_script(place.sim, HTTP_PUT, 0, 2, SIM_LOST_BEFORE);
    struct uid uid = call_back("ml", NAME);
    while (sent_count < 1)
        pass(SECOND);
    place_kill(&place);
    expect_nothing_here();
    assert_true(drain(30 * MINUTE));
    assert_int_equal(sent_count, 3); // two were lost on their way
    assert_true(names((struct str){sent[0].bytes, sent[0].n}));
    for (size_t i = 1; i < sent_count; i++) {
        assert_int_equal(sent[i].n, sent[0].n);
        assert_memory_equal(sent[i].bytes, sent[0].bytes, sent[0].n);
    }
    assert_int_equal(partner_sim_created_of(place.sim, uid), 1);
}

static void test_an_answer_that_is_lost_makes_no_second_event(void **state)
{
    (void)state;
    pass(2 * SECOND);
    partner_sim_script(place.sim, HTTP_PUT, 0, 1, SIM_LOST_AFTER);
    struct uid uid = appointment("ml", NAME, 0);
    assert_true(drain(10 * MINUTE));
    assert_int_equal(partner_sim_created_of(place.sim, uid), 1);
    assert_non_null(event_with(place.sim, NAME));
    assert_false(partner_sim_holds(place.sim, STR("X-REBOND-COPY")));
}

static uint64_t durable_steps_of_a_delivery(void)
{
    open_it(NULL);
    pass(2 * SECOND);
    uint64_t before = vfs_count(place.vfs, VFS_DURABLE);
    appointment("ml", NAME, 0);
    assert_true(drain(MINUTE));
    uint64_t steps = vfs_count(place.vfs, VFS_DURABLE) - before;
    close_it(NULL);
    return steps;
}

static void killed_at(uint64_t step)
{
    open_it(NULL);
    pass(2 * SECOND);
    vfs_die_at(place.vfs, step);
    struct uid uid = appointment("ml", NAME, 0);
    pass(MINUTE);
    assert_true(vfs_is_dead(place.vfs));
    expect_nothing_here();
    place_kill(&place);
    expect_nothing_here();
    assert_true(drain(30 * MINUTE));
    struct item item;
    bool recorded = store_get_item(place.store, uid, &item) == OK; // else the visitor was told nothing
    assert_int_equal(partner_sim_created_of(place.sim, uid), recorded);
    if (recorded) assert_non_null(event_with(place.sim, NAME));
    close_it(NULL);
}

static void test_killed_at_every_step_the_disk_names_nobody_and_the_event_is_made_once(void **state)
{
    (void)state;
    uint64_t steps = durable_steps_of_a_delivery();
    assert_true(steps > 20);
    for (uint64_t step = 1; step <= steps; step++)
        killed_at(step);
}

static void expect_sealed_words(struct uid uid)
{
    assert_int_equal(place_state(&place, uid), ITEM_DELIVERED);
    assert_int_equal(partner_sim_created_of(place.sim, uid), 1);
    assert_false(partner_sim_holds(place.sim, STR(NAME)));
    assert_true(partner_sim_holds(place.sim, STR("SUMMARY:Réservé · cerise vélo parapluie 07")));
    assert_true(partner_sim_holds(place.sim, STR("X-REBOND-COPY"))); // nobody can read it in the event
}

static void test_without_the_device_key_it_is_delivered_as_sealed(void **state)
{
    (void)state;
    place_stop(&place);
    place.device_count = 0;
    place_start(&place);
    struct uid uid = appointment("ml", NAME, 0);
    assert_true(drain(5 * MINUTE));
    expect_sealed_words(uid);
}

static void test_with_another_device_key_it_is_delivered_as_sealed_and_told(void **state)
{
    (void)state;
    struct seal_identity ours = place.device[0];
    place_stop(&place);
    new_key(&place.device[0]);
    place_start(&place);
    struct booking booking = somebody(NAME);
    booking.kind = ITEM_APPOINTMENT;
    booking.choices[booking.choice_count++] = place_slot(0, 1);
    struct uid uid = ask("ml", &booking, &ours);
    assert_true(drain(5 * MINUTE));
    expect_sealed_words(uid);
    assert_true(log_says("does not open with the device key"));
}

static void test_an_earlier_device_key_still_opens_what_was_sealed_to_it(void **state)
{
    (void)state;
    place_stop(&place);
    place.device[1] = place.device[0];
    new_key(&place.device[0]);
    place.device_count = 2;
    place_start(&place);
    struct booking booking = somebody(NAME);
    ask("ml", &booking, &place.device[1]);
    assert_true(drain(5 * MINUTE));
    assert_non_null(event_with(place.sim, "SUMMARY:" NAME));
}

static void test_a_device_key_that_vanishes_between_two_tries_loses_nobody(void **state)
{
    (void)state;
    pass(2 * SECOND);
    partner_sim_script(place.sim, HTTP_PUT, 0, 1, SIM_LOST_BEFORE);
    struct uid uid = appointment("ml", NAME, 0);
    while (sent_count < 1)
        pass(SECOND);
    place_stop(&place);
    place.device_count = 0;
    place_start(&place);
    assert_true(drain(30 * MINUTE));
    expect_sealed_words(uid);
}

static void test_what_stands_there_by_name_is_won_also_without_the_key(void **state)
{
    (void)state;
    pass(2 * SECOND);
    partner_sim_script(place.sim, HTTP_PUT, 0, 1, SIM_LOST_AFTER);
    struct uid uid = appointment("ml", NAME, 0);
    while (sent_count < 1)
        pass(SECOND);
    place_stop(&place);
    place.device_count = 0;
    place_start(&place);
    assert_true(drain(30 * MINUTE));
    assert_int_equal(place_state(&place, uid), ITEM_DELIVERED);
    assert_int_equal(partner_sim_created_of(place.sim, uid), 1);
    assert_non_null(event_with(place.sim, NAME));
    assert_false(partner_sim_holds(place.sim, STR("X-REBOND-COPY")));
}

static void test_bytes_that_are_somebody_elses_are_not_told_under_this_uid(void **state)
{
    (void)state;
    struct booking booking = somebody(NAME);
    struct item item = {.uid = {{9}}, .kind = ITEM_CALLBACK, .code = booking.code, .made_s = 1};
    int seat;
    set_text("ml", item.partner, sizeof item.partner);
    assert_int_equal(store_add_item(place.store, &item, sealed_to(&booking, &place.device[0]), &seat), OK);
    engine_nudge(place.engine);
    assert_true(drain(5 * MINUTE));
    assert_false(partner_sim_holds(place.sim, STR(NAME)));
    assert_true(log_says("does not open with the device key"));
}

static void test_class_b_settles_and_repairs_with_the_name(void **state)
{
    (void)state;
    close_it(NULL);
    open_class('B');
    pass(2 * SECOND);
    struct uid uid = appointment("ml", NAME, 0);
    while (partner_sim_live_of(place.sim, uid) == 0)
        pass(STEP_MS);
    char name[LIMIT_RESOURCE], resource[SLOT_RESOURCE];
    struct slot slot = place_slot(0, 1);
    slot_resource(&slot, 1, resource);
    snprintf(name, sizeof name, "%s.ics", resource);
    partner_sim_other_takes(place.sim, name); // overwrites
    assert_int_equal(partner_sim_live_of(place.sim, uid), 0);
    assert_true(drain(10 * MINUTE));
    assert_int_equal(partner_sim_live_of(place.sim, uid), 1);
    assert_non_null(event_with(place.sim, "SUMMARY:" NAME));
    assert_true(sent_count >= 2);
    assert_int_equal(sent[1].n, sent[0].n);
    assert_memory_equal(sent[1].bytes, sent[0].bytes, sent[0].n);
}

static void expect_summary(const char *name, const char *summary)
{
    struct booking booking = somebody(name);
    char line[256];
    if (!name[0]) booking.need_count = 0;
    ask("ml", &booking, &place.device[0]);
    assert_true(drain(5 * MINUTE));
    snprintf(line, sizeof line, "\r\nSUMMARY:%s\r\n", summary);
    if (!event_with(place.sim, line)) fail_msg("nobody is called %s", summary);
}

static void test_names_of_any_kind_are_written_so_that_every_server_takes_them(void **state)
{
    (void)state;
    expect_summary("", "Prénom non donné · besoin non dit");
    expect_summary("😀", "Prénom illisible · Travailler");
    expect_summary("👩‍🦰", "Prénom illisible · Travailler");
    expect_summary("Lou 🌻", "Lou  · Travailler");
    expect_summary("ندى", "ندى · Travailler");
    expect_summary("a;b,c\\d", "a\\;b\\,c\\\\d · Travailler");
    expect_summary("x\r\nATTENDEE:y", "x??ATTENDEE:y · Travailler");
}

static void test_the_largest_request_fits(void **state)
{
    (void)state;
    char name[LIMIT_NAME + 1];
    struct booking booking = somebody("");
    for (int i = 0; i < LIMIT_NAME; i++)
        name[i] = i % 2 ? ',' : 'Z';
    name[LIMIT_NAME] = '\0';
    assert_int_equal(pii_set(&booking.name, str_from(name)), OK);
    assert_int_equal(pii_set(&booking.contact, str_from(name)), OK);
    booking.kind = ITEM_APPOINTMENT;
    booking.needs[2] = 4;
    booking.need_count = 3;
    for (int i = 0; i < 2; i++) {
        booking.choices[i] = place_slot(i, 1);
        memset(booking.choices[i].title, ';', sizeof booking.choices[i].title - 1);
    }
    booking.choice_count = 2;
    memset(place.config->partners[0].address, ';', LIMIT_WORDS - 1);
    struct uid uid = ask("ml", &booking, &place.device[0]);
    assert_true(drain(5 * MINUTE));
    assert_int_equal(place_state(&place, uid), ITEM_DELIVERED);
    assert_non_null(event_with(place.sim, "SUMMARY:Z\\,Z"));
    assert_true(sent[0].n < LIMIT_BODY - 1024);
}

// Negative control: the search of disk, log and memory finds what is there.
static void test_a_name_that_is_here_would_be_found(void **state)
{
    (void)state;
    struct booking booking = somebody(NAME);
    assert_false(vfs_holds(place.vfs, STR(NAME)));
    struct item item = {.uid = {{7}}, .kind = ITEM_CALLBACK, .partner = "asso", .made_s = 1};
    int seat;
    assert_int_equal(store_add_item(place.store, &item, pii_str(&booking.name), &seat), OK);
    assert_true(vfs_holds(place.vfs, STR(NAME)));
    struct str memory = engine_memory(place.engine);
    char *last = (char *)(uintptr_t)(memory.p + memory.n - MARGIN);
    char kept[sizeof NAME];
    memcpy(kept, last, sizeof kept);
    assert_false(names(memory));
    memcpy(last, NAME, sizeof NAME);
    assert_true(names(memory));
    memcpy(last, kept, sizeof kept);
}

static void survey(void *self, struct watch_facts *ret_facts)
{
    (void)self;
    watch_survey(place.store, place.config, ret_facts);
}

static err_t publish(void *self, const char *path, struct str text)
{
    (void)self, (void)path;
    keep_far(text);
    return OK;
}

static bool is_far(const char *bytes)
{
    return memmem(far, far_n, bytes, strlen(bytes)) != NULL;
}

static void expect_nothing_far(struct uid uid)
{
    char text[UID_TEXT];
    uid_text(uid, text);
    const char *const secrets[] = {NAME,        DIGITS,    "+262",       "cerise",
                                   "parapluie", "Accueil", "Travailler", text};
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
        assert_false(is_far(secrets[i]));
}

static void test_a_watcher_far_away_hears_numbers_and_never_who_came(void **state)
{
    (void)state;
    static struct watch watch;
    struct http_port shared = watch_port(&watch);
    place_stop(&place);
    place.config->watch = (struct config_watch){
        .heartbeat = WATCHER "ping", .metrics = "/x.prom", .every_min = 1, .oldest_h = 1};
    const struct watch_options options = {
        .http = both, .config = &place.config->watch, .look = survey, .publish = publish};
    watch_init(&options, place.now, &watch);
    place.http = &shared;
    place_start(&place);
    far_n = 0;
    struct uid uid = appointment("ml", NAME, 0);
    call_back("asso", NAME);
    partner_sim_curse(second, "inscriptions", SIM_400); // refused: staff must see it
    for (int i = 0; i < 90 * 60; i++) {
        place_pass(&place, SECOND);
        watch_turn(&watch, false, place.now);
    }
    assert_true(is_far(WATCHER "ping/start"));
    assert_true(is_far(WATCHER "ping/fail"));
    assert_true(is_far("rebond_partner_class{partner=\"ml\"} 1\n"));
    assert_int_equal(place_state(&place, uid), ITEM_DELIVERED);
    assert_true(is_far("\nrebond_delivered_items 1\n"));
    expect_nothing_far(uid);
    keep_far(STR("planted: " NAME));
    assert_true(is_far(NAME));
    place_stop(&place);
    place.http = &both;
    place_start(&place);
}

int main(void)
{
#define TEST(test) cmocka_unit_test_setup_teardown(test, open_it, close_it)
    const struct CMUnitTest tests[] = {
        TEST(test_a_partner_with_custody_open_reads_who_comes_and_this_device_never_holds_it),
        TEST(test_a_partner_with_custody_sealed_beside_it_reads_no_name),
        TEST(test_the_mirror_of_events_with_names_brings_no_name_here),
        TEST(test_call_backs_are_to_dos_or_events_with_the_name),
        TEST(test_a_retry_sends_the_same_bytes_also_after_a_power_cut),
        TEST(test_an_answer_that_is_lost_makes_no_second_event),
        cmocka_unit_test(test_killed_at_every_step_the_disk_names_nobody_and_the_event_is_made_once),
        TEST(test_without_the_device_key_it_is_delivered_as_sealed),
        TEST(test_with_another_device_key_it_is_delivered_as_sealed_and_told),
        TEST(test_an_earlier_device_key_still_opens_what_was_sealed_to_it),
        TEST(test_a_device_key_that_vanishes_between_two_tries_loses_nobody),
        TEST(test_what_stands_there_by_name_is_won_also_without_the_key),
        TEST(test_bytes_that_are_somebody_elses_are_not_told_under_this_uid),
        TEST(test_class_b_settles_and_repairs_with_the_name),
        TEST(test_names_of_any_kind_are_written_so_that_every_server_takes_them),
        TEST(test_the_largest_request_fits),
        TEST(test_a_name_that_is_here_would_be_found),
        TEST(test_a_watcher_far_away_hears_numbers_and_never_who_came),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
