// Each invariant is seen to fail when its bug is planted, and to hold on the same story without it.
#include "harness/test.h"

#include <stdio.h>

#include "harness/key_files.h"
#include "harness/scenario.h"

#define WHO                                                                                                    \
    "type \"Zoraïde\"\ntap \"Continuer\"\ntap \"Par SMS\"\ntype \"0692987654\"\ntap \"Continuer\"\ntap \"À " \
    "moi\"\n"                                                                                                  \
    "tap \"18 à 25 ans\"\n"
#define CALLBACK                                                                                             \
    "tap \"Touche l'écran\"\ntap \"J'ai besoin de quelque chose\"\ntap \"Passer\"\ntap \"Qu'on me "         \
    "rappelle\"\n" WHO "tap \"Oui, envoyer\"\n"
#define APPOINTMENT                                                                                           \
    "tap \"Touche l'écran\"\ntap \"J'ai besoin de quelque chose\"\ntap \"Passer\"\ntap \"Un rendez-vous\"\n" \
    "tap day 2026-11-24\ntap time 2026-11-24 10:00\ntap \"Pas d'autre moment\"\n" WHO                         \
    "tap \"Oui, envoyer\"\n"

static struct scenario_result play(const char *text, struct scenario_mode mode)
{
    mode.name = "control";
    return scenario_play("control", str_from(text), &mode);
}

static void expect_caught(const char *story, struct scenario_mode planted, const char *invariant)
{
    struct scenario_result sound = play(story, (struct scenario_mode){0});
    if (!sound.ok) fail_msg("without the bug: %s", sound.why);
    struct scenario_result result = play(story, planted);
    if (result.ok) fail_msg("the bug was not caught by %s", invariant);
    if (!strstr(result.why, invariant)) fail_msg("%s should have caught it, not: %s", invariant, result.why);
}

static void test_forgetting_before_read_back_is_caught(void **state)
{
    (void)state;
    expect_caught("place caldav\nserver forgets\n" CALLBACK "pass 5 min\n",
                  (struct scenario_mode){.engine_faults = {.forget_before_readback = true}}, "I1");
}

static void test_a_token_that_changes_is_caught(void **state)
{
    (void)state;
    expect_caught("place caldav\nanswer lost\n" APPOINTMENT "pass 20 min\n",
                  (struct scenario_mode){.engine_faults = {.token_not_stable = true}}, "P3");
}

static void test_sealed_bytes_left_on_the_disk_are_caught(void **state)
{
    (void)state;
    expect_caught("place caldav\nnetwork down\n" CALLBACK "pass 10 s\nnetwork up\npass 20 min\n",
                  (struct scenario_mode){.secure_delete_off = true}, "I5");
}

static void test_a_visitor_who_is_not_wiped_is_caught(void **state)
{
    (void)state;
    expect_caught("place local\n" CALLBACK "tap \"Effacer maintenant\"\n",
                  (struct scenario_mode){.app_faults = {.skip_wipe = true}}, "I5");
}

static void test_confirmed_before_read_back_is_caught(void **state)
{
    (void)state;
    expect_caught("place caldav\nnetwork down\n" APPOINTMENT "pass 10 s\n",
                  (struct scenario_mode){.app_faults = {.confirm_early = true}}, "P3");
}

static void test_a_training_visit_that_is_recorded_is_caught(void **state)
{
    (void)state;
    expect_caught("place local\npin set\nplay staff-in\nmark disk\ntap \"S'entraîner\"\n"
                  "tap \"J'ai besoin de quelque chose\"\ntap \"Passer\"\ntap \"Qu'on me rappelle\"\n" WHO
                  "tap \"Oui, envoyer\"\nexpect disk unchanged\n",
                  (struct scenario_mode){.app_faults = {.keep_training = true}}, "the disk is changed");
}

static void test_guesses_that_cost_nothing_after_a_power_cut_are_caught(void **state)
{
    (void)state;
    expect_caught("place local\npin set\nknock\nplay staff-guesses\nplay staff-guesses\npower cut\nknock\n"
                  "play staff-guesses\nexpect \"Attendez\"\n",
                  (struct scenario_mode){.app_faults = {.forgive = true}}, "does not say");
}

static void test_names_that_stay_without_the_key_are_caught(void **state)
{
    (void)state;
    expect_caught(
        "place caldav\npin set\nserver refuses\n" CALLBACK
        "tap \"Effacer maintenant\"\npass 90 min\nplay staff-in\ntap \"À voir\"\nkey tab\nkey enter\n"
        "collection-key in\nexpect \"Zoraïde\"\ncollection-key out\nexpect not \"Zoraïde\"\n",
        (struct scenario_mode){.app_faults = {.keep_names = true}}, "says");
}

static struct sim *some_place(enum sim_partner partner)
{
    struct sim_options options = {.partner = partner,
                                  .seed = 3,
                                  .wall_s = SIM_NOON,
                                  .clock_trusted = true,
                                  .server_class = 'A',
                                  .w = 1280,
                                  .h = 800,
                                  .w_mm = 217,
                                  .h_mm = 136};
    return sim_open(&options);
}

#define NEEDING                                                                                              \
    "place caldav\npin set\nserver refuses\n" CALLBACK "tap \"Effacer maintenant\"\npass 90 min\n"           \
    "play staff-in\n"

static void test_a_key_that_stays_in_memory_when_its_stick_is_pulled_is_caught(void **state)
{
    (void)state;
    expect_caught(NEEDING "stick key\nstick out\n", (struct scenario_mode){.app_faults = {.keep_key = true}},
                  "I5: the collection key went");
}

static void test_a_key_that_stays_in_memory_when_staff_leave_is_caught(void **state)
{
    (void)state;
    expect_caught(NEEDING "stick key\npass 80 s\n", (struct scenario_mode){.app_faults = {.keep_key = true}},
                  "I5: the collection key went");
}

static void test_names_that_stay_when_the_stick_is_pulled_are_caught(void **state)
{
    (void)state;
    expect_caught(NEEDING "play staff-item\nstick key\nexpect \"Zoraïde\"\nstick out\n"
                          "expect not \"Zoraïde\"\n",
                  (struct scenario_mode){.app_faults = {.keep_names = true}}, "says");
}

// What is searched for is found: a visitor's name is the passphrase, a file of the disk the key.
static void test_a_passphrase_or_a_key_where_it_does_not_belong_is_caught(void **state)
{
    (void)state;
    struct scenario_result result = play("place local\nstick key\nstick out\ntap \"Touche l'écran\"\ntap "
                                         "\"J'ai besoin de quelque chose\"\ntap \"Passer\"\n"
                                         "tap \"Qu'on me rappelle\"\ntype \"nuage-9-tambour\"\n",
                                         (struct scenario_mode){0});
    assert_false(result.ok);
    assert_non_null(strstr(result.why, "I5: the passphrase"));
    struct sim *sim = some_place(SIM_LOCAL);
    sim_check_key(sim);
    assert_string_equal(sim->broken, "");
    vfs_put_file(sim->vfs, "key", STR(KEY_IDENTITY));
    sim_check_key(sim);
    assert_non_null(strstr(sim->broken, "is on the disk"));
    sim_close(sim);
}

#define PAUSE(time) "pin set\nplay staff-in\ntap \"Pause\"\ntap \"" time "\"\ntap \"Quitter\"\n"

static void test_a_pause_that_a_restart_forgets_is_caught(void **state)
{
    (void)state;
    expect_caught("place local\n" PAUSE("15 minutes") "power cut\nexpect staff closed\n",
                  (struct scenario_mode){.app_faults = {.forget_pause = true}}, "staff are away");
}

static void test_a_pause_that_every_restart_begins_anew_is_caught(void **state)
{
    (void)state;
    expect_caught("place local\ntime untrusted\n" PAUSE("15 minutes") "pass 14 min\npower cut\npass 2 min\n"
                                                                      "expect staff away\n",
                  (struct scenario_mode){.app_faults = {.endless_pause = true}}, "staff are closed");
}

static void test_keys_that_pass_for_fingers_are_caught(void **state)
{
    (void)state;
    expect_caught(
        "place local\npin set\nplay staff-ready\nchoose \"Essayer\"\nchoose \"Toucher\"\ngrid keys 39\n"
        "key escape\nexpect \"le doigt n'a pas\"\n",
        (struct scenario_mode){.app_faults = {.keys_are_fingers = true}}, "does not say");
}

static void test_a_trial_that_is_not_kept_is_caught(void **state)
{
    (void)state;
    expect_caught("place local\npin set\nplay staff-ready\ntap \"Essayer\"\ntap \"Couleurs\"\n"
                  "tap \"Tout est visible\"\ntap \"Retour\"\nexpect \"se voient tous\"\n",
                  (struct scenario_mode){.app_faults = {.forget_trials = true}}, "does not say");
}

static void test_a_cancelling_that_is_only_said_is_caught(void **state)
{
    (void)state;
    expect_caught("place caldav\nplay comes-back\nplay enter-code\ntap \"Changer\"\n"
                  "tap \"Annuler\"\ntap \"Oui, annuler\"\ntap \"J'ai compris\"\n",
                  (struct scenario_mode){.app_faults = {.cancel_in_words = true}}, "P1");
}

static void test_clear_text_on_the_disk_is_caught(void **state)
{
    (void)state;
    expect_caught("place local\n" CALLBACK, (struct scenario_mode){.app_faults = {.clear_on_disk = true}},
                  "I5");
}

// Without fsync a power cut loses, at some step, what somebody was told.
static void test_a_disk_that_is_not_waited_for_is_caught(void **state)
{
    (void)state;
    static const char story[] = "place local\n" CALLBACK "power cut\n";
    int caught = 0;
    for (int seed = 0; seed < 20; seed++) {
        struct scenario_mode mode = {.seed = (uint64_t)seed};
        struct scenario_result sound = play(story, mode);
        if (!sound.ok) fail_msg("with fsync: %s", sound.why);
        mode.synchronous_off = true;
        struct scenario_result result = play(story, mode);
        caught += !result.ok;
    }
    assert_true(caught > 0);
}

static void test_a_seat_promised_twice_is_caught(void **state)
{
    (void)state;
    struct sim *sim = some_place(SIM_LOCAL);
    struct slot slot = {.key = "k", .capacity = 1, .exclusive = true};
    for (uint8_t i = 0; i < 2; i++)
        sim->told[i] = (struct told){.uid = {{i}}, .promised = true, .slot = slot};
    sim->told_count = 1;
    sim_check_promise(sim, &sim->told[0]);
    assert_string_equal(sim->broken, "");
    sim->told_count = 2;
    sim_check_promise(sim, &sim->told[1]);
    assert_non_null(strstr(sim->broken, "I3"));
    sim_close(sim);
}

static void test_a_kiosk_that_is_left_mid_visit_is_caught(void **state)
{
    (void)state;
    struct sim *sim = some_place(SIM_LOCAL);
    assert_true(sim_check_gone(sim));
    sim_pass(sim, 1000);
    struct app_input input = {.kind = APP_POINT, .ui = {.kind = UI_DOWN, .x = 600, .y = 400}};
    sim_input(sim, &input);
    input.ui.kind = UI_UP;
    sim_input(sim, &input);
    assert_false(sim_check_gone(sim));
    assert_non_null(strstr(sim->broken, "I8"));
    sim_close(sim);
}

static void test_a_queue_that_does_not_drain_is_caught(void **state)
{
    (void)state;
    struct sim *sim = some_place(SIM_CALDAV);
    struct item item = {.uid = {{1, 2, 3}}, .kind = ITEM_CALLBACK, .partner = "ml", .made_s = SIM_NOON};
    int seat;
    sim_pass(sim, 1000);
    partner_sim_network(sim->partner, false);
    struct store *store = sim_open_store(sim);
    assert_int_equal(store_add_item(store, &item, STR("sealed"), &seat), OK);
    store_close(store);
    sim->told[sim->told_count++] = (struct told){.uid = item.uid, .result = RESULT_REQUESTED};
    assert_false(sim_check_drain(sim));
    assert_true(strstr(sim->broken, "I4") || strstr(sim->broken, "I1"));
    sim_close(sim);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forgetting_before_read_back_is_caught),
        cmocka_unit_test(test_a_token_that_changes_is_caught),
        cmocka_unit_test(test_sealed_bytes_left_on_the_disk_are_caught),
        cmocka_unit_test(test_a_visitor_who_is_not_wiped_is_caught),
        cmocka_unit_test(test_confirmed_before_read_back_is_caught),
        cmocka_unit_test(test_a_cancelling_that_is_only_said_is_caught),
        cmocka_unit_test(test_a_training_visit_that_is_recorded_is_caught),
        cmocka_unit_test(test_guesses_that_cost_nothing_after_a_power_cut_are_caught),
        cmocka_unit_test(test_names_that_stay_without_the_key_are_caught),
        cmocka_unit_test(test_a_pause_that_a_restart_forgets_is_caught),
        cmocka_unit_test(test_a_pause_that_every_restart_begins_anew_is_caught),
        cmocka_unit_test(test_a_key_that_stays_in_memory_when_its_stick_is_pulled_is_caught),
        cmocka_unit_test(test_a_key_that_stays_in_memory_when_staff_leave_is_caught),
        cmocka_unit_test(test_names_that_stay_when_the_stick_is_pulled_are_caught),
        cmocka_unit_test(test_a_passphrase_or_a_key_where_it_does_not_belong_is_caught),
        cmocka_unit_test(test_keys_that_pass_for_fingers_are_caught),
        cmocka_unit_test(test_a_trial_that_is_not_kept_is_caught),
        cmocka_unit_test(test_clear_text_on_the_disk_is_caught),
        cmocka_unit_test(test_a_disk_that_is_not_waited_for_is_caught),
        cmocka_unit_test(test_a_seat_promised_twice_is_caught),
        cmocka_unit_test(test_a_kiosk_that_is_left_mid_visit_is_caught),
        cmocka_unit_test(test_a_queue_that_does_not_drain_is_caught),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
