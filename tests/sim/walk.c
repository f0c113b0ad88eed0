// Random walks: walk FIRST COUNT. Somebody taps anything, types, leaves; staff, other kiosks, the network,
// the disk, the clock and the plug do what they want; the invariants hold after every turn and when the
// faults have stopped.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "harness/sim.h"

enum { ACTIONS = 120, YEARS_S = 20 * 31556952 };

static void touch(struct sim *sim, const struct ui_node *node)
{
    struct app_input input = {
        .kind = APP_POINT,
        .ui = {.kind = UI_DOWN, .x = node->box.x + node->box.w / 2, .y = node->box.y + node->box.h / 2}};
    sim_input(sim, &input);
    input.ui.kind = UI_UP;
    sim_input(sim, &input);
}

static bool leads_away(enum flow_action action)
{
    return action == FLOW_BACK || action == FLOW_HIDE || action == FLOW_LANGUAGE || action == FLOW_ERASE;
}

// Mostly onwards, sometimes anywhere.
static void tap_something(struct sim *sim, struct rng *rng)
{
    const struct ui_tree *tree = app_tree(sim->app);
    bool anywhere = rng_below(rng, 8) == 0;
    for (int tries = 0; tries < 60; tries++) {
        const struct ui_node *node = &tree->nodes[rng_below(rng, tree->count)];
        if (!ui_tappable(node)) continue;
        if (!anywhere && (leads_away((enum flow_action)node->spec.action.kind) || node->spec.role == UI_KEY))
            continue;
        touch(sim, node);
        return;
    }
}

static void type_text(struct sim *sim, const char *text)
{
    struct str rest = str_from(text);
    while (rest.n) {
        struct str before = rest;
        uint32_t code = utf8_next(&rest);
        if (rest.n == before.n) return;
        sim_input(sim, &(struct app_input){.kind = APP_TYPED, .typed = code});
    }
}

static void be_somebody(struct sim *sim, struct rng *rng)
{
    const struct flow *flow = app_flow(sim->app);
    if (flow->place == FLOW_NAME && flow->draft.name.n == 0) type_text(sim, SIM_CANARY);
    if (flow->place == FLOW_REACH && flow->draft.contact.n == 0)
        type_text(sim, flow->draft.contact_kind == CONTACT_EMAIL ? SIM_CANARY "@exemple.fr" : SIM_PHONE);
    tap_something(sim, rng);
    sim_pass(sim, 300 + (int64_t)rng_below(rng, 900));
}

static void be_fate(struct sim *sim, struct rng *rng)
{
    static const char *const events[] = {
        "network down",   "network up",     "network up",  "server ok",  "server ok",   "server 503",
        "server captive", "server garbage", "server slow", "server 401", "answer lost", "request lost",
        "disk full",      "disk ok",        "disk ok",     "power cut",  "sync killed", "nudge"};
    struct str line = str_from(events[rng_below(rng, sizeof events / sizeof events[0])]);
    (void)sim_event(sim, line);
}

static void one_turn(struct sim *sim, struct rng *rng)
{
    uint64_t dice = rng_below(rng, 100);
    if (dice < 88)
        be_somebody(sim, rng);
    else if (dice < 96)
        be_fate(sim, rng);
    else
        sim_pass(sim, (int64_t)rng_below(rng, 200000));
    if (sim_is_dead(sim)) sim_power_cut(sim);
}

static bool walk(uint64_t seed, char why[512])
{
    static const int64_t shifts[] = {0, 0, 0, -YEARS_S, YEARS_S};
    struct rng rng = {seed * 7919 + 1};
    struct sim_options options = {.partner = (enum sim_partner)rng_below(&rng, 3),
                                  .seed = seed + 1,
                                  .wall_s = SIM_NOON + shifts[rng_below(&rng, 5)],
                                  .clock_trusted = rng_below(&rng, 4) != 0,
                                  .server_class = "ABC"[rng_below(&rng, 3)],
                                  .w = 1280,
                                  .h = 800,
                                  .w_mm = 217,
                                  .h_mm = 136,
                                  .all_languages = seed % 2 == 1};
    struct sim *sim = sim_open(&options);
    for (int i = 0; i < ACTIONS && sim_check_turn(sim); i++)
        one_turn(sim, &rng);
    sim_heal(sim);
    sim_pass(sim, 10 * 60000);
    bool holds = sim_check_gone(sim) && sim_check_drain(sim);
    memcpy(why, sim->broken, sizeof sim->broken);
    sim_close(sim);
    return holds;
}

int main(int argc, char **argv)
{
    if (argc != 3) return 2;
    uint64_t first = strtoull(argv[1], NULL, 10), count = strtoull(argv[2], NULL, 10);
    int passed = 0, failed = 0;
    for (uint64_t seed = first; seed < first + count; seed++) {
        char why[512];
        bool holds = walk(seed, why);
        if (!holds) printf("FAILED seed %" PRIu64 ": %s\n", seed, why);
        passed += holds;
        failed += !holds;
    }
    printf("%d passed, %d failed\n", passed, failed);
    return failed != 0;
}
