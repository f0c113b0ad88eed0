// links: base port ui
// with: harness/fake_text.c
#include "harness/test.h"

#include "base/rng.h"
#include "harness/fake_text.h"
#include "ui/ui.h"

static struct ui_tree tree;
static struct theme theme;
static char memory[64 << 10];

// Ten pixels a millimetre and no odd sizes, so that boxes can be worked out by hand.
static void begin(int w, int h)
{
    theme = theme_make(w, h, w / 10, h / 10);
    ui_begin(&tree, &theme, w, h, memory, sizeof memory);
}

static void lay_out(void)
{
    const struct text_port text = fake_text_port(NULL);
    ui_layout(&tree, &text);
}

static void assert_box(uint16_t index, int x, int y, int w, int h)
{
    struct box box = tree.nodes[index].box;
    assert_int_equal(box.x, x);
    assert_int_equal(box.y, y);
    assert_int_equal(box.w, w);
    assert_int_equal(box.h, h);
}

static void open(struct ui_spec spec)
{
    ui_open(&tree, spec);
}
static void add(struct ui_spec spec)
{
    ui_add(&tree, spec);
}

static void test_a_bar_a_body_and_a_foot_fill_the_screen(void **state)
{
    (void)state;
    begin(2000, 1600);
    open((struct ui_spec){.grow = 1, .pad = 10, .gap = 5});
    add((struct ui_spec){.h = 20});
    open((struct ui_spec){.flow = UI_ROW, .gap = 10, .grow = 1});
    add((struct ui_spec){.w = 40});
    add((struct ui_spec){.grow = 1});
    add((struct ui_spec){.grow = 3});
    ui_close(&tree);
    add((struct ui_spec){.h = 30, .w = 50});
    ui_close(&tree);
    lay_out();
    assert_box(1, 0, 0, 2000, 1600);
    assert_box(2, 100, 100, 1800, 200);
    assert_box(3, 100, 350, 1800, 800);
    assert_box(4, 100, 350, 400, 800);
    assert_box(5, 600, 350, 300, 800);
    assert_box(6, 1000, 350, 900, 800);
    assert_box(7, 100, 1200, 500, 300);
}

static void row_of_three(enum ui_align align, enum ui_align cross)
{
    begin(2000, 1600);
    open((struct ui_spec){.flow = UI_ROW, .h = 50, .gap = 10, .align = align, .cross = cross});
    for (int i = 0; i < 3; i++)
        add((struct ui_spec){.w = 20, .h = 20});
    ui_close(&tree);
    lay_out();
}

static void test_children_stand_where_they_are_aligned(void **state)
{
    (void)state;
    row_of_three(UI_START, UI_START);
    assert_box(2, 0, 150, 200, 200);
    assert_box(4, 600, 150, 200, 200);
    row_of_three(UI_CENTER, UI_CENTER);
    assert_box(2, 600, 150, 200, 200);
    row_of_three(UI_END, UI_END);
    assert_box(4, 1800, 300, 200, 200);
    row_of_three(UI_STRETCH, UI_END);
    assert_box(2, 0, 300, 200, 200);
    assert_box(3, 900, 300, 200, 200);
    assert_box(4, 1800, 300, 200, 200);
}

static void test_equal_shares_are_equal_whatever_stands_in_them(void **state)
{
    (void)state;
    begin(2000, 1600);
    open((struct ui_spec){.flow = UI_ROW, .gap = 10});
    add((struct ui_spec){.role = UI_TEXT, .label = STR("a"), .grow = 1});
    add((struct ui_spec){.role = UI_TEXT, .label = STR("some much longer text that has to wrap"), .grow = 1});
    ui_close(&tree);
    lay_out();
    assert_int_equal(tree.nodes[2].box.w, 950);
    assert_int_equal(tree.nodes[3].box.w, 950);
    assert_true(tree.nodes[3].label_size.lines > 1);
    assert_int_equal(tree.nodes[2].box.h, tree.nodes[3].box.h);
}

static void test_a_limit_is_kept_and_the_rest_goes_to_the_others(void **state)
{
    (void)state;
    begin(2000, 1600);
    open((struct ui_spec){.flow = UI_ROW});
    add((struct ui_spec){.grow = 1, .max_w = 30});
    add((struct ui_spec){.grow = 1});
    add((struct ui_spec){.grow = 1, .min_w = 120});
    ui_close(&tree);
    lay_out();
    assert_box(2, 0, 0, 300, 0);
    assert_box(3, 300, 0, 500, 0);
    assert_box(4, 800, 0, 1200, 0);
}

static void test_a_grid_has_equal_cells_and_even_rows(void **state)
{
    (void)state;
    begin(2003, 1600);
    open((struct ui_spec){.flow = UI_GRID, .grow = 1, .gap = 5, .cell_w = 34});
    for (int i = 0; i < 12; i++)
        add((struct ui_spec){.role = UI_SPACER});
    ui_close(&tree);
    lay_out(); // five cells of 34 mm fit; three rows of four look better than 5, 5, 2
    const struct ui_node *nodes = tree.nodes;
    for (uint16_t i = 2; i < 14; i++) {
        assert_int_equal(nodes[i].box.w, nodes[2].box.w);
        assert_int_equal(nodes[i].box.h, nodes[2].box.h);
    }
    assert_int_equal(nodes[5].box.y, nodes[2].box.y);
    assert_int_equal(nodes[6].box.x, nodes[2].box.x);
    assert_int_equal(nodes[3].box.x - nodes[2].box.x, nodes[4].box.x - nodes[3].box.x);
    assert_int_equal(nodes[6].box.y - nodes[2].box.y, nodes[2].box.h + 50);
    assert_true(nodes[13].box.y + nodes[13].box.h >= 1597);
}

static void test_text_wraps_and_makes_its_column_as_high_as_needed(void **state)
{
    (void)state;
    begin(2000, 1600);
    open((struct ui_spec){.w = 60, .pad = 5});
    add((struct ui_spec){.role = UI_TEXT, .label = STR("one two three four five six")});
    ui_close(&tree);
    lay_out();
    const struct text_style style = theme_style(&theme, theme.text[UI_BODY], TEXT_REGULAR);
    const struct text_size expected =
        fake_text_port(NULL).measure(NULL, style, STR("one two three four five six"), 500);
    assert_true(expected.lines > 1);
    assert_int_equal(tree.nodes[2].box.h, expected.h);
    assert_int_equal(tree.nodes[1].box.h, expected.h + 100);
    assert_false(tree.nodes[2].clipped);
}

static void add_tile(int index, const char *label)
{
    add((struct ui_spec){.id = "tile",
                         .index = index,
                         .role = UI_CHOICE,
                         .look = UI_TILE,
                         .picture = STR("🍒"),
                         .label = str_from(label),
                         .action = {1, index}});
}

static void test_alike_tiles_have_one_size_of_text_and_one_line_of_pictures(void **state)
{
    (void)state;
    begin(2000, 1600);
    open((struct ui_spec){.flow = UI_GRID, .columns = 3, .w = 150, .h = 60, .gap = 5});
    add_tile(1, "Santé");
    add_tile(2, "Manger, m'habiller, dormir");
    add_tile(3, "Hébergement");
    ui_close(&tree);
    lay_out();
    const struct ui_node *nodes = tree.nodes;
    assert_true(nodes[4].label_at.style.px < theme_style(&theme, theme.text[UI_BODY], TEXT_REGULAR).px);
    for (uint16_t i = 2; i <= 4; i++) {
        assert_false(nodes[i].clipped);
        assert_int_equal(nodes[i].label_at.style.px, nodes[4].label_at.style.px);
        assert_int_equal(nodes[i].figure_at.y, nodes[2].figure_at.y);
        assert_int_equal(nodes[i].figure_at.w, nodes[2].figure_at.w);
        assert_int_equal(nodes[i].label_at.box.y, nodes[2].label_at.box.y);
    }
}

static void test_lines_are_even_and_in_the_middle(void **state)
{
    (void)state;
    begin(2000, 1600);
    open((struct ui_spec){.w = 70});
    add_tile(1, "Mes papiers, mes droits");
    ui_close(&tree);
    lay_out();
    const struct ui_node *tile = &tree.nodes[2];
    struct text_size plain = fake_text_port(NULL).measure(NULL, tile->label_at.style, tile->spec.label, 620);
    assert_int_equal(tile->label_size.lines, 2);
    assert_int_equal(plain.lines, 2);
    assert_true(tile->label_size.w < plain.w); // not "Mes papiers, mes / droits"
    struct box label = tile->label_at.box, figure = tile->figure_at, box = tile->box;
    assert_in_range(2 * label.x + label.w - 2 * box.x - box.w + 2, 0, 4);
    assert_in_range(2 * figure.x + figure.w - 2 * box.x - box.w + 2, 0, 4);
    assert_true(label.y >= figure.y + figure.h);
}

static void test_a_tile_has_three_lines_at_most(void **state)
{
    (void)state;
    begin(2000, 1600);
    open((struct ui_spec){.w = 45});
    add_tile(1, "logement logement logement");
    add_tile(2, "logement logement logement logement");
    ui_close(&tree);
    lay_out();
    assert_false(tree.nodes[2].clipped);
    assert_true(tree.nodes[3].clipped);
}

static void test_text_that_cannot_fit_is_said_to_be_clipped(void **state)
{
    (void)state;
    begin(2000, 1600);
    add((struct ui_spec){.role = UI_TEXT, .w = 30, .label = STR("Anticonstitutionnellement")});
    add((struct ui_spec){.role = UI_TEXT, .w = 30, .h = 10, .label = STR("a b c d e f g h i j k l m n o p")});
    add((struct ui_spec){.role = UI_TEXT, .w = 130, .label = STR("Anticonstitutionnellement")});
    lay_out();
    assert_true(tree.nodes[1].clipped);
    assert_true(tree.nodes[2].clipped);
    assert_false(tree.nodes[3].clipped);
    assert_true(tree.nodes[1].label_at.style.px >= theme_style(&theme, theme.smallest_text, TEXT_REGULAR).px);
}

static void test_a_long_value_shows_its_end(void **state)
{
    (void)state;
    begin(2000, 1600);
    struct str value = STR("prénom.nom.très.long@exemple-de-domaine.fr");
    add((struct ui_spec){
        .id = "field", .role = UI_FIELD, .w = 80, .label = STR("E-mail"), .value = value, .flags = UI_CARET});
    lay_out();
    const struct ui_node *node = &tree.nodes[1];
    assert_true(node->value_shown.n > 3 && node->value_shown.n < value.n);
    assert_true(str_ends(value, node->value_shown));
    assert_true(node->figure_at.x + node->figure_at.w <= node->box.x + node->box.w);
    assert_false(node->clipped);
}

static void test_a_sheet_is_centred_and_leaves_the_rest_as_it_was(void **state)
{
    (void)state;
    begin(2000, 1600);
    add((struct ui_spec){.grow = 1});
    open((struct ui_spec){.look = UI_SHEET, .w = 100});
    add((struct ui_spec){.h = 40});
    ui_close(&tree);
    lay_out();
    assert_box(1, 0, 0, 2000, 1600);
    assert_int_equal(tree.nodes[2].box.x, 500);
    assert_int_equal(tree.nodes[2].box.w, 1000);
    assert_int_equal(2 * tree.nodes[2].box.y + tree.nodes[2].box.h, 1600);
}

static void test_right_to_left_is_the_mirror_image(void **state)
{
    (void)state;
    begin(2000, 1600);
    tree.mirrored = true;
    open((struct ui_spec){.flow = UI_ROW});
    add((struct ui_spec){.w = 40});
    add((struct ui_spec){.role = UI_TEXT, .label = STR("text"), .w = 60});
    ui_close(&tree);
    lay_out();
    assert_int_equal(tree.nodes[2].box.x, 1600);
    assert_int_equal(tree.nodes[3].box.x, 1000);
    assert_int_equal(tree.nodes[3].label_at.box.x, 1000);
}

// --- Any tree at all: nothing leaves its group, nothing overlaps.

static const char *words[] = {"Retour", "Manger, m'habiller", "Je ne sais pas encore", "Oui",
                              "Une phrase plus longue qui prend plusieurs lignes à l'écran"};

static struct ui_spec random_leaf(struct rng *rng, int index)
{
    static const enum ui_role roles[] = {UI_HEADING, UI_TEXT,   UI_BUTTON, UI_CHOICE, UI_FIELD, UI_KEY,
                                         UI_PICTURE, UI_STATUS, UI_SPACER, UI_STEPS,  UI_CODE};
    return (struct ui_spec){.id = "node",
                            .index = index,
                            .role = roles[rng_below(rng, sizeof roles / sizeof *roles)],
                            .look = (enum ui_look)rng_below(rng, UI_SHEET),
                            .label = str_from(words[rng_below(rng, 5)]),
                            .hint = rng_below(rng, 4) ? STR("") : STR("un mot de plus"),
                            .picture = rng_below(rng, 2) ? STR("") : STR("🍒"),
                            .value = rng_below(rng, 3) ? STR("") : STR("0612345678"),
                            .flags = rng_below(rng, 2) ? UI_SIDE : 0,
                            .total = 7,
                            .number = 2,
                            .grow = (float)rng_below(rng, 3),
                            .w = rng_below(rng, 8) ? 0 : (float)rng_below(rng, 80),
                            .h = rng_below(rng, 8) ? 0 : (float)rng_below(rng, 80)};
}

static void random_group(struct rng *rng, int depth)
{
    open((struct ui_spec){.flow = (enum ui_flow)rng_below(rng, 3),
                          .look = rng_below(rng, 4) ? UI_PLAIN : UI_CARD,
                          .align = (enum ui_align)rng_below(rng, 4),
                          .cross = (enum ui_align)rng_below(rng, 4),
                          .columns = (int)rng_below(rng, 4),
                          .cell_w = (float)rng_below(rng, 30),
                          .pad = (float)rng_below(rng, 6),
                          .gap = (float)rng_below(rng, 5),
                          .max_w = rng_below(rng, 5) ? 0 : 60,
                          .grow = (float)rng_below(rng, 3)});
    int children = 1 + (int)rng_below(rng, 5);
    for (int i = 0; i < children; i++) {
        if (depth && rng_below(rng, 2))
            random_group(rng, depth - 1);
        else
            add(random_leaf(rng, tree.count));
    }
    ui_close(&tree);
}

static bool is_inside(struct box inner, struct box outer)
{
    return inner.x >= outer.x && inner.y >= outer.y && inner.w >= 0 && inner.h >= 0 &&
           inner.x + inner.w <= outer.x + outer.w && inner.y + inner.h <= outer.y + outer.h;
}

static bool overlap(struct box a, struct box b)
{
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

// The first thing wrong with the boxes, or NULL.
static const char *wrong_boxes(void)
{
    for (uint16_t i = 1; i < tree.count; i++) {
        const struct ui_node *node = &tree.nodes[i];
        if (node->box.w && node->box.h && !is_inside(node->box, tree.nodes[node->parent].box))
            return "outside of its group";
        for (uint16_t j = node->next; j; j = tree.nodes[j].next)
            if (overlap(node->box, tree.nodes[j].box)) return "two overlap";
    }
    return NULL;
}

static void test_nothing_overlaps_or_leaves_the_screen(void **state)
{
    (void)state;
    static const int panels[][4] = {
        {1024, 600, 222, 125}, {1280, 800, 217, 136}, {1920, 1080, 344, 194}, {1080, 1920, 194, 344}};
    for (uint64_t seed = 1; seed <= 600; seed++) {
        struct rng rng = {seed};
        const int *p = panels[seed % 4];
        theme = theme_make(p[0], p[1], p[2], p[3]);
        ui_begin(&tree, &theme, p[0], p[1], memory, sizeof memory);
        tree.mirrored = seed % 5 == 0;
        random_group(&rng, 3);
        lay_out();
        if (wrong_boxes()) print_message("seed %d: %s\n", (int)seed, wrong_boxes());
        assert_null(wrong_boxes());
    }
    tree.nodes[2].box.x = -1; // planted
    tree.nodes[2].box.w = tree.nodes[2].box.h = 5;
    assert_non_null(wrong_boxes());
}

static void test_the_same_tree_gives_the_same_boxes(void **state)
{
    (void)state;
    static struct box first[UI_NODES];
    for (int round = 0; round < 2; round++) {
        struct rng rng = {42};
        begin(2000, 1600);
        random_group(&rng, 3);
        lay_out();
        for (uint16_t i = 0; i < tree.count; i++) {
            if (!round)
                first[i] = tree.nodes[i].box;
            else
                assert_memory_equal(&first[i], &tree.nodes[i].box, sizeof first[i]);
        }
    }
}

static void test_a_text_is_measured_few_times(void **state)
{
    (void)state;
    struct fake_text fake = {0};
    const struct text_port text = fake_text_port(&fake);
    begin(2000, 1600);
    open((struct ui_spec){.flow = UI_GRID, .grow = 1, .columns = 4, .gap = 5});
    for (int i = 0; i < 12; i++)
        add_tile(i, words[i % 5]);
    ui_close(&tree);
    ui_layout(&tree, &text);
    assert_in_range(fake.calls, 12, 12 * 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_bar_a_body_and_a_foot_fill_the_screen),
        cmocka_unit_test(test_children_stand_where_they_are_aligned),
        cmocka_unit_test(test_equal_shares_are_equal_whatever_stands_in_them),
        cmocka_unit_test(test_a_limit_is_kept_and_the_rest_goes_to_the_others),
        cmocka_unit_test(test_a_grid_has_equal_cells_and_even_rows),
        cmocka_unit_test(test_text_wraps_and_makes_its_column_as_high_as_needed),
        cmocka_unit_test(test_alike_tiles_have_one_size_of_text_and_one_line_of_pictures),
        cmocka_unit_test(test_lines_are_even_and_in_the_middle),
        cmocka_unit_test(test_a_tile_has_three_lines_at_most),
        cmocka_unit_test(test_text_that_cannot_fit_is_said_to_be_clipped),
        cmocka_unit_test(test_a_long_value_shows_its_end),
        cmocka_unit_test(test_a_sheet_is_centred_and_leaves_the_rest_as_it_was),
        cmocka_unit_test(test_right_to_left_is_the_mirror_image),
        cmocka_unit_test(test_nothing_overlaps_or_leaves_the_screen),
        cmocka_unit_test(test_the_same_tree_gives_the_same_boxes),
        cmocka_unit_test(test_a_text_is_measured_few_times),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
