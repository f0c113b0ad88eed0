// links: base port ui
// with: harness/fake_text.c
// Touch with eyes closed, and a focus that is never lost.
#include "harness/test.h"

#include "harness/fake_text.h"
#include "ui/explore.h"
#include "ui/hit.h"

static struct ui_tree tree;
static struct theme theme;
static struct ui_memory memory;
static char texts[64 << 10];
static int64_t now;

enum { W = 1280, H = 800, CHOICES = 6 };

static void add_button(const char *id, int index)
{
    ui_add(&tree, (struct ui_spec){.id = id,
                                   .index = index,
                                   .role = UI_BUTTON,
                                   .label = STR("Ok"),
                                   .action = {1, index},
                                   .grow = 1,
                                   .min_h = 20});
}

static void make_screen(int choices, bool sheet)
{
    const struct text_port text = fake_text_port(NULL);
    theme = theme_make(W, H, 217, 136);
    ui_begin(&tree, &theme, W, H, texts, sizeof texts);
    ui_open(&tree, (struct ui_spec){.id = "frame", .grow = 1, .pad = 14, .gap = 4});
    add_button("back", 0);
    ui_add(&tree, (struct ui_spec){.id = "title", .role = UI_HEADING, .label = STR("Titre"), .h = 12});
    if (choices)
        ui_open(&tree, (struct ui_spec){.id = "body", .flow = UI_GRID, .columns = 3, .gap = 4, .grow = 1});
    for (int i = 0; i < choices; i++)
        add_button("choice", i);
    if (choices) ui_close(&tree);
    ui_close(&tree);
    if (sheet) {
        ui_open(&tree, (struct ui_spec){.id = "sheet", .look = UI_SHEET, .w = 80});
        add_button("stay", 0);
        ui_close(&tree);
    }
    ui_layout(&tree, &text);
    assert_null(tree.mistake);
}

static void start(void)
{
    now = 1000;
    memset(&memory, 0, sizeof memory);
    make_screen(CHOICES, false);
}

static const struct ui_node *node_of(const char *id, int index)
{
    for (uint16_t i = 1; i < tree.count; i++)
        if (tree.nodes[i].spec.id && strcmp(tree.nodes[i].spec.id, id) == 0 &&
            tree.nodes[i].spec.index == index)
            return &tree.nodes[i];
    fail_msg("no %s %d", id, index);
    return NULL;
}

static enum ui_felt touch(enum ui_input_kind kind, int64_t finger, int x, int y)
{
    now += 50;
    return ui_explore(&tree, &memory, (struct ui_input){.kind = kind, .finger = finger, .x = x, .y = y}, now);
}

static enum ui_felt touch_node(enum ui_input_kind kind, const struct ui_node *node)
{
    return touch(kind, 0, node->box.x + node->box.w / 2, node->box.y + node->box.h / 2);
}

static void test_the_first_touch_says_and_the_second_chooses(void **state)
{
    (void)state;
    start();
    const struct ui_node *choice = node_of("choice", 1), *other = node_of("choice", 2);
    assert_int_equal(touch_node(UI_DOWN, choice), UI_FELT_NODE);
    assert_int_equal(memory.focus, choice->key);
    assert_true(memory.focus_shown);
    assert_int_equal(touch_node(UI_UP, choice), UI_FELT_NOTHING);
    now += 60000; // however long one waits
    assert_int_equal(touch_node(UI_DOWN, choice), UI_FELT_NOTHING);
    assert_int_equal(touch_node(UI_UP, choice), UI_FELT_CHOOSE);
    assert_int_equal(touch_node(UI_DOWN, other), UI_FELT_NODE); // another one is said first
    assert_int_equal(touch_node(UI_UP, other), UI_FELT_NOTHING);
    assert_int_equal(touch_node(UI_DOWN, choice), UI_FELT_NODE);
    assert_int_equal(touch_node(UI_UP, choice), UI_FELT_NOTHING);
}

// It was said because the screen began there, not because a finger felt it.
static void test_what_no_finger_felt_is_not_chosen_by_one_touch(void **state)
{
    (void)state;
    start();
    const struct ui_node *choice = node_of("choice", 0);
    memory.focus = choice->key;
    memory.focus_shown = true;
    assert_int_equal(touch_node(UI_DOWN, choice), UI_FELT_NODE);
    assert_int_equal(touch_node(UI_UP, choice), UI_FELT_NOTHING);
}

static void test_a_sliding_finger_says_each_thing_once_and_chooses_nothing(void **state)
{
    (void)state;
    start();
    const struct ui_node *a = node_of("choice", 0), *b = node_of("choice", 1);
    touch_node(UI_DOWN, a);
    assert_int_equal(touch_node(UI_MOVE, a), UI_FELT_NOTHING);
    assert_int_equal(touch_node(UI_MOVE, b), UI_FELT_NODE);
    assert_int_equal(touch_node(UI_MOVE, b), UI_FELT_NOTHING);
    assert_int_equal(touch_node(UI_MOVE, node_of("title", 0)), UI_FELT_TEXT);
    assert_int_equal(touch_node(UI_MOVE, node_of("title", 0)), UI_FELT_NOTHING);
    assert_int_equal(touch_node(UI_MOVE, a), UI_FELT_NODE);
    assert_int_equal(touch_node(UI_UP, a), UI_FELT_NOTHING);
    touch_node(UI_DOWN, a); // armed, and slid off
    touch_node(UI_MOVE, b);
    touch_node(UI_MOVE, a);
    assert_int_equal(touch_node(UI_UP, a), UI_FELT_NOTHING);
}

static enum ui_felt tap(int x, int y)
{
    assert_int_equal(touch(UI_DOWN, 0, x, y), UI_FELT_NOTHING);
    return touch(UI_UP, 0, x, y);
}

static void test_each_edge_is_a_key(void **state)
{
    (void)state;
    start();
    assert_int_equal(tap(2, 400), UI_FELT_PREVIOUS);
    assert_int_equal(tap(W - 2, 400), UI_FELT_NEXT);
    assert_int_equal(tap(640, 2), UI_FELT_REPEAT);
    assert_int_equal(tap(640, H - 2), UI_FELT_CHOOSE);
    assert_int_equal(tap(2, 2), UI_FELT_PREVIOUS); // corners are the sides'
    assert_int_equal(tap(W - 2, H - 2), UI_FELT_NEXT);
    int within = theme_px(&theme, UI_EDGE_MM) + 2;
    touch(UI_DOWN, 0, within, 400);
    assert_int_equal(touch(UI_UP, 0, within, 400), UI_FELT_NOTHING);
    tree.mirrored = true;
    assert_int_equal(tap(2, 400), UI_FELT_NEXT);
}

static void test_an_edge_acts_only_where_the_finger_came_down(void **state)
{
    (void)state;
    start();
    touch(UI_DOWN, 0, 2, 400);
    assert_int_equal(touch(UI_MOVE, 0, 640, 400), UI_FELT_NOTHING);
    assert_int_equal(touch(UI_UP, 0, 640, 400), UI_FELT_NOTHING);
    touch(UI_DOWN, 0, 640, 400);
    assert_int_equal(touch(UI_UP, 0, 2, 400), UI_FELT_NOTHING);
}

static void test_second_fingers_and_new_screens_are_ignored(void **state)
{
    (void)state;
    start();
    touch(UI_DOWN, 1, 2, 400);
    assert_int_equal(touch(UI_DOWN, 2, W - 2, 400), UI_FELT_NOTHING);
    assert_int_equal(touch(UI_UP, 2, W - 2, 400), UI_FELT_NOTHING);
    assert_int_equal(touch(UI_UP, 1, 2, 400), UI_FELT_PREVIOUS);
    ui_new_screen(&memory, now);
    assert_int_equal(tap(2, 400), UI_FELT_NOTHING);
    now += 250;
    assert_int_equal(tap(2, 400), UI_FELT_PREVIOUS);
}

// --- focus

static void keep(void)
{
    memory.focus_shown = true;
    ui_keep_focus(&tree, &memory);
}

static void test_keys_begin_in_the_body_and_not_in_the_bar(void **state)
{
    (void)state;
    start();
    keep();
    assert_int_equal(memory.focus, node_of("choice", 0)->key);
    make_screen(0, false); // nothing to choose in the body: what there is
    memory.focus = 0;
    keep();
    assert_int_equal(memory.focus, node_of("back", 0)->key);
}

static void test_focus_that_is_there_stays_where_it_is(void **state)
{
    (void)state;
    start();
    memory.focus = node_of("choice", 4)->key;
    keep();
    assert_int_equal(memory.focus, node_of("choice", 4)->key);
    make_screen(3, false); // the page that had it is gone
    keep();
    assert_int_equal(memory.focus, node_of("choice", 0)->key);
}

static void test_a_sheet_borrows_the_focus_and_gives_it_back(void **state)
{
    (void)state;
    start();
    memory.focus = node_of("choice", 4)->key;
    make_screen(CHOICES, true);
    keep();
    assert_int_equal(memory.focus, node_of("stay", 0)->key);
    keep(); // turn after turn
    make_screen(CHOICES, false);
    keep();
    assert_int_equal(memory.focus, node_of("choice", 4)->key);
    make_screen(CHOICES, true);
    keep();
    make_screen(2, false); // what had it is gone when the sheet is
    keep();
    assert_int_equal(memory.focus, node_of("choice", 0)->key);
}

static void test_without_keys_there_is_no_focus_to_keep(void **state)
{
    (void)state;
    start();
    ui_keep_focus(&tree, &memory);
    assert_int_equal(memory.focus, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_first_touch_says_and_the_second_chooses),
        cmocka_unit_test(test_what_no_finger_felt_is_not_chosen_by_one_touch),
        cmocka_unit_test(test_a_sliding_finger_says_each_thing_once_and_chooses_nothing),
        cmocka_unit_test(test_each_edge_is_a_key),
        cmocka_unit_test(test_an_edge_acts_only_where_the_finger_came_down),
        cmocka_unit_test(test_second_fingers_and_new_screens_are_ignored),
        cmocka_unit_test(test_keys_begin_in_the_body_and_not_in_the_bar),
        cmocka_unit_test(test_focus_that_is_there_stays_where_it_is),
        cmocka_unit_test(test_a_sheet_borrows_the_focus_and_gives_it_back),
        cmocka_unit_test(test_without_keys_there_is_no_focus_to_keep),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
