// links: base port ui
// with: harness/fake_text.c
#include "harness/test.h"

#include "base/utf8.h"
#include "harness/fake_text.h"
#include "ui/keyboard.h"

static struct ui_tree tree;
static struct theme theme;
static char texts[64 << 10];

static const int panels[][4] = {
    {1024, 600, 222, 125}, {1280, 800, 217, 136}, {1920, 1080, 344, 194}, {1080, 1920, 194, 344}};
static const struct keyboard_actions actions = {
    .typed = 1, .phrase = 2, .erase = 3, .shift = 4, .page = 5, .replaced = 6};
static const struct keyboard_words words = {.erase = STR("Effacer"),
                                            .space = STR("espace"),
                                            .shift = STR("Majuscule"),
                                            .letters = STR("abc"),
                                            .digits = STR("123")};

static float extra_mm; // of whatever else stands above the keyboard

// As a screen would: a bar, a field, and the keyboard under it.
static void show(int panel, enum keyboard_kind kind, struct keyboard_state state, const char *language)
{
    const struct text_port text = fake_text_port(NULL);
    const int *p = panels[panel];
    theme = theme_make(p[0], p[1], p[2], p[3]);
    ui_begin(&tree, &theme, p[0], p[1], texts, sizeof texts);
    ui_open(&tree, (struct ui_spec){.grow = 1, .pad = theme.margin, .gap = theme.gap});
    ui_add(&tree, (struct ui_spec){.h = 20});
    ui_add(&tree, (struct ui_spec){.h = theme.primary + extra_mm});
    keyboard_add(&tree, kind, state, &actions, &words, str_from(language));
    ui_close(&tree);
    ui_layout(&tree, &text);
    assert_null(tree.mistake);
}

static const struct ui_node *key_typing(uint32_t code)
{
    for (uint16_t i = 1; i < tree.count; i++)
        if (tree.nodes[i].spec.action.kind == actions.typed && tree.nodes[i].spec.action.arg == (int32_t)code)
            return &tree.nodes[i];
    return NULL;
}

static const struct ui_node *key_doing(uint16_t kind)
{
    for (uint16_t i = 1; i < tree.count; i++)
        if (tree.nodes[i].spec.action.kind == kind) return &tree.nodes[i];
    return NULL;
}

static double mm_between(const struct ui_node *a, const struct ui_node *b, int panel)
{
    int dx = a->box.x < b->box.x ? b->box.x - a->box.x - a->box.w : a->box.x - b->box.x - b->box.w;
    int dy = a->box.y < b->box.y ? b->box.y - a->box.y - a->box.h : a->box.y - b->box.y - b->box.h;
    double mm_x = (double)dx * panels[panel][2] / panels[panel][0];
    double mm_y = (double)dy * panels[panel][3] / panels[panel][1];
    return mm_x > mm_y ? mm_x : mm_y;
}

// The first thing that a hand would complain about, or NULL.
static const char *hard_to_hit(int panel)
{
    for (uint16_t i = 1; i < tree.count; i++) {
        const struct ui_node *key = &tree.nodes[i];
        if (key->spec.role != UI_KEY) continue;
        if (key->clipped) return "a label does not fit";
        if ((double)key->box.h * panels[panel][3] / panels[panel][1] < 12.7 ||
            (double)key->box.w * panels[panel][2] / panels[panel][0] < 12.7)
            return "a key is too small";
        if (key->box.y + key->box.h > tree.h || key->box.x + key->box.w > tree.w || key->box.x < 0)
            return "a key is off the screen";
        for (uint16_t j = (uint16_t)(i + 1); j < tree.count; j++)
            if (tree.nodes[j].spec.role == UI_KEY && mm_between(key, &tree.nodes[j], panel) < 2.54)
                return "two keys are too near";
    }
    return NULL;
}

static const char *const languages[] = {"fr", "en", "es", "ar", "fa", "ps", "uk", "ru", "ti"};
enum { LANGUAGES = sizeof languages / sizeof *languages };

static void check_every_hand(int panel, enum keyboard_kind kind, struct keyboard_state state)
{
    for (int language = 0; language < LANGUAGES; language++) {
        show(panel, kind, state, languages[language]);
        if (hard_to_hit(panel))
            fail_msg("panel %d kind %d page %d %s: %s", panel, (int)kind, (int)state.page,
                     languages[language], hard_to_hit(panel));
    }
}

static void test_every_page_fits_every_panel_and_every_hand(void **state)
{
    (void)state;
    static const uint32_t last[] = {0, 'a', 0x1200, 0x12d3, 0x12a8, 0x1248};
    for (int panel = 0; panel < 4; panel++)
        for (enum keyboard_kind kind = KEYBOARD_TEXT; kind <= KEYBOARD_NUMBER; kind++)
            for (enum keyboard_page page = KEYBOARD_LETTERS; page <= KEYBOARD_LATIN; page++)
                for (size_t i = 0; i < 2 * sizeof last / sizeof *last; i++)
                    check_every_hand(panel, kind, (struct keyboard_state){i & 1, page, last[i / 2]});
    tree.nodes[tree.count - 1].box.h /= 2; // planted
    assert_non_null(hard_to_hit(3));
}

static void test_keys_do_not_shrink_where_room_is_short(void **state)
{
    (void)state;
    for (int panel = 0; panel < 4; panel++) {
        assert_true(theme.key >= 12.7F && theme.key_gap >= 2.54F);
        extra_mm = panel == 0 ? 4.5F : 12;
        show(panel, KEYBOARD_TEXT, (struct keyboard_state){0}, "fr");
        if (hard_to_hit(panel)) fail_msg("panel %d: %s", panel, hard_to_hit(panel));
    }
    extra_mm = 40; // no keyboard can stand that: it is seen
    show(0, KEYBOARD_TEXT, (struct keyboard_state){0}, "fr");
    assert_non_null(hard_to_hit(0));
    extra_mm = 0;
}

static void test_french_is_azerty_and_english_qwerty(void **state)
{
    (void)state;
    show(0, KEYBOARD_TEXT, (struct keyboard_state){0}, "fr");
    assert_true(key_typing('a')->box.x < key_typing('z')->box.x);
    assert_int_equal(key_typing('a')->box.y, key_typing('p')->box.y);
    assert_int_equal(key_typing('q')->box.y, key_typing('m')->box.y);
    assert_int_equal(key_typing('w')->box.x > 0, 1);
    show(0, KEYBOARD_TEXT, (struct keyboard_state){0}, "en");
    assert_true(key_typing('q')->box.x < key_typing('w')->box.x);
    assert_int_equal(key_typing('q')->box.y, key_typing('p')->box.y);
    assert_int_equal(key_typing('z')->box.y, key_typing('m')->box.y);
}

static void test_every_letter_and_the_french_accents_are_there(void **state)
{
    (void)state;
    static const uint32_t accents[] = {0xe9, 0xe8, 0xe0, 0xe7, 0xea, 0xeb, 0xef, 0xee, 0xf4};
    for (int panel = 0; panel < 4; panel += 2)
        for (int i = 0; i < LANGUAGES; i++) {
            bool latin = i < 3;
            show(panel, KEYBOARD_TEXT,
                 (struct keyboard_state){.page = latin ? KEYBOARD_LETTERS : KEYBOARD_LATIN}, languages[i]);
            for (uint32_t code = 'a'; code <= 'z'; code++)
                assert_non_null(key_typing(code));
            for (size_t a = 0; i == 0 && a < sizeof accents / sizeof *accents; a++)
                assert_non_null(key_typing(accents[a]));
            assert_non_null(key_typing(' '));
            assert_non_null(key_typing('\''));
            assert_non_null(key_typing('-'));
            assert_non_null(key_doing(actions.erase));
        }
    show(0, KEYBOARD_TEXT, (struct keyboard_state){.page = KEYBOARD_SYMBOLS}, "fr");
    for (uint32_t code = '0'; code <= '9'; code++)
        assert_non_null(key_typing(code));
    assert_non_null(key_typing(0xf9));  // u grave
    assert_non_null(key_typing(0x153)); // oe
}

static void test_shift_writes_capitals_and_is_seen(void **state)
{
    (void)state;
    show(0, KEYBOARD_TEXT, (struct keyboard_state){0}, "fr");
    uint32_t key = key_typing('e')->key;
    assert_int_equal(key_doing(actions.shift)->spec.flags & UI_CHOSEN, 0);
    show(0, KEYBOARD_TEXT, (struct keyboard_state){.shifted = true}, "fr");
    assert_null(key_typing('e'));
    assert_int_equal(key_typing('E')->key, key); // the same key as before: its press is not lost
    assert_non_null(key_typing(0xc9));           // E acute
    assert_true(str_eq(key_typing(0xc9)->spec.label, STR("É")));
    assert_non_null(key_typing('\''));
    assert_true(key_doing(actions.shift)->spec.flags & UI_CHOSEN);
    show(0, KEYBOARD_TEXT, (struct keyboard_state){.shifted = true, .page = KEYBOARD_SYMBOLS}, "fr");
    assert_non_null(key_typing(0x152));
    assert_non_null(key_typing(0x17d)); // Z caron
}

static void test_an_address_can_be_typed(void **state)
{
    (void)state;
    for (int panel = 0; panel < 4; panel++) {
        bool phrases = false, digits = false;
        for (int page = 0; page < 2; page++) {
            show(panel, KEYBOARD_EMAIL,
                 (struct keyboard_state){.shifted = true, .page = (enum keyboard_page)page}, "ar");
            for (uint32_t code = 'a'; code <= 'z'; code++)
                assert_non_null(key_typing(code)); // small, whatever shift says
            for (const char *p = "@._-"; *p; p++)
                assert_non_null(key_typing((uint32_t)*p));
            assert_null(key_typing(' '));
            phrases = phrases || key_doing(actions.phrase);
            digits = digits || key_typing('7');
        }
        assert_true(phrases && digits);
    }
    assert_true(str_eq(keyboard_phrase(0), STR(".fr")));
    assert_true(str_eq(keyboard_phrase(2), STR("@gmail.com")));
    assert_int_equal(keyboard_phrase(99).n, 0);
    assert_int_equal(keyboard_phrase(-1).n, 0);
}

static void test_a_phrase_key_carries_its_phrase(void **state)
{
    (void)state;
    show(2, KEYBOARD_EMAIL, (struct keyboard_state){0}, "fr");
    int seen = 0;
    for (uint16_t i = 1; i < tree.count; i++) {
        const struct ui_spec *spec = &tree.nodes[i].spec;
        if (spec->action.kind != actions.phrase) continue;
        assert_true(str_eq(spec->label, keyboard_phrase(spec->action.arg)));
        seen++;
    }
    assert_true(seen >= 4);
}

static void test_a_number_pad_is_as_on_a_telephone(void **state)
{
    (void)state;
    show(0, KEYBOARD_NUMBER, (struct keyboard_state){0}, "fr");
    assert_int_equal(key_typing('1')->box.y, key_typing('3')->box.y);
    assert_int_equal(key_typing('2')->box.x, key_typing('0')->box.x);
    assert_true(key_typing('1')->box.y < key_typing('7')->box.y);
    assert_non_null(key_typing('+'));
    assert_non_null(key_doing(actions.erase));
    assert_null(key_typing('a'));
}

static void test_right_to_left_does_not_turn_the_keyboard_round(void **state)
{
    (void)state;
    const struct text_port text = fake_text_port(NULL);
    theme = theme_make(1280, 800, 217, 136);
    ui_begin(&tree, &theme, 1280, 800, texts, sizeof texts);
    tree.mirrored = true;
    ui_open(&tree, (struct ui_spec){.flow = UI_ROW});
    keyboard_add(&tree, KEYBOARD_NUMBER, (struct keyboard_state){0}, &actions, &words, STR("ar"));
    ui_add(&tree, (struct ui_spec){.w = 50});
    ui_close(&tree);
    ui_layout(&tree, &text);
    assert_true(key_typing('1')->box.x < key_typing('3')->box.x);
    assert_true(key_typing('1')->box.x >
                tree.nodes[tree.count - 1].box.x); // but its place in the row is mirrored
    assert_true(key_typing('3')->box.x + key_typing('3')->box.w <= 1280);
}

static bool can_type(uint32_t code, bool shifted, const char *language)
{
    for (enum keyboard_page page = KEYBOARD_LETTERS; page <= KEYBOARD_LATIN; page++) {
        show(0, KEYBOARD_TEXT, (struct keyboard_state){.shifted = shifted, .page = page}, language);
        if (key_typing(code)) return true;
    }
    return false;
}

// The alphabet of each language, small letters; a name in it must not lack one.
static void test_every_alphabet_is_whole(void **state)
{
    (void)state;
    static const struct {
        const char *language, *letters;
    } alphabets[] = {
        {"fr", "abcdefghijklmnopqrstuvwxyzàâæçéèêëîïôœùûüÿ"},
        {"es", "abcdefghijklmnopqrstuvwxyzáéíñóúü"},
        {"ar", "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى"},
        {"fa", "اآبپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءأؤئة"},
        {"ps", "اآبپتټثجځچڅحخدډذرړزژږسشښصضطظعغفقکګلمنڼوهیېۍئي"},
        {"uk", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'"},
        {"ru", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"},
        {"ti", "ሀለሐመሠረሰሸቀቐበቨተቸኀነኘአከኸወዐዘዠየደጀገጠጨጰጸፀፈፐ"},
    };
    for (size_t i = 0; i < sizeof alphabets / sizeof alphabets[0]; i++)
        for (struct str rest = str_from(alphabets[i].letters); rest.n;) {
            uint32_t code = utf8_next(&rest);
            if (!can_type(code, false, alphabets[i].language))
                fail_msg("%s: no key for U+%04X", alphabets[i].language, code);
        }
    assert_false(can_type(0x3b1, false, "fr")); // no Greek: the question can be answered with no
    static const char capitals[] = "АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯЁЪЫЭЎҚҢӘ";
    for (struct str rest = str_from(capitals); rest.n;)
        assert_true(can_type(utf8_next(&rest), true, "uk"));
}

static void test_scripts_without_capitals_have_no_key_for_them(void **state)
{
    (void)state;
    for (int i = 0; i < LANGUAGES; i++) {
        bool cased = i < 3 || i == 6 || i == 7;
        show(0, KEYBOARD_TEXT, (struct keyboard_state){0}, languages[i]);
        assert_int_equal(key_doing(actions.shift) != NULL, cased);
        show(0, KEYBOARD_TEXT, (struct keyboard_state){.page = KEYBOARD_LATIN}, languages[i]);
        assert_non_null(key_doing(actions.shift));
    }
}

static enum keyboard_page page_after(enum keyboard_page page, const char *language)
{
    show(0, KEYBOARD_TEXT, (struct keyboard_state){.page = page}, language);
    return (enum keyboard_page)key_doing(actions.page)->spec.action.arg;
}

static void test_one_key_leads_round_all_pages(void **state)
{
    (void)state;
    assert_int_equal(page_after(KEYBOARD_LETTERS, "fr"), KEYBOARD_SYMBOLS);
    assert_int_equal(page_after(KEYBOARD_SYMBOLS, "fr"), KEYBOARD_LETTERS);
    assert_int_equal(page_after(KEYBOARD_LETTERS, "ar"), KEYBOARD_LATIN);
    assert_int_equal(page_after(KEYBOARD_LATIN, "ar"), KEYBOARD_SYMBOLS);
    assert_int_equal(page_after(KEYBOARD_SYMBOLS, "ar"), KEYBOARD_LETTERS);
}

static int count_orders(uint32_t last)
{
    int count = 0;
    show(0, KEYBOARD_TEXT, (struct keyboard_state){.last = last}, "ti");
    for (uint16_t i = 1; i < tree.count; i++)
        count += tree.nodes[i].spec.action.kind == actions.replaced;
    return count;
}

static const struct ui_node *key_replacing(uint32_t code)
{
    for (uint16_t i = 1; i < tree.count; i++)
        if (tree.nodes[i].spec.action.kind == actions.replaced &&
            tree.nodes[i].spec.action.arg == (int32_t)code)
            return &tree.nodes[i];
    return NULL;
}

static void test_a_syllable_offers_its_other_vowels(void **state)
{
    (void)state;
    assert_int_equal(count_orders(0), 0);
    assert_int_equal(count_orders('a'), 0);
    assert_int_equal(count_orders(0x1361), 0); // a mark between words
    assert_int_equal(count_orders(0x1208), 8); // le
    assert_true(key_replacing(0x1209)->box.x > key_replacing(0x1208)->box.x);
    assert_true(key_replacing(0x1208)->spec.flags & UI_CHOSEN);
    assert_int_equal(count_orders(0x120d), 8);  // its sixth vowel offers the same
    assert_int_equal(count_orders(0x12d0), 7);  // no eighth form
    assert_int_equal(count_orders(0x12b3), 11); // kwa offers ka
    assert_non_null(key_replacing(0x12a8));
    assert_non_null(key_replacing(0x12b3));
    assert_null(key_typing(0x1220)); // the rarer consonants stand there while nothing was typed
    assert_int_equal(count_orders(0), 0);
    assert_non_null(key_typing(0x1220));
    show(0, KEYBOARD_TEXT, (struct keyboard_state){.last = 0x1208}, "fr");
    assert_null(key_replacing(0x1208));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_page_fits_every_panel_and_every_hand),
        cmocka_unit_test(test_keys_do_not_shrink_where_room_is_short),
        cmocka_unit_test(test_french_is_azerty_and_english_qwerty),
        cmocka_unit_test(test_every_letter_and_the_french_accents_are_there),
        cmocka_unit_test(test_shift_writes_capitals_and_is_seen),
        cmocka_unit_test(test_an_address_can_be_typed),
        cmocka_unit_test(test_a_phrase_key_carries_its_phrase),
        cmocka_unit_test(test_a_number_pad_is_as_on_a_telephone),
        cmocka_unit_test(test_every_alphabet_is_whole),
        cmocka_unit_test(test_scripts_without_capitals_have_no_key_for_them),
        cmocka_unit_test(test_one_key_leads_round_all_pages),
        cmocka_unit_test(test_a_syllable_offers_its_other_vowels),
        cmocka_unit_test(test_right_to_left_does_not_turn_the_keyboard_round),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
