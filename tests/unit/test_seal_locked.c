// links: base port seal
// A collection key that a passphrase locks, as others lock it: only its phrase opens it, and no file that was
// changed, or that asks for more work than there may be, gives anything out.
#include "harness/test.h"

#include <sodium.h>

#include "harness/key_files.h"
#include "seal/armor.h"
#include "seal/locked.h"
#include "seal/seal.h"

static char opened[LOCKED_FILE];

static int start(void **state)
{
    (void)state;
    return seal_init() == OK ? 0 : -1;
}

static err_t open_with(struct str phrase, struct str file)
{
    size_t n = 12345;
    memset(opened, 0xaa, sizeof opened);
    err_t err = locked_open(phrase, file, opened, sizeof opened, &n);
    if (err) {
        assert_int_equal(n, 12345);
        assert_true(sodium_is_zero((uint8_t *)opened, sizeof opened));
    } else {
        assert_true(str_eq((struct str){opened, n}, str_from(key_plain)));
    }
    return err;
}

static struct str binary(char memory[LOCKED_FILE])
{
    size_t n = 0;
    assert_int_equal(seal_open_armor(str_from(key_locked), memory, LOCKED_FILE, &n), OK);
    return (struct str){memory, n};
}

static void test_what_age_and_the_page_lock_opens_with_its_phrase(void **state)
{
    (void)state;
    char memory[LOCKED_FILE];
    assert_int_equal(open_with(STR(KEY_PHRASE), str_from(key_locked_by_age)), OK);
    assert_int_equal(open_with(STR(KEY_PHRASE), str_from(key_locked)), OK);
    assert_int_equal(open_with(STR(KEY_PHRASE), binary(memory)), OK);
}

static void test_another_phrase_opens_nothing(void **state)
{
    (void)state;
    const struct str wrong[] = {STR(""), STR("nuage-9-tambou"), STR("Nuage-9-tambour"), STR(KEY_PHRASE " ")};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(open_with(wrong[i], str_from(key_locked)), ERR_DENIED);
}

static void test_every_changed_byte_and_every_cut_is_noticed(void **state)
{
    (void)state;
    char memory[LOCKED_FILE];
    struct str file = binary(memory);
    for (size_t i = 0; i < file.n; i++) {
        memory[i] ^= 1;
        assert_int_not_equal(open_with(STR(KEY_PHRASE), file), OK);
        memory[i] ^= 1;
        assert_int_not_equal(open_with(STR(KEY_PHRASE), str_slice(file, 0, i)), OK);
    }
    assert_int_equal(open_with(STR(KEY_PHRASE), file), OK);
}

static void test_what_it_will_take_is_known_before_it_is_opened(void **state)
{
    (void)state;
    assert_int_equal(locked_memory(str_from(key_locked_by_age)), 256 << 20);
    assert_int_equal(locked_memory(str_from(key_locked)), 256 << 10);
    assert_int_equal(locked_memory(str_from(key_plain)), 0);
}

// The line of the lock, with another work.
static err_t open_with_work(const char *work)
{
    char memory[LOCKED_FILE], changed[LOCKED_FILE];
    struct str file = binary(memory);
    struct buf text = buf_init(changed, sizeof changed);
    size_t at = str_find(file, STR(" 8\n"));
    assert_true(at < file.n);
    buf_add(&text, str_slice(file, 0, at + 1));
    buf_add(&text, str_from(work));
    buf_add(&text, str_slice(file, at + 2, file.n));
    return open_with(STR(KEY_PHRASE), buf_str(&text));
}

static void test_only_a_work_that_there_may_be_is_done(void **state)
{
    (void)state;
    static const char *const wrong[] = {"", "0", "08", "-8", "+8", "21", "63", "64", "99", "100", "8 8", "x"};
    assert_int_equal(open_with_work("8"), OK);
    assert_int_equal(open_with_work("9"), ERR_DENIED); // another work, another key
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(open_with_work(wrong[i]), ERR_INVALID);
}

static void test_a_lock_stands_alone(void **state)
{
    (void)state;
    char memory[LOCKED_FILE], two[LOCKED_FILE];
    struct str file = binary(memory);
    struct buf text = buf_init(two, sizeof two);
    size_t end = str_find(file, STR("---"));
    buf_add(&text, str_slice(file, 0, end));
    buf_add(&text, str_slice(file, str_find(file, STR("-> ")), file.n)); // the same once more
    assert_int_equal(open_with(STR(KEY_PHRASE), buf_str(&text)), ERR_INVALID);
}

static void test_armor_is_read_as_people_carry_it_about(void **state)
{
    (void)state;
    char carried[LOCKED_FILE];
    struct buf text = buf_init(carried, sizeof carried);
    buf_add(&text, STR("\r\n \n"));
    for (const char *c = key_locked; *c; c++) { // through a system that ends lines its own way
        if (*c == '\n') buf_add_char(&text, '\r');
        buf_add_char(&text, *c);
    }
    buf_add(&text, STR("\r\n"));
    assert_true(locked_is(buf_str(&text)));
    assert_int_equal(open_with(STR(KEY_PHRASE), buf_str(&text)), OK);
}

static void test_broken_armor_is_refused(void **state)
{
    (void)state;
#define BEGIN "-----BEGIN AGE ENCRYPTED FILE-----\n"
#define END "-----END AGE ENCRYPTED FILE-----\n"
    static const char *const wrong[] = {
        BEGIN,
        BEGIN "Zm9v\n",
        BEGIN "Zm9v\n" END "more",
        BEGIN "Zm9v\nZm9v\n" END,
        BEGIN "Zm9v\n\n" END,
        BEGIN "Zm9\n" END,
        BEGIN "Zg=\n" END,
        BEGIN "Z===\n" END,
        BEGIN "Zm 9\n" END,
        BEGIN "Zm9vZm9vZm9vZm9vZm9vZm9vZm9vZm9vZm9vZm9vZm9vZm9vZm9vZm9vZm9vZm9vZm9v\n" END,
        "Zm9v\n-----END AGE ENCRYPTED FILE-----\n",
        ""};
    char to[64];
    size_t n = 7;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(seal_open_armor(str_from(wrong[i]), to, sizeof to, &n), ERR_INVALID);
    assert_int_equal(n, 7);
    assert_int_equal(seal_open_armor(STR(BEGIN "Zm9v\nZg==\n" END), to, sizeof to, &n), ERR_INVALID);
    assert_int_equal(seal_open_armor(STR(BEGIN "Zg==\n" END), to, sizeof to, &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(seal_open_armor(STR(BEGIN "Zm9v\n" END), to, 2, &n), ERR_FULL);
}

static void test_what_is_no_lock_is_none(void **state)
{
    (void)state;
    static const char big[LOCKED_FILE + 1] = "age-encryption.org/v1\n-> scrypt ";
    assert_false(locked_is(str_from(key_plain)));
    assert_true(locked_is(str_from(key_locked)));
    assert_int_equal(open_with(STR(KEY_PHRASE), str_from(key_plain)), ERR_INVALID);
    assert_int_equal(open_with(STR(KEY_PHRASE), (struct str){big, sizeof big}), ERR_FULL);
    assert_int_equal(open_with(STR(KEY_PHRASE), (struct str){big, sizeof big - 1}), ERR_INVALID);
}

static void test_too_little_room_gives_nothing(void **state)
{
    (void)state;
    char small[sizeof key_plain - 2];
    size_t n = 12345;
    memset(small, 0xaa, sizeof small);
    assert_int_equal(locked_open(STR(KEY_PHRASE), str_from(key_locked), small, sizeof small, &n), ERR_FULL);
    assert_true(sodium_is_zero((uint8_t *)small, sizeof small));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_age_and_the_page_lock_opens_with_its_phrase),
        cmocka_unit_test(test_another_phrase_opens_nothing),
        cmocka_unit_test(test_every_changed_byte_and_every_cut_is_noticed),
        cmocka_unit_test(test_what_it_will_take_is_known_before_it_is_opened),
        cmocka_unit_test(test_only_a_work_that_there_may_be_is_done),
        cmocka_unit_test(test_a_lock_stands_alone),
        cmocka_unit_test(test_armor_is_read_as_people_carry_it_about),
        cmocka_unit_test(test_broken_armor_is_refused),
        cmocka_unit_test(test_what_is_no_lock_is_none),
        cmocka_unit_test(test_too_little_room_gives_nothing),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
