#include "harness/sim.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/log.h"
#include "harness/catalogues.h"
#include "harness/fake_text.h"
#include "harness/key_files.h"
#include "harness/sim_world.h"
#include "seal/seal.h"
#include "store/internal.h"
#include "wire/payload.h"

enum { DRAIN_MS = 3 * 3600 * 1000, STEP_LIMIT = 200000 };

// --- opening

static void fill_random(void *self, void *to, size_t n)
{
    struct sim *sim = self;
    for (size_t i = 0; i < n; i++)
        ((uint8_t *)to)[i] = (uint8_t)rng_next(&sim->random);
}

static struct entropy_port entropy(struct sim *sim)
{
    return (struct entropy_port){sim, fill_random};
}

// Every place has a device key, so that with custody sealed it can be seen to open nothing.
static void add_device(struct sim *sim, struct buf *ini)
{
    char recipient[SEAL_RECIPIENT_TEXT];
    struct seal_recipient key;
    memset(sim->device.scalar, 0x42, sizeof sim->device.scalar);
    seal_public_of(&sim->device, &key);
    seal_recipient_text(&key, recipient);
    buf_add_format(ini, "[device]\nrecipient = %s\n", recipient);
}

static void read_config(struct sim *sim)
{
    static struct config_mistakes mistakes;
    char memory[4096], recipient[SEAL_RECIPIENT_TEXT];
    struct buf ini = buf_init(memory, sizeof memory);
    struct seal_recipient key;
    struct entropy_port random = entropy(sim);
    seal_make_identity(&random, &sim->identity, &key);
    CHECK(seal_parse_identity(STR(KEY_IDENTITY), &sim->identity) == OK); // that a stick can bring
    seal_public_of(&sim->identity, &key);
    seal_recipient_text(&key, recipient);
    add_device(sim, &ini);
    buf_add_format(
        &ini,
        "[place]\nname = Le Lieu\naddress = 1 rue du Lieu\nperson = Samia\nphone = 0262 00 00 00\n"
        "timezone = Indian/Reunion\nlanguages = %s\n[clock]\ntrust = %s\n"
        "[arrival]\nwaiting = au fond à gauche\nwait_minutes = 10\n"
        "[presence]\nmonday = 08:00-18:00\ntuesday = 08:00-18:00\nwednesday = 08:00-18:00\nthursday = "
        "08:00-18:00\nfriday = 08:00-18:00\n"
        "[partner.ml]\nname = Mission locale\naddress = 1 rue du Lieu\nneeds = all\nrecipients = %s\n",
        sim->options.all_languages ? "fr, en, es, ar, fa, ps, uk, ru, ti" : "fr, en",
        sim->options.clock_trusted ? "always" : "auto", recipient);
    if (sim->options.partner == SIM_LOCAL)
        buf_add(&ini,
                STR("adapter = local\n[offer.rdv]\npartner = ml\ntitle = Premier rendez-vous\nkind = "
                    "appointment\n"
                    "minutes = 60\nmonday = 09:00-12:00\ntuesday = 09:00-12:00\nwednesday = 09:00-12:00\n"
                    "thursday = 09:00-12:00\nfriday = 09:00-12:00\n"
                    "[offer.cuisine]\npartner = ml\ntitle = 🍳 Cuisine ensemble\nabout = Fait-maison.\nkind = "
                    "workshop\nminutes = 120\n"
                    "capacity = 3\nfrom = 2026-11-26\nuntil = 2026-11-26\nthursday = 14:00-16:00\n"));
    else
        sim_world_add_config(&ini, sim);
    CHECK(!ini.full);
    if (config_parse(buf_str(&ini), &sim->config, &mistakes) != OK) {
        fprintf(stderr, "line %d: %s\n", mistakes.list[0].line, mistakes.list[0].words);
        abort();
    }
}

static void keep_log(void *self, enum log_level level, const char *line)
{
    struct sim *sim = self;
    (void)level;
    if (sim->log_n + strlen(line) + 2 > sizeof sim->log) sim->log_n = 0; // the newest lines matter
    sim->log_n += (size_t)snprintf(sim->log + sim->log_n, sizeof sim->log - sim->log_n, "%s\n", line);
}

static void plant_disk_faults(const struct sim *sim, struct store *store)
{
    if (sim->options.synchronous_off) sqlite3_exec(store->db, "PRAGMA synchronous=OFF", NULL, NULL, NULL);
    if (sim->options.secure_delete_off) sqlite3_exec(store->db, "PRAGMA secure_delete=OFF", NULL, NULL, NULL);
}

static struct store *open_store(void *self)
{
    struct sim *sim = self;
    struct store *store = NULL;
    enum store_found found;
    struct files_port files = vfs_files(sim->vfs);
    err_t err = store_open("rebond.db", vfs_name(sim->vfs), &files, &store, &found);
    if (err) {
        log_event(LOG_STORE_FAILED, err, 0);
        return NULL;
    }
    if (found == STORE_SET_ASIDE) log_event(LOG_STORE_SET_ASIDE, 0, 0);
    plant_disk_faults(sim, store);
    return store;
}

struct store *sim_open_store(struct sim *sim)
{
    return open_store(sim);
}

static void nudge(void *self)
{
    struct sim *sim = self;
    sim->nudged = true;
}

// Argon2id with the least work there is: stories are told thousands of times.
static bool read_pin(void *self, char *to)
{
    static const char encoded[] =
        "$argon2id$v=19$m=8,t=1,p=1$M5lozczMZUlHwETmEhG72A$8Yb79i7desXmSuzmgy7hI2ZrQjmCafPaCMf2t/CKGTs";
    const struct sim *sim = self;
    memcpy(to, encoded, sizeof encoded);
    return sim->has_pin;
}

static void forget(void *self)
{
    struct sim *sim = self;
    sim->forgets++;
}

static void start_screen(struct sim *sim)
{
    static struct fake_text counting;
    struct app_options options = {.config = &sim->config,
                                  .zone = &sim->zone,
                                  .ports = {.entropy = entropy(sim),
                                            .text = fake_text_port(&counting),
                                            .speech = fake_voice_port(&sim->voice),
                                            .printer = fake_printer_port(&sim->printer),
                                            .self = sim,
                                            .open_store = open_store,
                                            .nudge = nudge,
                                            .read_pin = read_pin,
                                            .forget = forget},
                                  .w = sim->options.w,
                                  .h = sim->options.h};
    for (int i = 0; i < sim->config.language_count; i++)
        options.languages[i] = catalogue_messages(sim->config.languages[i]);
    if (sim->options.text) options.ports.text = *sim->options.text;
    CHECK(app_open(&options, sim->now, &sim->app) == OK);
    app_plant(sim->app, sim->options.app_faults);
    sim_stick_attach(sim);
}

static void start_sync(struct sim *sim)
{
    if (sim->options.partner == SIM_LOCAL) return;
    sim->engine_store = open_store(sim);
    if (!sim->engine_store) {
        sim->engine_due_ms = sim->now.mono_ms + 5000; // the supervisor starts it again
        return;
    }
    struct engine_options options = {.http = sim_world_http(sim),
                                     .store = sim->engine_store,
                                     .config = &sim->config,
                                     .zone = &sim->zone,
                                     .accounts = sim->accounts,
                                     .entropy = entropy(sim),
                                     .device = &sim->device,
                                     .device_count = sim->options.custody_open,
                                     .seed = rng_next(&sim->random),
                                     .build_s = SIM_NOON - 86400,
                                     .faults = &sim->options.engine_faults};
    CHECK(engine_open(&options, &sim->engine) == OK);
    sim->engine_due_ms = sim->now.mono_ms;
}

static void stop_sync(struct sim *sim)
{
    engine_close(sim->engine);
    store_close(sim->engine_store);
    sim->engine = NULL;
    sim->engine_store = NULL;
    sim_world_forget_requests(sim);
}

struct sim *sim_open(const struct sim_options *options)
{
    struct sim *sim = calloc(1, sizeof *sim);
    CHECK(sim != NULL && seal_init() == OK);
    sim->options = *options;
    sim->random.state = options->seed;
    sim->stick_word = "";
    sim->spare_memory = INT64_MAX;
    stick_sim_init(&sim->stick);
    sim->now =
        (struct moment){.mono_ms = 100000, .wall_s = options->wall_s, .wall_trusted = options->clock_trusted};
    sim->zone = (struct zone){.name = "Indian/Reunion", .count = 1, .spans = {{INT64_MIN, 4 * 3600}}};
    if (options->in_paris)
        sim->zone = (struct zone){.name = "Europe/Paris",
                                  .count = 3,
                                  .spans = {{INT64_MIN, 3600}, {1774746000, 7200}, {1792890000, 3600}}};
    log_to(keep_log, sim);
    read_config(sim);
    sim->config.headphones = options->headphones;
    sim->private_ear = options->headphones == HEADPHONES_ALWAYS;
    sim->voice.now_ms = &sim->now.mono_ms;
    sim->config.panel_w_mm = (uint16_t)options->w_mm;
    sim->config.panel_h_mm = (uint16_t)options->h_mm;
    sim->vfs = vfs_open(options->seed);
    sim_world_open(sim);
    start_screen(sim);
    start_sync(sim);
    return sim;
}

void sim_close(struct sim *sim)
{
    app_close(sim->app);
    stop_sync(sim);
    sim_world_close(sim);
    vfs_close(sim->vfs);
    stick_sim_finish(&sim->stick);
    log_to(NULL, NULL);
    free(sim);
}

// --- time

struct flow_world sim_world(const struct sim *sim)
{
    return app_world(sim->app, sim->now);
}

static struct told *told_of(struct sim *sim, struct uid uid)
{
    for (int i = 0; i < sim->told_count; i++)
        if (uid_eq(sim->told[i].uid, uid)) return &sim->told[i];
    CHECK(sim->told_count < SIM_TOLD);
    sim->told[sim->told_count] = (struct told){.uid = uid};
    return &sim->told[sim->told_count++];
}

// Remembers a piece from the middle: the front of every sealed item is alike.
static void keep_piece(void *self, const struct item *item, struct str sealed)
{
    struct told *told = self;
    size_t piece = sizeof told->sealed;
    if (uid_eq(item->uid, told->uid) && sealed.n > 2 * piece)
        memcpy(told->sealed, sealed.p + sealed.n / 2, piece);
}

static void note_sealed(struct sim *sim)
{
    for (int i = 0; i < sim->told_count; i++) {
        struct store *store = sim->told[i].sealed[0] ? NULL : open_store(sim);
        if (!store) continue;
        if (store_each_sealed(store, &sim->told[i], keep_piece) != OK) sim->told[i].sealed[0] = 0;
        store_close(store);
    }
}

// "C'est annulé" and "c'est changé" are promises about what was had before, too.
static void note_what_is_given_back(struct sim *sim)
{
    const struct flow *flow = app_flow(sim->app);
    bool noted = flow->undo == UNDO_CANCEL && flow->result == RESULT_NOTED;
    if (flow->place != FLOW_SETTLED || (flow->result != RESULT_CONFIRMED && !noted)) return;
    for (int i = 0; i < sim->told_count; i++)
        if (uid_eq(sim->told[i].uid, flow->found.uid)) sim->told[i].given_back = true;
}

// What Done says is a promise from the moment it is drawn.
static void note_what_is_told(struct sim *sim)
{
    const struct flow *flow = app_flow(sim->app);
    if (app_trains(sim->app)) return; // nobody is promised anything
    note_what_is_given_back(sim);
    bool changed = flow->place == FLOW_SETTLED && flow->undo == UNDO_CHANGE;
    if (flow->place != FLOW_DONE && !changed) return;
    struct told *told = told_of(sim, flow->draft.uid);
    bool second = flow->result == RESULT_CONFIRMED_SECOND;
    told->result = flow->result;
    told->promised = flow->result == RESULT_CONFIRMED || second;
    if (told->promised) told->slot = flow->draft.choices[second];
    sim_check_promise(sim, told);
}

static void draw_turn(struct sim *sim)
{
    if (!app_draw(sim->app, sim->now, &sim->shown)) return;
    note_what_is_told(sim);
    if (sim->options.watch) sim->options.watch(sim->options.watcher, sim->shown, sim->now.mono_ms);
}

void sim_screen_turn(struct sim *sim)
{
    app_tick(sim->app, sim->now);
    draw_turn(sim);
    app_after_draw(sim->app, sim->now);
    draw_turn(sim);
}

static void sync_turn(struct sim *sim)
{
    if (!sim->engine) {
        if (sim->now.mono_ms >= sim->engine_due_ms) start_sync(sim);
        return;
    }
    if (sim->nudged) engine_nudge(sim->engine);
    sim->nudged = false;
    sim->engine_due_ms = engine_turn(sim->engine, sim->now);
}

void sim_turn(struct sim *sim)
{
    sim_screen_turn(sim);
    if (sim->options.partner == SIM_LOCAL)
        sim->nudged = false; // nobody listens
    else
        sync_turn(sim);
}

static int64_t earliest(const struct sim *sim, int64_t end)
{
    int64_t next = app_deadline(sim->app, sim->now), answer = sim_world_next_ms(sim);
    if (sim->options.partner != SIM_LOCAL && sim->engine_due_ms < next) next = sim->engine_due_ms;
    if (answer < next) next = answer;
    if (sim->nudged) next = sim->now.mono_ms;
    if (next <= sim->now.mono_ms) next = sim->now.mono_ms + 1;
    return next < end ? next : end;
}

static void advance(struct sim *sim, int64_t to_ms)
{
    int64_t ms = to_ms - sim->now.mono_ms;
    sim->part_ms += ms;
    sim->now.wall_s += sim->part_ms / 1000;
    sim->part_ms %= 1000;
    sim->now.mono_ms = to_ms;
    sim_world_time(sim);
}

void sim_pass(struct sim *sim, int64_t ms)
{
    int64_t end = sim->now.mono_ms + ms;
    int steps = 0;
    sim_turn(sim);
    while (sim->now.mono_ms < end && !vfs_is_dead(sim->vfs)) {
        advance(sim, earliest(sim, end));
        sim_turn(sim);
        if (++steps > STEP_LIMIT) {
            sim_break(sim, "the programs never rest");
            return;
        }
    }
}

void sim_input(struct sim *sim, const struct app_input *input)
{
    app_take_input(sim->app, sim->now, input);
    sim_screen_turn(sim);
}

void sim_collection_key(struct sim *sim, bool present)
{
    struct staff_key key = {.identities = {sim->identity}, .count = 1};
    sim->key_brought = present;
    sim->key_came = sim->key_came || present;
    app_set_key(sim->app, sim->now, present ? &key : NULL);
    sim_screen_turn(sim);
}

uint64_t sim_disk(struct sim *sim)
{
    struct str bytes = vfs_get_file(sim->vfs, "rebond.db");
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < bytes.n; i++)
        hash = (hash ^ (uint8_t)bytes.p[i]) * 1099511628211u;
    return hash;
}

void sim_headphones(struct sim *sim, bool plugged)
{
    sim_check_loud(sim);
    sim->private_ear =
        sim->config.headphones == HEADPHONES_ALWAYS || (sim->config.headphones == HEADPHONES_AUTO && plugged);
    sim->loud_from = sim->voice.log_n;
    app_take_headphones(sim->app, sim->now, plugged);
    sim_screen_turn(sim);
}

// --- ends and beginnings

bool sim_is_dead(const struct sim *sim)
{
    return vfs_is_dead(sim->vfs);
}

// The visitor is gone with the picture; what they were told stays true or not.
static void stop_all(struct sim *sim)
{
    app_close(sim->app);
    stop_sync(sim);
}

static void start_all(struct sim *sim)
{
    start_screen(sim);
    start_sync(sim);
    sim_turn(sim);
}

void sim_power_cut(struct sim *sim)
{
    vfs_die(sim->vfs);
    stop_all(sim);
    vfs_power_cut(sim->vfs, rng_next(&sim->random));
    sim_check_disk(sim);
    sim_arm_disk(sim);
    advance(sim, sim->now.mono_ms + 30000);
    start_all(sim);
}

void sim_kill(struct sim *sim)
{
    vfs_die(sim->vfs);
    stop_all(sim);
    vfs_kill(sim->vfs);
    sim_check_disk(sim);
    sim_arm_disk(sim);
    advance(sim, sim->now.mono_ms + 2000);
    start_all(sim);
}

void sim_restart_sync(struct sim *sim)
{
    if (sim->options.partner == SIM_LOCAL) return;
    stop_sync(sim);
    start_sync(sim);
    sim_turn(sim);
}

// --- invariants

void sim_break(struct sim *sim, const char *format, ...)
{
    va_list args;
    if (sim->broken[0]) return;
    va_start(args, format);
    vsnprintf(sim->broken, sizeof sim->broken, format, args);
    va_end(args);
}

static bool holds_canary(struct str bytes)
{
    return memmem(bytes.p, bytes.n, SIM_CANARY, strlen(SIM_CANARY)) ||
           memmem(bytes.p, bytes.n, SIM_DIGITS, strlen(SIM_DIGITS));
}

// I5: no name or number in clear on any medium, at any instant, by whatever way it got there.
bool sim_check_disk(struct sim *sim)
{
    if (vfs_holds(sim->vfs, STR(SIM_CANARY)) || vfs_holds(sim->vfs, str_from(SIM_DIGITS)))
        sim_break(sim, "I5: personal data in clear on the disk");
    return !sim->broken[0];
}

static bool holds(struct str bytes, struct str what)
{
    return memmem(bytes.p, bytes.n, what.p, what.n) != NULL;
}

void sim_check_key(struct sim *sim)
{
    const struct staff *staff = app_staff(sim->app);
    struct str memory = app_memory(sim->app), log = {sim->log, sim->log_n};
    struct str scalar = {(const char *)sim->identity.scalar, sizeof sim->identity.scalar};
    struct str phrase = STR(KEY_PHRASE), identity = STR(KEY_IDENTITY);
    bool may = sim->key_brought && staff_is_here(staff);
    if (!may && holds(memory, scalar)) sim_break(sim, "I5: the collection key went and is still in memory");
    if (holds(memory, identity)) sim_break(sim, "I5: the text of the collection key is in memory");
    if (staff->place != STAFF_KEY && holds(memory, phrase))
        sim_break(sim, "I5: the passphrase of the collection key is still in memory");
    if (vfs_holds(sim->vfs, scalar) || vfs_holds(sim->vfs, identity) || vfs_holds(sim->vfs, phrase))
        sim_break(sim, "I5: the collection key or its passphrase is on the disk");
    if (holds(log, identity) || holds(log, phrase))
        sim_break(sim, "I5: the collection key or its passphrase is in the log");
}

// I3 and P3: what is called confirmed is the visitor's at the partner, or only this kiosk can give it.
void sim_check_promise(struct sim *sim, const struct told *told)
{
    char uid[UID_TEXT];
    uid_text(told->uid, uid);
    if (!told->promised) return;
    if (told->slot.exclusive == false && sim_world_live_with_token(sim, uid) == 0)
        sim_break(sim, "P3: \"confirmed\" was shown for %s and the partner does not have it", uid);
    int same = 0;
    for (int i = 0; i < sim->told_count; i++)
        same += sim->told[i].promised && !sim->told[i].given_back &&
                strcmp(sim->told[i].slot.key, told->slot.key) == 0;
    if (same > told->slot.capacity)
        sim_break(sim, "I3: %d people were promised a slot of %d", same, told->slot.capacity);
}

// Eight digits of the number, as a voice says them.
void sim_check_loud(struct sim *sim)
{
    struct str loud = str_slice(fake_voice_log(&sim->voice), sim->loud_from, sim->voice.log_n);
    if (!sim->private_ear && (holds_canary(loud) || str_find(loud, STR("92, 98, 76")) < loud.n))
        sim_break(sim, "somebody's name or number was said by loudspeaker");
}

bool sim_check_turn(struct sim *sim)
{
    sim_check_loud(sim);
    if (sim->key_came) sim_check_key(sim);
    note_sealed(sim);
    if (holds_canary((struct str){sim->log, sim->log_n})) sim_break(sim, "I5: personal data in the log");
    if (sim->engine && holds_canary(engine_memory(sim->engine)))
        sim_break(sim, "I5: personal data stays in the memory of the sync program");
    if (holds_canary((struct str){sim->printer.paper, sim->printer.n}))
        sim_break(sim, "P5: a name or a number is on paper");
    sim_world_check_wire(sim);
    return sim_check_disk(sim);
}

// I1 in depth: what is on the disk opens with the key and is the request it says it is.
struct opening {
    struct sim *sim;
    struct uid uid;
    bool found, opens, device_opens;
};

static void try_open(void *self, const struct item *item, struct str sealed)
{
    struct opening *opening = self;
    char plain[LIMIT_SEALED], uid[UID_TEXT];
    size_t n = 0;
    if (!uid_eq(item->uid, opening->uid)) return;
    uid_text(item->uid, uid);
    opening->found = true;
    opening->opens = seal_open(&opening->sim->identity, 1, sealed, plain, sizeof plain, &n) == OK &&
                     str_find((struct str){plain, n}, str_from(uid)) < n;
    opening->device_opens = seal_open(&opening->sim->device, 1, sealed, plain, sizeof plain, &n) == OK;
}

// Nothing of it is at the partner, or staff have a note about it there.
static void check_given_back(struct sim *sim, const struct told *told, const struct item *item)
{
    char uid[UID_TEXT], note[UID_TEXT];
    uid_text(told->uid, uid);
    uid_text(store_note_uid(told->uid), note);
    if (told->given_back && !item->cancelled) sim_break(sim, "P1: %s was cancelled and still stands", uid);
    if (item->state == ITEM_CANCELLED && sim_world_ever_with_token(sim, uid) > 0)
        sim_break(sim, "I2: %s never left, it says, and the partner had it", uid);
    bool there = item->cancelled && sim_world_live_with_token(sim, uid) > 0;
    if (there && !sim->staff_deleted && sim_world_live_with_token(sim, note) != 1)
        sim_break(sim, "I1: staff have %d notes about %s, which is cancelled",
                  sim_world_live_with_token(sim, note), uid);
}

static bool is_over(enum item_state state)
{
    return state == ITEM_DELIVERED || state == ITEM_CANCELLED;
}

static void check_told(struct sim *sim, struct store *store, const struct told *told)
{
    char uid[UID_TEXT];
    struct item item;
    struct opening opening = {.sim = sim, .uid = told->uid};
    uid_text(told->uid, uid);
    if (store_get_item(store, told->uid, &item) != OK) {
        sim_break(sim, "I1: %s was told and is not on the disk", uid);
        return;
    }
    check_given_back(sim, told, &item);
    if (!is_over(item.state)) {
        err_t err = store_each_sealed(store, &opening, try_open);
        if (err || !opening.found || !opening.opens)
            sim_break(sim, "I1: %s cannot be opened with the collection key", uid);
        if (opening.found && opening.device_opens != sim->options.custody_open)
            sim_break(sim, "P6: the device %s open %s", opening.device_opens ? "can" : "cannot", uid);
    }
    if (sim->options.partner == SIM_LOCAL) return;
    if (is_over(item.state) && told->sealed[0] &&
        vfs_holds(sim->vfs, (struct str){told->sealed, sizeof told->sealed}))
        sim_break(sim, "I5: %s was delivered and its sealed bytes are still on the disk", uid);
    if (!is_over(item.state) && item.state != ITEM_REFUSED)
        sim_break(sim, "I4: %s is still waiting (state %d)", uid, item.state);
    if (item.state == ITEM_DELIVERED && sim_world_ever_with_token(sim, uid) == 0)
        sim_break(sim, "I1: %s was forgotten and the partner never had it", uid);
    if (item.state == ITEM_DELIVERED && sim_world_live_with_token(sim, uid) == 0 && !sim->staff_deleted)
        sim_break(sim, "I1: %s was forgotten and the partner does not have it", uid);
    // What staff deleted while its answer was lost is made again: nobody could know that it had been there.
    int most = sim->staff_deleted && partner_sim_struck(sim->partner) > 0 ? 2 : 1;
    if (sim_world_ever_with_token(sim, uid) > most)
        sim_break(sim, "I2: %s has had %d effects at the partner", uid, sim_world_ever_with_token(sim, uid));
}

static bool all_settled(struct sim *sim, struct store *store)
{
    for (int i = 0; i < sim->told_count; i++) {
        struct item item;
        if (store_get_item(store, sim->told[i].uid, &item) != OK) return true; // reported below
        if (!is_over(item.state) && item.state != ITEM_REFUSED) return false;
        bool noted = store_get_item(store, store_note_uid(item.uid), &item) == OK;
        if (noted && item.state != ITEM_DELIVERED && item.state != ITEM_REFUSED) return false;
    }
    return true;
}

static void check_counts(struct sim *sim, struct store *store)
{
    struct store_counts counts;
    int refused = 0;
    for (int i = 0; i < sim->told_count; i++) {
        struct item item;
        refused += store_get_item(store, sim->told[i].uid, &item) == OK && item.state == ITEM_REFUSED &&
                   item.reason != REASON_NONE;
    }
    if (store_count(store, &counts) != OK || counts.needing_you < refused)
        sim_break(sim, "I7: %d refused, staff see fewer", refused);
}

bool sim_check_drain(struct sim *sim)
{
    struct store *store = sim_open_store(sim);
    if (!store) {
        sim_break(sim, "the database cannot be opened");
        return false;
    }
    for (int64_t ms = 0; ms < DRAIN_MS && sim->options.partner != SIM_LOCAL && !all_settled(sim, store);
         ms += 60000)
        sim_pass(sim, 60000);
    for (int i = 0; i < sim->told_count; i++)
        check_told(sim, store, &sim->told[i]);
    check_counts(sim, store);
    sim_world_check_double(sim);
    store_close(store);
    sim_check_turn(sim);
    return !sim->broken[0];
}

bool sim_check_gone(struct sim *sim)
{
    if (app_flow(sim->app)->place != FLOW_ATTRACT) sim_break(sim, "I8: silence did not lead back to attract");
    if (holds_canary(app_memory(sim->app)))
        sim_break(sim, "I5: the visitor left and their words are still in memory");
    return !sim->broken[0];
}
