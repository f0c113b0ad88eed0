// links: base port content config booking seal wire flow ui screens speech store collect export app
// with: harness/fake_text.c
// The hours in which nobody comes: the panel is dark, and a touch wakes it and does nothing else.
#include "harness/test.h"

#include <stdio.h>
#include <stdlib.h>

#include "app/app.h"
#include "harness/fake_text.h"
#include "seal/seal.h"

enum { MINUTE_S = 60, HOUR_S = 3600, MIDNIGHT = 1795392000 }; // 2026-11-23 00:00 UTC

static struct kiosk {
    struct app *app;
    struct config config;
    struct zone zone;
    struct moment now;
    const struct draw_list *shown;
} kiosk;

static void fill(void *self, void *to, size_t n)
{
    (void)self;
    memset(to, 7, n);
}

static struct store *no_store(void *self)
{
    (void)self;
    return NULL;
}

static void do_nothing(void *self)
{
    (void)self;
}

static bool no_pin(void *self, char *to)
{
    (void)self, (void)to;
    return false;
}

static void open_at(int64_t wall_s, bool trusted, const char *screen)
{
    static const char place[] =
        "[place]\nname = n\naddress = a\nperson = p\ntimezone = UTC\n[partner.ml]\nname = n\naddress = a\n"
        "adapter = local\nneeds = all\nrecipients = "
        "age1pra9y4n7jqmwn3uqhv06rrxept8xgdammhjnv4lf0mlsaalkj3ks6xsdm9\n";
    static struct config_mistakes mistakes;
    char ini[1000];
    int n = snprintf(ini, sizeof ini, "%s[screen]\n%s\n", place, screen);
    app_close(kiosk.app);
    assert_int_equal(seal_init(), OK);
    assert_int_equal(config_parse((struct str){ini, (size_t)n}, &kiosk.config, &mistakes), OK);
    kiosk.zone = (struct zone){.count = 1, .spans = {{INT64_MIN, 0}}};
    kiosk.now = (struct moment){.mono_ms = 1000, .wall_s = wall_s, .wall_trusted = trusted};
    struct app_options options = {.config = &kiosk.config,
                                  .zone = &kiosk.zone,
                                  .ports = {.entropy = {NULL, fill},
                                            .text = fake_text_port(NULL),
                                            .open_store = no_store,
                                            .nudge = do_nothing,
                                            .read_pin = no_pin,
                                            .forget = do_nothing},
                                  .w = 1280,
                                  .h = 800};
    assert_int_equal(app_open(&options, kiosk.now, &kiosk.app), OK);
}

static void turn(void)
{
    app_tick(kiosk.app, kiosk.now);
    if (app_draw(kiosk.app, kiosk.now, &kiosk.shown)) assert_non_null(kiosk.shown);
    app_after_draw(kiosk.app, kiosk.now);
}

// As the shell waits: from deadline to deadline. Tells how many turns that took.
static int pass(int64_t seconds)
{
    int64_t end_ms = kiosk.now.mono_ms + seconds * 1000;
    int turns = 0;
    for (;; turns++) {
        turn();
        int64_t next_ms = app_deadline(kiosk.app, kiosk.now);
        if (next_ms <= kiosk.now.mono_ms) next_ms = kiosk.now.mono_ms + 1;
        if (next_ms > end_ms) next_ms = end_ms;
        kiosk.now.wall_s = kiosk.now.wall_s - kiosk.now.mono_ms / 1000 + next_ms / 1000;
        kiosk.now.mono_ms = next_ms;
        if (next_ms == end_ms) break;
    }
    turn();
    return turns;
}

static void touch(enum ui_input_kind kind)
{
    struct app_input input = {.kind = APP_POINT, .ui = {.kind = kind, .finger = 1, .x = 640, .y = 400}};
    app_take_input(kiosk.app, kiosk.now, &input);
    turn();
}

static void tap(void)
{
    touch(UI_DOWN);
    pass(1);
    touch(UI_UP);
}

static void test_the_panel_is_dark_from_one_hour_to_the_other(void **state)
{
    (void)state;
    open_at(MIDNIGHT + 21 * HOUR_S + 58 * MINUTE_S, true, "off_hours = 22:00-06:30");
    pass(119);
    assert_false(app_is_dark(kiosk.app));
    pass(1);
    assert_true(app_is_dark(kiosk.app));
    assert_int_equal(kiosk.shown->count, 0);
    assert_int_equal(kiosk.shown->background, 0x000000FF);
    pass(8 * HOUR_S + 30 * MINUTE_S - 1);
    assert_true(app_is_dark(kiosk.app));
    pass(1);
    assert_false(app_is_dark(kiosk.app));
    assert_true(kiosk.shown->count > 0);
}

static void test_hours_of_one_day_do_not_pass_midnight(void **state)
{
    (void)state;
    open_at(MIDNIGHT + 11 * HOUR_S, true, "off_hours = 12:00-14:00");
    pass(HOUR_S);
    assert_true(app_is_dark(kiosk.app));
    pass(2 * HOUR_S);
    assert_false(app_is_dark(kiosk.app));
}

static void test_in_the_dark_nothing_is_done_until_the_hour(void **state)
{
    (void)state;
    open_at(MIDNIGHT + 22 * HOUR_S, true, "off_hours = 22:00-06:30");
    pass(10 * MINUTE_S);
    assert_true(app_is_dark(kiosk.app));
    assert_in_range(pass(8 * HOUR_S), 0, 3);
}

static void test_the_first_touch_wakes_it_and_presses_nothing(void **state)
{
    (void)state;
    open_at(MIDNIGHT + 23 * HOUR_S, true, "off_hours = 22:00-06:30");
    pass(10 * MINUTE_S);
    assert_true(app_is_dark(kiosk.app));
    tap();
    assert_false(app_is_dark(kiosk.app));
    assert_int_equal(app_flow(kiosk.app)->place, FLOW_ATTRACT);
    pass(1);
    tap();
    assert_int_equal(app_flow(kiosk.app)->place, FLOW_WELCOME); // the second is a touch like any other
}

static void test_whoever_came_sees_it_as_long_as_the_visit_lasts(void **state)
{
    (void)state;
    open_at(MIDNIGHT + 21 * HOUR_S + 59 * MINUTE_S, true, "off_hours = 22:00-06:30");
    pass(30);
    tap();
    assert_int_equal(app_flow(kiosk.app)->place, FLOW_WELCOME);
    for (int i = 0; i < 5; i++) {
        pass(50);
        app_take_input(kiosk.app, kiosk.now, &(struct app_input){.kind = APP_HUSH});
        assert_false(app_is_dark(kiosk.app));
    }
    assert_int_equal(app_flow(kiosk.app)->place, FLOW_WELCOME);
    pass(HOUR_S);
    assert_int_equal(app_flow(kiosk.app)->place, FLOW_ATTRACT);
    assert_true(app_is_dark(kiosk.app));
}

static void test_staff_are_not_left_in_the_dark(void **state)
{
    (void)state;
    open_at(MIDNIGHT + 21 * HOUR_S + 59 * MINUTE_S, true, "off_hours = 22:00-06:30");
    for (int i = 0; i < 5; i++)
        app_take_input(kiosk.app, kiosk.now, &(struct app_input){.kind = APP_KNOCK});
    pass(70);
    assert_int_equal(app_staff(kiosk.app)->place, STAFF_NO_PIN);
    assert_false(app_is_dark(kiosk.app));
}

static void test_who_switches_it_on_at_night_sees_it_start(void **state)
{
    (void)state;
    open_at(MIDNIGHT + 2 * HOUR_S, true, "off_hours = 22:00-06:30");
    pass(100);
    assert_false(app_is_dark(kiosk.app));
    pass(21);
    assert_true(app_is_dark(kiosk.app));
}

static void test_without_hours_or_without_a_clock_it_is_never_dark(void **state)
{
    (void)state;
    open_at(MIDNIGHT + 2 * HOUR_S, true, "rotation = 90");
    pass(HOUR_S);
    assert_false(app_is_dark(kiosk.app));
    open_at(MIDNIGHT + 2 * HOUR_S, false, "off_hours = 22:00-06:30");
    pass(HOUR_S);
    assert_false(app_is_dark(kiosk.app));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_panel_is_dark_from_one_hour_to_the_other),
        cmocka_unit_test(test_hours_of_one_day_do_not_pass_midnight),
        cmocka_unit_test(test_in_the_dark_nothing_is_done_until_the_hour),
        cmocka_unit_test(test_the_first_touch_wakes_it_and_presses_nothing),
        cmocka_unit_test(test_whoever_came_sees_it_as_long_as_the_visit_lasts),
        cmocka_unit_test(test_staff_are_not_left_in_the_dark),
        cmocka_unit_test(test_who_switches_it_on_at_night_sees_it_start),
        cmocka_unit_test(test_without_hours_or_without_a_clock_it_is_never_dark),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    app_close(kiosk.app);
    return failed;
}
