// links: base port booking seal config
// The PIN of staff: what is refused, and how it is kept.
#include "harness/test.h"

#include "config/pin.h"
#include "seal/pin.h"
#include "seal/seal.h"

#include <sodium.h>
#include <stdio.h>

static uint8_t next_byte;

static void fill(void *self, void *to, size_t n)
{
    (void)self;
    memset(to, next_byte++, n);
}
static const struct entropy_port entropy = {NULL, fill};

static void expect(const char *pin, enum pin_flaw flaw)
{
    if (pin_judge(str_from(pin)) != flaw) print_error("%s\n", pin);
    assert_int_equal(pin_judge(str_from(pin)), flaw);
}

static void test_what_somebody_would_try_first_is_refused(void **state)
{
    (void)state;
    expect("", PIN_FLAW_LENGTH);
    expect("48261", PIN_FLAW_LENGTH);
    expect("4826173950482", PIN_FLAW_LENGTH);
    expect("48 617", PIN_FLAW_DIGITS);
    expect("４８２", PIN_FLAW_DIGITS); // full-width digits
    expect("000000", PIN_FLAW_REPEATED);
    expect("121212", PIN_FLAW_REPEATED);
    expect("473473", PIN_FLAW_REPEATED);
    expect("112211", PIN_FLAW_REPEATED);
    expect("474474744", PIN_FLAW_REPEATED);
    expect("482284", PIN_FLAW_REPEATED);
    expect("123456", PIN_FLAW_SEQUENCE);
    expect("987654", PIN_FLAW_SEQUENCE);
    expect("890123", PIN_FLAW_SEQUENCE);
    expect("246802", PIN_FLAW_SEQUENCE);
    expect("198473", PIN_FLAW_DATE);
    expect("482007", PIN_FLAW_DATE);
    expect("310583", PIN_FLAW_DATE);
    expect("830531", PIN_FLAW_DATE);
    expect("14071998", PIN_FLAW_DATE);
    expect("147258", PIN_FLAW_COMMON);
    expect("159753", PIN_FLAW_COMMON);
}

static void test_most_others_are_taken(void **state)
{
    (void)state;
    int good = 0;
    expect("482617", PIN_FINE);
    expect("9048261735", PIN_FINE);
    for (int number = 0; number < 1000000; number++) {
        char pin[16];
        snprintf(pin, sizeof pin, "%06d", number);
        good += pin_judge(str_from(pin)) == PIN_FINE;
    }
    assert_true(good > 850000 && good < 950000);
}

static void test_what_is_kept_opens_with_that_pin_only(void **state)
{
    (void)state;
    char kept[SEAL_PIN_TEXT], again[SEAL_PIN_TEXT];
    assert_int_equal(seal_pin_hash(&entropy, STR("482617"), kept), OK);
    assert_int_equal(seal_pin_hash(&entropy, STR("482617"), again), OK);
    assert_string_not_equal(kept, again); // another salt
    assert_null(strstr(kept, "482617"));
    assert_int_equal(seal_pin_check(str_from(kept), STR("482617")), OK);
    assert_int_equal(seal_pin_check(str_from(kept), STR("482618")), ERR_DENIED);
    assert_int_equal(seal_pin_check(str_from(kept), STR("")), ERR_DENIED);
    assert_int_equal(crypto_pwhash_str_verify(kept, "482617", 6), 0); // libsodium reads the same
    assert_int_not_equal(crypto_pwhash_str_verify(kept, "482618", 6), 0);
}

static void test_a_file_that_was_changed_opens_nothing(void **state)
{
    (void)state;
    char kept[SEAL_PIN_TEXT];
    assert_int_equal(seal_pin_hash(&entropy, STR("482617"), kept), OK);
    struct str whole = str_from(kept);
    for (size_t n = 0; n < whole.n; n++)
        assert_int_equal(seal_pin_check(str_slice(whole, 0, n), STR("482617")), ERR_INVALID);
    kept[13] = '8'; // another version
    assert_int_equal(seal_pin_check(whole, STR("482617")), ERR_INVALID);
    assert_int_equal(
        seal_pin_check(STR("$argon2id$v=19$m=4194304,t=9,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA"), STR("1")),
        ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_somebody_would_try_first_is_refused),
        cmocka_unit_test(test_most_others_are_taken),
        cmocka_unit_test(test_what_is_kept_opens_with_that_pin_only),
        cmocka_unit_test(test_a_file_that_was_changed_opens_nothing),
    };
    return seal_init() == OK ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
