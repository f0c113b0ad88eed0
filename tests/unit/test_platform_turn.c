// links: base port platform
// A panel that hangs on its side: every pixel of the picture, and every finger, is where it belongs.
#include "harness/test.h"

#include <stdlib.h>

#include "platform/panel_power.h"
#include "platform/screen.h"
#include "platform/turn.h"

enum { W = 320, H = 200, BYTES = 4 };

static struct draw_item items[] = {
    {.kind = DRAW_RECT, .box = {10, 20, 60, 30}, .color = 0xFF0000FF},
    {.kind = DRAW_RECT, .box = {90, 5, 20, 60}, .color = 0x00FF00FF},
    {.kind = DRAW_RECT, .box = {100, 150, 70, 10}, .color = 0x0000FFFF},
};

static struct draw_list list_of(size_t count)
{
    return (struct draw_list){.items = items, .count = count, .cap = 3, .background = 0xFFFFFFFF};
}

// A copy of what stands on the panel, to be freed.
static uint8_t *copy_pixels(const struct screen *screen, int h, int *ret_pitch)
{
    const uint8_t *pixels = screen_pixels(screen, ret_pitch);
    uint8_t *copy = malloc((size_t)(*ret_pitch * h));
    assert_non_null(copy);
    memcpy(copy, pixels, (size_t)(*ret_pitch * h));
    return copy;
}

static void open_turned(int w, int h, int rotation, struct screen **ret_screen)
{
    assert_int_equal(screen_open_hidden_turned(w, h, rotation, ret_screen), OK);
}

// The picture as it is read, w by h, shown in two frames: the second changes a part only.
static uint8_t *show_on(int w, int h, int rotation, int *ret_pitch)
{
    struct screen *screen;
    int seen_w, seen_h;
    struct draw_list first = list_of(2), second = list_of(3);
    open_turned(w, h, rotation, &screen);
    screen_size(screen, &seen_w, &seen_h);
    assert_int_equal(seen_w, rotation % 180 ? h : w);
    assert_int_equal(seen_h, rotation % 180 ? w : h);
    screen_show(screen, &first);
    screen_show(screen, &second);
    uint8_t *copy = copy_pixels(screen, h, ret_pitch);
    screen_close(screen);
    return copy;
}

static int count_differing(int rotation)
{
    int w = rotation % 180 ? H : W, h = rotation % 180 ? W : H; // of the picture: always the same as upright
    int straight_pitch, turned_pitch, differing = 0;
    uint8_t *straight = show_on(w, h, 0, &straight_pitch);
    uint8_t *turned = show_on(W, H, rotation, &turned_pitch);
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++) {
            int px = x, py = y;
            turn_point(rotation, W, H, &px, &py);
            assert_in_range(px, 0, w - 1);
            assert_in_range(py, 0, h - 1);
            differing += memcmp(turned + y * turned_pitch + x * BYTES,
                                straight + py * straight_pitch + px * BYTES, 3) != 0;
        }
    free(straight);
    free(turned);
    return differing;
}

static void test_each_pixel_of_a_turned_picture_is_where_a_finger_would_look_for_it(void **state)
{
    (void)state;
    assert_int_equal(count_differing(0), 0);
    assert_int_equal(count_differing(90), 0);
    assert_int_equal(count_differing(180), 0);
    assert_int_equal(count_differing(270), 0);
}

static void test_clockwise_is_clockwise(void **state)
{
    (void)state;
    int x = W - 1, y = 0; // the upper right corner of the panel
    turn_point(90, W, H, &x, &y);
    assert_int_equal(x, 0); // shows the upper left corner of a picture turned by a quarter
    assert_int_equal(y, 0);
    x = W - 1, y = 0;
    turn_point(270, W, H, &x, &y);
    assert_int_equal(x, H - 1);
    assert_int_equal(y, W - 1);
}

static void test_without_a_panel_of_the_console_nothing_is_switched(void **state)
{
    struct screen *screen;
    (void)state;
    assert_false(panel_power(-1, false));
    open_turned(W, H, 0, &screen);
    screen_power(screen, false);
    screen_power(screen, true);
    screen_close(screen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_pixel_of_a_turned_picture_is_where_a_finger_would_look_for_it),
        cmocka_unit_test(test_clockwise_is_clockwise),
        cmocka_unit_test(test_without_a_panel_of_the_console_nothing_is_switched),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
