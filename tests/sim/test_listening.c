// Listening mode on the whole screen program, with a voice that takes its time by the clock of the
// simulation.
#include "harness/test.h"

#include "harness/scenario.h"

enum { CUT_MS = 200 }; // ux.md

static struct sim *sim;

static struct sim *open_place(struct app_faults faults)
{
    struct sim_options options = {.partner = SIM_LOCAL,
                                  .seed = 7,
                                  .wall_s = SIM_NOON,
                                  .clock_trusted = true,
                                  .w = 1280,
                                  .h = 800,
                                  .w_mm = 217,
                                  .h_mm = 136,
                                  .app_faults = faults};
    struct sim *place = sim_open(&options);
    sim_pass(place, 1000);
    return place;
}

static int open_usual(void **state)
{
    (void)state;
    sim = open_place((struct app_faults){0});
    return 0;
}

static int close_place(void **state)
{
    (void)state;
    sim_close(sim);
    return 0;
}

static int64_t left_ms(void)
{
    int64_t left = sim->voice.end_ms - sim->now.mono_ms;
    return left > 0 ? left : 0;
}

static bool was_said(const char *words)
{
    struct str log = fake_voice_log(&sim->voice);
    return str_find(log, str_from(words)) < log.n;
}

static void key(enum ui_input_kind kind)
{
    sim_input(sim, &(struct app_input){.kind = APP_POINT, .ui = {.kind = kind}});
}

static void touch(int x, int y)
{
    sim_input(sim, &(struct app_input){.kind = APP_POINT, .ui = {.kind = UI_DOWN, .x = x, .y = y}});
    sim_pass(sim, 60);
    sim_input(sim, &(struct app_input){.kind = APP_POINT, .ui = {.kind = UI_UP, .x = x, .y = y}});
}

// How long the sentence that is being said goes on after the input.
static int64_t goes_on_ms(const struct app_input *input)
{
    struct str before = fake_voice_log(&sim->voice);
    int64_t end = sim->voice.end_ms;
    sim_input(sim, input);
    for (int64_t ms = 0; ms < 5000; ms++) {
        bool cut = fake_voice_log(&sim->voice).n != before.n || sim->voice.end_ms < end;
        if (cut || left_ms() == 0) return ms;
        sim_pass(sim, 1);
    }
    return 5000;
}

static const struct app_input actions[] = {
    {.kind = APP_POINT, .ui.kind = UI_NEXT},
    {.kind = APP_POINT, .ui.kind = UI_ABOVE},
    {.kind = APP_POINT, .ui = {.kind = UI_DOWN, .x = 640, .y = 300}},
    {.kind = APP_TYPED, .typed = 'a'},
    {.kind = APP_ERASE},
    {.kind = APP_HUSH},
    {.kind = APP_REPEAT},
    {.kind = APP_LOUDER},
    {.kind = APP_SLOWER},
};
enum { ACTIONS = sizeof actions / sizeof actions[0] };

static void test_any_action_cuts_what_is_being_said(void **state)
{
    (void)state;
    key(UI_NEXT);
    for (int i = 0; i < ACTIONS; i++) {
        sim_input(sim, &(struct app_input){.kind = APP_REPEAT});
        sim_pass(sim, 500);
        assert_true(left_ms() > CUT_MS);
        assert_true(goes_on_ms(&actions[i]) < CUT_MS);
    }
}

static void test_a_voice_that_is_not_cut_is_noticed(void **state)
{
    (void)state;
    sim = open_place((struct app_faults){.talk_on = true});
    key(UI_NEXT);
    sim_pass(sim, 500);
    assert_true(goes_on_ms(&(struct app_input){.kind = APP_HUSH}) > CUT_MS);
}

static void test_nothing_is_said_until_somebody_wants_to_listen(void **state)
{
    (void)state;
    touch(640, 300);
    sim_pass(sim, 5000);
    assert_int_equal(app_flow(sim->app)->place, FLOW_WELCOME);
    assert_int_equal(fake_voice_log(&sim->voice).n, 0);
}

static void test_any_key_begins_on_the_calm_screen(void **state)
{
    (void)state;
    for (int i = 0; i < ACTIONS; i++) {
        if (actions[i].kind == APP_POINT && actions[i].ui.kind == UI_DOWN) continue;
        size_t before = fake_voice_log(&sim->voice).n;
        sim_input(sim, &actions[i]);
        assert_int_equal(app_flow(sim->app)->place, FLOW_WELCOME);
        sim_pass(sim, 1000);
        assert_true(fake_voice_log(&sim->voice).n > before);
        sim_pass(sim, 10 * 60000); // silence leads back, also for ears
        assert_int_equal(app_flow(sim->app)->place, FLOW_ATTRACT);
    }
}

static void test_headphones_begin_and_the_next_visitor_is_not_spoken_to(void **state)
{
    (void)state;
    sim_headphones(sim, true);
    assert_int_equal(app_flow(sim->app)->place, FLOW_WELCOME);
    sim_pass(sim, 3000);
    assert_true(was_said("Tu viens pour quoi"));
    sim_pass(sim, 10 * 60000);
    assert_int_equal(app_flow(sim->app)->place, FLOW_ATTRACT);
    size_t before = fake_voice_log(&sim->voice).n; // the plug stays, the visitor does not
    touch(640, 300);
    sim_pass(sim, 5000);
    assert_int_equal(app_flow(sim->app)->place, FLOW_WELCOME);
    assert_int_equal(fake_voice_log(&sim->voice).n, before);
}

static void test_volume_and_rate_have_ends_and_are_as_usual_for_the_next(void **state)
{
    (void)state;
    int usual = sim->voice.volume;
    key(UI_NEXT);
    for (int i = 0; i < 20; i++) {
        sim_input(sim, &(struct app_input){.kind = APP_LOUDER});
        sim_input(sim, &(struct app_input){.kind = APP_FASTER});
        sim_pass(sim, 500);
    }
    assert_int_equal(sim->voice.volume, 100);
    assert_int_equal(sim->voice.rate, 260);
    assert_true(was_said("Volume 8 sur 8."));
    for (int i = 0; i < 20; i++)
        sim_input(sim, &(struct app_input){.kind = APP_SOFTER});
    assert_true(sim->voice.volume > 0); // never so soft that nobody hears how to make it louder
    assert_true(sim->voice.volume < usual);
    sim_pass(sim, 10 * 60000);
    assert_int_equal(sim->voice.volume, usual);
    key(UI_NEXT);
    sim_pass(sim, 1000);
    assert_int_equal(sim->voice.rate, 170);
}

static void test_time_to_answer_begins_when_all_was_said(void **state)
{
    (void)state;
    key(UI_NEXT);
    sim_pass(sim, 55000); // most of it is speech
    assert_int_equal(app_flow(sim->app)->place, FLOW_WELCOME);
    sim_pass(sim, 20000);
    assert_int_equal(app_flow(sim->app)->place, FLOW_WELCOME);
    sim_pass(sim, 60000);
    assert_int_equal(app_flow(sim->app)->place, FLOW_ATTRACT);
}

static void test_a_language_without_a_voice_says_so_once_and_has_no_button(void **state)
{
    (void)state;
    sim->voice.voiceless = "en";
    key(UI_NEXT);
    sim_pass(sim, 40000);
    assert_non_null(ui_find(app_tree(sim->app), UI_BUTTON, STR("Son")));
    for (int i = 0; i < 40 && !was_said("English. bouton."); i++) {
        key(UI_NEXT);
        sim_pass(sim, 200);
    }
    key(UI_CHOOSE);
    sim_pass(sim, 5000);
    assert_true(was_said("Cette langue n’a pas de voix ici."));
    assert_null(ui_find(app_tree(sim->app), UI_BUTTON, STR("Sound")));
    assert_null(ui_find(app_tree(sim->app), UI_BUTTON, STR("Listen")));
    assert_false(was_said("Hello"));
    key(UI_CHOOSE); // the button of the language still has the focus
    sim_pass(sim, 5000);
    assert_non_null(ui_find(app_tree(sim->app), UI_BUTTON, STR("Son")));
}

static void test_focus_is_there_on_every_screen_and_behind_every_sheet(void **state)
{
    (void)state;
    key(UI_NEXT);
    sim_pass(sim, 1000);
    uint32_t door = app_focus(sim->app);
    assert_true(door != 0);
    key(UI_CHOOSE);
    sim_pass(sim, 1000);
    assert_int_equal(app_flow(sim->app)->place, FLOW_NEEDS);
    assert_true(app_focus(sim->app) != 0 && app_focus(sim->app) != door);
    key(UI_CHOOSE); // a need: not nothing is at stake any more, so a warning comes
    key(UI_NEXT);
    uint32_t before = app_focus(sim->app);
    for (int i = 0; i < 300 && !app_flow(sim->app)->warning; i++)
        sim_pass(sim, 1000);
    assert_true(app_flow(sim->app)->warning);
    assert_true(app_focus(sim->app) != before); // "Je suis encore là"
    key(UI_CHOOSE);
    sim_pass(sim, 1000);
    assert_false(app_flow(sim->app)->warning);
    assert_int_equal(app_focus(sim->app), before);
}

static void test_enter_pressed_twice_does_not_choose_on_the_next_screen(void **state)
{
    (void)state;
    key(UI_NEXT);
    sim_pass(sim, 1000);
    key(UI_CHOOSE);
    sim_pass(sim, 100);
    key(UI_CHOOSE);
    sim_pass(sim, 1000);
    assert_int_equal(app_flow(sim->app)->place, FLOW_NEEDS);
    assert_int_equal(app_flow(sim->app)->draft.need_count, 0);
}

#define SPELLS                                                                                               \
    "place local\nkey tab\nchoose \"J'ai besoin de quelque chose\"\nchoose \"Passer\"\nchoose \"Qu'on me "   \
    "rappelle\"\nkeys \"Zoraïde\"\nchoose \"Continuer\"\nchoose \"Par SMS\"\nkeys \"0692987654\"\nchoose "  \
    "\"Continuer\"\nchoose \"À moi\"\nchoose \"18 à 25 ans\"\npass 60 s\n"

static void test_a_name_said_by_loudspeaker_is_caught(void **state)
{
    (void)state;
    struct scenario_mode mode = {.name = "control"};
    struct scenario_result result = scenario_play("control", STR(SPELLS), &mode);
    if (!result.ok) fail_msg("without the bug: %s", result.why);
    mode.app_faults.say_private = true;
    result = scenario_play("control", STR(SPELLS), &mode);
    assert_false(result.ok);
    assert_non_null(strstr(result.why, "loudspeaker"));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_usual, close_place)
    const struct CMUnitTest tests[] = {
        TEST(test_any_action_cuts_what_is_being_said),
        cmocka_unit_test_setup_teardown(test_a_voice_that_is_not_cut_is_noticed, NULL, close_place),
        TEST(test_nothing_is_said_until_somebody_wants_to_listen),
        TEST(test_any_key_begins_on_the_calm_screen),
        TEST(test_headphones_begin_and_the_next_visitor_is_not_spoken_to),
        TEST(test_volume_and_rate_have_ends_and_are_as_usual_for_the_next),
        TEST(test_time_to_answer_begins_when_all_was_said),
        TEST(test_a_language_without_a_voice_says_so_once_and_has_no_button),
        TEST(test_focus_is_there_on_every_screen_and_behind_every_sheet),
        TEST(test_enter_pressed_twice_does_not_choose_on_the_next_screen),
        cmocka_unit_test(test_a_name_said_by_loudspeaker_is_caught),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
