// links: platform
#include "harness/test.h"

#include <fcntl.h>
#include <SDL.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/rng.h"
#include "base/utf8.h"
#include "base/wipe.h"
#include "platform/cache.h"
#include "platform/heap.h"
#include "platform/scale.h"
#include "platform/screen.h"

enum { W = 400, H = 300, ITEMS = 64 };

static const rgba_t black = 0x000000ff, white = 0xffffffff;

static struct screen *screen;
static struct draw_item items[ITEMS];
static struct draw_list list;

static void begin(void)
{
    list = (struct draw_list){.items = items, .cap = ITEMS, .background = white};
}

static void add(struct draw_item item)
{
    assert_true(list.count < ITEMS);
    items[list.count++] = item;
}

static void show_one(struct draw_item item)
{
    begin();
    add(item);
    screen_show(screen, &list);
}

static const uint8_t *pixel(int x, int y)
{
    int pitch;
    const uint8_t *pixels = screen_pixels(screen, &pitch);
    return pixels + y * pitch + x * 4;
}

// 0 for the white background, 255 for black.
static int ink(int x, int y)
{
    return 255 - pixel(x, y)[1];
}

static struct box ink_bounds(void)
{
    struct box b = {W, H, 0, 0};
    int right = -1, bottom = -1;
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++) {
            const uint8_t *p = pixel(x, y);
            if (p[0] > 215 && p[1] > 215 && p[2] > 215) continue;
            b.x = x < b.x ? x : b.x;
            b.y = y < b.y ? y : b.y;
            right = x > right ? x : right;
            bottom = y > bottom ? y : bottom;
        }
    b.w = right - b.x + 1;
    b.h = bottom - b.y + 1;
    return b;
}

static int open_screen(void **state)
{
    (void)state;
    begin();
    return screen_open_hidden(W, H, &screen) ? -1 : 0;
}

static int close_screen(void **state)
{
    (void)state;
    screen_close(screen);
    screen = NULL;
    return 0;
}

static struct draw_item text_item(const char *text, struct box box, int px)
{
    return (struct draw_item){.kind = DRAW_TEXT,
                              .box = box,
                              .color = black,
                              .style = {.weight = TEXT_SEMIBOLD, .px = px},
                              .align = DRAW_CENTER,
                              .text = str_from(text)};
}

// How far from a circle's own coverage the worst pixel of a quarter of a disc is.
static int worst_in_corner(int left, int top, int radius, int threshold)
{
    int worst = 0;
    for (int y = 0; y < radius; y++)
        for (int x = 0; x < radius; x++) {
            int hits = 0, seen = ink(left + x, top + y);
            for (int i = 0; i < 64; i++) {
                double dx = radius - x - (i % 8 + 0.5) / 8, dy = radius - y - (i / 8 + 0.5) / 8;
                hits += dx * dx + dy * dy <= (double)radius * radius;
            }
            if (threshold) seen = seen < threshold ? 0 : 255;
            int off = abs(seen - hits * 255 / 64);
            worst = off > worst ? off : worst;
        }
    return worst;
}

static void test_corners_are_round_and_smooth(void **state)
{
    (void)state;
    for (int radius = 4; radius <= 60; radius += 7) {
        show_one((struct draw_item){
            .kind = DRAW_RECT, .box = {20, 30, 201, 150}, .color = black, .radius = radius});
        assert_in_range(worst_in_corner(20, 30, radius, 0), 0, 40);
        assert_true(worst_in_corner(20, 30, radius, 128) > 60); // a jagged corner would be noticed
    }
}

static void assert_mirrored(struct box b)
{
    for (int y = 0; y < b.h; y++)
        for (int x = 0; x < b.w; x++) {
            assert_int_equal(ink(b.x + x, b.y + y), ink(b.x + b.w - 1 - x, b.y + y));
            assert_int_equal(ink(b.x + x, b.y + y), ink(b.x + x, b.y + b.h - 1 - y));
        }
}

static void test_shapes_are_their_own_mirror_image(void **state)
{
    (void)state;
    const struct box boxes[] = {{60, 60, 200, 120}, {60, 60, 31, 30}, {60, 60, 230, 7}, {60, 60, 90, 91}};
    const enum draw_kind kinds[] = {DRAW_RECT, DRAW_OUTLINE, DRAW_SHADOW};
    for (size_t i = 0; i < 12; i++) {
        show_one((struct draw_item){.kind = kinds[i % 3],
                                    .box = boxes[i / 3],
                                    .color = 0x00000080,
                                    .radius = 24,
                                    .blur = 20,
                                    .width = 5});
        assert_mirrored(
            (struct box){boxes[i / 3].x - 25, boxes[i / 3].y - 25, boxes[i / 3].w + 50, boxes[i / 3].h + 50});
        assert_true(ink(boxes[i / 3].x + boxes[i / 3].w / 2, boxes[i / 3].y) > 0);
    }
}

static void test_a_ring_is_hollow_and_as_wide_as_asked(void **state)
{
    (void)state;
    show_one((struct draw_item){
        .kind = DRAW_OUTLINE, .box = {50, 50, 200, 100}, .color = black, .radius = 20, .width = 6});
    for (int i = 0; i < 6; i++)
        assert_int_equal(ink(50 + i, 100), 255);
    assert_int_equal(ink(49, 100), 0);
    assert_int_equal(ink(56, 100), 0);
    assert_int_equal(ink(150, 100), 0);
}

static void test_a_shadow_fades_to_nothing_where_its_blur_ends(void **state)
{
    (void)state;
    show_one((struct draw_item){
        .kind = DRAW_SHADOW, .box = {100, 100, 200, 120}, .color = 0x000000a0, .radius = 16, .blur = 40});
    for (int x = 61; x <= 140; x++)
        assert_true(ink(x, 160) >= ink(x - 1, 160) && ink(x, 160) - ink(x - 1, 160) <= 6);
    assert_in_range(ink(60, 160), 0, 2);
    assert_int_equal(ink(59, 160), 0);
    assert_in_range(ink(100, 160), 60, 100); // half way at the edge
    assert_in_range(ink(200, 160), 150, 162);
}

static void test_a_card_over_its_shadow_looks_the_same_as_over_a_whole_one(void **state)
{
    (void)state;
    static uint8_t whole[W * H * 4];
    int pitch;
    const struct draw_item shadow = {
        .kind = DRAW_SHADOW, .box = {80, 88, 240, 130}, .color = 0x20100060, .radius = 20, .blur = 24};
    const struct draw_item card = {
        .kind = DRAW_RECT, .box = {80, 80, 240, 130}, .color = 0xfff8f0ff, .radius = 20};
    begin();
    add(shadow);
    add((struct draw_item){.kind = DRAW_RECT, .color = black}); // empty: hides nothing
    add(card);
    screen_show(screen, &list);
    memcpy(whole, screen_pixels(screen, &pitch), sizeof whole);
    begin();
    add(shadow);
    add(card);
    screen_show(screen, &list);
    assert_int_equal(pitch, W * 4);
    assert_memory_equal(screen_pixels(screen, &pitch), whole, sizeof whole);
}

static void test_strokes_are_smooth_and_have_no_seams(void **state)
{
    (void)state;
    static const uint8_t zigzag[] = {0, 0, 85, 127, 170, 127, 254, 0, 255, 255, 40, 200};
    show_one((struct draw_item){.kind = DRAW_STROKE,
                                .box = {100, 50, 100, 100},
                                .color = 0x000000ff,
                                .width = 8,
                                .points = zigzag,
                                .point_count = 6});
    for (int x = 133; x <= 166; x++)
        assert_int_equal(ink(x, 99), 255);
    assert_int_equal(ink(150, 105), 0);
    assert_int_equal(ink(116, 128), 255); // a point on its own is a dot
    assert_int_equal(ink(122, 128), 0);
    struct box b = ink_bounds();
    assert_true(b.x >= 95 && b.y >= 45 && b.x + b.w <= 205 && b.y + b.h <= 155);
}

static void test_text_stands_in_the_middle_of_its_box(void **state)
{
    (void)state;
    for (int px = 14; px < 90; px += 5) {
        show_one(text_item("H", (struct box){40, 30, 301, 201}, px));
        struct box b = ink_bounds();
        assert_in_range(abs(2 * b.x + b.w - (2 * 40 + 301)), 0, 2);
        assert_in_range(abs(2 * b.y + b.h - (2 * 30 + 201)), 0, 2);
        items[0].align = DRAW_START;
        screen_show(screen, &list);
        b = ink_bounds();
        assert_in_range(b.x - 40, 0, px / 8 + 1);
        items[0].align = DRAW_END;
        screen_show(screen, &list);
        b = ink_bounds();
        assert_in_range(341 - b.x - b.w, 0, px / 8 + 1);
    }
}

static int bands_of_ink(void)
{
    int bands = 0;
    bool inked = false;
    for (int y = 0; y < H; y++) {
        bool any = false;
        for (int x = 0; x < W && !any; x++)
            any = ink(x, y) > 60;
        bands += any && !inked;
        inked = any;
    }
    return bands;
}

static void test_what_is_measured_is_what_is_painted(void **state)
{
    (void)state;
    static const char *const texts[] = {"Manger, m'habiller",
                                        "nom en un mot et un autre",
                                        "une ligne\nune autre\nencore une",
                                        "À É Ç g j y Q",
                                        "Не знаю",
                                        "ኣማርኛ ቋንቋ",
                                        "Nadia 🍒 42"};
    struct text_port port = screen_text(screen);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        for (int wrap_w = 120; wrap_w < 380; wrap_w += 65) {
            struct text_style style = {.weight = TEXT_SEMIBOLD, .px = 24};
            struct text_size size = port.measure(port.self, style, str_from(texts[i]), wrap_w);
            struct draw_item item = text_item(texts[i], (struct box){10, 20, size.w, size.h}, style.px);
            item.align = DRAW_START;
            show_one(item);
            struct box b = ink_bounds();
            assert_true(size.longest_word_w > wrap_w || size.w <= wrap_w);
            assert_true(b.x >= 9 && b.x + b.w <= 10 + size.w + 1);
            assert_true(b.y >= 20 - 2 && b.y + b.h <= 20 + size.h + 2);
            assert_true(b.w >= size.w - 8); // and not measured with room to spare
        }
}

static void test_lines_break_at_spaces_only(void **state)
{
    (void)state;
    struct text_port port = screen_text(screen);
    struct text_style style = {.px = 20};
    struct text_size one = port.measure(port.self, style, STR("Bonjour"), 0);
    struct text_size two = port.measure(port.self, style, STR("Bonjour Bonjour"), one.w);
    assert_int_equal(two.lines, 2);
    assert_int_equal(two.w, one.w);
    assert_int_equal(two.h, 2 * one.h);
    assert_int_equal(two.longest_word_w, one.w);
    assert_int_equal(port.measure(port.self, style, STR("Bonjour Bonjour"), 0).lines, 1);
    assert_int_equal(port.measure(port.self, style, STR("Bonjour\u00a0Bonjour"), one.w).lines, 1);
    assert_true(port.measure(port.self, style, STR("Bonjour\u00a0!"), 0).w > one.w);
    assert_int_equal(port.measure(port.self, style, STR(""), 50).lines, 1);
    assert_int_equal(port.measure(port.self, style, STR(""), 50).w, 0);
    assert_int_equal(port.measure(port.self, style, STR("a\n\nb"), 50).lines, 3);
    show_one(text_item("n n n n", (struct box){0, 0, 30, H}, 24));
    assert_in_range(bands_of_ink(), 3, 4);
}

static void test_a_label_of_two_lines_is_balanced(void **state)
{
    (void)state;
    struct text_port port = screen_text(screen);
    struct text_style style = {.weight = TEXT_SEMIBOLD, .px = 24};
    int w = port.measure(port.self, style, STR("Une formation, un"), 0).w + 2;
    int half = port.measure(port.self, style, STR("Une formation,"), 0).w;
    show_one(text_item("Une formation, un métier", (struct box){10, 20, w, 200}, style.px));
    assert_true(ink_bounds().w <= half);
    items[0].align = DRAW_START; // long texts are not
    screen_show(screen, &list);
    assert_true(ink_bounds().w > half);
}

static int colorful(struct box b)
{
    int count = 0;
    for (int y = b.y; y < b.y + b.h; y++)
        for (int x = b.x; x < b.x + b.w; x++) {
            const uint8_t *p = pixel(x, y);
            int most = p[0] > p[1] ? p[0] : p[1], least = p[0] < p[1] ? p[0] : p[1];
            most = p[2] > most ? p[2] : most;
            least = p[2] < least ? p[2] : least;
            count += most - least > 60;
        }
    return count;
}

static void test_pictures_have_their_colours_and_fit(void **state)
{
    (void)state;
    for (int side = 24; side <= 240; side += 36) {
        struct box box = {20, 20, side + 30, side};
        show_one((struct draw_item){.kind = DRAW_PICTURE, .box = box, .text = STR("🍒")});
        assert_true(colorful(box) > side * side / 8);
        struct box b = ink_bounds();
        assert_true(b.x >= box.x && b.y >= box.y && b.x + b.w <= box.x + box.w && b.y + b.h <= box.y + box.h);
        assert_true(b.h > side * 3 / 4);
    }
    show_one(text_item("42 🍒", (struct box){0, 0, W, H}, 40));
    assert_true(colorful((struct box){0, 0, W, H}) > 200);
    show_one(text_item("42 ?", (struct box){0, 0, W, H}, 40));
    assert_int_equal(colorful((struct box){0, 0, W, H}), 0);
}

// A yellow disc with soft edges. Premultiplied as the emoji font has it, or not.
static SDL_Surface *disc(bool premultiplied)
{
    SDL_Surface *pixels = SDL_CreateRGBSurfaceWithFormat(0, 136, 128, 32, SDL_PIXELFORMAT_ARGB8888);
    for (int i = 0; i < 136 * 128; i++) {
        int dx = i % 136 - 68, dy = i / 136 - 64, past = dx * dx + dy * dy - 50 * 50;
        uint32_t alpha = past < 0 ? 255 : past > 255 ? 0 : (uint32_t)(255 - past);
        uint32_t full = alpha == 0 ? 0 : 255, yellow = premultiplied ? alpha : full;
        ((uint32_t *)pixels->pixels)[i] = alpha << 24 | yellow << 16 | (yellow * 200 / 255) << 8;
    }
    return pixels;
}

static int darkest_fringe(SDL_Surface *pixels)
{
    int worst = 0;
    for (int i = 0; i < pixels->w * pixels->h; i++) {
        uint32_t p = ((uint32_t *)pixels->pixels)[i];
        if (p >> 24 < 16) continue;
        int off = 255 - (int)(p >> 16 & 255);
        worst = off > worst ? off : worst;
    }
    return worst;
}

static void test_scaled_pictures_have_no_dark_fringe(void **state)
{
    (void)state;
    for (int w = 20; w < 200; w += 23) {
        SDL_Surface *from = disc(true), *to = scale_picture(from, w, w * 128 / 136);
        assert_in_range(darkest_fringe(to), 0, 16);
        SDL_FreeSurface(to);
        SDL_FreeSurface(from);
    }
    // What SDL's own scaling of the same disc would have done.
    SDL_Surface *from = disc(false);
    SDL_Surface *to = SDL_CreateRGBSurfaceWithFormat(0, 60, 56, 32, SDL_PIXELFORMAT_ARGB8888);
    assert_int_equal(SDL_SoftStretchLinear(from, NULL, to, NULL), 0);
    assert_true(darkest_fringe(to) > 40);
    SDL_FreeSurface(to);
    SDL_FreeSurface(from);
}

static void random_items(struct rng *rng)
{
    static const char *const words[] = {"Un toit, dormir", "Ma santé", "42 🚲", "🏠", "Retour en arrière"};
    static const uint8_t line[] = {10, 20, 120, 240, 250, 30};
    size_t from = rng_below(rng, 10), to = from + 1 + rng_below(rng, 4);
    for (size_t i = from; i < to; i++) {
        struct draw_item *item = &items[i];
        *item = (struct draw_item){.kind = (enum draw_kind)rng_below(rng, DRAW_STROKE + 1),
                                   .box = {(int)rng_below(rng, W) - 20, (int)rng_below(rng, H) - 20,
                                           (int)rng_below(rng, 200), (int)rng_below(rng, 120)},
                                   .color = (rgba_t)rng_next(rng) | 0x40,
                                   .radius = (int)rng_below(rng, 30),
                                   .blur = (int)rng_below(rng, 30),
                                   .width = (int)rng_below(rng, 9),
                                   .style = {.px = 12 + (int)rng_below(rng, 30)},
                                   .align = (enum draw_align)rng_below(rng, 3),
                                   .text = str_from(words[rng_below(rng, 5)]),
                                   .points = line,
                                   .point_count = 3};
    }
    list.count = 8 + rng_below(rng, 6);
}

// What is shown after many small changes, against the same list painted whole.
static bool repaints_are_exact(uint64_t seed, bool plant_bug)
{
    static uint8_t whole[W * H * 4];
    struct rng rng = {seed};
    int pitch;
    begin();
    for (int i = 0; i < 14; i++) {
        items[i] = (struct draw_item){.kind = DRAW_RECT};
        random_items(&rng);
    }
    for (int round = 0; round < 6; round++) {
        random_items(&rng);
        screen_show(screen, &list);
    }
    if (plant_bug) ((uint8_t *)(uintptr_t)screen_pixels(screen, &pitch))[W * 4 * 20 + 40] ^= 1;
    screen_show(screen, &list);
    memcpy(whole, screen_pixels(screen, &pitch), sizeof whole);
    screen_forget(screen);
    screen_show(screen, &list);
    return memcmp(whole, screen_pixels(screen, &pitch), sizeof whole) == 0;
}

static void test_repainting_a_part_gives_the_picture_of_painting_it_all(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 40; seed++)
        assert_true(repaints_are_exact(seed, false));
    assert_false(repaints_are_exact(41, true));
}

static void test_nothing_new_paints_nothing(void **state)
{
    (void)state;
    int pitch;
    show_one(text_item("Bonjour", (struct box){0, 0, W, H}, 30));
    uint8_t *planted = (uint8_t *)(uintptr_t)screen_pixels(screen, &pitch);
    planted[0] = 7;
    screen_show(screen, &list);
    assert_int_equal(planted[0], 7);
    items[0].text = STR("Bonsoir"); // the planted pixel is within the text's box
    screen_show(screen, &list);
    assert_int_equal(planted[0], 255);
}

static void test_preparing_draws_nothing_and_makes_what_showing_needs(void **state)
{
    (void)state;
    int all, more, personal;
    begin();
    screen_show(screen, &list);
    screen_cached(screen, &all, &personal);
    add(text_item("Bonjour", (struct box){0, 0, W, H}, 30));
    screen_prepare(screen, &list);
    assert_int_equal(ink_bounds().w, -W);
    screen_cached(screen, &more, &personal);
    assert_int_equal(more, all + 1);
    screen_show(screen, &list);
    assert_true(ink_bounds().w > 0);
    screen_cached(screen, &all, &personal);
    assert_int_equal(all, more);
}

// A word that stands nowhere in this program: it is spelt by arithmetic.
enum { SECRET = 12 };

static void spell_secret(char to[SECRET])
{
    for (int i = 0; i < SECRET; i++)
        to[i] = (char)('a' + (i * 7 + 3) % 26);
}

static bool has_secret(const char *bytes, size_t n)
{
    for (size_t i = 0; i + SECRET <= n; i++) {
        int same = 0;
        while (same < SECRET && bytes[i + (size_t)same] == (char)('a' + (same * 7 + 3) % 26))
            same++;
        if (same == SECRET) return true;
    }
    return false;
}

static bool secret_between(int memory, unsigned long from, unsigned long to)
{
    static char bytes[1 << 16];
    for (unsigned long at = from; at < to; at += sizeof bytes - SECRET) {
        bool is_bytes =
            at + sizeof bytes > (unsigned long)bytes && at < (unsigned long)(bytes + sizeof bytes);
        size_t left = to - at, n = left < sizeof bytes ? left : sizeof bytes;
        ssize_t got = is_bytes ? 0 : pread(memory, bytes, n, (off_t)at);
        bool found = got > 0 && has_secret(bytes, (size_t)got);
        wipe(bytes, sizeof bytes);
        if (found) return true;
    }
    return false;
}

static bool secret_in_memory(void)
{
    int memory = open("/proc/self/mem", O_RDONLY);
    FILE *maps = fopen("/proc/self/maps", "r");
    assert_true(memory >= 0 && maps);
    bool found = false;
    char line[512];
    while (!found && fgets(line, sizeof line, maps)) {
        unsigned long from, to;
        char rights[8];
        if (sscanf(line, "%lx-%lx %7s", &from, &to, rights) != 3 || rights[1] != 'w') continue;
        if (to - from < 1ul << 28) found = secret_between(memory, from, to); // not the sanitizer's shadow
    }
    (void)fclose(maps);
    close(memory);
    return found;
}

static void show_secret(void)
{
    char name[SECRET];
    spell_secret(name);
    struct text_port port = screen_text(screen);
    begin();
    add(text_item("Prénom", (struct box){0, 0, W, 100}, 30));
    add(text_item("", (struct box){0, 100, W, 100}, 30));
    items[1].text = (struct str){name, SECRET};
    items[1].personal = true;
    assert_true(port.measure(port.self, items[1].style, items[1].text, W).w > 0);
    screen_show(screen, &list);
    items[1].text = STR("");
    wipe(name, sizeof name);
}

static void test_nothing_of_a_name_remains_when_the_visitor_leaves(void **state)
{
    (void)state;
    int all, left, personal;
    show_secret();
    screen_cached(screen, &all, &personal);
    assert_int_equal(personal, 1);
    assert_true(secret_in_memory()); // the search finds it while it is there
    screen_forget(screen);
    screen_cached(screen, &left, &personal);
    assert_int_equal(personal, 0);
    assert_int_equal(left, all - 1); // what is of no one stays
    assert_false(secret_in_memory());
    assert_true(ink_bounds().w > 0);
    begin();
    screen_show(screen, &list);
    assert_int_equal(ink_bounds().w, -W); // painted over, though the list says nothing of where it was
}

#if defined(__has_feature)
#define SANITIZED __has_feature(address_sanitizer)
#elif defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#else
#define SANITIZED 0
#endif

// Freed blocks of `n` bytes with the secret in them, as a library leaves them behind. The block given back
// stands behind them, so that the heap's end stays where it is.
static void *litter(size_t n)
{
    enum { BLOCKS = 40 };
    char *blocks[BLOCKS];
    for (int i = 0; i < BLOCKS; i++) {
        blocks[i] = malloc(n);
        assert_non_null(blocks[i]);
        spell_secret(blocks[i] + n - SECRET);
        __asm__ volatile("" : : "r"(blocks[i]) : "memory"); // or the compiler leaves out what nobody reads
    }
    void *last = malloc(n);
    assert_non_null(last);
    for (int i = 0; i < BLOCKS; i++)
        free(blocks[i]);
    return last;
}

static void test_what_libraries_leave_on_the_heap_is_overwritten(void **state)
{
    (void)state;
    if (SANITIZED) skip(); // its heap keeps freed blocks on purpose
    for (size_t n = 64; n <= 8192; n = n * 3 / 2) {
        void *last = litter(n);
        assert_true(secret_in_memory());
        heap_scrub();
        assert_false(secret_in_memory());
        free(last);
    }
}

static void test_the_cache_never_outgrows_its_bound(void **state)
{
    (void)state;
    int all = 0, personal;
    for (int i = 0; i < CACHE_ENTRIES + 400; i++) {
        char number[16];
        (void)snprintf(number, sizeof number, "%d", i);
        show_one(text_item(number, (struct box){0, 0, W, H}, i < CACHE_ENTRIES + 100 ? 14 : 150));
        screen_cached(screen, &all, &personal);
        assert_in_range(all, 1, CACHE_ENTRIES);
    }
    assert_in_range(all, 1, CACHE_BYTES / (150 * 150 * 4)); // large ones: bytes were the bound
}

static void test_any_bytes_and_any_sizes_are_survived(void **state)
{
    (void)state;
    struct rng rng = {7};
    static char bytes[3000];
    struct text_port port = screen_text(screen);
    for (int round = 0; round < 60; round++) {
        size_t n = rng_below(&rng, round < 50 ? 24 : sizeof bytes);
        for (size_t i = 0; i < n; i++)
            bytes[i] = (char)(rng_below(&rng, 3) ? 'a' + (int)rng_below(&rng, 26) : (int)rng_next(&rng));
        struct draw_item item = text_item("", (struct box){-50, -9, (int)rng_below(&rng, 500) - 50, 40}, 16);
        item.text = (struct str){bytes, n};
        item.style.px = (int)rng_below(&rng, 40) - 1;
        assert_true(port.measure(port.self, item.style, item.text, item.box.w).lines >= 1);
        show_one(item);
        item.kind = DRAW_PICTURE;
        show_one(item);
        for (int kind = DRAW_RECT; kind <= DRAW_OUTLINE; kind++)
            show_one((struct draw_item){.kind = (enum draw_kind)kind,
                                        .box = {0, 0, (int)rng_below(&rng, 9) - 2, (int)rng_below(&rng, 9)},
                                        .color = black,
                                        .radius = (int)rng_below(&rng, 40) - 5,
                                        .width = (int)rng_below(&rng, 40) - 5,
                                        .blur = (int)rng_below(&rng, 40) - 5});
    }
}

static struct screen_event next_event(void)
{
    struct screen_event event = {.x = -1};
    assert_true(screen_wait(screen, 1000, &event));
    return event;
}

static void push(SDL_Event event)
{
    assert_int_equal(SDL_PushEvent(&event), 1);
}

static void test_fingers_and_mouse_are_one_and_count_once(void **state)
{
    (void)state;
    struct screen_event none;
    push((SDL_Event){.tfinger = {.type = SDL_FINGERDOWN, .fingerId = 5, .x = 0.5f, .y = 0.25f}});
    struct screen_event event = next_event();
    assert_int_equal(event.kind, SCREEN_TOUCH_DOWN);
    assert_int_equal(event.finger, 5);
    assert_int_equal(event.x, W / 2);
    assert_int_equal(event.y, H / 4);
    // The mouse that SDL makes of a finger, a mouse moved with no button down, and its other button.
    push((SDL_Event){.button = {.type = SDL_MOUSEBUTTONDOWN,
                                .which = SDL_TOUCH_MOUSEID,
                                .button = SDL_BUTTON_LEFT,
                                .state = SDL_PRESSED}});
    push((SDL_Event){.motion = {.type = SDL_MOUSEMOTION, .x = 3, .y = 4}});
    push((SDL_Event){
        .button = {.type = SDL_MOUSEBUTTONDOWN, .button = SDL_BUTTON_RIGHT, .state = SDL_PRESSED}});
    assert_false(screen_wait(screen, 0, &none));
    push((SDL_Event){
        .button = {
            .type = SDL_MOUSEBUTTONDOWN, .button = SDL_BUTTON_LEFT, .state = SDL_PRESSED, .x = 7, .y = 8}});
    push((SDL_Event){.motion = {.type = SDL_MOUSEMOTION, .x = 9, .y = 10}});
    assert_int_equal(next_event().kind, SCREEN_TOUCH_DOWN);
    event = next_event();
    assert_int_equal(event.kind, SCREEN_TOUCH_MOVE);
    assert_int_equal(event.finger, 0);
    assert_int_equal(event.x, 9);
}

static void test_keys_mean_moves_and_typed_text_comes_letter_by_letter(void **state)
{
    (void)state;
    SDL_Event tab = {.key = {.type = SDL_KEYDOWN, .keysym = {.sym = SDLK_TAB, .mod = KMOD_LSHIFT}}};
    push(tab);
    struct screen_event event = next_event();
    assert_int_equal(event.kind, SCREEN_KEY);
    assert_int_equal(event.key, SCREEN_PREVIOUS);
    push((SDL_Event){.key = {.type = SDL_KEYDOWN, .repeat = 1, .keysym = {.sym = SDLK_RETURN}}});
    assert_false(screen_wait(screen, 0, &event)); // a held Enter chooses once
    push((SDL_Event){.text = {.type = SDL_TEXTINPUT, .text = "é🍒"}});
    assert_int_equal(next_event().typed, 0xe9);
    event = next_event();
    assert_int_equal(event.kind, SCREEN_TYPED);
    assert_int_equal(event.typed, 0x1f352);
    assert_false(screen_wait(screen, 0, &event));
}

static void test_a_signal_asks_to_quit(void **state)
{
    (void)state;
    assert_int_equal(raise(SIGTERM), 0);
    assert_int_equal(next_event().kind, SCREEN_QUIT);
}

static void test_a_missing_font_is_named_with_its_package(void **state)
{
    (void)state;
    char path[] = "/tmp/rebond-fonts-XXXXXX";
    int fd = mkstemp(path);
    static const char none[] = "<?xml version=\"1.0\"?><fontconfig></fontconfig>";
    assert_int_equal(write(fd, none, sizeof none - 1), (ssize_t)sizeof none - 1);
    close(fd);
    struct screen *untouched = NULL;
    assert_int_equal(setenv("FONTCONFIG_FILE", path, 1), 0);
    assert_int_equal(screen_open_hidden(W, H, &untouched), ERR_MISSING);
    assert_non_null(strstr(screen_problem(), "Noto Sans"));
    assert_non_null(strstr(screen_problem(), "fonts-noto-core"));
    assert_null(untouched);
    assert_int_equal(unsetenv("FONTCONFIG_FILE"), 0);
    unlink(path);
    assert_int_equal(screen_open_hidden(W, H, &screen), OK);
    assert_string_equal(screen_problem(), "");
    screen_close(screen);
}

#define on_screen(test) cmocka_unit_test_setup_teardown(test, open_screen, close_screen)

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_screen(test_corners_are_round_and_smooth),
        on_screen(test_shapes_are_their_own_mirror_image),
        on_screen(test_a_ring_is_hollow_and_as_wide_as_asked),
        on_screen(test_a_shadow_fades_to_nothing_where_its_blur_ends),
        on_screen(test_a_card_over_its_shadow_looks_the_same_as_over_a_whole_one),
        on_screen(test_strokes_are_smooth_and_have_no_seams),
        on_screen(test_text_stands_in_the_middle_of_its_box),
        on_screen(test_what_is_measured_is_what_is_painted),
        on_screen(test_lines_break_at_spaces_only),
        on_screen(test_a_label_of_two_lines_is_balanced),
        on_screen(test_pictures_have_their_colours_and_fit),
        on_screen(test_scaled_pictures_have_no_dark_fringe),
        on_screen(test_repainting_a_part_gives_the_picture_of_painting_it_all),
        on_screen(test_nothing_new_paints_nothing),
        on_screen(test_preparing_draws_nothing_and_makes_what_showing_needs),
        on_screen(test_nothing_of_a_name_remains_when_the_visitor_leaves),
        on_screen(test_what_libraries_leave_on_the_heap_is_overwritten),
        on_screen(test_the_cache_never_outgrows_its_bound),
        on_screen(test_any_bytes_and_any_sizes_are_survived),
        on_screen(test_fingers_and_mouse_are_one_and_count_once),
        on_screen(test_keys_mean_moves_and_typed_text_comes_letter_by_letter),
        on_screen(test_a_signal_asks_to_quit),
        cmocka_unit_test(test_a_missing_font_is_named_with_its_package),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
