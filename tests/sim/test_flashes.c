// A whole visit painted by the real painter, picture by picture: nothing flashes more than three times a
// second (WCAG 2.1, 2.3.1), and a screen nobody looks at is seldom painted.
#include "harness/test.h"

#include <math.h>
#include <stdio.h>

#include "harness/scenario.h"
#include "platform/screen.h"

enum {
    COLUMNS = 4,
    ROWS = 3,
    CELLS = COLUMNS * ROWS,
    W = 1280,
    H = 800,
    MOST_TURNS = 4096,
    SECOND_MS = 1000
};

// A flash is a pair of opposing changes of a tenth of the brightest, the darker of the two under 0.8, over
// about 341 by 256 px: a quarter of the middle of the view. A key that is pressed is far smaller.
struct cell {
    double extreme; // the last turn of its brightness
    int direction;
    int64_t turns_ms[MOST_TURNS];
    int turns;
};
struct watcher {
    struct screen *screen;
    struct cell cells[CELLS];
    int pictures;
};

static double linear(uint8_t value)
{
    double c = value / 255.0;
    return c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double brightness(const uint8_t *pixels, int pitch, int cell)
{
    double sum = 0;
    int left = cell % COLUMNS * (W / COLUMNS), top = cell / COLUMNS * (H / ROWS), count = 0;
    for (int y = top; y < top + H / ROWS; y += 4)
        for (int x = left; x < left + W / COLUMNS; x += 4, count++) {
            const uint8_t *p = pixels + y * pitch + x * 4;
            sum += 0.2126 * linear(p[2]) + 0.7152 * linear(p[1]) + 0.0722 * linear(p[0]);
        }
    return sum / count;
}

static void take_brightness(struct cell *cell, double now, int64_t mono_ms)
{
    double change = now - cell->extreme;
    int direction = change > 0 ? 1 : -1;
    if (fabs(change) < 0.1 || fmin(now, cell->extreme) >= 0.8) {
        if (direction == cell->direction) cell->extreme = now; // it only goes on the same way
        return;
    }
    if (direction != cell->direction && cell->turns < MOST_TURNS) cell->turns_ms[cell->turns++] = mono_ms;
    cell->direction = direction;
    cell->extreme = now;
}

static void take_picture(struct watcher *watcher, int64_t mono_ms)
{
    int pitch;
    const uint8_t *pixels = screen_pixels(watcher->screen, &pitch);
    for (int i = 0; i < CELLS; i++) {
        double now = brightness(pixels, pitch, i);
        if (!watcher->pictures) watcher->cells[i].extreme = now;
        take_brightness(&watcher->cells[i], now, mono_ms);
    }
    watcher->pictures++;
}

static void watch(void *self, const struct draw_list *list, int64_t mono_ms)
{
    struct watcher *watcher = self;
    screen_show(watcher->screen, list);
    take_picture(watcher, mono_ms);
}

// The most flashes of any part of the screen within any second.
static int worst_second(const struct watcher *watcher)
{
    int worst = 0;
    for (int i = 0; i < CELLS; i++) {
        const struct cell *cell = &watcher->cells[i];
        for (int from = 0, to = 0; to < cell->turns; to++) {
            while (cell->turns_ms[to] - cell->turns_ms[from] >= SECOND_MS)
                from++;
            int flashes = (to - from + 1) / 2;
            worst = flashes > worst ? flashes : worst;
        }
    }
    return worst;
}

static void open_watcher(struct watcher *watcher)
{
    *watcher = (struct watcher){0};
    assert_int_equal(screen_open_hidden(W, H, &watcher->screen), OK);
}

static void test_a_whole_visit_does_not_flash(void **state)
{
    (void)state;
    static struct watcher watcher;
    static const char story[] =
        "place local\nplay to-wishes\ntap \"Un rendez-vous\"\ntap day 2026-11-24\ntap time 2026-11-24 10:00\n"
        "tap display\ntap \"Sombre\"\ntap \"Noir sur blanc\"\ntap \"C'est bon\"\nplay who\n"
        "tap \"Oui, envoyer\"\nexpect \"C'est confirmé\"\ntap \"Effacer maintenant\"\nexpect attract\n";
    open_watcher(&watcher);
    struct text_port text = screen_text(watcher.screen);
    struct scenario_mode mode = {
        .name = "watched", .text = &text, .watcher = &watcher, .watch = watch, .double_tap = true};
    struct scenario_result result = scenario_play("visit", str_from(story), &mode);
    screen_close(watcher.screen);
    if (!result.ok) fail_msg("%s", result.why);
    assert_true(watcher.pictures > 40);
    assert_true(worst_second(&watcher) <= 3);
}

static void test_what_flashes_is_counted(void **state)
{
    (void)state;
    static struct watcher watcher;
    static struct draw_item items[1];
    open_watcher(&watcher);
    for (int i = 0; i < 20; i++) {
        struct draw_list list = {.items = items, .cap = 1, .background = i % 2 ? 0xffffffff : 0x000000ff};
        watch(&watcher, &list, i * 100);
    }
    screen_close(watcher.screen);
    assert_true(worst_second(&watcher) > 3);
}

struct counter {
    int pictures;
};

static void count(void *self, const struct draw_list *list, int64_t mono_ms)
{
    struct counter *counter = self;
    (void)list;
    (void)mono_ms;
    counter->pictures++;
}

static int pictures_of_an_hour(int64_t wall_s)
{
    struct counter counter = {0};
    struct sim_options options = {.partner = SIM_LOCAL,
                                  .seed = 3,
                                  .wall_s = wall_s,
                                  .clock_trusted = true,
                                  .server_class = 'A',
                                  .watcher = &counter,
                                  .watch = count,
                                  .w = W,
                                  .h = H,
                                  .w_mm = 217,
                                  .h_mm = 136};
    struct sim *sim = sim_open(&options);
    sim_pass(sim, 3600 * 1000);
    sim_close(sim);
    return counter.pictures;
}

// The picture moves against burn-in, once a minute; by day it greets in the next language meanwhile.
static void test_at_night_the_calm_screen_is_painted_once_a_minute(void **state)
{
    (void)state;
    int night = pictures_of_an_hour(SIM_NOON + 8 * 3600), day = pictures_of_an_hour(SIM_NOON);
    assert_in_range(night, 40, 62);
    assert_true(day > 2 * night);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_whole_visit_does_not_flash),
        cmocka_unit_test(test_what_flashes_is_counted),
        cmocka_unit_test(test_at_night_the_calm_screen_is_painted_once_a_minute),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
