// links: base booking seal
#include "harness/test.h"

#include "base/rng.h"
#include "base/utf8.h"
#include "booking/vevent.h"

// What RFC 5545 3.1 asks of every line, and more: no line tears a character apart.
static bool lines_are_sound(struct str text)
{
    if (!str_ends(text, STR("\r\n"))) return false;
    while (text.n) {
        size_t end = str_find(text, STR("\r\n"));
        struct str line = str_slice(text, 0, end);
        if (line.n == 0 || line.n > 75 || !utf8_valid(line)) return false;
        if (str_find(line, STR("\r")) < line.n || str_find(line, STR("\n")) < line.n) return false;
        text = str_slice(text, end + 2, text.n);
    }
    return true;
}

static struct str unfold(struct str text, struct buf *to)
{
    while (text.n) {
        size_t at = str_find(text, STR("\r\n "));
        buf_add(to, str_slice(text, 0, at));
        text = str_slice(text, at + 3, text.n);
    }
    assert_false(to->full);
    return buf_str(to);
}

static void test_the_check_of_lines_sees_what_is_wrong(void **state)
{
    (void)state;
    assert_true(lines_are_sound(STR("A:b\r\n")));
    assert_false(lines_are_sound(STR("A:b")));
    assert_false(lines_are_sound(STR("A:b\nC:d\r\n")));
    assert_false(lines_are_sound(STR("A:\xc3\r\n \xa9\r\n")));
    assert_false(lines_are_sound(
        STR("A:34567890123456789012345678901234567890123456789012345678901234567890123456\r\n")));
}

static void test_lines_break_at_75_octets_and_not_inside_a_letter(void **state)
{
    (void)state;
    char memory[512], whole[128] = "A:";
    for (size_t i = 2; i < 76; i++)
        whole[i] = 'x';
    struct buf out = buf_init(memory, sizeof memory);
    vevent_line(&out, "A", (struct str){whole + 2, 73});
    assert_int_equal(out.n, 77); // 75 and the line break
    assert_true(lines_are_sound(buf_str(&out)));
    out = buf_init(memory, sizeof memory);
    vevent_line(&out, "A", (struct str){whole + 2, 74});
    assert_memory_equal(memory + 75, "\r\n x\r\n", 6);
    out = buf_init(memory, sizeof memory);
    memcpy(whole + 74, "é", 2); // would stand on octets 75 and 76
    vevent_line(&out, "A", (struct str){whole + 2, 74});
    assert_memory_equal(memory + 74, "\r\n é\r\n", 7);
}

static void test_text_is_escaped(void **state)
{
    (void)state;
    char memory[256];
    struct buf out = buf_init(memory, sizeof memory);
    vevent_text_line(&out, "SUMMARY", STR("a;b,c\\d\ne\r\nf"));
    assert_string_equal(buf_c(&out), "SUMMARY:a\\;b\\,c\\\\d\\ne\\nf\r\n");
}

static void test_text_loses_what_calendar_servers_choke_on(void **state)
{
    (void)state;
    char memory[256];
    struct buf out = buf_init(memory, sizeof memory);
    vevent_text_line(&out, "S", STR("a\001b\tc\x7f\xc2\x85 🍒é☂\xffندى\xef\xbf\xbd"));
    assert_string_equal(buf_c(&out), "S:abc é☂?ندى?\r\n");
}

static void test_no_value_can_begin_a_line_of_its_own(void **state)
{
    (void)state;
    char memory[256];
    struct buf out = buf_init(memory, sizeof memory);
    vevent_line(&out, "X-REBOND-TOKEN", STR("1\r\nATTENDEE:mailto:x@example.org"));
    assert_string_equal(buf_c(&out), "X-REBOND-TOKEN:1ATTENDEE:mailto:x@example.org\r\n");
}

static void test_times_are_utc(void **state)
{
    (void)state;
    char memory[64];
    struct buf out = buf_init(memory, sizeof memory);
    vevent_time_line(&out, "DTSTART", 1795442400);
    assert_string_equal(buf_c(&out), "DTSTART:20261123T140000Z\r\n");
}

static void test_an_event_holds_what_a_phone_needs_and_no_more(void **state)
{
    (void)state;
    char memory[1024];
    struct buf out = buf_init(memory, sizeof memory);
    struct vevent event = {.uid = STR("rdv-abc"),
                           .summary = STR("Rendez-vous"),
                           .location = STR("12, rue des Lilas"),
                           .stamp_s = 1795442400 - 86400,
                           .start_s = 1795442400,
                           .end_s = 1795442400 + 1800};
    vevent_encode(&out, &event);
    assert_string_equal(buf_c(&out), "BEGIN:VCALENDAR\r\n"
                                     "VERSION:2.0\r\n"
                                     "PRODID:-//Rebond//Rebond//FR\r\n"
                                     "BEGIN:VEVENT\r\n"
                                     "UID:rdv-abc\r\n"
                                     "DTSTAMP:20261122T140000Z\r\n"
                                     "DTSTART:20261123T140000Z\r\n"
                                     "DTEND:20261123T143000Z\r\n"
                                     "SUMMARY:Rendez-vous\r\n"
                                     "LOCATION:12\\, rue des Lilas\r\n"
                                     "END:VEVENT\r\n"
                                     "END:VCALENDAR\r\n");
}

static void test_a_buffer_too_small_is_said(void **state)
{
    (void)state;
    char memory[40];
    struct buf out = buf_init(memory, sizeof memory);
    vevent_encode(&out, &(struct vevent){.uid = STR("x")});
    assert_true(out.full);
}

static uint32_t random_code(struct rng *rng)
{
    static const uint32_t below[] = {0x20, 0x80, 0x800, 0x10000, 0x110000};
    static const uint32_t special[] = {'\\', ';', ',', '\n', '\r', 0x7f, 0x85, 0xffff, 0x202e};
    uint32_t code = rng_below(rng, 6) == 0 ? special[rng_below(rng, 9)]
                                           : (uint32_t)rng_below(rng, below[rng_below(rng, 5)]);
    return code >= 0xd800 && code < 0xe000 ? 'x' : code;
}

// The escapes of RFC 5545 3.3.11, written a second time.
static void add_expected(struct buf *to, uint32_t code, struct str bytes)
{
    if (code == '\n') {
        buf_add(to, STR("\\n"));
    } else if (code == 0xfffd) {
        buf_add(to, STR("?"));
    } else if (utf8_printable(code) && code < 0x10000) {
        if (code == '\\' || code == ';' || code == ',') buf_add_char(to, '\\');
        buf_add(to, bytes);
    }
}

static void test_folded_and_unfolded_is_the_same_for_any_text(void **state)
{
    (void)state;
    struct rng rng = {5545};
    for (int round = 0; round < 5000; round++) {
        char text[400], wanted[900] = "", folded[1200], unfolded[1200];
        struct buf in = buf_init(text, sizeof text), expected = buf_init(wanted, sizeof wanted);
        struct buf out = buf_init(folded, sizeof folded), back = buf_init(unfolded, sizeof unfolded);
        buf_add(&expected, STR("DESCRIPTION:"));
        for (uint64_t n = rng_below(&rng, 99); n > 0; n--) {
            char bytes[4];
            uint32_t code = random_code(&rng);
            struct str one = {bytes, utf8_encode(code, bytes)};
            buf_add(&in, one);
            add_expected(&expected, code, one);
        }
        buf_add(&expected, STR("\r\n"));
        vevent_text_line(&out, "DESCRIPTION", buf_str(&in));
        assert_false(out.full || in.full || expected.full);
        assert_true(lines_are_sound(buf_str(&out)));
        assert_true(str_eq(unfold(buf_str(&out), &back), buf_str(&expected)));
    }
}

static void test_any_bytes_give_sound_lines(void **state)
{
    (void)state;
    struct rng rng = {6};
    for (int round = 0; round < 5000; round++) {
        char bytes[300], folded[1000];
        struct str text = {bytes, (size_t)rng_below(&rng, sizeof bytes)};
        struct buf out = buf_init(folded, sizeof folded);
        for (size_t i = 0; i < text.n; i++)
            bytes[i] = (char)rng_next(&rng);
        vevent_text_line(&out, "S", text);
        assert_false(out.full);
        assert_true(lines_are_sound(buf_str(&out)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_check_of_lines_sees_what_is_wrong),
        cmocka_unit_test(test_lines_break_at_75_octets_and_not_inside_a_letter),
        cmocka_unit_test(test_text_is_escaped),
        cmocka_unit_test(test_text_loses_what_calendar_servers_choke_on),
        cmocka_unit_test(test_no_value_can_begin_a_line_of_its_own),
        cmocka_unit_test(test_times_are_utc),
        cmocka_unit_test(test_an_event_holds_what_a_phone_needs_and_no_more),
        cmocka_unit_test(test_a_buffer_too_small_is_said),
        cmocka_unit_test(test_folded_and_unfolded_is_the_same_for_any_text),
        cmocka_unit_test(test_any_bytes_give_sound_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
