// links: base port booking seal wire collect
// The pieces of collecting: what is done next, what staff read, the manifest, the signature.
#include "harness/test.h"

#include <stdio.h>

#include "collect/collect.h"
#include "seal/seal.h"
#include "seal/sign.h"
#include "wire/manifest.h"

// --- what is done next

static void answer(struct collect *collect, err_t err, int64_t number)
{
    collect_step(collect, &(struct collect_event){.kind = COLLECT_DID, .err = err, .number = number});
}

static struct collect at(enum collect_task task)
{
    struct collect collect = {0};
    collect_begin(&collect);
    collect.waiting = 3;
    collect.written = 2;
    collect.task = task;
    return collect;
}

static void test_two_items_go_one_piece_after_the_other(void **state)
{
    (void)state;
    static const struct {
        enum collect_task task;
        err_t err;
    } told[] = {
        {COLLECT_LOOK, OK},          {COLLECT_WRITE, OK},
        {COLLECT_WRITE, ERR_EXISTS}, {COLLECT_WRITE, ERR_MISSING},
        {COLLECT_FLUSH, OK},         {COLLECT_READ_BACK, OK},
        {COLLECT_READ_BACK, OK},     {COLLECT_READ_BACK, ERR_MISSING},
        {COLLECT_CARRY, OK},         {COLLECT_CARRY, ERR_MISSING},
        {COLLECT_PAGE, OK},          {COLLECT_REPORT, OK},
        {COLLECT_LIST, OK},          {COLLECT_FLUSH, OK},
        {COLLECT_PUBLISH, OK},       {COLLECT_FLUSH, OK},
        {COLLECT_CONFIRM, OK},       {COLLECT_MARK, OK},
    };
    struct collect collect = {0};
    int64_t done, total, before = 0;
    collect_begin(&collect);
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        assert_int_equal(collect.task, told[i].task);
        assert_int_equal(collect.end, COLLECT_RUNNING);
        answer(&collect, told[i].err, 2);
        collect_progress(&collect, &done, &total);
        assert_true(done >= before && done <= total);
        before = done;
    }
    assert_int_equal(collect.end, COLLECT_ALL);
    assert_true(collect.written == 1 && collect.already == 1 && done == total);
}

static void test_what_is_written_is_flushed_now_and_then(void **state)
{
    (void)state;
    struct collect collect = {0};
    int flushes = 0;
    collect_begin(&collect);
    answer(&collect, OK, 100);
    for (int i = 0; i < 100; i++) {
        assert_int_equal(collect.task, COLLECT_WRITE);
        answer(&collect, OK, 0);
        if (collect.task == COLLECT_FLUSH) flushes++, answer(&collect, OK, 0);
    }
    assert_int_equal(flushes, 3);
}

static void test_whatever_the_stick_answers_has_an_end(void **state)
{
    (void)state;
    static const struct {
        err_t err;
        enum collect_end end;
    } ends[] = {{ERR_IO, COLLECT_GONE},
                {ERR_READONLY, COLLECT_READONLY},
                {ERR_DENIED, COLLECT_REFUSED},
                {ERR_DAMAGED, COLLECT_UNFAITHFUL}};
    for (enum collect_task task = COLLECT_LOOK; task < COLLECT_MARK; task++)
        for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
            struct collect collect = at(task);
            answer(&collect, ends[i].err, 0);
            assert_int_equal(collect.end, ends[i].end);
            assert_int_equal(collect.task, COLLECT_REST);
        }
}

static void test_pulled_stopped_or_the_own_disk_at_any_task(void **state)
{
    (void)state;
    static const struct {
        enum collect_event_kind kind;
        enum collect_end end;
    } ends[] = {
        {COLLECT_PULLED, COLLECT_GONE}, {COLLECT_STOP, COLLECT_STOPPED}, {COLLECT_UNDONE, COLLECT_UNKEPT}};
    for (enum collect_task task = COLLECT_LOOK; task <= COLLECT_MARK; task++)
        for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
            struct collect collect = at(task);
            collect_step(&collect, &(struct collect_event){.kind = ends[i].kind, .err = ERR_IO});
            assert_int_equal(collect.end, ends[i].end);
        }
    struct collect ended = at(COLLECT_MARK);
    answer(&ended, OK, 0);
    collect_step(&ended, &(struct collect_event){.kind = COLLECT_PULLED});
    assert_int_equal(ended.end, COLLECT_ALL); // taken out as it was asked to be
}

// --- what staff read

static bool says(const struct collect *collect, const char *part)
{
    char text[512];
    struct buf words = buf_init(text, sizeof text);
    collect_add_words(&words, collect);
    assert_false(words.full);
    assert_true(words.n > 20);
    return str_find(buf_str(&words), str_from(part)) < words.n;
}

static void test_every_end_and_every_task_has_words(void **state)
{
    (void)state;
    struct collect collect = {.waiting = 12, .written = 4, .already = 1, .left = 7};
    for (enum collect_task task = COLLECT_LOOK; task <= COLLECT_MARK; task++) {
        collect.task = task;
        assert_true(says(&collect, "en place"));
    }
    collect.task = COLLECT_REST;
    for (enum collect_end end = COLLECT_ALL; end <= COLLECT_STOPPED; end++) {
        collect.end = end;
        bool out = end == COLLECT_ALL || end == COLLECT_SOME || end == COLLECT_NOTHING;
        assert_int_equal(says(&collect, "Vous pouvez retirer la clé"), out);
    }
    collect.end = COLLECT_SOME;
    assert_true(says(&collect, "5 demandes copiées, 7 n'y tiennent pas"));
    collect = (struct collect){.end = COLLECT_ALL, .written = 1};
    assert_true(says(&collect, "1 demande copiée et vérifiée."));
}

// --- the manifest

enum { ITEMS = 3 };

static void make_items(struct manifest_item items[ITEMS])
{
    for (int i = 0; i < ITEMS; i++) {
        items[i] = (struct manifest_item){
            .uid = {{0xab, (uint8_t)i}}, .bytes = 1500 + (uint32_t)i, .queued_s = i ? 1795442400 : 0};
        memset(items[i].sha256, 0xf0 + i, sizeof items[i].sha256);
        snprintf(items[i].partner, sizeof items[i].partner, "%s", i == 1 ? "" : "mission-locale");
    }
}

static size_t encode(size_t count, char *to, size_t cap)
{
    static struct manifest_item items[ITEMS];
    make_items(items);
    struct manifest manifest = {
        .kiosk = "port", .made_s = 1795442400, .device = "a-key", .items = items, .count = count};
    size_t n = 0;
    assert_int_equal(manifest_encode(&manifest, to, cap, &n), OK);
    return n;
}

static void test_the_manifest_has_the_form_that_its_reader_was_promised(void **state)
{
    (void)state;
    char text[4096];
    size_t n = encode(1, text, sizeof text);
    static const char wanted[] =
        "{\"format\":\"rebond-manifeste-1\",\"kiosk\":\"port\",\"made\":\"2026-11-23T14:00:00Z\","
        "\"device\":\"a-key\",\"items\":[\n"
        "{\"uid\":\"ab000000000000000000000000000000\","
        "\"file\":\"demandes/ab000000000000000000000000000000.age\",\"bytes\":1500,"
        "\"sha256\":\"f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0\","
        "\"partner\":\"mission-locale\",\"queued\":\"\"}\n]}\n";
    assert_int_equal(n, sizeof wanted - 1);
    assert_memory_equal(text, wanted, n);
}

static void test_what_was_encoded_is_parsed_the_same(void **state)
{
    (void)state;
    char text[4096];
    struct manifest_item items[ITEMS], back[ITEMS];
    size_t n = encode(ITEMS, text, sizeof text), count;
    make_items(items);
    assert_int_equal(manifest_parse_items((struct str){text, n}, back, ITEMS, &count), OK);
    assert_int_equal(count, ITEMS);
    for (size_t i = 0; i < ITEMS; i++) {
        assert_true(uid_eq(back[i].uid, items[i].uid) && back[i].bytes == items[i].bytes);
        assert_memory_equal(back[i].sha256, items[i].sha256, 32);
        assert_string_equal(back[i].partner, items[i].partner);
        assert_int_equal(back[i].queued_s, items[i].queued_s);
    }
    assert_int_equal(manifest_parse_items((struct str){text, n}, back, 2, &count), OK);
    assert_int_equal(count, 2);
    n = encode(0, text, sizeof text);
    assert_int_equal(manifest_parse_items((struct str){text, n}, back, ITEMS, &count), OK);
    assert_int_equal(count, 0);
}

static void test_a_manifest_that_is_cut_or_changed_is_refused_or_another_one(void **state)
{
    (void)state;
    char text[4096], copy[4096];
    struct manifest_item back[ITEMS];
    size_t n = encode(ITEMS, text, sizeof text), count;
    for (size_t cut = 0; cut < n; cut++)
        assert_int_equal(manifest_parse_items((struct str){text, cut}, back, ITEMS, &count), ERR_INVALID);
    for (size_t i = 0; i < n; i++) { // must not crash, whatever it makes of it
        memcpy(copy, text, n);
        copy[i] = (char)(copy[i] ^ 0x10);
        err_t err = manifest_parse_items((struct str){copy, n}, back, ITEMS, &count);
        assert_true(err == OK || err == ERR_INVALID);
    }
}

static void test_a_manifest_without_room_is_said(void **state)
{
    (void)state;
    char text[4096];
    struct manifest_item items[ITEMS];
    size_t whole = encode(ITEMS, text, sizeof text), n = 77;
    make_items(items);
    struct manifest manifest = {
        .kiosk = "port", .made_s = 1795442400, .device = "a-key", .items = items, .count = ITEMS};
    for (size_t cap = 0; cap < whole; cap++)
        assert_int_equal(manifest_encode(&manifest, text, cap, &n), ERR_FULL);
    assert_int_equal(n, 77);
    assert_int_equal(manifest_encode(&manifest, text, whole, &n), OK);
}

// --- the signature

static void fill(void *self, void *to, size_t n)
{
    (void)self;
    memset(to, 0x42, n);
}

static struct sign_key make_key(void)
{
    struct sign_key key;
    assert_int_equal(seal_init(), OK);
    sign_make_key(&(struct entropy_port){NULL, fill}, &key);
    return key;
}

// RFC 8032, 7.1, TEST 2.
static void test_signatures_are_those_of_the_standard(void **state)
{
    (void)state;
    static const uint8_t seed[32] = {0x4c, 0xcd, 0x08, 0x9b, 0x28, 0xff, 0x96, 0xda, 0x9d, 0xb6, 0xc3,
                                     0x46, 0xec, 0x11, 0x4e, 0x0f, 0x5b, 0x8a, 0x31, 0x9f, 0x35, 0xab,
                                     0xa6, 0x24, 0xda, 0x8c, 0xf6, 0xed, 0x4f, 0xb8, 0xa6, 0xfb};
    char text[SIGN_KEY_FILE] = "REBOND-SIGN-KEY-1-", signature[SIGN_TEXT], shown[SIGN_PUBLIC];
    struct sign_key key;
    size_t n = 0, at_n = strlen(text);
    assert_int_equal(seal_init(), OK);
    assert_int_equal(seal_base64url((struct str){(const char *)seed, 32}, text + at_n, 60, &n), OK);
    assert_int_equal(sign_parse_key((struct str){text, at_n + n}, &key), OK);
    sign_public_text(key.public_key, shown);
    assert_string_equal(shown, "PUAXw-hDiVqStwqnTRt-vJyYLM8uxJaMwM1V8Sr0Zgw");
    sign_make(&key, (struct str){"\x72", 1}, signature);
    assert_string_equal(signature, "kqAJqfDUyrhyDoILX2QlQKKye1QWUD+Ps3YiI+vbadoI"
                                   "WsHkPhWZbkWPNhPQ8R2MOHsurrQwKu6wDSkWErsMAA==");
}

static void test_a_key_survives_its_file_and_nothing_else_does(void **state)
{
    (void)state;
    char text[SIGN_KEY_FILE];
    struct sign_key key = make_key(), back;
    size_t n = sign_key_text(&key, text);
    assert_int_equal(sign_parse_key((struct str){text, n}, &back), OK);
    assert_memory_equal(&back, &key, sizeof key);
    for (size_t cut = 0; cut + 1 < n; cut++)
        assert_int_equal(sign_parse_key((struct str){text, cut}, &back), ERR_INVALID);
}

static void test_another_byte_or_key_or_text_is_no_signature(void **state)
{
    (void)state;
    struct sign_key key = make_key(), other = key;
    char signature[SIGN_TEXT], lines[SIGN_TEXT + 4];
    char bytes[] = "what is signed";
    struct str all = {bytes, sizeof bytes - 1};
    sign_make(&key, all, signature);
    assert_int_equal(sign_check(key.public_key, all, str_from(signature)), OK);
    snprintf(lines, sizeof lines, "%s\r\n", signature);
    assert_int_equal(sign_check(key.public_key, all, str_from(lines)), OK);
    bytes[3] ^= 1;
    assert_int_equal(sign_check(key.public_key, all, str_from(signature)), ERR_DENIED);
    bytes[3] ^= 1;
    other.public_key[0] ^= 1;
    assert_int_equal(sign_check(other.public_key, all, str_from(signature)), ERR_DENIED);
    for (size_t cut = 0; cut < sizeof signature - 1; cut++)
        assert_int_equal(sign_check(key.public_key, all, (struct str){signature, cut}), ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_two_items_go_one_piece_after_the_other),
        cmocka_unit_test(test_what_is_written_is_flushed_now_and_then),
        cmocka_unit_test(test_whatever_the_stick_answers_has_an_end),
        cmocka_unit_test(test_pulled_stopped_or_the_own_disk_at_any_task),
        cmocka_unit_test(test_every_end_and_every_task_has_words),
        cmocka_unit_test(test_the_manifest_has_the_form_that_its_reader_was_promised),
        cmocka_unit_test(test_what_was_encoded_is_parsed_the_same),
        cmocka_unit_test(test_a_manifest_that_is_cut_or_changed_is_refused_or_another_one),
        cmocka_unit_test(test_a_manifest_without_room_is_said),
        cmocka_unit_test(test_signatures_are_those_of_the_standard),
        cmocka_unit_test(test_a_key_survives_its_file_and_nothing_else_does),
        cmocka_unit_test(test_another_byte_or_key_or_text_is_no_signature),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
