// links: gallery speech
// with: harness/fake_text.c
// What is said of every screen: in order, nothing silent, nothing decorative, nothing private to a
// loudspeaker.
#include "harness/test.h"

#include <stdio.h>
#include <stdlib.h>

#include "harness/fake_text.h"
#include "harness/gallery.h"
#include "speech/speech.h"
#include "ui/hit.h"

enum { TEXT_BYTES = 256 << 10, W = 1280, H = 800 };

static struct gallery gallery;
static struct ui_tree tree;
static struct theme theme;
static struct speech speech;
static char memory[TEXT_BYTES];

static void build(int shot, int language)
{
    struct flow flow;
    const struct text_port text = fake_text_port(NULL);
    gallery_set(&gallery, shot, &flow);
    gallery_build(&gallery, &flow, language, &tree, &theme, W, H, &text, memory, sizeof memory);
}

static struct speech_view view_of(int language, bool headphones)
{
    return (struct speech_view){.tree = &tree,
                                .messages = gallery.languages[language],
                                .headphones = headphones,
                                .way = SPEECH_BY_KEYS};
}

static void say_screen(const struct speech_view *view)
{
    speech_clear(&speech);
    speech_screen(view, &speech);
}

// Everything that can be heard of a screen: its script, then each node that keys reach.
static void say_all(const struct speech_view *view)
{
    say_screen(view);
    for (uint16_t i = ui_reach_from(&tree); i < tree.count; i++)
        if (ui_is_focusable(&tree.nodes[i])) speech_node(view, i, &speech);
}

static int heard_at(const char *words) // index of the utterance that holds them, -1 none
{
    for (int i = 0; i < speech.count; i++)
        if (str_find(speech.list[i].text, str_from(words)) < speech.list[i].text.n) return i;
    return -1;
}

static void assert_heard(const char *words)
{
    if (heard_at(words) < 0) fail_msg("not heard: \"%s\" in %.*s", words, STR_ARG(buf_str(&speech.text)));
}

// --- nothing silent, nothing decorative

// The screen's first node that nobody hears of, 0 none.
static uint16_t silent_node(const struct speech_view *view)
{
    say_all(view);
    assert_false(speech.full);
    for (uint16_t i = ui_reach_from(&tree); i < tree.count; i++) {
        const struct ui_spec *spec = &tree.nodes[i].spec;
        bool container = spec->role == UI_GROUP || spec->role == UI_SPACER, heard = false;
        if (spec->flags & UI_DECOR || container) continue;
        for (int k = 0; k < speech.count; k++)
            heard = heard || (speech.list[k].node == i && speech.list[k].text.n);
        if (!heard) return i;
    }
    return 0;
}

static void test_no_node_of_any_screen_is_silent(void **state)
{
    (void)state;
    for (int language = 0; language < 2; language++)
        for (int i = 0; i < GALLERY_SHOTS; i++) {
            build(i, language);
            struct speech_view view = view_of(language, true);
            uint16_t silent = silent_node(&view);
            if (silent) fail_msg("silent: %s in shot %d", tree.nodes[silent].spec.id, i);
        }
}

static void test_a_picture_without_words_is_seen_as_silent(void **state)
{
    (void)state;
    build(gallery_find("wish"), 0);
    struct speech_view view = view_of(0, true);
    tree.nodes[tree.count - 1].spec = (struct ui_spec){.id = "mute", .role = UI_PICTURE, .picture = STR("🚲")};
    assert_int_equal(silent_node(&view), tree.count - 1);
}

static bool says_decoration(const struct speech_view *view)
{
    say_all(view);
    for (int k = 0; k < speech.count; k++)
        if (tree.nodes[speech.list[k].node].spec.flags & UI_DECOR) return true;
    return false;
}

static void test_nothing_decorative_is_said(void **state)
{
    (void)state;
    for (int i = 0; i < GALLERY_SHOTS; i++) {
        build(i, 0);
        struct speech_view view = view_of(0, true);
        assert_false(says_decoration(&view));
    }
    build(gallery_find("wish"), 0); // a node that turns decorative after it was heard is seen
    struct speech_view view = view_of(0, true);
    say_all(&view);
    tree.nodes[speech.list[0].node].spec.flags |= UI_DECOR;
    assert_true(tree.nodes[speech.list[0].node].spec.flags & UI_DECOR);
    assert_false(says_decoration(&view)); // and it is left out from then on
}

// --- order

static void assert_order(const char *const *words, int count)
{
    int before = -1;
    for (int i = 0; i < count; i++) {
        int at = heard_at(words[i]);
        if (at <= before)
            fail_msg("\"%s\" is heard at %d, after %d: %.*s", words[i], at, before,
                     STR_ARG(buf_str(&speech.text)));
        before = at;
    }
}

static void test_the_title_comes_first_then_focus_then_how_to_go_on_then_the_choices(void **state)
{
    (void)state;
    build(gallery_find("needs"), 0);
    struct speech_view view = view_of(0, false);
    view.focus = ui_focus_first(&tree)->key;
    say_screen(&view);
    static const char *const order[] = {"Qu’est-ce qui t’aiderait", "1 sur 12", "Suivant, précédent",
                                        "Un toit, dormir", "Continuer"};
    assert_order(order, 5);
    assert_int_equal(heard_at("Cacher"), -1); // of every screen: said to who begins, and where one stops
    view.way = SPEECH_FIRST_KEYS;
    say_screen(&view);
    assert_heard("Cacher");
    assert_int_equal(heard_at("Qu’est-ce qui t’aiderait"), 0);
}

static void test_a_mistake_is_said_with_its_field_and_how_to_mend_it(void **state)
{
    (void)state;
    build(gallery_find("reach-wrong"), 0);
    struct speech_view view = view_of(0, true);
    say_screen(&view);
    assert_int_equal(heard_at("Numéro incomplet. Exemple : 06, 12, 34, 56, 78."), 0);
    assert_int_equal(heard_at("Numéro. champ. à corriger. 06, 92, 12, 34, 56."), 1);
}

static void test_the_warning_hides_what_is_behind_it(void **state)
{
    (void)state;
    build(gallery_find("check-warning"), 0);
    struct speech_view view = view_of(0, true);
    say_all(&view);
    assert_int_equal(heard_at("Tu es encore là"), 0);
    assert_heard("Je suis encore là");
    assert_int_equal(heard_at("Oui, envoyer"), -1);
    build(gallery_find("check"), 0);
    say_all(&view);
    assert_heard("Oui, envoyer");
}

// --- states, positions, values

static uint16_t node_with(const char *label)
{
    for (uint16_t i = 1; i < tree.count; i++)
        if (str_eq(tree.nodes[i].spec.label, str_from(label))) return i;
    fail_msg("no node %s", label);
    return 0;
}

static void assert_said(const struct speech_view *view, const char *label, const char *words)
{
    speech_clear(&speech);
    speech_node(view, node_with(label), &speech);
    assert_int_equal(speech.count, 1);
    struct str said = speech.list[0].text;
    if (!str_eq(said, str_from(words))) fail_msg("\"%.*s\" instead of \"%s\"", STR_ARG(said), words);
}

static void test_a_choice_says_its_state_and_place(void **state)
{
    (void)state;
    build(gallery_find("needs"), 0);
    struct speech_view view = view_of(0, false);
    assert_said(&view, "Manger, m’habiller", "Manger, m’habiller. case à cocher. choisi. 3 sur 12.");
    assert_said(&view, "Ma santé", "Ma santé. case à cocher. pas choisi. 4 sur 12.");
    assert_said(&view, "Retour", "Retour. bouton.");
    tree.nodes[node_with("Ma santé")].spec.flags |= UI_DISABLED;
    assert_said(&view, "Ma santé", "Ma santé. case à cocher. pas choisi. indisponible.");
}

static void test_a_field_says_its_value_or_that_it_is_empty(void **state)
{
    (void)state;
    build(gallery_find("name"), 0);
    struct speech_view loud = view_of(0, false), private = view_of(0, true);
    assert_said(&private, "Prénom ou surnom", "Prénom ou surnom. champ. Nadia.");
    assert_said(&loud, "Prénom ou surnom", "Prénom ou surnom. champ. écrit à l’écran.");
    build(gallery_find("name-empty"), 0);
    assert_said(&loud, "Prénom ou surnom", "Prénom ou surnom. champ. vide. celui que tu veux.");
}

static void test_keys_have_names(void **state)
{
    (void)state;
    build(gallery_find("reach-email"), 0);
    struct speech_view view = view_of(0, true), loud = view_of(0, false);
    assert_said(&loud, "@", "une touche."); // the keys one stops at spell a name
    assert_said(&loud, "@gmail.com", "une touche.");
    assert_said(&loud, "Effacer", "Effacer.");
    assert_said(&view, "@", "arobase.");
    assert_said(&view, "_", "souligné.");
    assert_said(&view, "a", "a.");
    assert_said(&view, "@gmail.com", "arobase gmail point com.");
    assert_said(&view, ".fr", "point fr.");
}

// --- as people say it

static void assert_spoken(int language, const char *written, const char *said)
{
    ui_begin(&tree, &theme, W, H, memory, sizeof memory);
    ui_add(&tree, (struct ui_spec){.id = "t", .role = UI_TEXT, .label = str_from(written)});
    struct speech_view view = view_of(language, true);
    speech_clear(&speech);
    speech_node(&view, 1, &speech);
    struct str got = speech.list[0].text;
    if (!speech.count || !str_eq(got, str_from(said)))
        fail_msg("\"%s\" is said \"%.*s\", not \"%s\"", written, STR_ARG(got), said);
}

static void test_times_numbers_and_addresses_are_said_in_words(void **state)
{
    (void)state;
    static const struct {
        int language;
        const char *written, *said;
    } cases[] = {
        {0, "mardi 24 novembre à 10 h 30", "mardi 24 novembre à 10 heures 30."},
        {0, "8 h", "8 heures."},
        {0, "9 h 05", "9 heures 5."},
        {0, "de 8 h à 16 h", "de 8 heures à 16 heures."},
        {0, "3 histoires", "3 histoires."},
        {0, "3 heures", "3 heures."},
        {1, "Tuesday 24 November at 10:30", "Tuesday 24 November at 10 30."},
        {1, "10:00", "10 o’clock."},
        {0, "0262 00 00 00", "02, 62, 00, 00, 00."},
        {0, "0 800 235 236 : gratuit", "0, 800, 235, 236 : gratuit."},
        {0, "119 : jour et nuit", "119 : jour et nuit."},
        {0, "06 12 34 56 78", "06, 12, 34, 56, 78."},
        {0, "0692123456", "06, 92, 12, 34, 56."},
        {0, "Exemple : nom@exemple.fr.", "Exemple : nom arobase exemple point fr."},
        {0, "nadia.974@exemple.fr", "nadia point 974 arobase exemple point fr."},
        {0, "Manger · Dormir", "Manger, Dormir."},
        {0, "Tu as quel âge ?", "Tu as quel âge ?"},
        {0, "On note…", "On note…"},
        {0, "12", "12."},
        {0, "+262692123456", "+26, 26, 92, 12, 34, 56."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_spoken(cases[i].language, cases[i].written, cases[i].said);
}

// --- private

static const char *const private_words[] = {"Nadia",  "nadia",     "06, 92", "0692",
                                            "cerise", "parapluie", "4, 2"};

static bool gives_away(void)
{
    bool given = false;
    for (size_t i = 0; i < sizeof private_words / sizeof private_words[0]; i++)
        given = given || heard_at(private_words[i]) >= 0;
    for (int i = 0; i < speech.count; i++)
        given = given || speech.list[i].personal;
    return given;
}

static void test_nothing_private_is_said_to_a_loudspeaker(void **state)
{
    (void)state;
    int with_headphones = 0;
    for (int i = 0; i < GALLERY_SHOTS; i++) {
        build(i, 0);
        struct speech_view loud = view_of(0, false), private = view_of(0, true);
        say_all(&loud);
        if (gives_away()) fail_msg("shot %d gives away: %.*s", i, STR_ARG(buf_str(&speech.text)));
        say_all(&private);
        with_headphones += gives_away();
    }
    assert_true(with_headphones >=
                8); // name, number, address, check, three of Done: they are there to be heard
}

static void test_a_name_that_is_not_marked_would_be_heard(void **state)
{
    (void)state;
    build(gallery_find("check"), 0);
    for (uint16_t i = 1; i < tree.count; i++)
        tree.nodes[i].spec.flags &= ~(unsigned)UI_PERSONAL;
    struct speech_view loud = view_of(0, false);
    say_all(&loud);
    assert_true(gives_away());
}

static void test_the_code_is_said_picture_by_picture_and_digit_by_digit(void **state)
{
    (void)state;
    build(gallery_find("done-confirmed"), 0);
    struct speech_view private = view_of(0, true), loud = view_of(0, false);
    say_screen(&private);
    static const char *const order[] = {"cerise", "vélo", "parapluie", "4, 2."};
    assert_order(order, 4);
    say_screen(&loud);
    assert_heard("écrit à l’écran");
    int times = 0;
    for (int i = 0; i < speech.count; i++)
        times += str_eq(speech.list[i].text, STR("écrit à l’écran."));
    assert_int_equal(times, 1); // once for the whole code
}

static void test_a_key_press_says_the_letter_to_headphones_only(void **state)
{
    (void)state;
    struct speech_view view = view_of(0, true);
    speech_clear(&speech);
    speech_typed(&view, STR("Z"), &speech);
    assert_heard("Z.");
    assert_true(speech.list[0].personal);
    view.headphones = false;
    speech_clear(&speech);
    speech_typed(&view, STR("Z"), &speech);
    assert_heard("une lettre");
    assert_int_equal(heard_at("Z"), -1);
    speech_typed(&view, STR(""), &speech);
    assert_heard("effacé");
}

// --- another screen, or the same

static void test_a_chosen_tile_is_the_same_screen_and_a_notice_another(void **state)
{
    (void)state;
    build(gallery_find("needs"), 0);
    uint64_t before = speech_screen_hash(&tree);
    tree.nodes[node_with("Ma santé")].spec.flags |= UI_CHOSEN;
    assert_true(speech_screen_hash(&tree) == before);
    build(gallery_find("needs-three"), 0);
    assert_true(speech_screen_hash(&tree) != before);
    build(gallery_find("needs"), 1);
    assert_true(speech_screen_hash(&tree) != before);
}

static void test_a_finger_finds_texts_and_buttons(void **state)
{
    (void)state;
    build(gallery_find("needs"), 0);
    const struct box *box = &tree.nodes[node_with("Ma santé")].box;
    assert_int_equal(speech_node_at(&tree, box->x + 5, box->y + 5), node_with("Ma santé"));
    box = &tree.nodes[node_with("Qu’est-ce qui t’aiderait ? (3 au plus)")].box;
    assert_true(speech_node_at(&tree, box->x + 5, box->y + 5) != 0);
    assert_int_equal(speech_node_at(&tree, -1, -1), 0);
}

// --- the whole, to be read by people: REBOND_GOLDEN=1 writes it

static void write_scripts(struct buf *to, bool headphones)
{
    for (int i = 0; i < GALLERY_SHOTS; i++) {
        struct flow flow;
        buf_add_format(to, "== %s, %s\n", gallery_set(&gallery, i, &flow),
                       headphones ? "headphones" : "loudspeaker");
        build(i, 0);
        struct speech_view view = view_of(0, headphones);
        const struct ui_node *first = ui_focus_first(&tree);
        view.focus = first ? first->key : 0;
        say_screen(&view);
        for (int k = 0; k < speech.count; k++)
            buf_add_format(to, "%.*s\n", STR_ARG(speech.list[k].text));
    }
}

static void test_scripts_are_as_they_were(void **state)
{
    (void)state;
    static char now[256 << 10], before[256 << 10];
    struct buf text = buf_init(now, sizeof now);
    bool writing = getenv("REBOND_GOLDEN") != NULL;
    write_scripts(&text, true);
    write_scripts(&text, false);
    assert_false(text.full);
    FILE *file = fopen(REBOND_SOURCE "/tests/golden/speech.txt", writing ? "wb" : "rb");
    assert_non_null(file);
    size_t n = writing ? fwrite(now, 1, text.n, file) : fread(before, 1, sizeof before, file);
    fclose(file);
    if (writing) memcpy(before, now, text.n);
    assert_true(str_eq((struct str){before, n}, buf_str(&text)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_node_of_any_screen_is_silent),
        cmocka_unit_test(test_a_picture_without_words_is_seen_as_silent),
        cmocka_unit_test(test_nothing_decorative_is_said),
        cmocka_unit_test(test_the_title_comes_first_then_focus_then_how_to_go_on_then_the_choices),
        cmocka_unit_test(test_a_mistake_is_said_with_its_field_and_how_to_mend_it),
        cmocka_unit_test(test_the_warning_hides_what_is_behind_it),
        cmocka_unit_test(test_a_choice_says_its_state_and_place),
        cmocka_unit_test(test_a_field_says_its_value_or_that_it_is_empty),
        cmocka_unit_test(test_keys_have_names),
        cmocka_unit_test(test_times_numbers_and_addresses_are_said_in_words),
        cmocka_unit_test(test_nothing_private_is_said_to_a_loudspeaker),
        cmocka_unit_test(test_a_name_that_is_not_marked_would_be_heard),
        cmocka_unit_test(test_the_code_is_said_picture_by_picture_and_digit_by_digit),
        cmocka_unit_test(test_a_key_press_says_the_letter_to_headphones_only),
        cmocka_unit_test(test_a_chosen_tile_is_the_same_screen_and_a_notice_another),
        cmocka_unit_test(test_a_finger_finds_texts_and_buttons),
        cmocka_unit_test(test_scripts_are_as_they_were),
    };
    gallery_init(&gallery);
    theme = theme_make(W, H, 217, 136);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
