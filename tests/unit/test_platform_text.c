// links: gallery platform
// Text of every script with the real fonts: it looks as it did when somebody looked at it, joins, stands in
// order, is as wide as measured, has its caret where the next letter goes, and any bytes are survived.
#include "harness/test.h"

#include <math.h>
#include <SDL_image.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/rng.h"
#include "base/utf8.h"
#include "platform/screen.h"
#include "ui/ui.h"

enum { W = 480, H = 120 };

static struct screen *screen;
static struct text_port port;

static int open_screen(void **state)
{
    (void)state;
    if (screen_open_hidden(W, H, &screen)) return -1;
    port = screen_text(screen);
    return 0;
}

static int close_screen(void **state)
{
    (void)state;
    screen_close(screen);
    return 0;
}

static struct text_style style_of(bool right_to_left)
{
    return (struct text_style){.px = 30, .right_to_left = right_to_left};
}

static void show(struct str text, bool right_to_left)
{
    struct draw_item item = {.kind = DRAW_TEXT,
                             .box = {10, 5, W - 20, H - 10},
                             .color = 0x000000ff,
                             .style = style_of(right_to_left),
                             .align = right_to_left ? DRAW_END : DRAW_START,
                             .text = text};
    struct draw_list list = {.items = &item, .count = 1, .cap = 1, .background = 0xffffffff};
    screen_show(screen, &list);
}

static const uint8_t *pixel(int x, int y)
{
    int pitch;
    const uint8_t *pixels = screen_pixels(screen, &pitch);
    return pixels + y * pitch + x * 4;
}

static bool has_ink(int x)
{
    for (int y = 0; y < H; y++)
        if (pixel(x, y)[1] < 200) return true;
    return false;
}

struct ink {
    int left, right; // columns with ink, first and one behind the last
    int parts;       // that no empty column cuts
};

static struct ink ink_of(const char *text, bool right_to_left)
{
    struct ink ink = {W, 0, 0};
    show(str_from(text), right_to_left);
    for (int x = 0; x < W; x++) {
        if (!has_ink(x)) continue;
        ink.left = x < ink.left ? x : ink.left;
        ink.parts += x == 0 || !has_ink(x - 1);
        ink.right = x + 1;
    }
    return ink;
}

static struct text_size size_of(const char *text, bool right_to_left)
{
    return port.measure(port.self, style_of(right_to_left), str_from(text), 0);
}

// --- goldens

static const struct sample {
    const char *name, *text;
    bool right_to_left;
} samples[] = {
    {"latin", "Ça va, Zoë ? Où es-tu né ? ¿Qué te ayudaría, niño?", false},
    {"arabic", "مرحبًا! ماذا قد يساعدك؟ سكن، أكل، صحة، عمل", true},
    {"persian",
     "سلام! چه کمکی می‌خواهی؟ پنج‌شنبه ۲۶ نوامبر، ژاله گفت",
     true},
    {"pashto", "ستړی مه شې! ځوان، څنګه، ډوډۍ، ټول، ړوند، ږیره، ښه، بڼه، ژبې", true},
    {"cyrillic", "Привіт! Що тобі допоможе? Їжа, ґанок, є. Ещё объём, ёж", false},
    {"ethiopic", "ሰላም! እንታይ ክሕግዘካ ይኽእል? መግቢ፣ ጥዕና፣ ስራሕ።", false},
    {"mixed", "اكتب إلى nadia.974@exemple.fr أو 06 92 12 34 56 (Nadia).", true},
};
enum { SAMPLES = sizeof samples / sizeof *samples };

static bool writing(void)
{
    return getenv("REBOND_GOLDEN") != NULL;
}

static SDL_Surface *picture(const char *text, bool right_to_left)
{
    SDL_Surface *seen = SDL_CreateRGBSurfaceWithFormat(0, W, H, 24, SDL_PIXELFORMAT_RGB24);
    show(str_from(text), right_to_left);
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++)
            memset((uint8_t *)seen->pixels + y * seen->pitch + x * 3, pixel(x, y)[1], 3);
    return seen;
}

static double difference(const SDL_Surface *a, const SDL_Surface *b)
{
    double sum = 0;
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W * 3; x++) {
            int d = ((uint8_t *)a->pixels)[y * a->pitch + x] - ((uint8_t *)b->pixels)[y * b->pitch + x];
            sum += d * d;
        }
    return sqrt(sum / (W * H * 3));
}

static SDL_Surface *golden_of(const char *name, SDL_Surface *now)
{
    char path[512];
    (void)snprintf(path, sizeof path, "%s/tests/golden/text-%s.png", REBOND_SOURCE, name);
    if (writing()) assert_int_equal(IMG_SavePNG(now, path), 0);
    SDL_Surface *loaded = IMG_Load(path);
    assert_non_null(loaded);
    SDL_Surface *golden = SDL_ConvertSurfaceFormat(loaded, SDL_PIXELFORMAT_RGB24, 0);
    SDL_FreeSurface(loaded);
    return golden;
}

static void test_every_script_looks_as_it_did(void **state)
{
    (void)state;
    enum { LIMIT = 6 }; // of 255, root mean square
    int wrong = 0;
    for (int i = 0; i < SAMPLES; i++) {
        SDL_Surface *now = picture(samples[i].text, samples[i].right_to_left);
        SDL_Surface *golden = golden_of(samples[i].name, now);
        // The same words read the other way, or those of the next script, are another picture.
        SDL_Surface *other = picture(samples[(i + 1) % SAMPLES].text, samples[i].right_to_left);
        if (difference(now, golden) > LIMIT) {
            printf("text-%s differs by %.1f\n", samples[i].name, difference(now, golden));
            wrong++;
        }
        assert_true(difference(other, golden) > 3 * LIMIT);
        SDL_FreeSurface(now);
        SDL_FreeSurface(golden);
        SDL_FreeSurface(other);
    }
    assert_int_equal(wrong, 0);
}

// --- shape and order

static void test_arabic_letters_join_and_latin_ones_do_not(void **state)
{
    (void)state;
    assert_int_equal(ink_of("سلم", true).parts, 1);
    assert_int_equal(ink_of("س\u200cل\u200cم", true).parts, 3); // kept apart, they would be seen apart
    assert_int_equal(ink_of("bim", false).parts, 3);
}

static int color_at(void)
{
    long sum = 0, count = 0;
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++)
            if (pixel(x, y)[2] > pixel(x, y)[0] + 60) {
                sum += x;
                count++;
            }
    assert_true(count > 50);
    return (int)(sum / count);
}

static void test_pieces_stand_in_the_order_of_the_eye(void **state)
{
    (void)state;
    struct ink ink = ink_of("سلام 🍒", true);
    assert_true(color_at() < (ink.left + ink.right) / 2 && ink.right > W - 15);
    ink = ink_of("salam 🍒", false);
    assert_true(color_at() > (ink.left + ink.right) / 2 && ink.left < 15);
    ink = ink_of("🍒 06 92 سلام", true);
    assert_true(color_at() > (ink.left + ink.right) / 2);
}

static void test_a_line_is_as_wide_as_it_was_measured(void **state)
{
    (void)state;
    static const char *const lines[] = {"سلام (نادیا) 42", "Nadia أحمد 3", "ښه راغلې!", "ሰላም 12",
                                        "n\u202ead\u2068ia\u2069"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        for (int from_right = 0; from_right < 2; from_right++) {
            struct ink ink = ink_of(lines[i], from_right);
            int w = size_of(lines[i], from_right).w;
            assert_in_range(ink.right - ink.left, w - 8, w + 3);
            if (from_right)
                assert_in_range(ink.right, W - 10 - 6, W - 10 + 2);
            else
                assert_in_range(ink.left, 10 - 2, 10 + 6);
        }
}

static void test_what_turns_directions_takes_no_room_and_is_not_seen(void **state)
{
    (void)state;
    static const char *const unseen[] = {"na\u202edia", "na\u2068dia\u2069", "\u200fnadia", "na\001dia\177"};
    SDL_Surface *plain = picture("nadia", false);
    for (size_t i = 0; i < sizeof unseen / sizeof *unseen; i++) {
        SDL_Surface *tricked = picture(unseen[i], false);
        assert_true(i == 2 ||
                    difference(plain, tricked) == 0); // RLM begins a paragraph of the other direction
        assert_int_equal(size_of(unseen[i], false).w, size_of("nadia", false).w);
        SDL_FreeSurface(tricked);
    }
    SDL_Surface *turned = picture("aidan", false);
    assert_true(difference(plain, turned) > 0);
    SDL_FreeSurface(turned);
    SDL_FreeSurface(plain);
}

// --- caret

static void test_the_caret_stands_where_the_next_letter_goes(void **state)
{
    (void)state;
    assert_int_equal(size_of("nadia", false).caret_x, size_of("nadia", false).w);
    assert_int_equal(size_of("nadia", true).caret_x, size_of("nadia", true).w);
    assert_int_equal(size_of("06 92", true).caret_x, size_of("06 92", true).w);
    assert_int_equal(size_of("سلام", true).caret_x, 0);
    assert_int_equal(size_of("سلام ", true).caret_x, 0);
    assert_true(size_of("سلام ", true).w > size_of("سلام", true).w);
    assert_int_equal(size_of("سلام", false).caret_x, 0);
    assert_int_equal(size_of("Nadia سلام", true).caret_x, 0);
    assert_int_equal(size_of("Nadia سلام", false).caret_x, size_of("Nadia ", false).w);
    assert_int_equal(size_of("سلام Nadia", true).caret_x, size_of("Nadia", true).w);
    assert_int_equal(size_of("", true).caret_x, 0);
}

static struct ui_tree tree;
static char memory[4096];

// Lays out a field as wide as the screen and gives the box of its caret.
static struct box caret_of(const char *value, bool mirrored)
{
    static struct theme theme;
    theme = theme_make(W, H, 0, 0);
    ui_begin(&tree, &theme, W, H, memory, sizeof memory);
    tree.mirrored = mirrored;
    ui_add(&tree,
           (struct ui_spec){
               .id = "field", .role = UI_FIELD, .value = str_from(value), .flags = UI_PERSONAL | UI_CARET});
    ui_layout(&tree, &port);
    return tree.nodes[1].figure_at;
}

// Where the value begins and ends on the screen, painted at the side its field begins at.
static struct ink value_of(bool mirrored)
{
    struct ui_line at = tree.nodes[1].value_at;
    int w = port.measure(port.self, at.style, tree.nodes[1].value_shown, 0).w;
    int left = mirrored ? at.box.x + at.box.w - w : at.box.x;
    return (struct ink){left, left + w, 1};
}

static void test_the_caret_of_a_field_stands_beside_its_value(void **state)
{
    (void)state;
    int start = caret_of("", false).x, mirrored_start = caret_of("", true).x;
    assert_true(start < W / 8 && mirrored_start > W * 7 / 8);
    struct box caret = caret_of("Nadia", false);
    assert_true(caret.x >= value_of(false).right);
    assert_int_equal(value_of(false).left, start);
    caret = caret_of("سلام", true);
    assert_true(caret.x + caret.w <= value_of(true).left);
    caret = caret_of("nadia@exemple.fr", true); // grows at the right, where the caret stays
    assert_int_equal(caret.x, mirrored_start);
    assert_true(value_of(true).right <= caret.x);
    caret = caret_of("سلام", false);
    assert_int_equal(caret.x, start);
    assert_true(value_of(false).left >= caret.x + caret.w);
    caret = caret_of("Nadia سلام", false); // between the two
    assert_true(caret.x > value_of(false).left && caret.x < value_of(false).right);
}

// --- any bytes

static size_t add_random(struct rng *rng, char *to)
{
    static const char *const pieces[] = {"a",
                                         "Zoë",
                                         "42",
                                         "+",
                                         "@",
                                         ".",
                                         " ",
                                         "  ",
                                         "\n",
                                         "(",
                                         ")",
                                         "س",
                                         "لا",
                                         "می‌",
                                         "ښ",
                                         "א",
                                         "٤٢",
                                         "ж",
                                         "ሰ",
                                         "🍒",
                                         "👩‍🦽",
                                         "é\u0301",
                                         "\u064b",
                                         "\u200d",
                                         "\u200f",
                                         "\u202e",
                                         "\u202c",
                                         "\u2066",
                                         "\u2068",
                                         "\u2069",
                                         "\u2029",
                                         "\x01",
                                         "\x1f",
                                         "\x80",
                                         "\xff",
                                         "\xed\xa0\x80",
                                         "\xed\xb0\x80",
                                         "\xc3",
                                         "\xf0\x9f",
                                         "\ufffe",
                                         "\U000e0001",
                                         "\U0010ffff",
                                         "ก",
                                         "中",
                                         "한"};
    const char *piece = pieces[rng_below(rng, sizeof pieces / sizeof *pieces)];
    size_t n = strlen(piece);
    memcpy(to, piece, n);
    return n;
}

static void assert_sane(struct str text, struct text_style style, int wrap_w)
{
    struct text_size size = port.measure(port.self, style, text, wrap_w);
    assert_true(size.lines >= 1 && size.w >= 0 && size.h > 0);
    assert_true(size.caret_x >= 0 && size.caret_x <= size.w);
    assert_true(size.longest_word_w <= size.w);
    assert_true(wrap_w <= 0 || size.w <= wrap_w || size.longest_word_w > wrap_w);
}

static void test_any_bytes_of_any_scripts_are_survived(void **state)
{
    (void)state;
    enum { ROUNDS = 400, LONG = 6000 };
    static char bytes[LONG + 16];
    struct rng rng = {20261128};
    for (int round = 0; round < ROUNDS; round++) {
        size_t n = 0, most = round % 40 ? rng_below(&rng, 60) : LONG;
        while (n < most)
            n += add_random(&rng, bytes + n);
        struct str text = {bytes, n};
        bool from_right = rng_below(&rng, 2);
        struct text_style style = {TEXT_REGULAR, 10 + (int)rng_below(&rng, 30), from_right};
        assert_sane(text, style, (int)rng_below(&rng, 500) - 20);
        show(text, from_right);
    }
}

static void test_ten_thousand_characters_are_shown_without_harm(void **state)
{
    (void)state;
    enum { CHARACTERS = 10000 };
    static const char *const fills[] = {"س", "س ", "Aس", "a\u0301", "\u202e", "\u2068", "42 "};
    static char bytes[CHARACTERS * 4];
    for (size_t i = 0; i < sizeof fills / sizeof *fills; i++) {
        size_t n = 0, step = strlen(fills[i]);
        for (int c = 0; c < CHARACTERS / (int)utf8_count(str_from(fills[i])); c++, n += step)
            memcpy(bytes + n, fills[i], step);
        assert_sane((struct str){bytes, n}, style_of(true), i % 2 ? W : 0);
        show((struct str){bytes, n}, true);
    }
    assert_int_equal(ink_of("bim", false).parts, 3); // and life goes on
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_script_looks_as_it_did),
        cmocka_unit_test(test_arabic_letters_join_and_latin_ones_do_not),
        cmocka_unit_test(test_pieces_stand_in_the_order_of_the_eye),
        cmocka_unit_test(test_a_line_is_as_wide_as_it_was_measured),
        cmocka_unit_test(test_what_turns_directions_takes_no_room_and_is_not_seen),
        cmocka_unit_test(test_the_caret_stands_where_the_next_letter_goes),
        cmocka_unit_test(test_the_caret_of_a_field_stands_beside_its_value),
        cmocka_unit_test(test_any_bytes_of_any_scripts_are_survived),
        cmocka_unit_test(test_ten_thousand_characters_are_shown_without_harm),
    };
    return cmocka_run_group_tests(tests, open_screen, close_screen);
}
