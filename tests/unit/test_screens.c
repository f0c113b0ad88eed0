// with: harness/po_files.c
// links: gallery platform
// Every screen of the journey, in every language, at four panels, with the real fonts: nothing is clipped,
// too small, off the screen or over something else; goldens have not changed unseen. Sizes, themes and low
// screens: test_looks.c.
#include "harness/test.h"

#include <math.h>
#include <SDL_image.h>
#include <stdio.h>
#include <stdlib.h>

#include "harness/gallery.h"
#include "harness/looks.h"
#include "harness/po_files.h"
#include "platform/screen.h"

enum { TEXT_BYTES = 256 << 10, GOLDEN_W = 256, GOLDEN_H = 160, SCALE = 5 };

static const struct panel {
    int w, h, w_mm, h_mm;
} panels[] = {{1024, 600, 222, 125}, {1280, 800, 217, 136}, {1920, 1080, 344, 194}, {1080, 1920, 194, 344}};

static struct gallery gallery;
static struct ui_tree tree;
static char memory[TEXT_BYTES];
// How many shots have something wrong on this panel; each is printed.
static int count_wrong(const struct panel *panel, const struct text_port *text, int language)
{
    int wrong = 0;
    struct theme theme = theme_make(panel->w, panel->h, panel->w_mm, panel->h_mm);
    for (int i = 0; i < GALLERY_SHOTS; i++) {
        struct flow flow;
        const char *name = gallery_set(&gallery, i, &flow);
        gallery_build(&gallery, &flow, language, &tree, &theme, panel->w, panel->h, text, memory,
                      sizeof memory);
        const char *problem = looks_check_tree(&tree);
        if (problem)
            printf("%s %dx%d %s: %s\n", name, panel->w, panel->h, language_table[language].code, problem);
        wrong += problem != NULL;
    }
    return wrong;
}

static int count_wrong_everywhere(void)
{
    int wrong = 0;
    for (size_t p = 0; p < sizeof panels / sizeof panels[0]; p++) {
        struct screen *screen;
        assert_int_equal(screen_open_hidden(panels[p].w, panels[p].h, &screen), OK);
        struct text_port text = screen_text(screen);
        for (int language = 0; language < LANGUAGE_COUNT; language++)
            wrong += count_wrong(&panels[p], &text, language);
        screen_close(screen);
    }
    return wrong;
}

static void test_every_screen_fits_every_panel_in_every_language(void **state)
{
    (void)state;
    assert_int_equal(count_wrong_everywhere(), 0);
}

static void test_every_screen_fits_with_the_button_and_the_sheet_of_sound(void **state)
{
    (void)state;
    gallery.sound = (struct screen_sound){.available = true};
    int wrong = count_wrong_everywhere();
    gallery.sound = (struct screen_sound){.available = true, .listening = true, .sheet = true};
    wrong += count_wrong_everywhere();
    gallery.sound = (struct screen_sound){0};
    assert_int_equal(wrong, 0);
}

static void test_a_screen_that_does_not_fit_is_seen(void **state)
{
    (void)state;
    struct flow flow;
    struct screen *screen;
    struct theme theme = theme_make(640, 480, 60, 45); // a panel nobody could use
    assert_int_equal(screen_open_hidden(640, 480, &screen), OK);
    struct text_port text = screen_text(screen);
    gallery_set(&gallery, 2, &flow);
    gallery_build(&gallery, &flow, 0, &tree, &theme, 640, 480, &text, memory, sizeof memory);
    assert_non_null(looks_check_tree(&tree));
    screen_close(screen);
}

// Puts other messages in the place of the second language; returns those that were there.
static const struct messages *speak(const struct messages *messages)
{
    const struct messages *before = gallery.languages[1];
    gallery.languages[1] = messages;
    return before;
}

static void test_screens_of_both_directions_fit_every_panel(void **state)
{
    (void)state;
    int wrong = 0;
    const struct messages *before = speak(po_files_sample());
    for (size_t p = 0; p < sizeof panels / sizeof panels[0]; p++) {
        struct screen *screen;
        assert_int_equal(screen_open_hidden(panels[p].w, panels[p].h, &screen), OK);
        struct text_port text = screen_text(screen);
        struct theme theme = theme_make(panels[p].w, panels[p].h, panels[p].w_mm, panels[p].h_mm);
        for (int i = 0; i < GALLERY_SHOTS; i++) {
            struct flow flow;
            const char *name = gallery_set(&gallery, i, &flow);
            gallery_build(&gallery, &flow, 1, &tree, &theme, panels[p].w, panels[p].h, &text, memory,
                          sizeof memory);
            const char *problem = looks_check_tree(&tree);
            if (problem) printf("%s %dx%d: %s\n", name, panels[p].w, panels[p].h, problem);
            wrong += problem || tree.mirrored == staff_is_here(&gallery.staff); // staff read French
        }
        screen_close(screen);
    }
    speak(before);
    assert_int_equal(wrong, 0);
}

static void test_a_translation_that_is_too_long_is_seen(void **state)
{
    (void)state;
    static char texts[4096];
    static struct messages long_words;
    struct arena arena = arena_init(texts, sizeof texts);
    struct flow flow;
    struct screen *screen;
    struct theme theme = theme_make(1024, 600, 222, 125);
    int line;
    assert_int_equal(
        messages_parse(
            STR("msgid \"\"\nmsgstr \"Language: en\\n\"\n\n"
                "msgid \"Retour\"\nmsgstr \"Weitergehendürfenmöchtenwollenkönnenmüssensollenwerden\"\n"),
            &arena, &long_words, &line),
        OK);
    assert_int_equal(screen_open_hidden(1024, 600, &screen), OK);
    struct text_port text = screen_text(screen);
    gallery_set(&gallery, gallery_find("name-empty"), &flow);
    for (int longer = 0; longer < 2; longer++) {
        const struct messages *before = speak(longer ? &long_words : NULL);
        gallery_build(&gallery, &flow, 1, &tree, &theme, 1024, 600, &text, memory, sizeof memory);
        speak(before);
        assert_int_equal(looks_check_tree(&tree) != NULL, longer);
    }
    assert_true(str_starts(str_from(looks_check_tree(&tree)), STR("clipped")));
    screen_close(screen);
}

// --- goldens

static bool writing(void)
{
    return getenv("REBOND_GOLDEN") != NULL;
}

static void test_trees_are_as_they_were(void **state)
{
    (void)state;
    static char now[256 << 10], before[256 << 10];
    struct buf text = buf_init(now, sizeof now);
    struct theme theme = theme_make(1280, 800, 217, 136);
    struct screen *screen;
    assert_int_equal(screen_open_hidden(1280, 800, &screen), OK);
    struct text_port measure = screen_text(screen);
    for (int i = 0; i < GALLERY_SHOTS; i++) {
        struct flow flow;
        buf_add_format(&text, "== %s\n", gallery_set(&gallery, i, &flow));
        gallery_build(&gallery, &flow, 0, &tree, &theme, 1280, 800, &measure, memory, sizeof memory);
        ui_print(&tree, &text);
        buf_add(&text, STR("\n"));
    }
    screen_close(screen);
    assert_false(text.full);
    FILE *file = fopen(REBOND_SOURCE "/tests/golden/trees.txt", writing() ? "wb" : "rb");
    assert_non_null(file);
    size_t n = writing() ? fwrite(now, 1, text.n, file) : fread(before, 1, sizeof before, file);
    fclose(file);
    if (writing()) memcpy(before, now, text.n);
    assert_true(str_eq((struct str){before, n}, buf_str(&text)));
}

// A picture made small: what changes when glyphs move by a fraction does not show, what changes for eyes
// does.
static SDL_Surface *small_picture(const struct screen *screen)
{
    int pitch;
    const uint8_t *pixels = screen_pixels(screen, &pitch);
    SDL_Surface *small = SDL_CreateRGBSurfaceWithFormat(0, GOLDEN_W, GOLDEN_H, 24, SDL_PIXELFORMAT_RGB24);
    for (int y = 0; y < GOLDEN_H; y++)
        for (int x = 0; x < GOLDEN_W; x++)
            for (int c = 0; c < 3; c++) {
                unsigned sum = 0;
                for (int k = 0; k < SCALE * SCALE; k++)
                    sum += pixels[(y * SCALE + k / SCALE) * pitch + (x * SCALE + k % SCALE) * 4 + 2 - c];
                ((uint8_t *)small->pixels)[y * small->pitch + x * 3 + c] = (uint8_t)(sum / (SCALE * SCALE));
            }
    return small;
}

static double difference(const SDL_Surface *a, const SDL_Surface *b)
{
    double sum = 0;
    for (int y = 0; y < GOLDEN_H; y++)
        for (int x = 0; x < GOLDEN_W * 3; x++) {
            int d = ((uint8_t *)a->pixels)[y * a->pitch + x] - ((uint8_t *)b->pixels)[y * b->pitch + x];
            sum += d * d;
        }
    return sqrt(sum / (GOLDEN_W * GOLDEN_H * 3));
}

static SDL_Surface *load_golden(const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/tests/golden/%s.png", REBOND_SOURCE, name);
    SDL_Surface *loaded = IMG_Load(path);
    if (!loaded) return NULL;
    SDL_Surface *picture = SDL_ConvertSurfaceFormat(loaded, SDL_PIXELFORMAT_RGB24, 0);
    SDL_FreeSurface(loaded);
    return picture;
}

static SDL_Surface *paint(struct screen *screen, const struct theme *theme, int shot, int language,
                          const char **ret_name)
{
    static struct draw_item items[4096];
    struct draw_list list = {.items = items, .cap = 4096, .background = theme->background};
    struct ui_memory hands = {0};
    struct flow flow;
    struct text_port text = screen_text(screen);
    *ret_name = gallery_set(&gallery, shot, &flow);
    gallery_build(&gallery, &flow, language, &tree, theme, 1280, 800, &text, memory, sizeof memory);
    ui_draw(&tree, &hands, &list);
    screen_show(screen, &list);
    return small_picture(screen);
}

static void test_pictures_are_as_they_were(void **state)
{
    (void)state;
    enum { LIMIT = 3 }; // of 255, root mean square
    struct screen *screen;
    SDL_Surface *before_last = NULL;
    int wrong = 0;
    struct theme theme = theme_make(1280, 800, 217, 136);
    assert_int_equal(screen_open_hidden(1280, 800, &screen), OK);
    for (int i = 0; i < GALLERY_SHOTS; i++) {
        const char *name;
        char path[512];
        SDL_Surface *now = paint(screen, &theme, i, 0, &name);
        snprintf(path, sizeof path, "%s/tests/golden/%s.png", REBOND_SOURCE, name);
        if (writing()) assert_int_equal(IMG_SavePNG(now, path), 0);
        SDL_Surface *golden = load_golden(name);
        if (!golden || difference(now, golden) > LIMIT) {
            printf("%s: differs from tests/golden by %.1f\n", name, golden ? difference(now, golden) : 255.0);
            wrong++;
        }
        if (before_last)
            assert_true(difference(now, before_last) > LIMIT / 2.0); // another screen is another picture
        SDL_FreeSurface(before_last);
        SDL_FreeSurface(golden);
        before_last = now;
    }
    SDL_FreeSurface(before_last);
    screen_close(screen);
    assert_int_equal(wrong, 0);
}

// The tests' own language: Arabic words and French ones, from right to left.
static void test_mirrored_pictures_are_as_they_were(void **state)
{
    (void)state;
    enum { LIMIT = 3 };
    static const char *const chosen[] = {"needs-three", "name", "reach-wrong", "done-noted"};
    struct screen *screen;
    int wrong = 0;
    struct theme theme = theme_make(1280, 800, 217, 136);
    assert_int_equal(screen_open_hidden(1280, 800, &screen), OK);
    for (size_t i = 0; i < sizeof chosen / sizeof *chosen; i++) {
        const char *name;
        char path[512], mirrored[64];
        int shot = gallery_find(chosen[i]);
        const struct messages *before = speak(po_files_sample());
        SDL_Surface *now = paint(screen, &theme, shot, 1, &name);
        SDL_Surface *french = paint(screen, &theme, shot, 0, &name);
        speak(before);
        (void)snprintf(mirrored, sizeof mirrored, "mirrored-%s", name);
        (void)snprintf(path, sizeof path, "%s/tests/golden/%s.png", REBOND_SOURCE, mirrored);
        if (writing()) assert_int_equal(IMG_SavePNG(now, path), 0);
        SDL_Surface *golden = load_golden(mirrored);
        assert_true(difference(now, french) > 2 * LIMIT);
        if (!golden || difference(now, golden) > LIMIT) {
            printf("%s differs by %.1f\n", mirrored, golden ? difference(now, golden) : 255.0);
            wrong++;
        }
        SDL_FreeSurface(now);
        SDL_FreeSurface(french);
        SDL_FreeSurface(golden);
    }
    screen_close(screen);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_screen_fits_every_panel_in_every_language),
        cmocka_unit_test(test_every_screen_fits_with_the_button_and_the_sheet_of_sound),
        cmocka_unit_test(test_a_screen_that_does_not_fit_is_seen),
        cmocka_unit_test(test_screens_of_both_directions_fit_every_panel),
        cmocka_unit_test(test_a_translation_that_is_too_long_is_seen),
        cmocka_unit_test(test_trees_are_as_they_were),
        cmocka_unit_test(test_pictures_are_as_they_were),
        cmocka_unit_test(test_mirrored_pictures_are_as_they_were),
    };
    gallery_init(&gallery);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
