// links: base port content config booking seal flow staff ui screens platform
// The screen of a place whose rebond.ini cannot be used: visitors are sent to somebody, technicians read why.
#include "harness/test.h"

#include <stdio.h>

#include "config/mistakes.h"
#include "platform/screen.h"
#include "screens/screens.h"

static struct ui_tree tree;
static char memory[32 << 10];
static struct theme theme;
static struct config_mistakes mistakes;

static int language_count = 8;

static void make(int w, int h)
{
    struct screen *screen;
    static const struct messages none; // says everything in French: as long as any
    const struct messages *languages[8] = {&none, &none, &none, &none, &none, &none, &none, &none};
    assert_int_equal(screen_open_hidden(w, h, &screen), OK);
    struct text_port text = screen_text(screen);
    theme = theme_make(w, h, 0, 0);
    screen_not_ready(&(struct not_ready){languages, language_count, &mistakes}, &tree,
                     &(struct screen_paper){&theme, w, h, &text, memory, sizeof memory, NULL});
    screen_close(screen);
}

static int count_shown(const char *id)
{
    int count = 0;
    for (int i = 0; i < tree.count; i++)
        count += tree.nodes[i].spec.id && strcmp(tree.nodes[i].spec.id, id) == 0;
    return count;
}

static bool is_read(const char *words)
{
    for (int i = 0; i < tree.count; i++)
        if (str_find(tree.nodes[i].spec.label, str_from(words)) < tree.nodes[i].spec.label.n) return true;
    return false;
}

static void add_mistakes(int count)
{
    mistakes.count = 0;
    for (int i = 0; i < count; i++)
        mistakes_add(&mistakes, i + 10,
                     "[offer.conseil] ne donne jamais de créneau : aucun jour ouvert, du "
                     "premier au dernier, n'a une plage aussi longue que minutes");
}

static void test_each_mistake_is_read_with_its_line(void **state)
{
    (void)state;
    add_mistakes(2);
    make(1280, 800);
    assert_true(ui_fits(&tree, 0));
    assert_int_equal(count_shown("mistake"), 2);
    assert_int_equal(count_shown("more"), 0);
    assert_true(is_read("Ligne 10 : [offer.conseil]"));
    assert_true(is_read("Ligne 11 : "));
    assert_true(is_read("Cette borne n’est pas encore prête"));
    assert_true(is_read("Va voir quelqu’un à l’accueil"));
}

static void test_of_many_as_many_as_fit_and_how_many_more(void **state)
{
    static const int panels[][2] = {{800, 480}, {1024, 600}, {1280, 800}, {1080, 1920}, {1920, 1080}};
    (void)state;
    add_mistakes(100);
    for (size_t i = 0; i < sizeof panels / sizeof *panels; i++) {
        make(panels[i][0], panels[i][1]);
        assert_true(ui_fits(&tree, 0));
        assert_in_range(count_shown("mistake"), 1, 10);
        assert_int_equal(count_shown("more"), 1);
        assert_true(is_read("de plus"));
    }
}

static void test_also_when_no_translation_can_be_read(void **state)
{
    (void)state;
    add_mistakes(1);
    language_count = 0;
    make(1024, 600);
    language_count = 8;
    assert_true(ui_fits(&tree, 0));
    assert_int_equal(count_shown("mistake"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_mistake_is_read_with_its_line),
        cmocka_unit_test(test_also_when_no_translation_can_be_read),
        cmocka_unit_test(test_of_many_as_many_as_fit_and_how_many_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
