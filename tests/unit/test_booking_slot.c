// links: base booking seal
#include "harness/test.h"

#include "base/rng.h"
#include "booking/code.h"
#include "booking/slot.h"

// SHA-256 and base32 of "local-ml-rdv\n20261123T140000Z", computed with another implementation.
static void test_a_slot_has_the_same_key_on_every_kiosk(void **state)
{
    (void)state;
    char key[SLOT_KEY], other[SLOT_KEY];
    slot_key(STR("local-ml-rdv"), 1795442400, key);
    assert_string_equal(key, "semga3s5o7ccf4ypm4lxnuxtio");
    slot_key(STR("local-ml-rdv"), 1795442401, other);
    assert_string_not_equal(key, other);
    slot_key(STR("local-ml-rdw"), 1795442400, other);
    assert_string_not_equal(key, other);
}

static void test_a_key_takes_the_longest_uid_a_calendar_can_hold(void **state)
{
    (void)state;
    static char uid[LIMIT_EVENT];
    char key[SLOT_KEY];
    memset(uid, 'u', sizeof uid);
    slot_key((struct str){uid, sizeof uid}, 0, key);
    assert_int_equal(strlen(key), SLOT_KEY - 1);
}

static void test_seats_have_names_of_their_own(void **state)
{
    (void)state;
    struct slot slot = {.key = "abcdefghijklmnopqrstuvwxyz", .capacity = 1};
    char name[SLOT_RESOURCE];
    slot_resource(&slot, 1, name);
    assert_string_equal(name, "rdv-abcdefghijklmnopqrstuvwxyz");
    slot.capacity = 12;
    slot_resource(&slot, 7, name);
    assert_string_equal(name, "rdv-abcdefghijklmnopqrstuvwxyz-07");
    slot_resource(&slot, 99, name);
    assert_string_equal(name, "rdv-abcdefghijklmnopqrstuvwxyz-99");
}

static void test_a_slot_is_free_until_its_last_seat(void **state)
{
    (void)state;
    assert_true(slot_is_free(&(struct slot){.capacity = 2, .taken = 1}));
    assert_false(slot_is_free(&(struct slot){.capacity = 2, .taken = 2}));
    assert_false(slot_is_free(&(struct slot){.capacity = 2, .taken = 3}));
}

static struct picture_code random_code(struct rng *rng)
{
    uint8_t entropy[CODE_ENTROPY];
    for (size_t i = 0; i < sizeof entropy; i++)
        entropy[i] = (uint8_t)rng_next(rng);
    return code_make(entropy);
}

static void test_codes_are_three_different_pictures_and_a_number(void **state)
{
    (void)state;
    struct rng rng = {7};
    for (int round = 0; round < 20000; round++) {
        struct picture_code code = random_code(&rng);
        assert_true(code.pictures[0] != code.pictures[1] && code.pictures[1] != code.pictures[2]);
        assert_true(code.pictures[0] != code.pictures[2]);
        for (int i = 0; i < 3; i++)
            assert_true(code.pictures[i] < 32);
        assert_true(code.number < 100);
    }
}

// How far counts stray from even, in units of what chance gives (chi-square over its degrees of freedom).
static double unevenness(const int *counts, int cells, int total)
{
    double expected = (double)total / cells, sum = 0;
    for (int i = 0; i < cells; i++)
        sum += (counts[i] - expected) * (counts[i] - expected) / expected;
    return sum / (cells - 1);
}

static void test_every_picture_and_number_is_as_likely_in_every_place(void **state)
{
    (void)state;
    enum { ROUNDS = 64000 };
    struct rng rng = {11};
    int counts[3][32] = {{0}}, numbers[100] = {0}, biased[32] = {0};
    for (int round = 0; round < ROUNDS; round++) {
        struct picture_code code = random_code(&rng);
        for (int i = 0; i < 3; i++)
            counts[i][code.pictures[i]]++;
        numbers[code.number]++;
        // The control: a second picture that steps aside by one is twice as likely next to the first.
        uint8_t lazy = (uint8_t)(rng_next(&rng) & 31);
        if (lazy == 0 && rng_below(&rng, 2)) lazy = 1;
        biased[lazy]++;
    }
    for (int i = 0; i < 3; i++)
        assert_true(unevenness(counts[i], 32, ROUNDS) < 2);
    assert_true(unevenness(numbers, 100, ROUNDS) < 2);
    assert_false(unevenness(biased, 32, ROUNDS) < 2);
}

static void test_all_eight_bytes_of_chance_matter(void **state)
{
    (void)state;
    uint8_t zero[CODE_ENTROPY] = {0};
    char base[CODE_TEXT], other[CODE_TEXT];
    code_text(code_make(zero), base);
    for (size_t i = 0; i < CODE_ENTROPY; i++) {
        uint8_t entropy[CODE_ENTROPY] = {0};
        entropy[i] = 0x5a;
        code_text(code_make(entropy), other);
        assert_string_not_equal(base, other);
    }
}

// Drawn by another program from the same number.
static void test_the_same_chance_gives_the_same_code(void **state)
{
    (void)state;
    char text[CODE_TEXT];
    code_text(code_make((const uint8_t[]){1, 2, 3, 4, 5, 6, 7, 8}), text);
    assert_string_equal(text, "20-04-00-56");
}

static void test_a_code_is_written_with_two_digits_each(void **state)
{
    (void)state;
    char text[CODE_TEXT];
    code_text((struct picture_code){{5, 17, 30}, 42}, text);
    assert_string_equal(text, "05-17-30-42");
    code_text((struct picture_code){{0, 1, 2}, 3}, text);
    assert_string_equal(text, "00-01-02-03");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_slot_has_the_same_key_on_every_kiosk),
        cmocka_unit_test(test_a_key_takes_the_longest_uid_a_calendar_can_hold),
        cmocka_unit_test(test_seats_have_names_of_their_own),
        cmocka_unit_test(test_a_slot_is_free_until_its_last_seat),
        cmocka_unit_test(test_codes_are_three_different_pictures_and_a_number),
        cmocka_unit_test(test_every_picture_and_number_is_as_likely_in_every_place),
        cmocka_unit_test(test_all_eight_bytes_of_chance_matter),
        cmocka_unit_test(test_the_same_chance_gives_the_same_code),
        cmocka_unit_test(test_a_code_is_written_with_two_digits_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
