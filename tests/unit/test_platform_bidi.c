// links: platform
// Logical text to the order for the eye. Arabic and Hebrew stand here as A B C… (the letter of their place in
// the alphabet), as UAX #9 writes its examples: capitals are right to left, and what is shown is read from
// the left.
#include "harness/test.h"

#include <stdio.h>

#include "base/rng.h"
#include "base/utf8.h"
#include "platform/bidi.h"

enum { SHOWN = 1024 };

static struct bidi bidi;

// Capitals become Hebrew letters (R), behind a '^' Arabic ones (AL); '<' and '>' are FSI and PDI.
static struct str spelt(const char *text, char to[SHOWN])
{
    size_t n = 0;
    uint32_t first = 0x5d0;
    for (; *text; text++) {
        if (*text == '^')
            first = 0x628;
        else if (*text >= 'A' && *text <= 'Z')
            n += utf8_encode(first + (uint32_t)(*text - 'A'), to + n);
        else if (*text == '<' || *text == '>')
            n += utf8_encode(*text == '<' ? UTF8_ISOLATE : UTF8_ISOLATE_END, to + n);
        else
            to[n++] = *text;
    }
    return (struct str){to, n};
}

static struct str one_character(struct str *rest)
{
    struct str character = *rest;
    (void)utf8_next(rest);
    character.n = (size_t)(rest->p - character.p);
    return character;
}

static void add_back(struct buf *to, struct str character)
{
    struct str rest = character;
    uint32_t code = utf8_next(&rest);
    if (code >= 0x628 && code <= 0x641)
        buf_add_char(to, (char)('A' + code - 0x628));
    else if (code >= 0x5d0 && code <= 0x5e9)
        buf_add_char(to, (char)('A' + code - 0x5d0));
    else if (utf8_printable(code) || code == UTF8_BAD)
        buf_add(to, character);
}

// Every character a piece of its own, right-to-left brackets turned as HarfBuzz turns them.
static void shown(struct str text, bool right_to_left, struct buf *to)
{
    struct str pieces[BIDI_PIECES];
    uint8_t levels[BIDI_PIECES];
    int order[BIDI_PIECES], n = 0;
    bidi_read(&bidi, text, right_to_left);
    for (struct str rest = text; rest.n; n++) {
        levels[n] = bidi_level(&bidi, rest.p);
        pieces[n] = one_character(&rest);
    }
    if (n) bidi_order(&bidi, levels, n, order);
    for (int i = 0; i < n; i++) {
        struct str piece = pieces[order[i]];
        bool turned = levels[order[i]] & 1;
        if (turned && str_eq(piece, STR("(")))
            piece = STR(")");
        else if (turned && str_eq(piece, STR(")")))
            piece = STR("(");
        add_back(to, piece);
    }
}

static void assert_shown(bool right_to_left, const char *logical, const char *visual)
{
    char bytes[SHOWN], seen[SHOWN];
    struct buf to = buf_init(seen, sizeof seen);
    shown(spelt(logical, bytes), right_to_left, &to);
    if (strcmp(buf_c(&to), visual) != 0) printf("\"%s\" is shown as \"%s\"\n", logical, seen);
    assert_string_equal(seen, visual);
}

static void test_words_of_both_directions_stand_in_order(void **state)
{
    (void)state;
    assert_shown(false, "", "");
    assert_shown(true, "", "");
    assert_shown(false, "bonjour, 42", "bonjour, 42");
    assert_shown(false, "he said CAR and BUS", "he said RAC and SUB");
    assert_shown(false, "ABC nadia", "nadia CBA"); // its first letter decides
    assert_shown(true, "ABC nadia DEF", "FED nadia CBA");
    assert_shown(true, "nadia ABC.", ".CBA nadia"); // the screen decides
    assert_shown(false, "nadia ABC.", "nadia CBA.");
}

static void test_french_that_stands_in_for_a_missing_text_stays_french(void **state)
{
    (void)state;
    char seen[SHOWN];
    struct buf to = buf_init(seen, sizeof seen);
    shown(STR("C’est noté (42)."), true, &to);
    assert_string_equal(buf_c(&to), "C’est noté (42).");
}

static void test_brackets_are_mirrored_where_they_belong(void **state)
{
    (void)state;
    assert_shown(true, "ABC (DEF) G", "G (FED) CBA");
    assert_shown(true, "ABC (nadia) G", "G (nadia) CBA");
    assert_shown(false, "nadia (ABC) x", "nadia (CBA) x");
    assert_shown(true, "^A (12) B", "B (12) A");
}

static void test_numbers_read_from_the_left_and_stay_whole(void **state)
{
    (void)state;
    assert_shown(true, "^ABC 42 DEF", "FED 42 CBA");
    assert_shown(true, "^ABC 06 92 12 34 56 DEF", "FED 06 92 12 34 56 CBA");
    assert_shown(true, "ABC 06 92 12 34 56.", ".06 92 12 34 56 CBA");
    assert_shown(true, "^ABC +262 692 12 34 56", "+262 692 12 34 56 CBA");
    assert_shown(true, "+262 692 ^ABC", "CBA +262 692");
    assert_shown(true, "^ABC (+262) D", "D (+262) CBA");
    assert_shown(true, "^A 10:30 B", "B 10:30 A");
    assert_shown(true, "^A 24-11-2026 B", "B 24-11-2026 A");
    assert_shown(true, "^A 24/11/2026 B", "B 24/11/2026 A");
    assert_shown(true, "^A 06\u00a092\u00a012", "06\u00a092\u00a012 A");
    assert_shown(true, "^ABC 1 DEF 2", "2 FED 1 CBA"); // two numbers with a word between stay two
    assert_shown(true, "^A ٠٦ ٩٢ B", "B ٠٦ ٩٢ A");
    assert_shown(true, "^A ۰۶ ۹۲ B", "B ۰۶ ۹۲ A");
    assert_shown(true, "06 92 12 34 56", "06 92 12 34 56");
}

static void test_addresses_are_not_turned_about_their_signs(void **state)
{
    (void)state;
    assert_shown(true, "^ABC nadia.974@exemple.fr DEF", "FED nadia.974@exemple.fr CBA");
    assert_shown(true, "^ABC 974.nadia@exemple.fr.", ".974.nadia@exemple.fr CBA");
    assert_shown(true, "ABC https://x.fr/a?b=1#c D", "D https://x.fr/a?b=1#c CBA");
    assert_shown(true, "nadia_974@exemple.fr", "nadia_974@exemple.fr");
    assert_shown(true, "ABC (sms) D", "D (sms) CBA");
    assert_shown(true, "^A e-mail B", "B e-mail A");
}

static void test_the_picture_code_keeps_its_order(void **state)
{
    (void)state;
    assert_shown(true, "🍒 🚲 ☂ 42", "🍒 🚲 ☂ 42");
    assert_shown(true, "^ABC 42", "42 CBA");
}

static void test_an_isolated_name_does_not_move_its_neighbours(void **state)
{
    (void)state;
    assert_shown(false, "merci <ABC>, 3 places", "merci CBA, 3 places");
    assert_shown(false, "merci ABC, 3 places", "merci 3 ,CBA places"); // what happens without
    assert_shown(true, "<nadia> ABC", "CBA nadia");
    assert_shown(true, "bon <ABC> jour.", "bon CBA jour."); // the sentence is French
    assert_shown(false, "x <ABC", "x CBA");                 // never closed
    assert_shown(false, "x> ABC", "x CBA");                 // never opened
}

static void test_an_override_in_a_name_turns_nothing(void **state)
{
    (void)state;
    static const char *const tricks[] = {"\u202a", "\u202b", "\u202c", "\u202d",
                                         "\u202e", "\u2066", "\u2067"};
    for (size_t i = 0; i < sizeof tricks / sizeof *tricks; i++) {
        char text[128];
        (void)snprintf(text, sizeof text, "nadia%s 42 ABC fin", tricks[i]);
        assert_shown(false, text, "nadia 42 CBA fin");
        (void)snprintf(text, sizeof text, "^ABC %s nadia 42 D", tricks[i]);
        assert_shown(true, text, "D nadia 42  CBA");
    }
}

static void test_line_ends_and_controls_inside_are_seen_through(void **state)
{
    (void)state;
    assert_shown(false, "ab\x01\u2029\x1c ABC cd", "ab CBA cd");
    assert_shown(true, "A\x85 B",
                 "B \x85"
                 "A");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_of_both_directions_stand_in_order),
        cmocka_unit_test(test_french_that_stands_in_for_a_missing_text_stays_french),
        cmocka_unit_test(test_brackets_are_mirrored_where_they_belong),
        cmocka_unit_test(test_numbers_read_from_the_left_and_stay_whole),
        cmocka_unit_test(test_addresses_are_not_turned_about_their_signs),
        cmocka_unit_test(test_the_picture_code_keeps_its_order),
        cmocka_unit_test(test_an_isolated_name_does_not_move_its_neighbours),
        cmocka_unit_test(test_an_override_in_a_name_turns_nothing),
        cmocka_unit_test(test_line_ends_and_controls_inside_are_seen_through),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
