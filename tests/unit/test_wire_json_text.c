// links: base booking wire
// A text as a JSON string.
#include "harness/test.h"

#include "wire/json_text.h"

static void expect(struct str text, const char *wanted)
{
    char memory[64];
    size_t n = 0;
    assert_int_equal(json_text(text, memory, sizeof memory, &n), OK);
    assert_int_equal(n, strlen(wanted));
    assert_memory_equal(memory, wanted, n);
}

static void test_what_would_end_the_text_is_escaped(void **state)
{
    (void)state;
    expect(STR(""), "\"\"");
    expect(STR("clé « à »"), "\"clé « à »\"");
    expect(STR("a\"b\\c"), "\"a\\\"b\\\\c\"");
    expect(STR("a\nb\x01"), "\"a\\nb\\u0001\"");
}

static void test_what_is_no_text_or_has_no_room_is_refused(void **state)
{
    char memory[5];
    size_t n = 7;
    (void)state;
    assert_int_equal(json_text(STR("a\xff"), memory, sizeof memory, &n), ERR_INVALID);
    assert_int_equal(json_text(STR("abcd"), memory, sizeof memory, &n), ERR_FULL);
    assert_int_equal(n, 7);
    assert_int_equal(json_text(STR("abc"), memory, sizeof memory, &n), OK); // control
    assert_int_equal(n, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_would_end_the_text_is_escaped),
        cmocka_unit_test(test_what_is_no_text_or_has_no_room_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
