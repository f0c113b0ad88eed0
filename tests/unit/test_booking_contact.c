// links: base booking seal
#include "harness/test.h"

#include "base/limits.h"
#include "base/rng.h"
#include "booking/email.h"
#include "booking/phone.h"

static void expect_number(const char *typed, const char *e164)
{
    char found[PHONE_TEXT] = "untouched";
    err_t err = phone_parse(str_from(typed), found);
    if (err != (e164 ? OK : ERR_INVALID)) fail_msg("%s gave error %d", typed, (int)err);
    assert_string_equal(found, e164 ? e164 : "untouched");
}

static void test_numbers_as_people_in_france_type_them(void **state)
{
    (void)state;
    expect_number("0612345678", "+33612345678");
    expect_number("06 12 34 56 78", "+33612345678");
    expect_number("06.12.34.56.78", "+33612345678");
    expect_number("06-12-34-56-78", "+33612345678");
    expect_number(" 07 12 34 56 78 ", "+33712345678");
    expect_number("(0)6 12 34 56 78", "+33612345678");
    expect_number("[06]12345678", "+33612345678");
    expect_number("01 42 34 56 78", "+33142345678");
    expect_number("+33612345678", "+33612345678");
    expect_number("0033612345678", "+33612345678");
    expect_number("+33 (0)6 12 34 56 78", "+33612345678");
    expect_number("+33 06 12 34 56 78", "+33612345678");
    expect_number("0033 (0) 6 12 34 56 78", "+33612345678");
    expect_number("(+33) 6 12 34 56 78", "+33612345678");
}

static void test_numbers_overseas_get_their_own_country(void **state)
{
    (void)state;
    expect_number("0690 12 34 56", "+590690123456");
    expect_number("0691 12 34 56", "+590691123456");
    expect_number("0694 12 34 56", "+594694123456");
    expect_number("0696 12 34 56", "+596696123456");
    expect_number("0697 12 34 56", "+596697123456");
    expect_number("0692 12 34 56", "+262692123456");
    expect_number("0693 12 34 56", "+262693123456");
    expect_number("0639 12 34 56", "+262639123456");
    expect_number("0709 01 23 45", "+590709012345");
    expect_number("0709 11 23 45", "+596709112345");
    expect_number("0709 21 23 45", "+262709212345");
    expect_number("0709 31 23 45", "+594709312345");
    expect_number("0709 41 23 45", "+33709412345");
    expect_number("0262 12 34 56", "+262262123456");
    expect_number("0269 12 34 56", "+262269123456");
    expect_number("0590 12 34 56", "+590590123456");
    expect_number("0594 12 34 56", "+594594123456");
    expect_number("0596 12 34 56", "+596596123456");
    expect_number("+262692123456", "+262692123456");
    expect_number("+262 (0)692 12 34 56", "+262692123456");
    expect_number("00262 692 12 34 56", "+262692123456");
    expect_number("00590690123456", "+590690123456");
    expect_number("0695 12 34 56", "+33695123456"); // the neighbours of those are in France
    expect_number("0698 12 34 56", "+33698123456");
}

static void test_numbers_from_elsewhere_are_kept_as_they_are(void **state)
{
    (void)state;
    expect_number("+32 470 12 34 56", "+32470123456");
    expect_number("00 44 7911 123456", "+447911123456");
    expect_number("+39 06 698 12345", "+390669812345");
    expect_number("+225 07 12 34 56 78", "+2250712345678");
    expect_number("+2901", "+2901");
    expect_number("+123456789012345", "+123456789012345");
}

static void test_what_is_no_number_is_refused(void **state)
{
    (void)state;
    static const char *const typed[] = {
        "",
        " ",
        "+",
        "00",
        "+0",
        "061234567",              // one missing
        "06123456789",            // one too many
        "612345678",              // no zero
        "33612345678",            // no plus
        "0012",                   // fewer than four digits
        "+123",                   // the same
        "+1234567890123456",      // sixteen digits
        "+33 6 12 34 56 7",       // one missing
        "+33 6 12 34 56 78 9",    // one too many
        "+33 00 12 34 56 78",     // two trunk zeros
        "+33 (0)(0)6 12 34 56 7", // the same
        "+262 69212345",          // one missing
        "++33612345678",
        "06+12345678",
        "0+33612345678",
        "06 12 34 56 7a",
        "06/12/34/56/78",
        "+44 (0)20 7946 0958", // whether that zero is dialled depends on the country
        "+00 33 612345678",
        "00012345678",
        "nadia@example.org",
        "0612345678061234567806123456780612345678",
    };
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
        expect_number(typed[i], NULL);
    char found[PHONE_TEXT];
    assert_int_equal(phone_parse((struct str){"06123\0005678", 10}, found), ERR_INVALID);
    assert_int_equal(phone_parse(STR("٠٦١٢٣٤٥٦٧٨"), found), ERR_INVALID);
}

static void test_an_sms_goes_to_mobiles_only(void **state)
{
    (void)state;
    assert_true(phone_is_mobile(STR("+33612345678")));
    assert_true(phone_is_mobile(STR("+33712345678")));
    assert_true(phone_is_mobile(STR("+262692123456")));
    assert_true(phone_is_mobile(STR("+262639123456")));
    assert_true(phone_is_mobile(STR("+590690123456")));
    assert_true(phone_is_mobile(STR("+594694123456")));
    assert_true(phone_is_mobile(STR("+596709112345")));
    assert_true(phone_is_mobile(STR("+442079460958"))); // abroad nobody here knows
    assert_false(phone_is_mobile(STR("+33142345678")));
    assert_false(phone_is_mobile(STR("+33912345678")));
    assert_false(phone_is_mobile(STR("+262262123456")));
    assert_false(phone_is_mobile(STR("+590590123456")));
    assert_false(phone_is_mobile(STR("+594594123456")));
    assert_false(phone_is_mobile(STR("+596596123456")));
}

static bool is_e164(const char *text)
{
    size_t n = strlen(text);
    return text[0] == '+' && text[1] >= '1' && n >= 5 && n <= 16 && strspn(text + 1, "0123456789") == n - 1;
}

static size_t random_text(struct rng *rng, const char *alphabet, char *to, size_t cap)
{
    size_t n = (size_t)rng_below(rng, cap), letters = strlen(alphabet);
    bool any = rng_below(rng, 4) == 0;
    for (size_t i = 0; i < n; i++)
        to[i] = any ? (char)rng_next(rng) : alphabet[rng_below(rng, letters)];
    return n;
}

static void test_any_bytes_give_a_number_or_an_error(void **state)
{
    (void)state;
    struct rng rng = {33};
    int accepted = 0, refused = 0;
    for (int round = 0; round < 200000; round++) {
        char typed[26], first[PHONE_TEXT] = "untouched", second[PHONE_TEXT];
        size_t n = random_text(&rng, "000012345667+9 .-()", typed, sizeof typed);
        if (phone_parse((struct str){typed, n}, first)) {
            assert_string_equal(first, "untouched");
            refused++;
        } else {
            assert_true(is_e164(first));
            assert_int_equal(phone_parse(str_from(first), second), OK); // what is normal stays so
            assert_string_equal(first, second);
            accepted++;
        }
    }
    assert_true(accepted > 1000 && refused > 1000);
}

static void test_addresses_that_may_exist(void **state)
{
    (void)state;
    assert_true(email_is_plausible(STR("nadia@example.org")));
    assert_true(email_is_plausible(STR("N.adia+rdv@mail.example.co.uk")));
    assert_true(email_is_plausible(STR("a@b-c.fr")));
    assert_true(email_is_plausible(STR("o'neil_99%x@3w.example")));
    assert_true(email_is_plausible(STR("x@xn--bcher-kva.xn--p1ai")));
}

static void test_slips_of_the_finger_in_addresses(void **state)
{
    (void)state;
    static const char *const typed[] = {
        "",
        "@",
        "nadia",
        "nadia@",
        "@example.org",
        "nadia@example",
        "nadia@@example.org",
        "nadia@exam@ple.org",
        "nadia@example.",
        "nadia@.org",
        "nadia@example..org",
        ".nadia@example.org",
        "nadia.@example.org",
        "na..dia@example.org",
        "na dia@example.org",
        "nadia@exa mple.org",
        " nadia@example.org",
        "nadia@example.org ",
        "nadia,@example.org",
        "nadia@example,org",
        "nadia@-example.org",
        "nadia@example-.org",
        "nadia@example.o",
        "nadia@192.168.1.1",
        "nadège@example.org",
        "nadia@exämple.org",
        "\"nadia\"@example.org",
        "nadia@[127.0.0.1]",
        "nadia@example.org\n",
        "0612345678",
        // 65 before the @, and a label of 64
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@example.org",
        "a@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.org",
    };
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
        if (email_is_plausible(str_from(typed[i]))) fail_msg("%s was taken", typed[i]);
    assert_false(email_is_plausible((struct str){"nad\0a@example.org", 17}));
}

static void test_an_address_is_never_longer_than_what_is_kept(void **state)
{
    (void)state;
    char typed[LIMIT_CONTACT + 2];
    for (size_t n = LIMIT_CONTACT - 1; n <= LIMIT_CONTACT + 1; n++) {
        for (size_t i = 0; i < n; i++) // labels of nine letters and a dot
            typed[i] = i % 10 == 9 ? '.' : 'a';
        typed[1] = '@';
        typed[n - 1] = typed[n - 2] = 'a';
        assert_int_equal(email_is_plausible((struct str){typed, n}), n <= LIMIT_CONTACT);
    }
}

static void test_any_bytes_are_an_address_or_not(void **state)
{
    (void)state;
    struct rng rng = {44};
    int accepted = 0;
    for (int round = 0; round < 200000; round++) {
        char typed[24];
        struct str s = {typed, random_text(&rng, "abcdef@...- ", typed, sizeof typed)};
        if (!email_is_plausible(s)) continue;
        accepted++;
        size_t at = str_find(s, STR("@"));
        struct str domain = str_slice(s, at + 1, s.n);
        assert_true(at > 0 && at < s.n && str_find(domain, STR("@")) == domain.n);
        assert_true(str_find(domain, STR(".")) < domain.n && str_find(s, STR("..")) == s.n);
        for (size_t i = 0; i < s.n; i++)
            assert_true(typed[i] > ' ' && typed[i] < 0x7f);
    }
    assert_true(accepted > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_as_people_in_france_type_them),
        cmocka_unit_test(test_numbers_overseas_get_their_own_country),
        cmocka_unit_test(test_numbers_from_elsewhere_are_kept_as_they_are),
        cmocka_unit_test(test_what_is_no_number_is_refused),
        cmocka_unit_test(test_an_sms_goes_to_mobiles_only),
        cmocka_unit_test(test_any_bytes_give_a_number_or_an_error),
        cmocka_unit_test(test_addresses_that_may_exist),
        cmocka_unit_test(test_slips_of_the_finger_in_addresses),
        cmocka_unit_test(test_an_address_is_never_longer_than_what_is_kept),
        cmocka_unit_test(test_any_bytes_are_an_address_or_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
