// The stick of a simulated place: what somebody put into its socket, and rebond-stick, who says so.
#include <string.h>

#include "app/stick.h"
#include "base/check.h"
#include "harness/key_files.h"
#include "harness/sim.h"

static err_t open_stick(void *self, struct stick_port *ret_stick)
{
    struct sim *sim = self;
    *ret_stick = stick_sim_port(&sim->stick);
    return OK;
}

static void close_stick(void *self)
{
    (void)self;
}

static err_t read_top(void *self, const char *name, void *to, size_t cap, size_t *ret_n)
{
    struct sim *sim = self;
    struct stick_port port = stick_sim_port(&sim->stick);
    return port.read_top(port.self, name, to, cap, ret_n);
}

static int64_t spare_memory(void *self)
{
    const struct sim *sim = self;
    return sim->spare_memory;
}

// rebond-stick does at once what it is asked.
static void let_go(void *self)
{
    struct sim *sim = self;
    sim->stick_word = "out";
    sim->key_brought = false;
    app_take_stick(sim->app, sim->now, STR("out"));
}

void sim_stick_attach(struct sim *sim)
{
    struct app_stick_ports ports = {sim,           open_stick,     close_stick, let_go,
                                    stick_sim_key, stick_sim_page, read_top,    spare_memory};
    app_stick_attach(sim->app, &ports);
    if (sim->stick_word[0]) app_take_stick(sim->app, sim->now, str_from(sim->stick_word));
}

static const char other_key[] =
    "AGE-SECRET-KEY-10LJNYY5FZNEYXMNYMMN8280TFGZHYGUM2EVQR0065JT32V0WQEFS366D2R\n";

// What a stick has in its top folder.
static bool fill_stick(struct stick_sim *stick, struct str what)
{
    static const char huge[32 << 10] = "# a very long story\n";
    static const struct {
        const char *what, *name;
        struct str bytes;
    } sticks[] = {
        {"key", "cle-de-collecte.txt", {key_plain, sizeof key_plain - 1}},
        {"locked-key", "cle-de-collecte.age", {key_locked, sizeof key_locked - 1}},
        {"other-key", "collection-key.txt", {other_key, sizeof other_key - 1}},
        {"damaged-key", "cle-de-collecte.txt", {key_plain, sizeof key_plain - 8}},
        {"huge-key", "cle-de-collecte.txt", {huge, sizeof huge}},
        {"link", "cle-de-collecte.txt", {key_plain, sizeof key_plain - 1}},
        {"empty", "notes.txt", {"", 0}},
    };
    stick->top_is_link = str_eq(what, STR("link"));
    for (size_t i = 0; i < sizeof sticks / sizeof *sticks; i++) {
        if (!str_eq(what, str_from(sticks[i].what))) continue;
        CHECK(str_copy(str_from(sticks[i].name), stick->top_name, sizeof stick->top_name) == OK);
        stick->top = sticks[i].bytes;
        return true;
    }
    return false;
}

bool sim_stick(struct sim *sim, struct str what)
{
    bool out = str_eq(what, STR("out"));
    if (!out && !fill_stick(&sim->stick, what)) return false;
    sim->stick.dead = out;
    sim->stick_word = out ? "" : "ready";
    sim->key_brought = str_eq(what, STR("key")) || str_eq(what, STR("locked-key"));
    sim->key_came = sim->key_came || sim->key_brought;
    app_take_stick(sim->app, sim->now, str_from(sim->stick_word));
    sim_screen_turn(sim);
    return true;
}
