// links: base port ui
// with: harness/fake_text.c
#include "harness/test.h"

#include "harness/fake_text.h"
#include "ui/ui.h"

static struct ui_tree tree;
static struct theme theme;
static char memory[64 << 10];

static void begin(void)
{
    theme = theme_make(1280, 800, 217, 136);
    ui_begin(&tree, &theme, 1280, 800, memory, sizeof memory);
}

static void lay_out(void)
{
    const struct text_port text = fake_text_port(NULL);
    ui_layout(&tree, &text);
}

static void add_button(const char *id, int index, const char *label)
{
    ui_add(&tree,
           (struct ui_spec){
               .id = id, .index = index, .role = UI_BUTTON, .label = str_from(label), .action = {1, 0}});
}

static void test_nodes_stand_under_the_group_that_is_open(void **state)
{
    (void)state;
    begin();
    ui_open(&tree, (struct ui_spec){.id = "bar"});
    add_button("a", 0, "A");
    add_button("b", 0, "B");
    ui_close(&tree);
    add_button("c", 0, "C");
    lay_out();
    assert_null(tree.mistake);
    assert_int_equal(tree.count, 5);
    assert_int_equal(tree.nodes[0].count, 2);
    assert_int_equal(tree.nodes[1].first, 2);
    assert_int_equal(tree.nodes[2].next, 3);
    assert_int_equal(tree.nodes[3].parent, 1);
    assert_int_equal(tree.nodes[1].next, 4);
    assert_ptr_equal(ui_find(&tree, UI_BUTTON, STR("C")), &tree.nodes[4]);
    assert_null(ui_find(&tree, UI_CHOICE, STR("C")));
}

static void test_strings_are_copies(void **state)
{
    (void)state;
    char label[] = "Nadia";
    begin();
    ui_add(&tree, (struct ui_spec){.role = UI_TEXT, .label = str_from(label)});
    label[0] = 'X';
    assert_true(str_eq(tree.nodes[1].spec.label, STR("Nadia")));
}

static void test_a_node_keeps_its_key_from_turn_to_turn(void **state)
{
    (void)state;
    begin();
    add_button("need", 3, "Ma santé");
    uint32_t key = tree.nodes[1].key;
    begin();
    ui_add(&tree, (struct ui_spec){.role = UI_TEXT, .label = STR("before")});
    add_button("need", 4, "L'argent");
    add_button("need", 3, "Gesundheit");
    assert_int_equal(tree.nodes[3].key, key);
    assert_int_not_equal(tree.nodes[2].key, key);
    assert_int_equal(tree.nodes[1].key, 0);
}

static void test_two_nodes_of_one_id_are_a_mistake(void **state)
{
    (void)state;
    begin();
    add_button("need", 1, "Ma santé");
    add_button("need", 2, "L'argent");
    lay_out();
    assert_null(tree.mistake);
    begin();
    add_button("need", 1, "Ma santé");
    add_button("need", 1, "L'argent");
    lay_out();
    assert_non_null(tree.mistake);
}

static void test_what_can_be_tapped_has_a_name_and_an_id(void **state)
{
    (void)state;
    begin();
    add_button("need", 1, "");
    lay_out();
    assert_non_null(tree.mistake);
    begin();
    add_button(NULL, 0, "Ma santé");
    lay_out();
    assert_non_null(tree.mistake);
    begin();
    ui_add(&tree, (struct ui_spec){.role = UI_PICTURE, .picture = STR("🍒")}); // only looked at
    lay_out();
    assert_null(tree.mistake);
}

static void test_too_many_nodes_are_a_mistake_and_nothing_breaks(void **state)
{
    (void)state;
    begin();
    ui_open(&tree, (struct ui_spec){.id = "list"});
    for (int i = 0; i < UI_NODES + 5; i++) {
        ui_open(&tree, (struct ui_spec){.role = UI_TEXT, .label = STR("x")});
        ui_add(&tree, (struct ui_spec){.role = UI_TEXT});
        ui_close(&tree);
    }
    ui_close(&tree);
    lay_out();
    assert_non_null(tree.mistake);
    assert_int_equal(tree.count, UI_NODES);
}

static void test_texts_that_do_not_fit_the_memory_are_a_mistake(void **state)
{
    (void)state;
    begin();
    tree.text.cap = 40;
    ui_add(&tree,
           (struct ui_spec){.role = UI_TEXT, .label = STR("a text of more than forty bytes, all in all")});
    assert_non_null(tree.mistake);
    assert_int_equal(tree.nodes[1].spec.label.n, 0);
}

static void describe_a_screen(void)
{
    begin();
    ui_open(&tree, (struct ui_spec){.id = "page"});
    ui_add(&tree, (struct ui_spec){.role = UI_STEPS, .number = 2, .total = 7});
    ui_add(&tree, (struct ui_spec){.role = UI_HEADING, .label = STR("Ce qui t'aiderait")});
    ui_add(&tree, (struct ui_spec){.role = UI_PICTURE, .picture = STR("🌱"), .flags = UI_DECOR});
    ui_add(&tree, (struct ui_spec){.id = "need",
                                   .role = UI_CHOICE,
                                   .label = STR("Manger, m'habiller"),
                                   .hint = STR("tout de suite"),
                                   .flags = UI_CHOSEN,
                                   .action = {1, 0}});
    ui_add(&tree, (struct ui_spec){.id = "name",
                                   .role = UI_FIELD,
                                   .label = STR("Prénom"),
                                   .value = STR("Zoé"),
                                   .flags = UI_PERSONAL | UI_INVALID});
    ui_add(&tree, (struct ui_spec){.role = UI_SPACER});
    ui_add(&tree,
           (struct ui_spec){.id = "go", .role = UI_BUTTON, .label = STR("Continuer"), .flags = UI_DISABLED});
    ui_close(&tree);
}

static void assert_printed(const char *expected)
{
    char text[1024];
    struct buf to = buf_init(text, sizeof text);
    lay_out();
    ui_print(&tree, &to);
    assert_string_equal(buf_c(&to), expected);
}

static void test_a_screen_can_be_told_in_words(void **state)
{
    (void)state;
    describe_a_screen();
    assert_printed(
        "steps 2 of 7 / heading Ce qui t'aiderait / choice Manger, m'habiller, tout de suite (chosen) / "
        "field Prénom = 3 characters (to mend) / button Continuer (disabled)");
}

static void test_behind_a_sheet_nothing_is_told(void **state)
{
    (void)state;
    describe_a_screen();
    ui_open(&tree, (struct ui_spec){.look = UI_SHEET});
    add_button("still", 0, "Je suis encore là");
    ui_close(&tree);
    assert_printed("button Je suis encore là");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nodes_stand_under_the_group_that_is_open),
        cmocka_unit_test(test_strings_are_copies),
        cmocka_unit_test(test_a_node_keeps_its_key_from_turn_to_turn),
        cmocka_unit_test(test_two_nodes_of_one_id_are_a_mistake),
        cmocka_unit_test(test_what_can_be_tapped_has_a_name_and_an_id),
        cmocka_unit_test(test_too_many_nodes_are_a_mistake_and_nothing_breaks),
        cmocka_unit_test(test_texts_that_do_not_fit_the_memory_are_a_mistake),
        cmocka_unit_test(test_a_screen_can_be_told_in_words),
        cmocka_unit_test(test_behind_a_sheet_nothing_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
