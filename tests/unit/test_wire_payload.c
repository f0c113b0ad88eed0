// links: base booking wire
#include "harness/test.h"

#include <jansson.h>

#include "base/rng.h"
#include "wire/json_memory.h"
#include "wire/payload.h"
#include "wire/words.h"

static const char *const need_ids[] = {"parler", "toit", "manger", "sais-pas"};
static const struct payload_names names = {need_ids, 4};

static void set_pii(struct pii *to, const char *text)
{
    assert_int_equal(pii_set(to, str_from(text)), OK);
}

static void set_text(char *to, size_t cap, const char *text)
{
    assert_int_equal(str_copy(str_from(text), to, cap), OK);
}

static struct booking make_booking(void)
{
    struct booking b = {.uid = {{0xab, 1}},
                        .kind = ITEM_APPOINTMENT,
                        .needs = {1, 3},
                        .need_count = 2,
                        .choice_count = 2,
                        .contact_kind = CONTACT_SMS,
                        .safe = SAFE_MINE,
                        .age = AGE_18_25,
                        .language = "fr",
                        .code = {{5, 17, 30}, 42},
                        .partner = "ml"};
    set_pii(&b.name, "Nadia");
    set_pii(&b.contact, "+33612345678");
    for (int i = 0; i < 2; i++) {
        b.choices[i].start_s = 1795442400 + 86400 * i;
        b.choices[i].end_s = b.choices[i].start_s + 1800;
        set_text(b.choices[i].partner, LIMIT_ID, "ml");
    }
    set_text(b.choices[0].title, LIMIT_TITLE, "Entretien \"découverte\"");
    return b;
}

static const char golden[] =
    "{\"v\":1,\"uid\":\"ab010000000000000000000000000000\",\"kind\":\"appointment\",\"name\":\"Nadia\","
    "\"contact\":{\"kind\":\"sms\",\"value\":\"+33612345678\",\"safe\":\"mine\"},\"age\":\"18-25\","
    "\"needs\":[\"toit\",\"sais-pas\"],\"choices\":["
    "{\"start\":\"2026-11-23T14:00:00Z\",\"end\":\"2026-11-23T14:30:00Z\","
    "\"title\":\"Entretien \\\"découverte\\\"\",\"partner\":\"ml\"},"
    "{\"start\":\"2026-11-24T14:00:00Z\",\"end\":\"2026-11-24T14:30:00Z\",\"partner\":\"ml\"}],"
    "\"language\":\"fr\",\"code\":\"05-17-30-42\",\"notice\":1,\"partner\":\"ml\"}";

// What the staff's page reads: these bytes are a format, and items of last year must still open.
static void test_the_bytes_are_those_that_the_page_of_staff_reads(void **state)
{
    (void)state;
    char plain[LIMIT_PLAIN];
    size_t n;
    struct booking booking = make_booking();
    assert_int_equal(payload_encode(&booking, &names, plain, sizeof plain, &n), OK);
    assert_int_equal(n, 1024);
    assert_memory_equal(plain, golden, sizeof golden - 1);
    for (size_t i = sizeof golden - 1; i < n; i++)
        assert_int_equal(plain[i], ' ');
}

static void assert_same_slot(const struct slot *a, const struct slot *b)
{
    assert_int_equal(a->start_s, b->start_s);
    assert_int_equal(a->end_s, b->end_s);
    assert_string_equal(a->title, b->title);
    assert_string_equal(a->partner, b->partner);
}

static void assert_same_answers(const struct booking *a, const struct booking *b)
{
    assert_int_equal(a->contact_kind, b->contact_kind);
    assert_int_equal(a->safe, b->safe);
    assert_int_equal(a->age, b->age);
    assert_int_equal(a->need_count, b->need_count);
    assert_memory_equal(a->needs, b->needs, a->need_count);
}

static void assert_same(const struct booking *a, const struct booking *b)
{
    assert_true(uid_eq(a->uid, b->uid));
    assert_int_equal(a->kind, b->kind);
    assert_true(str_eq(pii_str(&a->name), pii_str(&b->name)));
    assert_true(str_eq(pii_str(&a->contact), pii_str(&b->contact)));
    assert_same_answers(a, b);
    assert_int_equal(a->choice_count, b->choice_count);
    for (size_t i = 0; i < a->choice_count; i++)
        assert_same_slot(&a->choices[i], &b->choices[i]);
    assert_string_equal(a->language, b->language);
    assert_memory_equal(&a->code, &b->code, sizeof a->code);
    assert_string_equal(a->partner, b->partner);
}

static void go_there_and_back(const struct booking *booking)
{
    char plain[LIMIT_PLAIN];
    size_t n;
    struct booking back;
    assert_int_equal(payload_encode(booking, &names, plain, sizeof plain, &n), OK);
    assert_int_equal(n % 1024, 0);
    assert_int_equal(payload_parse((struct str){plain, n}, &names, &back), OK);
    assert_same(booking, &back);
}

static void test_every_answer_comes_back(void **state)
{
    (void)state;
    struct booking b = make_booking();
    for (int kind = ITEM_APPOINTMENT; kind <= ITEM_ARRIVAL; kind++) {
        b.kind = (enum item_kind)kind;
        for (int contact = CONTACT_SMS; contact <= CONTACT_RETURN; contact++) {
            b.contact_kind = (enum contact_kind)contact;
            for (int safe = SAFE_NOT_ASKED; safe <= SAFE_OTHER_NOT; safe++) {
                b.safe = (enum safe_kind)safe;
                for (int age = AGE_SKIPPED; age <= AGE_30_UP; age++) {
                    b.age = (enum age_band)age;
                    go_there_and_back(&b);
                }
            }
        }
    }
}

static void test_every_need_and_count_comes_back(void **state)
{
    (void)state;
    struct booking b = make_booking();
    for (uint8_t need = 0; need < 4; need++) {
        for (b.need_count = 0; b.need_count <= LIMIT_NEEDS; b.need_count++) {
            b.needs[0] = need;
            b.needs[1] = (uint8_t)((need + 1) % 4);
            b.needs[2] = (uint8_t)((need + 2) % 4);
            for (b.choice_count = 0; b.choice_count <= 2; b.choice_count++)
                go_there_and_back(&b);
        }
    }
}

static void test_skipped_answers_are_absent_keys(void **state)
{
    (void)state;
    char plain[LIMIT_PLAIN];
    size_t n;
    struct booking b = {.kind = ITEM_INTEREST, .contact_kind = CONTACT_RETURN, .language = "ti"};
    go_there_and_back(&b);
    assert_int_equal(payload_encode(&b, &names, plain, sizeof plain, &n), OK);
    static const char bare[] = "{\"v\":1,\"uid\":\"00000000000000000000000000000000\",\"kind\":\"interest\","
                               "\"contact\":{\"kind\":\"return\"},\"language\":\"ti\","
                               "\"code\":\"00-00-00-00\",\"notice\":1} ";
    assert_memory_equal(plain, bare, sizeof bare - 1);
}

static void test_any_script_and_any_mark_comes_back(void **state)
{
    (void)state;
    static const char *const typed[] = {
        "ندى", "Олена", "ሰላም", "Zoé-Lou d'Arc", "\"\\/\b\x1f\x7f", "👩‍👧🍒", "</script>"};
    struct booking b = make_booking();
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        set_pii(&b.name, typed[i]);
        go_there_and_back(&b);
    }
}

static void test_the_longest_booking_fits_and_lengths_are_steps(void **state)
{
    (void)state;
    char plain[LIMIT_PLAIN];
    size_t n, last = 0;
    struct booking b = make_booking();
    for (size_t i = 0; i < sizeof b.name.p; i++) {
        b.name.p[i] = b.contact.p[i] = '\x1f'; // six characters each in JSON, the worst
        b.name.n = b.contact.n = i + 1;
        memset(b.choices[0].title, '"', LIMIT_TITLE - 1);
        assert_int_equal(payload_encode(&b, &names, plain, sizeof plain, &n), OK);
        assert_true(n == 1024 || n == 2048 || n == 3072);
        assert_true(n >= last);
        last = n;
    }
    assert_int_equal(last, 3072);
    go_there_and_back(&b);
}

static void test_too_small_a_place_is_refused_and_left_clean(void **state)
{
    (void)state;
    char plain[1024];
    size_t n = 7;
    struct booking b = make_booking();
    for (size_t cap = 0; cap < sizeof plain; cap += 31) {
        memset(plain, 'u', sizeof plain);
        assert_int_equal(payload_encode(&b, &names, plain, cap, &n), ERR_FULL);
        assert_int_equal(n, 7);
        assert_int_equal(str_find((struct str){plain, sizeof plain}, STR("Nadia")), sizeof plain);
    }
    assert_int_equal(payload_encode(&b, &names, plain, sizeof plain, &n), OK);
}

static void test_a_name_that_is_no_text_is_not_written(void **state)
{
    (void)state;
    char plain[LIMIT_PLAIN];
    size_t n;
    struct booking b = make_booking();
    set_pii(&b.name, "Nad\xc3");
    assert_int_equal(payload_encode(&b, &names, plain, sizeof plain, &n), ERR_INVALID);
    assert_int_equal(pii_set(&b.name, (struct str){"N\0a", 3}), OK);
    assert_int_equal(payload_encode(&b, &names, plain, sizeof plain, &n), ERR_INVALID);
}

// The golden payload with one part replaced, padded as it should be.
static err_t parse_changed(const char *from, const char *to, struct booking *ret_booking)
{
    char plain[LIMIT_PLAIN];
    struct buf out = buf_init(plain, sizeof plain);
    struct str text = str_from(golden);
    size_t at = str_find(text, str_from(from));
    assert_true(at < text.n);
    buf_add(&out, str_slice(text, 0, at));
    buf_add(&out, str_from(to));
    buf_add(&out, str_slice(text, at + strlen(from), text.n));
    while (out.n % 1024)
        buf_add_char(&out, ' ');
    assert_false(out.full);
    return payload_parse(buf_str(&out), &names, ret_booking);
}

static void expect_refused(const char *from, const char *to)
{
    struct booking untouched = {.need_count = 77};
    if (parse_changed(from, to, &untouched) != ERR_INVALID) fail_msg("%s was taken", to);
    assert_int_equal(untouched.need_count, 77);
}

static void test_a_payload_changed_within_the_rules_is_read(void **state)
{
    (void)state;
    struct booking b;
    assert_int_equal(parse_changed("Nadia", "Nadja", &b), OK);
    assert_true(str_eq(pii_str(&b.name), STR("Nadja")));
    assert_int_equal(parse_changed("\"name\":\"Nadia\",", "", &b), OK);
    assert_int_equal(b.name.n, 0);
}

static void test_unknown_words_and_kinds_are_refused(void **state)
{
    (void)state;
    expect_refused("\"appointment\"", "\"party\"");
    expect_refused("\"appointment\"", "\"Appointment\"");
    expect_refused("\"appointment\"", "0");
    expect_refused("\"appointment\"", "null");
    expect_refused("\"sms\"", "\"fax\"");
    expect_refused("\"mine\"", "\"\"");
    expect_refused("\"18-25\"", "\"\"");
    expect_refused("\"18-25\"", "25");
    expect_refused("\"toit\"", "\"yacht\"");
    expect_refused("\"toit\"", "1");
    expect_refused("\"sais-pas\"", "\"sais-pas\",\"toit\",\"manger\"");
    expect_refused("[\"toit\",\"sais-pas\"]", "[]");
    expect_refused("\"v\":1", "\"v\":2");
    expect_refused("\"notice\":1", "\"notice\":0");
    expect_refused("\"notice\":1", "\"notice\":2");
    expect_refused("\"notice\":1", "\"notice\":4294967297");
    expect_refused("\"notice\":1", "\"notice\":1.0");
}

static void test_unknown_missing_and_repeated_keys_are_refused(void **state)
{
    (void)state;
    expect_refused("\"age\"", "\"nationality\":\"x\",\"age\"");
    expect_refused("\"age\"", "\"Age\"");
    expect_refused("\"language\":\"fr\",", "\"language\":\"fr\",\"language\":\"fr\",");
    expect_refused("\"v\":1,", "");
    expect_refused("\"uid\":\"ab010000000000000000000000000000\",", "");
    expect_refused("\"kind\":\"appointment\",", "");
    expect_refused("\"code\":\"05-17-30-42\",", "");
    expect_refused("\"notice\":1,", "");
    expect_refused("\"kind\":\"sms\",", "");
    expect_refused("\"safe\":\"mine\"", "\"safe\":\"mine\",\"address\":\"x\"");
}

static void test_numbers_dates_and_codes_out_of_bounds_are_refused(void **state)
{
    (void)state;
    expect_refused("ab01", "AB01");
    expect_refused("ab01", "ab0");
    expect_refused("2026-11-23T14:00:00Z", "2026-02-30T14:00:00Z");
    expect_refused("2026-11-23T14:00:00Z", "2026-11-23T24:00:00Z");
    expect_refused("2026-11-23T14:00:00Z", "2026-11-23T14:60:00Z");
    expect_refused("2026-11-23T14:00:00Z", "2026-11-23T14:00:00+01:00");
    expect_refused("2026-11-23T14:00:00Z", "2026-11-23 14:00:00Z");
    expect_refused("2026-11-23T14:00:00Z", "");
    expect_refused("05-17-30-42", "05-17-32-42");
    expect_refused("05-17-30-42", "05-17-30-100");
    expect_refused("05-17-30-42", "5-17-30-42");
    expect_refused("05-17-30-42", "05-17-30-42-01");
    expect_refused("05-17-30-42", "05173042");
}

static void test_a_time_is_read_only_as_it_is_written(void **state)
{
    (void)state;
    char text[RFC3339_TEXT];
    int64_t utc_s = 0;
    for (int64_t wanted = -86400 * 365LL * 20; wanted < 86400 * 365LL * 90; wanted += 86400 * 97 + 12347) {
        rfc3339_text(wanted, text);
        assert_int_equal(rfc3339_parse(str_from(text), &utc_s), OK);
        assert_int_equal(utc_s, wanted);
    }
    static const char *const wrong[] = {
        "2026-11-23T24:00:00Z",  "2026-11-23T23:60:00Z", "2026-11-23T23:59:60Z",
        "2026-13-23T23:59:59Z",  "2026-11-23t23:59:59Z", "2026-11-23T23:59:59z",
        "2026-11-23T23:59:59ZZ", "2026-11-23T-1:59:59Z", "2026-11-23T23-59-59Z"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(rfc3339_parse(str_from(wrong[i]), &utc_s), ERR_INVALID);
}

static void expect_long_refused(const char *from, size_t n)
{
    char text[512] = "";
    memset(text, 'x', n);
    expect_refused(from, text);
}

static void test_texts_too_long_are_refused(void **state)
{
    (void)state;
    char fits[LIMIT_NAME + 1] = "";
    struct booking b;
    memset(fits, 'x', LIMIT_NAME);
    assert_int_equal(parse_changed("Nadia", fits, &b), OK);
    expect_long_refused("Nadia", LIMIT_NAME + 1);
    expect_long_refused("+33612345678", LIMIT_CONTACT + 1);
    expect_long_refused("Entretien", LIMIT_TITLE);
    expect_refused("\"language\":\"fr\"", "\"language\":\"fr-FR-xx\"");
    expect_refused("\"ml\"}", "\"abcdefghijklmnopqrstuvwxyz0123456\"}");
}

static void test_other_spellings_of_the_same_are_refused(void **state)
{
    (void)state;
    expect_refused("\"Nadia\"", "\"N\\u0061dia\"");
    expect_refused("\"Nadia\"", "\"Nad\xc3\"");
    expect_refused("\"Nadia\"", "\"Nad\\u0000\"");
    expect_refused("\"Nadia\"", "\"Nad\\ud800\"");
    expect_refused("{\"v\":1,", "{ \"v\":1,");
    expect_refused("{\"v\":1,", " {\"v\":1,");
    expect_refused("\"notice\":1,\"partner\":\"ml\"}", "\"partner\":\"ml\",\"notice\":1}");
    expect_refused("\"notice\":1,\"partner\":\"ml\"}", "\"notice\":1,\"partner\":\"ml\"}x");
    expect_refused("\"notice\":1,\"partner\":\"ml\"}", "\"notice\":1,\"partner\":\"ml\"}\n");
    expect_refused("\"notice\":1,\"partner\":\"ml\"}", "\"notice\":1,\"partner\":\"ml\"}{}");
    expect_refused("\"notice\":1,\"partner\":\"ml\"}", "\"notice\":1,\"partner\":\"ml\"");
}

static void test_other_lengths_are_refused(void **state)
{
    (void)state;
    static char plain[2 * LIMIT_PLAIN];
    struct booking b;
    memset(plain, ' ', sizeof plain);
    memcpy(plain, golden, sizeof golden - 1);
    assert_int_equal(payload_parse((struct str){plain, 1024}, &names, &b), OK);
    const size_t lengths[] = {0, 1, sizeof golden - 1, 1023, 1025, 2048, LIMIT_PLAIN, 2 * LIMIT_PLAIN};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
        assert_int_equal(payload_parse((struct str){plain, lengths[i]}, &names, &b), ERR_INVALID);
}

static size_t pool_find(struct str what)
{
    size_t n;
    const char *pool = json_memory_look(&n);
    size_t at = str_find((struct str){pool, n}, what);
    return at == n ? 0 : 1;
}

static bool pool_is_zero(void)
{
    size_t n;
    const char *pool = json_memory_look(&n);
    for (size_t i = 0; i < n; i++)
        if (pool[i]) return false;
    return true;
}

static void test_a_name_does_not_outlive_the_work_on_it(void **state)
{
    (void)state;
    char plain[LIMIT_PLAIN];
    size_t n;
    struct booking b = make_booking(), back;
    set_pii(&b.name, "CANARY");
    // The control: freed by jansson, the name still stands in the pool; only the end takes it away.
    json_memory_begin();
    json_decref(json_string("CANARY"));
    assert_true(pool_find(STR("CANARY")));
    json_memory_end();
    assert_true(pool_is_zero());
    assert_int_equal(payload_encode(&b, &names, plain, sizeof plain, &n), OK);
    assert_true(pool_is_zero());
    assert_int_equal(payload_parse((struct str){plain, n}, &names, &back), OK);
    assert_true(pool_is_zero());
    plain[n - 1] = 'x';
    assert_int_equal(payload_parse((struct str){plain, n}, &names, &back), ERR_INVALID);
    assert_true(pool_is_zero());
}

// If jansson took memory of its own somewhere, the pool would not see it: nothing may fit in a full pool.
static void test_jansson_has_no_memory_but_the_pool(void **state)
{
    (void)state;
    size_t taken = 0;
    json_memory_begin();
    while (json_string("a text of some length"))
        taken++;
    assert_true(taken > 100);
    while (json_integer(1))
        taken++;
    assert_null(json_object());
    assert_null(json_array());
    assert_null(json_loadb("{}", 2, 0, NULL));
    json_memory_end();
    assert_true(pool_is_zero());
}

static void test_nothing_that_is_nested_or_crowded_gets_through(void **state)
{
    (void)state;
    static const char *const units[] = {"[", "{\"a\":", "[0,", "\"\\u00e9\",", "{\"needs\":["};
    char plain[LIMIT_PLAIN];
    struct booking b;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        for (size_t at = 0; at < sizeof plain; at++)
            plain[at] = units[i][at % strlen(units[i])];
        assert_int_equal(payload_parse((struct str){plain, sizeof plain}, &names, &b), ERR_INVALID);
        assert_true(pool_is_zero());
    }
}

static void assert_within_bounds(const struct booking *b)
{
    assert_true(b->need_count <= LIMIT_NEEDS && b->choice_count <= 2);
    for (size_t i = 0; i < b->need_count; i++)
        assert_true(b->needs[i] < names.need_count);
    for (size_t i = 0; i < 3; i++)
        assert_true(b->code.pictures[i] < 32);
    assert_true(b->code.number < 100);
}

static void test_any_damage_is_refused_or_harmless(void **state)
{
    (void)state;
    struct rng rng = {1024};
    int accepted = 0, refused = 0;
    for (int round = 0; round < 20000; round++) {
        char plain[1024];
        struct booking b = {0};
        memset(plain, ' ', sizeof plain);
        memcpy(plain, golden, sizeof golden - 1);
        for (uint64_t n = 1 + rng_below(&rng, 3); n > 0; n--)
            plain[rng_below(&rng, sizeof golden)] =
                rng_below(&rng, 2) ? (char)rng_next(&rng) : golden[rng_below(&rng, sizeof golden - 1)];
        if (payload_parse((struct str){plain, sizeof plain}, &names, &b)) {
            refused++;
            continue;
        }
        accepted++;
        assert_within_bounds(&b);
        go_there_and_back(&b);
    }
    assert_true(accepted > 100 && refused > 10000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_bytes_are_those_that_the_page_of_staff_reads),
        cmocka_unit_test(test_every_answer_comes_back),
        cmocka_unit_test(test_every_need_and_count_comes_back),
        cmocka_unit_test(test_skipped_answers_are_absent_keys),
        cmocka_unit_test(test_any_script_and_any_mark_comes_back),
        cmocka_unit_test(test_the_longest_booking_fits_and_lengths_are_steps),
        cmocka_unit_test(test_too_small_a_place_is_refused_and_left_clean),
        cmocka_unit_test(test_a_name_that_is_no_text_is_not_written),
        cmocka_unit_test(test_a_payload_changed_within_the_rules_is_read),
        cmocka_unit_test(test_unknown_words_and_kinds_are_refused),
        cmocka_unit_test(test_unknown_missing_and_repeated_keys_are_refused),
        cmocka_unit_test(test_numbers_dates_and_codes_out_of_bounds_are_refused),
        cmocka_unit_test(test_a_time_is_read_only_as_it_is_written),
        cmocka_unit_test(test_texts_too_long_are_refused),
        cmocka_unit_test(test_other_spellings_of_the_same_are_refused),
        cmocka_unit_test(test_other_lengths_are_refused),
        cmocka_unit_test(test_a_name_does_not_outlive_the_work_on_it),
        cmocka_unit_test(test_jansson_has_no_memory_but_the_pool),
        cmocka_unit_test(test_nothing_that_is_nested_or_crowded_gets_through),
        cmocka_unit_test(test_any_damage_is_refused_or_harmless),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
