// links: gallery platform
// with: harness/fake_text.c
// Every screen as a visitor may ask for it: four sizes of text, three themes, calm, low, on four panels.
// Sizes, gaps, reach and contrasts are computed, and each check is seen to say no.
#include "harness/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/fake_text.h"
#include "harness/gallery.h"
#include "harness/looks.h"
#include "platform/screen.h"
#include "ui/ruler.h"

enum { TEXT_BYTES = 256 << 10, ITEMS = 4096 };

static const struct panel {
    int w, h, w_mm, h_mm;
} panels[] = {{1024, 600, 222, 125}, {1280, 800, 217, 136}, {1920, 1080, 344, 194}, {1080, 1920, 194, 344}};
enum { PANELS = sizeof panels / sizeof *panels };

static struct gallery gallery;
static struct ui_tree tree;
static char memory[TEXT_BYTES];
static struct draw_item items[ITEMS];
static int wrong;

static const char *build(int shot, int page, const struct panel *panel, int language,
                         const struct text_port *text)
{
    struct flow flow;
    struct theme theme = theme_make(panel->w, panel->h, panel->w_mm, panel->h_mm);
    const char *name = gallery_set(&gallery, shot, &flow);
    flow.page = flow.panel_page = gallery.staff.page = (uint8_t)page;
    gallery_build(&gallery, &flow, language, &tree, &theme, panel->w, panel->h, text, memory, sizeof memory);
    return name;
}

static bool has_later_page(void)
{
    for (int i = 1; i < tree.count; i++)
        if (tree.nodes[i].spec.id && strcmp(tree.nodes[i].spec.id, "page-after") == 0) return true;
    return false;
}

static void report(const char *problem, const char *name, int page, const struct panel *panel, int language)
{
    const struct flow_display *look = &gallery.display;
    if (!problem) return;
    wrong++;
    printf("%s page %d %dx%d %s size %d colours %d%s%s: %s\n", name, page, panel->w, panel->h,
           language_table[language].code, look->size, look->colours, look->calm ? " calm" : "",
           look->low ? " low" : "", problem);
}

static void check_pages(int shot, const struct panel *panel, int language, const struct text_port *text)
{
    for (int page = 0; page == 0 || has_later_page(); page++) {
        const char *name = build(shot, page, panel, language, text);
        report(looks_check_tree(&tree), name, page, panel, language);
    }
}

static void check_language(const struct panel *panel, int language, const struct text_port *text, int from,
                           int step)
{
    for (int shot = from; shot < GALLERY_SHOTS; shot += step)
        check_pages(shot, panel, language, text);
}

static void check_all_screens(const struct panel *panel, const struct text_port *text)
{
    for (int language = 0; language < 2; language++)
        check_language(panel, language, text, 0, 1);
}

static void test_every_screen_fits_in_every_size_high_and_low(void **state)
{
    (void)state;
    struct fake_text counting = {0};
    struct text_port text = fake_text_port(&counting);
    wrong = 0;
    for (int p = 0; p < PANELS; p++)
        for (int size = 0; size < FLOW_SIZES; size++)
            for (int low = 0; low < 2; low++) {
                gallery.display = (struct flow_display){.size = (uint8_t)size, .low = low};
                check_all_screens(&panels[p], &text);
            }
    assert_int_equal(wrong, 0);
}

// Colours are the same boxes: they are looked at below. Each screen on each panel in each language, in every
// third of the sizes, high and low in turn; REBOND_EVERY_STEP=1: in all of them.
static void test_every_language_fits_in_every_size_with_the_real_fonts(void **state)
{
    (void)state;
    int step = getenv("REBOND_EVERY_STEP") ? 1 : 3;
    wrong = 0;
    for (int p = 0; p < PANELS; p++)
        for (int language = 0; language < LANGUAGE_COUNT; language++) {
            struct screen *screen;
            assert_int_equal(screen_open_hidden(panels[p].w, panels[p].h, &screen), OK);
            struct text_port text = screen_text(screen);
            for (int look = 0; look < 2 * FLOW_SIZES; look++) {
                gallery.display = (struct flow_display){.size = (uint8_t)(look / 2), .low = look % 2};
                check_language(&panels[p], language, &text, (p + language + look / 2 + look % 2) % step,
                               step);
            }
            screen_close(screen);
        }
    assert_int_equal(wrong, 0);
}

static void test_calm_shows_little_at_a_time(void **state)
{
    (void)state;
    struct fake_text counting = {0};
    struct text_port text = fake_text_port(&counting);
    int choices[2] = {0};
    for (int calm = 0; calm < 2; calm++) {
        gallery.display = (struct flow_display){.calm = calm};
        build(gallery_find("needs"), 0, &panels[2], 0, &text);
        for (int i = 1; i < tree.count; i++)
            choices[calm] += tree.nodes[i].spec.action.kind == FLOW_NEED;
        assert_int_equal(tree.theme->shadow == 0, calm);
    }
    assert_int_equal(choices[0], 12);
    assert_int_equal(choices[1], 4);
    wrong = 0;
    for (int p = 0; p < PANELS; p++)
        check_all_screens(&panels[p], &text);
    assert_int_equal(wrong, 0);
}

static void check_colours(int shot, const struct panel *panel, const struct text_port *text)
{
    struct ui_memory nobody = {0};
    const char *name = build(shot, 0, panel, 0, text);
    report(looks_check_colours(&tree, &nobody, items, ITEMS), name, 0, panel, 0);
    for (int i = 1; i < tree.count; i++) {
        if (!ui_tappable(&tree.nodes[i]) || tree.nodes[i].count) continue;
        struct ui_memory hand = {.pressed = tree.nodes[i].key};
        report(looks_check_colours(&tree, &hand, items, ITEMS), name, 0, panel, 0);
    }
}

static void test_words_icons_and_controls_stand_out_in_every_theme(void **state)
{
    (void)state;
    struct fake_text counting = {0};
    struct text_port text = fake_text_port(&counting);
    wrong = 0;
    for (int colours = 0; colours < FLOW_THEMES; colours++)
        for (int size = 0; size < FLOW_SIZES; size += 3)
            for (int shot = 0; shot < GALLERY_SHOTS; shot++) {
                gallery.display = (struct flow_display){.size = (uint8_t)size, .colours = (uint8_t)colours};
                check_colours(shot, &panels[1], &text);
            }
    assert_int_equal(wrong, 0);
}

static void test_the_focus_is_seen_in_every_theme(void **state)
{
    (void)state;
    struct fake_text counting = {0};
    struct text_port text = fake_text_port(&counting);
    int seen = 0;
    for (int colours = 0; colours < FLOW_THEMES; colours++)
        for (int shot = 1; shot < GALLERY_SHOTS; shot++) {
            gallery.display = (struct flow_display){.colours = (uint8_t)colours};
            build(shot, 0, &panels[1], 0, &text);
            struct ui_memory keys = {0};
            ui_step(&tree, &keys, (struct ui_input){.kind = UI_NEXT}, 1000);
            if (!keys.focus) continue; // nothing to choose while saving
            const char *problem = looks_check_focus(&tree, keys.focus, items, ITEMS);
            if (problem) fail_msg("shot %d: %s", shot, problem);
            seen++;
        }
    assert_true(seen > 80);
}

static struct box where_the_hand_is(int minute, const struct text_port *text)
{
    gallery.world.now.mono_ms = minute * 60000;
    build(0, 0, &panels[1], 0, text);
    for (int i = 1; i < tree.count; i++)
        if (tree.nodes[i].spec.id && strcmp(tree.nodes[i].spec.id, "foot") == 0) return tree.nodes[i].box;
    return (struct box){0};
}

static void test_the_calm_screen_drifts_and_is_dark_at_night(void **state)
{
    (void)state;
    struct fake_text counting = {0};
    struct text_port text = fake_text_port(&counting);
    gallery.display = (struct flow_display){0};
    struct box before = where_the_hand_is(0, &text);
    int moved = 0;
    for (int minute = 1; minute <= 8; minute++) {
        struct box now = where_the_hand_is(minute, &text);
        int step = abs(now.x - before.x) * 1000 / panels[1].w;
        assert_in_range(step, 0, 20); // thousandths: up to 2 % a minute
        assert_null(looks_check_tree(&tree));
        moved += step >= 10;
        before = now;
    }
    assert_int_equal(moved, 8);
    assert_int_equal(tree.theme->wish.colours, THEME_WARM);
    int64_t day_s = gallery.world.now.wall_s;
    gallery.world.now.wall_s += 7 * 3600; // 23 h at the place
    build(0, 0, &panels[1], 0, &text);
    assert_int_equal(tree.theme->wish.colours, THEME_DARK);
    gallery.world.now.wall_s = day_s;
    gallery.world.now.mono_ms = 1000;
}

static void test_the_ruler_is_fifty_millimetres_long(void **state)
{
    (void)state;
    struct fake_text counting = {0};
    struct text_port text = fake_text_port(&counting);
    for (int p = 0; p < PANELS; p++) {
        const struct panel *panel = &panels[p];
        struct theme theme = theme_make(panel->w, panel->h, panel->w_mm, panel->h_mm);
        struct ui_ruler ruler = {.w_mm = panel->w_mm, .h_mm = panel->h_mm, .touched = {[7] = true}};
        int long_px = 0, cells = 0, chosen = 0;
        ui_begin(&tree, &theme, panel->w, panel->h, memory, sizeof memory);
        ui_ruler_build(&ruler, &tree);
        ui_layout(&tree, &text);
        assert_null(tree.mistake);
        for (int i = 1; i < tree.count; i++) {
            const struct ui_node *node = &tree.nodes[i];
            if (strcmp(node->spec.id, "centimetre") == 0) long_px += node->box.w;
            cells += node->spec.action.kind == RULER_TOUCH;
            chosen += (node->spec.flags & UI_CHOSEN) != 0;
        }
        assert_in_range(long_px, (int)(49.5f * theme.px_per_mm), (int)(50.5f * theme.px_per_mm));
        assert_int_equal(cells, RULER_CELLS);
        assert_int_equal(chosen, 1);
    }
}

// --- the checks can say no

static struct theme panel_theme(struct theme_wish wish)
{
    struct theme theme = theme_make(1280, 800, 217, 136);
    return theme_dress(&theme, wish);
}

static void plant(const struct theme *theme, struct ui_spec first, struct ui_spec second, float gap)
{
    static struct fake_text counting;
    struct text_port text = fake_text_port(&counting);
    ui_begin(&tree, theme, 1280, 800, memory, sizeof memory);
    ui_open(&tree, (struct ui_spec){.id = "all", .role = UI_GROUP, .gap = gap, .cross = UI_CENTER});
    first.id = "first";
    second.id = "second";
    first.action = second.action = (struct ui_action){1, 0};
    ui_add(&tree, first);
    ui_add(&tree, second);
    ui_close(&tree);
    ui_layout(&tree, &text);
}

static void expect_caught(const char *problem, const char *what)
{
    if (!problem) fail_msg("%s was not caught", what);
    if (!strstr(problem, what)) fail_msg("\"%s\" should have been said, not: %s", what, problem);
}

static void test_what_is_too_small_or_too_close_is_caught(void **state)
{
    (void)state;
    struct theme theme = panel_theme((struct theme_wish){0});
    struct ui_spec button = {.role = UI_BUTTON, .look = UI_PRIMARY, .label = STR("Oui"), .h = 22, .w = 40};
    plant(&theme, button, button, 4);
    assert_null(looks_check_tree(&tree));
    plant(&theme, button, button, 1);
    expect_caught(looks_check_tree(&tree), "too close");
    struct ui_spec flat = button, thin = button, key = button;
    flat.h = 18;
    plant(&theme, button, flat, 4);
    expect_caught(looks_check_tree(&tree), "too low for a finger");
    thin.w = 15;
    thin.label = STR("A");
    plant(&theme, button, thin, 4);
    expect_caught(looks_check_tree(&tree), "too narrow for a finger");
    key.role = UI_KEY;
    key.w = 11;
    plant(&theme, button, key, 4);
    expect_caught(looks_check_tree(&tree), "too narrow for a key");
}

static void test_small_words_and_what_is_out_of_reach_are_caught(void **state)
{
    (void)state;
    struct theme large = panel_theme((struct theme_wish){.size = 3});
    struct ui_spec button = {.role = UI_BUTTON, .look = UI_PRIMARY, .label = STR("Oui"), .h = 22, .w = 40};
    plant(&large, button, button, 4);
    assert_null(looks_check_tree(&tree));
    struct ui_spec small = button;
    large.text[UI_SMALL] = 4;
    small.scale = UI_SMALL;
    plant(&large, button, small, 4);
    expect_caught(looks_check_tree(&tree), "words too small");
    assert_false(ui_fits(&tree, large.least_text));
    struct theme low = panel_theme((struct theme_wish){.low = true});
    plant(&low, button, button, 4);
    expect_caught(looks_check_tree(&tree), "out of reach");
    assert_false(ui_fits(&tree, low.least_text));
}

static void test_faint_words_and_faint_controls_are_caught(void **state)
{
    (void)state;
    struct ui_memory nobody = {0};
    struct ui_spec quiet = {.role = UI_BUTTON, .look = UI_QUIET, .label = STR("Oui"), .h = 22, .w = 40};
    struct theme theme = panel_theme((struct theme_wish){0}), contrast;
    plant(&theme, quiet, quiet, 4);
    assert_null(looks_check_colours(&tree, &nobody, items, ITEMS));
    theme.line_strong = theme.line;
    expect_caught(looks_check_colours(&tree, &nobody, items, ITEMS), "hardly stands out");
    contrast = panel_theme((struct theme_wish){.colours = THEME_CONTRAST});
    plant(&contrast, quiet, quiet, 4);
    assert_null(looks_check_colours(&tree, &nobody, items, ITEMS));
    contrast.ink = 0x1b2430ff; // enough for the usual theme, not for this one
    expect_caught(looks_check_colours(&tree, &nobody, items, ITEMS), "has a contrast of");
    assert_non_null(looks_check_focus(&tree, 0, items, ITEMS));
}

static void test_a_faint_ring_is_caught(void **state)
{
    (void)state;
    struct theme theme = panel_theme((struct theme_wish){0});
    struct ui_spec button = {.role = UI_BUTTON, .look = UI_PRIMARY, .label = STR("Oui"), .h = 22, .w = 40};
    plant(&theme, button, button, 4);
    uint32_t key = ui_find(&tree, UI_BUTTON, STR("Oui"))->key;
    assert_null(looks_check_focus(&tree, key, items, ITEMS));
    theme.focus = 0xd0d0d0ff;
    expect_caught(looks_check_focus(&tree, key, items, ITEMS), "hardly stands out");
    theme = panel_theme((struct theme_wish){0});
    theme.ring = 0.5f;
    expect_caught(looks_check_focus(&tree, key, items, ITEMS), "thinner");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_screen_fits_in_every_size_high_and_low),
        cmocka_unit_test(test_every_language_fits_in_every_size_with_the_real_fonts),
        cmocka_unit_test(test_calm_shows_little_at_a_time),
        cmocka_unit_test(test_words_icons_and_controls_stand_out_in_every_theme),
        cmocka_unit_test(test_the_focus_is_seen_in_every_theme),
        cmocka_unit_test(test_the_calm_screen_drifts_and_is_dark_at_night),
        cmocka_unit_test(test_the_ruler_is_fifty_millimetres_long),
        cmocka_unit_test(test_what_is_too_small_or_too_close_is_caught),
        cmocka_unit_test(test_small_words_and_what_is_out_of_reach_are_caught),
        cmocka_unit_test(test_faint_words_and_faint_controls_are_caught),
        cmocka_unit_test(test_a_faint_ring_is_caught),
    };
    gallery_init(&gallery);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
