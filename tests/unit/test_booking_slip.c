// links: base booking
// The bytes of the printed slip are as they were, and as the command reference has them.
#include "harness/test.h"

#include <stdlib.h>
#include <string.h>

#include "booking/slip.h"

static char memory[4096];

static struct slip slip(void)
{
    return (struct slip){.width_mm = 80,
                         .heading = STR("C’est confirmé"),
                         .when = STR("mardi 24 novembre à 10 h"),
                         .place = STR("Mission locale du Port"),
                         .address = STR("12 rue des Quais, Le Port"),
                         .code_title = STR("Ton code pour revenir"),
                         .code = STR("cerise vélo parapluie 42"),
                         .entry = STR("BEGIN:VCALENDAR")};
}

static struct str encode(const struct slip *slip)
{
    struct buf to = buf_init(memory, sizeof memory);
    slip_encode(&to, slip);
    assert_false(to.full);
    return buf_str(&to);
}

static bool is_golden(struct str made)
{
    static const char golden[] = "\x1b@\x1bt\x10\x1b"
                                 "a\x01"
                                 "\x1b"
                                 "E\x01"
                                 "C\x92"
                                 "est confirm\xe9\n"
                                 "mardi 24 novembre \xe0 10 h\n"
                                 "\x1b"
                                 "E\0"
                                 "Mission locale du Port\n12 rue des Quais, Le Port\n\n"
                                 "Ton code pour revenir\n"
                                 "\x1d!\x11"
                                 "cerise v\xe9lo parapluie 42\n"
                                 "\x1d!\0"
                                 "\n"
                                 "\x1d(k\x04\0"
                                 "1A2\0"
                                 "\x1d(k\x03\0"
                                 "1C\x05"
                                 "\x1d(k\x03\0"
                                 "1E0"
                                 "\x1d(k\x12\0"
                                 "1P0"
                                 "BEGIN:VCALENDAR"
                                 "\x1d(k\x03\0"
                                 "1Q0"
                                 "\x1b"
                                 "d\x04\x1dV\x42\0";
    return str_eq(made, (struct str){golden, sizeof golden - 1});
}

static void test_a_slip_is_as_it_was(void **state)
{
    (void)state;
    struct slip made = slip();
    assert_true(is_golden(encode(&made)));
    made.width_mm = 58; // planted: the golden is of the wide paper
    assert_false(is_golden(encode(&made)));
}

// The longest line in letters: bytes of one-letter commands and of the code do not count.
static size_t longest_line(struct str text)
{
    size_t longest = 0, n = 0;
    for (size_t i = 0; i < text.n; i++) {
        n = text.p[i] == '\n' ? 0 : n + 1;
        longest = n > longest ? n : longest;
    }
    return longest;
}

static void test_long_words_break_and_lines_stay_on_the_paper(void **state)
{
    (void)state;
    char words[400];
    memset(words, 'x', sizeof words);
    words[100] = words[110] = ' ';
    struct slip made = {.width_mm = 58, .address = {words, sizeof words}};
    assert_true(longest_line(encode(&made)) <= 32 + 14); // with the commands before the first line
    made.width_mm = 80;
    assert_true(longest_line(encode(&made)) > 32 + 14);
}

static void test_what_the_printer_has_no_letter_for_is_a_question_mark_and_no_command_gets_in(void **state)
{
    (void)state;
    struct slip made = {.width_mm = 80, .place = STR("a\x1b@\x1dV\xd8\xb3\xff z")};
    struct str bytes = encode(&made);
    assert_true(str_find(bytes, STR("a?@?V?? z\n")) < bytes.n);
}

static void test_without_an_entry_there_is_no_code_to_scan(void **state)
{
    (void)state;
    struct slip made = slip();
    made.entry = STR("");
    struct str bytes = encode(&made);
    assert_int_equal(str_find(bytes, STR("\x1d(k")), bytes.n);
}

static void test_too_little_room_is_said(void **state)
{
    (void)state;
    struct slip made = slip();
    struct buf to = buf_init(memory, 60);
    slip_encode(&to, &made);
    assert_true(to.full);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_slip_is_as_it_was),
        cmocka_unit_test(test_long_words_break_and_lines_stay_on_the_paper),
        cmocka_unit_test(test_what_the_printer_has_no_letter_for_is_a_question_mark_and_no_command_gets_in),
        cmocka_unit_test(test_without_an_entry_there_is_no_code_to_scan),
        cmocka_unit_test(test_too_little_room_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
