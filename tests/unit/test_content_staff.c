// links: base booking content
#include "harness/test.h"

#include "content/needs.h"
#include "content/staff.h"

static char text[1024];

static const char *answers_of(const struct booking *booking)
{
    struct buf to = buf_init(text, sizeof text);
    staff_add_answers(&to, STR("|"), booking);
    staff_add_needs(&to, STR("|"), booking);
    assert_false(to.full);
    return buf_c(&to);
}

static bool says(const struct booking *booking, const char *words)
{
    return strstr(answers_of(booking), words) != NULL;
}

static void test_an_answer_a_line_and_none_for_what_was_not_asked(void **state)
{
    (void)state;
    struct booking booking = {.contact_kind = CONTACT_RETURN, .language = "fr"};
    assert_string_equal(answers_of(&booking), "|Contact : repassera|Âge : pas dit|Langue : français"
                                              "|Code : cerise cerise cerise 00");
    booking = (struct booking){.contact_kind = CONTACT_CALL,
                               .safe = SAFE_OTHER_NOT,
                               .age = AGE_UNDER_16,
                               .language = "ti",
                               .needs = {1, NEED_UNKNOWN},
                               .need_count = 2};
    assert_int_equal(pii_set(&booking.contact, STR("+33612345678")), OK);
    assert_string_equal(answers_of(&booking),
                        "|Contact : appel — 06 12 34 56 78"
                        "|Écrire : NE PAS écrire ni laisser de message, c'est celui de quelqu'un d'autre"
                        "|Âge : moins de 16 ans|Langue : tigrigna|Code : cerise cerise cerise 00"
                        "|Besoins : Un toit, dormir ; Je ne sais pas encore");
}

static void test_every_answer_that_can_be_given_has_words_of_its_own(void **state)
{
    (void)state;
    struct booking booking = {.language = "fr"};
    char seen[1024];
    for (int kind = CONTACT_SMS; kind < CONTACT_RETURN; kind++) {
        booking.contact_kind = (enum contact_kind)kind;
        assert_int_equal(str_copy(str_from(answers_of(&booking)), seen, sizeof seen), OK);
        booking.contact_kind = (enum contact_kind)(kind + 1);
        assert_string_not_equal(answers_of(&booking), seen);
    }
    for (int age = AGE_SKIPPED; age < AGE_30_UP; age++) {
        booking.age = (enum age_band)age;
        assert_int_equal(str_copy(str_from(answers_of(&booking)), seen, sizeof seen), OK);
        booking.age = (enum age_band)(age + 1);
        assert_string_not_equal(answers_of(&booking), seen);
    }
    for (int kind = ITEM_APPOINTMENT; kind < ITEM_ARRIVAL; kind++)
        assert_false(str_eq(staff_kind((enum item_kind)kind), staff_kind((enum item_kind)(kind + 1))));
}

static void test_only_french_numbers_are_grouped(void **state)
{
    (void)state;
    struct booking booking = {.contact_kind = CONTACT_SMS, .safe = SAFE_MINE, .language = "xx"};
    assert_int_equal(pii_set(&booking.contact, STR("+262692123456")), OK);
    assert_true(says(&booking, "|Contact : SMS — +262692123456|Écrire : on peut écrire, c'est le sien|"));
    assert_true(says(&booking, "|Langue : xx|")); // a language without a name here is told by its code
    assert_int_equal(pii_set(&booking.contact, STR("+33612")), OK);
    assert_true(says(&booking, "SMS — +33612|"));
}

static void test_what_would_command_or_begin_a_line_becomes_a_mark(void **state)
{
    (void)state;
    struct buf to = buf_init(text, sizeof text);
    staff_add_text(&to, STR("é\r\n\033[2J\xff\xe2\x80\xae ندى"));
    assert_string_equal(buf_c(&to), "é???[2J?? ندى");
}

static void test_a_choice_is_a_moment_of_the_place_and_its_title(void **state)
{
    (void)state;
    struct zone zone = {.name = "Indian/Reunion", .count = 1, .spans = {{INT64_MIN, 4 * 3600}}};
    struct slot slot = {.start_s = 1795500000, .title = "Vélo"};
    struct buf to = buf_init(text, sizeof text);
    staff_add_choice(&to, &zone, &slot);
    assert_string_equal(buf_c(&to), "mardi 24 novembre à 10\xc2\xa0h, Vélo");
    slot.title[0] = '\0';
    to = buf_init(text, sizeof text);
    staff_add_choice(&to, &zone, &slot);
    assert_string_equal(buf_c(&to), "mardi 24 novembre à 10\xc2\xa0h");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_answer_a_line_and_none_for_what_was_not_asked),
        cmocka_unit_test(test_every_answer_that_can_be_given_has_words_of_its_own),
        cmocka_unit_test(test_only_french_numbers_are_grouped),
        cmocka_unit_test(test_what_would_command_or_begin_a_line_becomes_a_mark),
        cmocka_unit_test(test_a_choice_is_a_moment_of_the_place_and_its_title),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
