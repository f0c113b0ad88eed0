// links: base port ui
// with: harness/fake_text.c
#include "harness/test.h"

#include "base/rng.h"
#include "harness/fake_text.h"
#include "ui/ui.h"

static struct ui_tree tree;
static struct theme theme;
static struct ui_memory memory;
static char texts[64 << 10];
static int64_t now;

enum { BACK = 1, GO, NEED, TYPED, STILL };

static void begin(void)
{
    theme = theme_make(2000, 1600, 200, 160);
    ui_begin(&tree, &theme, 2000, 1600, texts, sizeof texts);
}

static void add_button(const char *id, int index, enum ui_role role, struct ui_action action, unsigned flags)
{
    ui_add(&tree, (struct ui_spec){.id = id,
                                   .index = index,
                                   .role = role,
                                   .label = STR("Ok"),
                                   .action = action,
                                   .flags = flags,
                                   .grow = 1});
}

static void lay_out(void)
{
    const struct text_port text = fake_text_port(NULL);
    ui_layout(&tree, &text);
    assert_null(tree.mistake);
}

// A bar with back and a disabled button, a grid of six, a key.
static void make_page(bool with_sheet)
{
    begin();
    ui_open(&tree, (struct ui_spec){.grow = 1, .gap = 5, .pad = 5});
    ui_open(&tree, (struct ui_spec){.flow = UI_ROW, .gap = 5});
    add_button("back", 0, UI_BUTTON, (struct ui_action){BACK, 0}, 0);
    add_button("off", 0, UI_BUTTON, (struct ui_action){GO, 0}, UI_DISABLED);
    ui_close(&tree);
    ui_open(&tree, (struct ui_spec){.flow = UI_GRID, .columns = 3, .gap = 5, .grow = 1});
    for (int i = 0; i < 6; i++)
        add_button("need", i, UI_CHOICE, (struct ui_action){NEED, i}, 0);
    ui_close(&tree);
    add_button("key", 0, UI_KEY, (struct ui_action){TYPED, 'a'}, 0);
    ui_close(&tree);
    if (with_sheet) {
        ui_open(&tree, (struct ui_spec){.look = UI_SHEET, .w = 80});
        add_button("still", 0, UI_BUTTON, (struct ui_action){STILL, 0}, 0);
        ui_close(&tree);
    }
    lay_out();
}

static void start(bool with_sheet)
{
    memory = (struct ui_memory){0};
    now = 1000;
    make_page(with_sheet);
}

static struct box box_of(const char *id, int index)
{
    for (uint16_t i = 1; i < tree.count; i++) {
        const struct ui_spec *spec = &tree.nodes[i].spec;
        if (spec->id && str_eq(str_from(spec->id), str_from(id)) && spec->index == index)
            return tree.nodes[i].box;
    }
    fail_msg("no node %s", id);
    return (struct box){0};
}

static struct ui_action touch(enum ui_input_kind kind, int64_t finger, struct box at)
{
    return ui_step(&tree, &memory, (struct ui_input){kind, finger, at.x + at.w / 2, at.y + at.h / 2}, now);
}

static struct ui_action tap(const char *id, int index)
{
    assert_int_equal(touch(UI_DOWN, 0, box_of(id, index)).kind, 0);
    return touch(UI_UP, 0, box_of(id, index));
}

static struct ui_action press(enum ui_input_kind kind)
{
    return ui_step(&tree, &memory, (struct ui_input){.kind = kind}, now);
}

static const struct box nowhere = {1990, 1590, 0, 0};

static void test_a_tap_acts_on_release(void **state)
{
    (void)state;
    start(false);
    struct ui_action action = tap("need", 4);
    assert_int_equal(action.kind, NEED);
    assert_int_equal(action.arg, 4);
    assert_int_equal(memory.pressed, 0);
}

static void test_sliding_off_cancels_even_when_the_finger_comes_back(void **state)
{
    (void)state;
    start(false);
    touch(UI_DOWN, 0, box_of("need", 1));
    touch(UI_MOVE, 0, box_of("need", 1));
    assert_int_not_equal(memory.pressed, 0);
    touch(UI_MOVE, 0, box_of("need", 2));
    assert_int_equal(touch(UI_UP, 0, box_of("need", 1)).kind, 0);
    touch(UI_DOWN, 0, box_of("need", 1));
    assert_int_equal(touch(UI_UP, 0, box_of("need", 2)).kind, 0); // without any move in between
    touch(UI_DOWN, 0, nowhere);
    assert_int_equal(touch(UI_UP, 0, box_of("need", 1)).kind, 0); // it did not begin there
}

static void test_a_second_finger_is_ignored(void **state)
{
    (void)state;
    start(false);
    touch(UI_DOWN, 1, box_of("need", 1));
    touch(UI_DOWN, 2, box_of("need", 2));
    assert_int_equal(touch(UI_UP, 2, box_of("need", 2)).kind, 0);
    touch(UI_MOVE, 2, box_of("need", 5));
    assert_int_equal(touch(UI_UP, 1, box_of("need", 1)).arg, 1);
}

static void test_a_palm_on_nothing_or_a_lost_finger_does_not_block_the_others(void **state)
{
    (void)state;
    start(false);
    touch(UI_DOWN, 1, nowhere);
    touch(UI_DOWN, 2, box_of("need", 2));
    assert_int_equal(touch(UI_UP, 2, box_of("need", 2)).arg, 2);
    touch(UI_DOWN, 3, box_of("need", 3)); // its lift is never told
    now += 6000;
    touch(UI_DOWN, 4, box_of("need", 4));
    assert_int_equal(touch(UI_UP, 4, box_of("need", 4)).arg, 4);
}

static void test_the_same_node_twice_is_once(void **state)
{
    (void)state;
    start(false);
    assert_int_equal(tap("need", 1).kind, NEED);
    now += 399;
    assert_int_equal(tap("need", 1).kind, 0);
    assert_int_equal(tap("need", 2).kind, NEED); // another one is meant
    now += 400;
    assert_int_equal(tap("need", 2).kind, NEED);
}

static void test_letters_may_follow_fast(void **state)
{
    (void)state;
    start(false);
    assert_int_equal(tap("key", 0).kind, TYPED);
    now += 149;
    assert_int_equal(tap("key", 0).kind, 0);
    now += 1;
    assert_int_equal(tap("key", 0).kind, TYPED);
}

static void test_a_new_screen_is_not_touched_for_a_moment(void **state)
{
    (void)state;
    start(false);
    touch(UI_DOWN, 0, box_of("need", 1));
    ui_new_screen(&memory, now);
    assert_int_equal(touch(UI_UP, 0, box_of("need", 1)).kind, 0); // began on the screen before
    now += 249;
    assert_int_equal(tap("need", 1).kind, 0);
    now += 1;
    assert_int_equal(tap("need", 1).kind, NEED);
}

static void test_what_is_disabled_or_behind_a_sheet_is_not_hit(void **state)
{
    (void)state;
    start(false);
    assert_int_equal(tap("off", 0).kind, 0);
    start(true);
    assert_int_equal(tap("back", 0).kind, 0);
    assert_int_equal(tap("still", 0).kind, STILL);
    assert_int_equal(press(UI_ESCAPE).kind, 0);
}

static void test_escape_goes_back(void **state)
{
    (void)state;
    start(false);
    assert_int_equal(press(UI_ESCAPE).kind, BACK);
}

static uint32_t focus_after(enum ui_input_kind kind)
{
    press(kind);
    return memory.focus;
}

static uint32_t key_at(uint16_t index)
{
    return tree.nodes[index].key;
}

static void test_focus_goes_through_all_in_order_and_round(void **state)
{
    (void)state;
    start(false);
    static const uint16_t order[] = {3, 6, 7, 8, 9, 10, 11, 12}; // not the disabled one
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 8; i++)
            assert_int_equal(focus_after(UI_NEXT), key_at(order[i]));
    assert_int_equal(focus_after(UI_PREVIOUS), key_at(order[6]));
    assert_true(memory.focus_shown);
}

static void test_arrows_go_to_the_neighbour(void **state)
{
    (void)state;
    start(false);
    focus_after(UI_NEXT);
    assert_int_equal(focus_after(UI_BELOW), key_at(6));
    assert_int_equal(focus_after(UI_RIGHT), key_at(7));
    assert_int_equal(focus_after(UI_BELOW), key_at(10));
    assert_int_equal(focus_after(UI_LEFT), key_at(9));
    assert_int_equal(focus_after(UI_LEFT), key_at(8)); // past the edge: the one before in order
    assert_int_equal(focus_after(UI_ABOVE), key_at(3));
    assert_int_equal(focus_after(UI_ABOVE), key_at(12)); // over the top: from below again
    assert_int_equal(focus_after(UI_BELOW), key_at(3));
}

static void test_choosing_acts_only_where_the_ring_is_seen(void **state)
{
    (void)state;
    start(false);
    assert_int_equal(press(UI_CHOOSE).kind, 0); // shows the ring first
    assert_true(memory.focus_shown);
    assert_int_equal(press(UI_CHOOSE).kind, BACK);
    assert_int_equal(press(UI_CHOOSE).kind, 0); // debounced
    tap("need", 2);
    assert_false(memory.focus_shown);
    assert_int_equal(memory.focus, key_at(8));
    assert_int_equal(press(UI_CHOOSE).kind, 0);
    now += 500;
    assert_int_equal(press(UI_CHOOSE).arg, 2);
}

static void test_focus_does_not_leave_a_sheet(void **state)
{
    (void)state;
    start(true);
    uint32_t still = key_at((uint16_t)(tree.count - 1));
    memory.focus = key_at(6); // was there when the sheet came
    for (enum ui_input_kind kind = UI_NEXT; kind <= UI_BELOW; kind++)
        assert_int_equal(focus_after(kind), still);
}

static void test_focus_that_has_gone_starts_again(void **state)
{
    (void)state;
    start(false);
    memory.focus = 12345;
    assert_int_equal(focus_after(UI_NEXT), key_at(3));
    begin();
    lay_out(); // an empty screen
    for (enum ui_input_kind kind = UI_NEXT; kind <= UI_ESCAPE; kind++)
        assert_int_equal(press(kind).kind, 0);
}

// --- No trap: on any page, arrows alone lead from every node to every other.

static void random_group(struct rng *rng, int depth)
{
    ui_open(&tree, (struct ui_spec){.flow = (enum ui_flow)rng_below(rng, 3),
                                    .columns = 1 + (int)rng_below(rng, 4),
                                    .gap = 3,
                                    .align = (enum ui_align)rng_below(rng, 4),
                                    .cross = (enum ui_align)rng_below(rng, 4),
                                    .grow = (float)rng_below(rng, 2)});
    int children = 1 + (int)rng_below(rng, 4);
    for (int i = 0; i < children; i++) {
        if (depth && rng_below(rng, 2))
            random_group(rng, depth - 1);
        else
            ui_add(&tree, (struct ui_spec){.id = "node",
                                           .index = tree.count,
                                           .role = UI_BUTTON,
                                           .label = STR("Ok"),
                                           .grow = (float)rng_below(rng, 2),
                                           .action = {rng_below(rng, 5) != 0, 0}});
    }
    ui_close(&tree);
}

static int reached_from(uint32_t key)
{
    static uint32_t queue[UI_NODES];
    int n = 1;
    queue[0] = key;
    for (int at = 0; at < n; at++)
        for (enum ui_input_kind kind = UI_LEFT; kind <= UI_BELOW; kind++) {
            memory = (struct ui_memory){.focus = queue[at]};
            uint32_t to = focus_after(kind);
            int known = 0;
            while (known < n && queue[known] != to)
                known++;
            if (known == n) queue[n++] = to;
        }
    return n;
}

static void test_arrows_alone_reach_everything_from_everywhere(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 150; seed++) {
        struct rng rng = {seed};
        begin();
        tree.mirrored = seed % 4 == 0;
        random_group(&rng, 2);
        lay_out();
        int all = 0;
        for (uint16_t i = 1; i < tree.count; i++)
            all += ui_tappable(&tree.nodes[i]);
        for (uint16_t i = 1; i < tree.count; i++)
            if (ui_tappable(&tree.nodes[i]) && reached_from(tree.nodes[i].key) != all)
                fail_msg("seed %d: node %d leads to %d of %d", (int)seed, i, reached_from(tree.nodes[i].key),
                         all);
    }
}

static void test_every_node_is_hit_in_its_middle(void **state)
{
    (void)state;
    start(false);
    for (uint16_t i = 1; i < tree.count; i++) {
        struct box box = tree.nodes[i].box;
        const struct ui_node *hit = ui_hit(&tree, box.x + box.w / 2, box.y + box.h / 2);
        if (ui_tappable(&tree.nodes[i])) assert_ptr_equal(hit, &tree.nodes[i]);
    }
    struct box box = box_of("need", 0);
    assert_non_null(ui_hit(&tree, box.x, box.y));
    assert_non_null(ui_hit(&tree, box.x + box.w - 1, box.y + box.h - 1));
    assert_null(ui_hit(&tree, box.x - 1, box.y));
    assert_null(ui_hit(&tree, box.x + box.w, box.y));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_tap_acts_on_release),
        cmocka_unit_test(test_sliding_off_cancels_even_when_the_finger_comes_back),
        cmocka_unit_test(test_a_second_finger_is_ignored),
        cmocka_unit_test(test_a_palm_on_nothing_or_a_lost_finger_does_not_block_the_others),
        cmocka_unit_test(test_the_same_node_twice_is_once),
        cmocka_unit_test(test_letters_may_follow_fast),
        cmocka_unit_test(test_a_new_screen_is_not_touched_for_a_moment),
        cmocka_unit_test(test_what_is_disabled_or_behind_a_sheet_is_not_hit),
        cmocka_unit_test(test_escape_goes_back),
        cmocka_unit_test(test_focus_goes_through_all_in_order_and_round),
        cmocka_unit_test(test_arrows_go_to_the_neighbour),
        cmocka_unit_test(test_choosing_acts_only_where_the_ring_is_seen),
        cmocka_unit_test(test_focus_does_not_leave_a_sheet),
        cmocka_unit_test(test_focus_that_has_gone_starts_again),
        cmocka_unit_test(test_arrows_alone_reach_everything_from_everywhere),
        cmocka_unit_test(test_every_node_is_hit_in_its_middle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
