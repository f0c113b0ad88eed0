#include "harness/sim_world.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "base/check.h"

void sim_world_add_config(struct buf *ini, const struct sim *sim)
{
    buf_add_format(ini,
                   "adapter = caldav\nslots_url = %s\nbookings_url = %s\nrequests_url = %s\nexclusive = "
                   "%s\nserver_class = %c\ncustody = %s\n",
                   dav_url(SHELF_SLOTS), dav_url(SHELF_BOOKINGS), dav_url(SHELF_REQUESTS),
                   sim->options.partner == SIM_EXCLUSIVE ? "yes" : "no", sim->options.server_class,
                   sim->options.custody_open ? "open" : "sealed");
}

// Three appointments each weekday for three weeks, and one workshop of three: 9, 10 and 11 h in Réunion.
static void publish(struct sim *sim)
{
    char ics[1024], name[32];
    for (int hour = 5; hour < 8; hour++) {
        snprintf(ics, sizeof ics,
                 "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//staff//"
                 "FR\r\nBEGIN:VEVENT\r\nUID:rdv-%d@lieu\r\nDTSTAMP:20261101T000000Z\r\n"
                 "DTSTART:20261123T%02d0000Z\r\nDTEND:20261123T%02d4500Z\r\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,"
                 "TH,FR;COUNT=15\r\nSUMMARY:Premier rendez-vous\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
                 hour, hour, hour);
        snprintf(name, sizeof name, "staff-%d.ics", hour);
        partner_sim_publish(sim->partner, name, ics);
    }
    partner_sim_publish(sim->partner, "atelier.ics",
                        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//staff//"
                        "FR\r\nBEGIN:VEVENT\r\nUID:atelier@lieu\r\nDTSTAMP:20261101T000000Z\r\n"
                        "DTSTART:20261126T100000Z\r\nDTEND:20261126T120000Z\r\nSUMMARY:🍳 Cuisine ensemble (3 "
                        "places)\r\nDESCRIPTION:Fait-maison. Venez comme vous "
                        "êtes.\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
}

void sim_world_open(struct sim *sim)
{
    sim->partner = partner_sim_open(sim->options.server_class, sim->options.seed);
    sim->accounts[0] = (struct http_account){.user = "borne", .secret = "secret"};
    partner_sim_set_password(sim->partner, "secret");
    publish(sim);
    sim_world_time(sim);
}

void sim_world_close(struct sim *sim)
{
    partner_sim_close(sim->partner);
}

struct http_port sim_world_http(struct sim *sim)
{
    return partner_sim_port(sim->partner, 0);
}

void sim_world_forget_requests(struct sim *sim)
{
    struct http_port port = partner_sim_port(sim->partner, 0);
    port.cancel_all(port.self);
}

int64_t sim_world_next_ms(const struct sim *sim)
{
    return partner_sim_next(sim->partner);
}

void sim_world_time(struct sim *sim)
{
    partner_sim_pass(sim->partner, sim->now.mono_ms);
}

static struct uid parsed(const char *text)
{
    struct uid uid = {{0}};
    CHECK(uid_parse(str_from(text), &uid) == OK);
    return uid;
}

int sim_world_live_with_token(const struct sim *sim, const char *uid)
{
    return (int)partner_sim_live_of(sim->partner, parsed(uid));
}

int sim_world_ever_with_token(const struct sim *sim, const char *uid)
{
    return (int)partner_sim_created_of(sim->partner, parsed(uid));
}

void sim_world_check_wire(struct sim *sim)
{
    if (sim->options.custody_open) return; // they asked for it
    if (partner_sim_holds(sim->partner, STR(SIM_CANARY)) ||
        partner_sim_holds(sim->partner, str_from(SIM_DIGITS)))
        sim_break(sim, "I5: personal data in clear at the partner");
}

// I2: whatever stands at the partner from this kiosk was recorded here, and no more of it than was recorded.
// (Somebody whose request was on the disk when the power went may not have read that it was.)
void sim_world_check_double(struct sim *sim)
{
    int ours = sim_count(sim, STR("ours")),
        recorded = sim_count(sim, STR("here")) + sim_count(sim, STR("delivered"));
    if (sim->options.partner != SIM_LOCAL && ours > recorded)
        sim_break(sim, "I2: %d things at the partner for %d requests", ours, recorded);
}

// --- counting

static int count_ours(struct sim *sim)
{
    const struct shelf *shelf = partner_sim_shelf(sim->partner);
    int ours = 0;
    for (size_t i = 0; i < shelf->count; i++) {
        const struct shelf_resource *resource = &shelf->resources[i];
        char token[UID_TEXT] = "";
        if (!resource->live || resource->collection == SHELF_SLOTS) continue;
        shelf_token((struct str){resource->data, resource->n}, token);
        ours += token[0] != 0 && strncmp(token, "ffff", 4) != 0;
    }
    return ours;
}

static void count_one(void *self, const struct arrival *arrival)
{
    (void)arrival;
    ++*(int *)self;
}

static int count_announced(struct sim *sim)
{
    int count = 0;
    struct store *store = sim_open_store(sim);
    if (!store) return 0;
    CHECK(store_each_arrival(store, &count, count_one) == OK);
    store_close(store);
    return count;
}

int sim_count(struct sim *sim, struct str what)
{
    struct store_counts counts = {0};
    if (str_eq(what, STR("bookings"))) return (int)partner_sim_live(sim->partner, SHELF_BOOKINGS);
    if (str_eq(what, STR("requests"))) return (int)partner_sim_live(sim->partner, SHELF_REQUESTS);
    if (str_eq(what, STR("arrivals"))) return (int)partner_sim_arrivals(sim->partner);
    if (str_eq(what, STR("announced"))) return count_announced(sim);
    if (str_eq(what, STR("ours"))) return count_ours(sim);
    if (str_eq(what, STR("printed"))) return sim->printer.printed;
    if (str_eq(what, STR("begun"))) return sim->printer.begun;
    struct store *store = sim_open_store(sim);
    if (!store) return 0;
    CHECK(store_count(store, &counts) == OK);
    store_close(store);
    if (str_eq(what, STR("here"))) return (int)counts.on_device;
    if (str_eq(what, STR("delivered"))) return (int)counts.delivered;
    return str_eq(what, STR("needing")) ? (int)counts.needing_you : -1;
}

struct figure_wanted {
    struct str id;
    int64_t n;
};

static void add_figure(void *self, int week, struct str id, int64_t n)
{
    struct figure_wanted *wanted = self;
    (void)week;
    if (str_eq(id, wanted->id)) wanted->n += n;
}

int64_t sim_figure(struct sim *sim, struct str id)
{
    struct figure_wanted wanted = {.id = id};
    struct store *store = sim_open_store(sim);
    if (!store) return -1;
    CHECK(figures_each(store, 0, 999999, &wanted, add_figure) == OK);
    store_close(store);
    return wanted.n;
}

const char *sim_condition(struct sim *sim)
{
    static const char *const names[] = {[PARTNER_OK] = "ok",
                                        [PARTNER_UNREACHABLE] = "unreachable",
                                        [PARTNER_CREDENTIALS] = "credentials",
                                        [PARTNER_CERTIFICATE] = "certificate",
                                        [PARTNER_CAPTIVE] = "captive",
                                        [PARTNER_SUSPECT] = "suspect"};
    enum partner_condition condition = PARTNER_OK;
    struct store *store = sim_open_store(sim);
    if (!store) return "no store";
    CHECK(partner_get_condition(store, "ml", &condition) == OK);
    store_close(store);
    return names[condition];
}

// --- events

static void all_requests(struct sim *sim, enum sim_fault fault)
{
    for (enum http_method method = HTTP_GET; method <= HTTP_OPTIONS; method++)
        partner_sim_script(sim->partner, method, 0, SIM_EVER, fault);
}

static bool resource_of(struct sim *sim, int64_t start_s, char name[LIMIT_RESOURCE])
{
    static struct slot slots[8];
    char resource[SLOT_RESOURCE];
    size_t count = 0;
    struct store *store = sim_open_store(sim);
    if (!store) return false;
    err_t err = store_list_slots(store, start_s, start_s + 1, slots, 8, &count);
    store_close(store);
    if (err || count == 0) return false;
    slot_resource(&slots[0], 1, resource);
    snprintf(name, LIMIT_RESOURCE, "%s.ics", resource);
    return true;
}

bool sim_other_kiosk_takes(struct sim *sim, int64_t start_s)
{
    char name[LIMIT_RESOURCE];
    if (!resource_of(sim, start_s, name)) return false;
    partner_sim_other_takes(sim->partner, name);
    return true;
}

bool sim_other_kiosk_books(struct sim *sim, int64_t start_s)
{
    char name[LIMIT_RESOURCE];
    if (!resource_of(sim, start_s, name)) return false;
    partner_sim_other_books(sim->partner, name, start_s, "cerise vélo parapluie 42");
    return true;
}

static void network(struct sim *sim, struct str how)
{
    partner_sim_network(sim->partner, str_eq(how, STR("up")));
}

static bool server(struct sim *sim, struct str how)
{
    static const struct {
        const char *word;
        enum sim_fault fault;
    } words[] = {{"401", SIM_401},         {"503", SIM_503},
                 {"captive", SIM_CAPTIVE}, {"certificate", SIM_CERTIFICATE},
                 {"huge", SIM_HUGE},       {"garbage", SIM_GARBAGE},
                 {"slow", SIM_SLOW}};
    partner_sim_calm(sim->partner);
    if (str_eq(how, STR("ok"))) return true;
    if (str_eq(how, STR("refuses"))) {
        partner_sim_script(sim->partner, HTTP_PUT, 0, SIM_EVER, SIM_400);
        return true;
    }
    if (str_eq(how, STR("forgets"))) {
        partner_sim_script(sim->partner, HTTP_PUT, 0, SIM_EVER, SIM_DROPS);
        return true;
    }
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_eq(how, str_from(words[i].word))) {
            all_requests(sim, words[i].fault);
            return true;
        }
    return false;
}

static bool disk(struct sim *sim, struct str how)
{
    vfs_set_room(sim->vfs, str_eq(how, STR("full")) ? 0 : -1);
    vfs_set_read_only(sim->vfs, str_eq(how, STR("read-only")));
    return true;
}

// Somebody puts what is sealed of each of two requests in the place of the other.
static void swap_sealed(struct sim *sim)
{
    sqlite3 *db = NULL;
    CHECK(sqlite3_open_v2("rebond.db", &db, SQLITE_OPEN_READWRITE, vfs_name(sim->vfs)) == SQLITE_OK);
    CHECK(sqlite3_exec(db,
                       "CREATE TEMP TABLE was AS SELECT n, sealed FROM item;"
                       "UPDATE item SET sealed = (SELECT sealed FROM was WHERE was.n <> item.n)",
                       NULL, NULL, NULL) == SQLITE_OK);
    sqlite3_close(db);
}

static void damage_database(struct sim *sim)
{
    char bytes[8192];
    memset(bytes, 0x5a, sizeof bytes);
    vfs_put_file(sim->vfs, "rebond.db", (struct str){bytes, sizeof bytes});
}

static bool staff(struct sim *sim, struct str what)
{
    const struct shelf *shelf = partner_sim_shelf(sim->partner);
    if (str_eq(what, STR("take everything"))) {
        for (int hour = 5; hour < 8; hour++) {
            char name[32];
            snprintf(name, sizeof name, "staff-%d.ics", hour);
            partner_sim_delete(sim->partner, SHELF_SLOTS, name);
        }
        return true;
    }
    sim->staff_deleted = true;
    for (size_t i = 0; i < shelf->count; i++)
        if (shelf->resources[i].live && shelf->resources[i].collection != SHELF_SLOTS)
            partner_sim_delete(sim->partner, shelf->resources[i].collection, shelf->resources[i].name);
    return str_eq(what, STR("delete"));
}

// "jumps 3 h", "jumps back 40 min", "trusted", "untrusted": of the device's clock, nothing else moves.
static bool set_clock(struct sim *sim, struct str how)
{
    int64_t count, sign = 1;
    struct str verb = str_cut(&how, ' ');
    if (str_eq(verb, STR("trusted")) || str_eq(verb, STR("untrusted"))) {
        sim->now.wall_trusted = str_eq(verb, STR("trusted"));
        return true;
    }
    if (str_starts(how, STR("back "))) {
        sign = -1;
        how = str_slice(how, 5, how.n);
    }
    int64_t unit_s = str_ends(how, STR(" h")) ? 3600 : str_ends(how, STR(" min")) ? 60 : 0;
    if (!str_eq(verb, STR("jumps")) || !unit_s || str_parse_u63(str_cut(&how, ' '), &count)) return false;
    sim->now.wall_s += sign * count * unit_s;
    return true;
}

static bool set_printer(struct sim *sim, struct str rest)
{
    static const char *const moods[] = {[FAKE_NO_PRINTER] = "none",
                                        [FAKE_READY] = "ready",
                                        [FAKE_NO_PAPER] = "no-paper",
                                        [FAKE_SILENT] = "silent",
                                        [FAKE_ENDS_IN_THE_MIDDLE] = "ends-in-the-middle",
                                        [FAKE_VANISHES] = "vanishes"};
    for (int i = 0; i <= FAKE_VANISHES; i++)
        if (str_eq(rest, str_from(moods[i]))) {
            sim->printer.mood = (enum fake_mood)i;
            return true;
        }
    return false;
}

bool sim_event(struct sim *sim, struct str line)
{
    struct str rest = line, verb = str_cut(&rest, ' ');
    if (str_eq(verb, STR("network"))) {
        network(sim, rest);
        return true;
    }
    if (str_eq(verb, STR("server"))) return server(sim, rest);
    if (str_eq(verb, STR("disk"))) return disk(sim, rest);
    if (str_eq(verb, STR("printer"))) return set_printer(sim, rest);
    if (str_eq(verb, STR("staff"))) return staff(sim, rest);
    if (str_eq(verb, STR("time"))) return set_clock(sim, rest);
    if (str_eq(line, STR("other-kiosk is the writer")))
        partner_sim_other_writes(sim->partner);
    else if (str_eq(line, STR("answer lost")))
        partner_sim_script(sim->partner, HTTP_PUT, 0, 1, SIM_LOST_AFTER);
    else if (str_eq(line, STR("request lost")))
        partner_sim_script(sim->partner, HTTP_PUT, 0, 1, SIM_LOST_BEFORE);
    else if (str_eq(line, STR("database damaged")))
        damage_database(sim);
    else if (str_eq(line, STR("sealed swapped")))
        swap_sealed(sim);
    else if (str_eq(line, STR("power cut")))
        sim_power_cut(sim);
    else if (str_eq(line, STR("sync killed")))
        sim_restart_sync(sim);
    else if (str_eq(line, STR("nudge")))
        sim->nudged = true;
    else
        return false;
    return true;
}

// --- faults that modes count out

// How many durable steps from now the k-th since the plan is: 1 when it came while nothing could fail.
static uint64_t steps_until(const struct sim *sim, int k)
{
    uint64_t at = sim->durable_before + (uint64_t)k, now = vfs_count(sim->vfs, VFS_DURABLE);
    return at > now ? at - now : 1;
}

void sim_arm_disk(struct sim *sim)
{
    if (vfs_struck(sim->vfs)) return;
    if (sim->die_at) vfs_die_at(sim->vfs, steps_until(sim, sim->die_at));
    if (sim->store_fails_at)
        vfs_fail_at(sim->vfs, VFS_DURABLE, steps_until(sim, sim->store_fails_at), 10); // SQLITE_IOERR
}

void sim_plan_faults(struct sim *sim, int die_at, int store_fails_at, int http_fails_at)
{
    sim->durable_before = vfs_count(sim->vfs, VFS_DURABLE);
    sim->die_at = die_at;
    sim->store_fails_at = store_fails_at;
    sim_arm_disk(sim);
    for (enum http_method method = HTTP_GET; method <= HTTP_OPTIONS; method++) {
        sim->requests_before[method] = partner_sim_aimable(sim->partner, method);
        if (http_fails_at) partner_sim_script(sim->partner, method, http_fails_at - 1, 1, SIM_LOST_AFTER);
    }
}

bool sim_struck(const struct sim *sim)
{
    return vfs_struck(sim->vfs) || partner_sim_struck(sim->partner);
}

int sim_durable_ops(const struct sim *sim)
{
    return (int)(vfs_count(sim->vfs, VFS_DURABLE) - sim->durable_before);
}

int sim_requests(const struct sim *sim)
{
    size_t most = 0;
    for (enum http_method method = HTTP_GET; method <= HTTP_OPTIONS; method++) {
        size_t n = partner_sim_aimable(sim->partner, method) - sim->requests_before[method];
        if (n > most) most = n;
    }
    return (int)most;
}

void sim_heal(struct sim *sim)
{
    partner_sim_calm(sim->partner);
    partner_sim_network(sim->partner, true);
    vfs_set_room(sim->vfs, -1);
    vfs_set_read_only(sim->vfs, false);
    sim->die_at = sim->store_fails_at = 0;
    vfs_die_at(sim->vfs, 0);
    vfs_fail_at(sim->vfs, VFS_DURABLE, 0, 0);
    sim->nudged = true;
}
