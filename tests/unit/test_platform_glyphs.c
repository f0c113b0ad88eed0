// links: gallery platform
// with: harness/po_files.c
// Every letter of every catalogue, of the French it was translated from and of every screen has a glyph in
// the fonts that are shipped (fonts-noto-core, fonts-noto-color-emoji), in all three weights; and letters
// that join come from one font, since they cannot join across two.
#include "harness/test.h"

#include <stdio.h>

#include "base/utf8.h"
#include "harness/gallery.h"
#include "harness/po_files.h"
#include "platform/fonts.h"
#include "platform/screen.h"

static struct gallery gallery;
enum { LANGUAGES = sizeof gallery.languages / sizeof *gallery.languages };
static struct fonts fonts;

struct search {
    const char *where;
    int letters, wrong;
    bool quiet; // a control: what is wrong is counted, not told
};

static int open_fonts(void **state)
{
    (void)state;
    const char *problem;
    return TTF_Init() || fonts_open(&fonts, &problem) ? -1 : 0;
}

static int close_fonts(void **state)
{
    (void)state;
    fonts_close(&fonts);
    TTF_Quit();
    return 0;
}

static bool is_shipped(int face)
{
    FcChar8 *family;
    if (FcPatternGetString(fonts.faces[face].pattern, FC_FAMILY, 0, &family) != FcResultMatch) return false;
    struct str name = str_from((const char *)family);
    return str_starts(name, STR("Noto Sans")) || str_eq(name, STR("Noto Color Emoji"));
}

static bool is_unseen(uint32_t code)
{
    bool selects = code == 0x200c || code == 0x200d || (code >= 0xfe00 && code <= 0xfe0f);
    return selects || (!utf8_printable(code) && code != UTF8_BAD);
}

static void say(struct search *search, const char *what, uint32_t code, enum text_weight weight)
{
    search->wrong++;
    if (!search->quiet) printf("%s: U+%04X %s, weight %d\n", search->where, code, what, (int)weight);
}

static void check_letters(struct search *search, struct str text, enum text_weight weight)
{
    int last_face = -1;
    while (text.n) {
        uint32_t code = utf8_next(&text);
        if (is_unseen(code)) continue;
        int face = fonts_face(&fonts, weight, code);
        bool joins = utf8_right_to_left(code);
        search->letters++;
        if (code == UTF8_BAD || !fonts_face_has(&fonts, face, code) || !is_shipped(face))
            say(search, "has no glyph", code, weight);
        else if (joins && last_face >= 0 && face != last_face)
            say(search, "is of another font than the letter before", code, weight);
        last_face = joins ? face : -1;
    }
}

static void check_text(struct search *search, struct str text)
{
    for (enum text_weight weight = TEXT_REGULAR; weight <= TEXT_BOLD; weight++)
        check_letters(search, text, weight);
}

// What stands between quotes, msgid and msgstr alike: the French too.
static void check_catalogue(const char *path, struct str bytes, void *with)
{
    struct search *search = with;
    search->where = path;
    while (bytes.n) {
        struct str line = str_cut(&bytes, '\n');
        if (!line.n || line.p[0] == '#') continue;
        (void)str_cut(&line, '"');
        check_text(search, line);
    }
}

static void test_every_letter_of_every_catalogue_can_be_shown(void **state)
{
    (void)state;
    struct search search = {0};
    po_files_each(check_catalogue, &search);
    assert_int_equal(search.wrong, 0);
    assert_true(search.letters > 10000);
}

static struct text_size no_size(void *self, struct text_style style, struct str text, int wrap_w)
{
    (void)self;
    (void)text;
    (void)wrap_w;
    return (struct text_size){.h = style.px, .lines = 1};
}

static void check_screen(struct search *search, const struct ui_tree *tree)
{
    for (int i = 1; i < tree->count; i++) {
        const struct ui_spec *spec = &tree->nodes[i].spec;
        check_text(search, spec->label);
        check_text(search, spec->hint);
        check_text(search, spec->picture);
        if (spec->role != UI_CODE) check_text(search, spec->value);
    }
}

static void test_every_letter_and_picture_of_every_screen_can_be_shown(void **state)
{
    (void)state;
    static struct ui_tree tree;
    static char memory[256 << 10];
    struct search search = {0};
    struct theme theme = theme_make(1280, 800, 217, 136);
    for (int language = 0; language < LANGUAGES; language++)
        for (int shot = 0; shot < GALLERY_SHOTS; shot++) {
            struct flow flow;
            struct text_port text = {NULL, no_size};
            search.where = gallery_set(&gallery, shot, &flow);
            gallery_build(&gallery, &flow, language, &tree, &theme, 1280, 800, &text, memory, sizeof memory);
            check_screen(&search, &tree);
        }
    assert_int_equal(search.wrong, 0);
    assert_true(search.letters > 10000);
}

static void check_catalogue_text(struct search *search, const char *text)
{
    check_catalogue("", str_from(text), search);
}

// Many fonts have the comma of Arabic, its marks or its alif; whichever a screen shows first must not choose
// one of them for the letters that come after.
static void test_a_sign_that_many_scripts_have_does_not_choose_the_font(void **state)
{
    (void)state;
    static const uint32_t shared[] = {0x60c, 0x61f, 0x627, 0x64b, 0x651, 0x670, 0x1361};
    for (size_t i = 0; i < sizeof shared / sizeof *shared; i++) {
        const char *problem;
        uint32_t letter = shared[i] < 0x1000 ? 0x633 : 0x1230;
        fonts_close(&fonts);
        assert_int_equal(fonts_open(&fonts, &problem), OK);
        int face = fonts_face(&fonts, TEXT_REGULAR, shared[i]);
        assert_true(fonts_face_has(&fonts, face, letter));
        assert_int_equal(fonts_face(&fonts, TEXT_REGULAR, letter), face);
        assert_int_not_equal(fonts_face(&fonts, TEXT_REGULAR, 0x710), face); // Syriac has its own
    }
}

static void test_a_letter_that_no_font_has_is_seen(void **state)
{
    (void)state;
    struct search search = {.quiet = true};
    check_catalogue_text(&search, "msgid \"Bonjour\"\nmsgstr \"سلام ښه ትግ ї\"\n");
    assert_int_equal(search.wrong, 0);
    check_catalogue_text(&search, "# \ue123 in a comment is nobody's business\n");
    assert_int_equal(search.wrong, 0);
    check_catalogue_text(&search, "msgstr \"\ue123\"\n");
    assert_int_equal(search.wrong, 3);
    check_catalogue_text(&search, "msgstr \"\xff\"\n");
    assert_int_equal(search.wrong, 6);
    check_catalogue_text(&search, "msgstr \"سא\"\n"); // they would not join, and stand in two fonts
    assert_int_equal(search.wrong, 9);
}

// --- Ink: painting clips a text half an em around its box. Ink there is ink that was cut off.

enum { SIDE = 520, PX = 26 };

static bool has_ink(const struct screen *screen, struct box part)
{
    int pitch;
    const uint8_t *pixels = screen_pixels(screen, &pitch);
    for (int y = part.y; y < part.y + part.h; y++)
        for (int x = part.x; x < part.x + part.w; x++)
            if (pixels[y * pitch + x * 4 + 1] < 160) return true;
    return false;
}

static bool is_cut(struct screen *screen, struct str text, bool right_to_left, int too_low)
{
    struct text_port port = screen_text(screen);
    struct text_style style = {TEXT_SEMIBOLD, PX, right_to_left};
    struct text_size size = port.measure(port.self, style, text, SIDE - 4 * PX);
    struct draw_item item = {.kind = DRAW_TEXT,
                             .box = {2 * PX, (SIDE - size.h) / 2, size.w, size.h - too_low},
                             .color = 0x000000ff,
                             .style = style,
                             .align = right_to_left ? DRAW_END : DRAW_START,
                             .text = text};
    struct draw_list list = {.items = &item, .count = 1, .cap = 1, .background = 0xffffffff};
    struct box clip = {item.box.x - PX / 2, item.box.y - PX / 2, item.box.w + PX, item.box.h + PX};
    screen_show(screen, &list);
    return has_ink(screen, (struct box){clip.x, clip.y, clip.w, 1}) ||
           has_ink(screen, (struct box){clip.x, clip.y + clip.h - 1, clip.w, 1}) ||
           has_ink(screen, (struct box){clip.x, clip.y, 1, clip.h}) ||
           has_ink(screen, (struct box){clip.x + clip.w - 1, clip.y, 1, clip.h});
}

static int count_cut(struct screen *screen, const struct messages *messages)
{
    int wrong = 0;
    for (size_t i = 0; i < messages->count; i++) {
        if (!is_cut(screen, messages->list[i].text, messages->right_to_left, 0)) continue;
        printf("%s: cut off: %.*s\n", messages->language, STR_ARG(messages->list[i].text));
        wrong++;
    }
    return wrong;
}

static void test_no_ink_of_any_sentence_is_cut_off(void **state)
{
    (void)state;
    struct screen *screen;
    int wrong = 0;
    assert_int_equal(screen_open_hidden(SIDE, SIDE, &screen), OK);
    for (int language = 1; language < LANGUAGES; language++)
        wrong += count_cut(screen, gallery.languages[language]);
    wrong += count_cut(screen, po_files_sample());
    assert_false(is_cut(screen, STR("بيت، جحخ ږۍ ڼ"), true, 0));
    assert_true(is_cut(screen, STR("بيت، جحخ ږۍ ڼ"), true, PX * 3 / 2)); // in a box that is too low
    screen_close(screen);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_letter_of_every_catalogue_can_be_shown),
        cmocka_unit_test(test_every_letter_and_picture_of_every_screen_can_be_shown),
        cmocka_unit_test(test_a_sign_that_many_scripts_have_does_not_choose_the_font),
        cmocka_unit_test(test_a_letter_that_no_font_has_is_seen),
        cmocka_unit_test(test_no_ink_of_any_sentence_is_cut_off),
    };
    gallery_init(&gallery);
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
