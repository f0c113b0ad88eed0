// links: base port booking platform
// The printer behind a device file: a pseudo-terminal that answers status bytes as a receipt printer does.
// Time is the test's own; nothing sleeps.
#define _GNU_SOURCE // ptsname_r
#include "harness/test.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "platform/printer.h"

enum { STATUS_OK = 0x12, STATUS_OFFLINE = 0x1a, PAPER_OUT = 0x72, TURNS = 200 };

static struct printer printer;
static struct printer_port port;
static int device; // our end: the printer
static char path[64], heard[8192];
static size_t heard_n;

static int set_up(void **state)
{
    (void)state;
    struct termios line;
    device = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK);
    if (device < 0 || grantpt(device) || unlockpt(device) || ptsname_r(device, path, sizeof path)) return -1;
    if (tcgetattr(device, &line)) return -1;
    cfmakeraw(&line);
    if (tcsetattr(device, TCSANOW, &line)) return -1;
    port = printer_init(&printer, path, 9600);
    heard_n = 0;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    printer_finish(&printer);
    if (device >= 0) close(device);
    return 0;
}

static void say(unsigned char byte)
{
    assert_int_equal(write(device, &byte, 1), 1);
}

static void hear(void)
{
    ssize_t n;
    while ((n = read(device, heard + heard_n, sizeof heard - heard_n)) > 0)
        heard_n += (size_t)n;
}

static bool was_heard(struct str bytes)
{
    hear();
    return str_find((struct str){heard, heard_n}, bytes) < heard_n;
}

// Turns at one instant: what is on its way inside the kernel arrives within a few of them.
static enum printer_state turns(int64_t now_ms, enum printer_state wanted)
{
    enum printer_state state = port.turn(port.self, now_ms);
    for (int i = 0; i < TURNS && state != wanted; i++) {
        hear();
        state = port.turn(port.self, now_ms);
    }
    return state;
}

static enum printer_state ask(unsigned char status, unsigned char paper)
{
    port.ask(port.self, 1000);
    say(status);
    say(paper);
    return turns(1001, PRINTER_READY);
}

static void test_ready_prints_once_and_says_when_it_is_on_paper(void **state)
{
    (void)state;
    assert_true(port.is_there(port.self));
    assert_int_equal(ask(STATUS_OK, STATUS_OK), PRINTER_READY);
    assert_true(was_heard(STR("\x10\x04\x01\x10\x04\x04")));
    port.send(port.self, STR("cerise"), 2000);
    assert_int_equal(turns(2001, PRINTER_DONE), PRINTER_SENDING); // not before the printer says so
    assert_true(was_heard(STR("cerise\x1dr\x01")));
    say(0x00);
    assert_int_equal(turns(2002, PRINTER_DONE), PRINTER_DONE);
    for (size_t i = 0; i < sizeof printer.bytes; i++)
        assert_int_equal(printer.bytes[i], 0);
}

static void test_no_paper_is_told_before_and_after(void **state)
{
    (void)state;
    assert_int_equal(ask(STATUS_OFFLINE, PAPER_OUT), PRINTER_NO_PAPER); // that is why it is offline
    assert_int_equal(ask(STATUS_OK, STATUS_OK), PRINTER_READY);
    port.send(port.self, STR("x"), 2000);
    assert_int_equal(turns(2001, PRINTER_DONE), PRINTER_SENDING);
    say(0x0c);
    assert_int_equal(turns(2002, PRINTER_NO_PAPER), PRINTER_NO_PAPER);
}

static void test_offline_with_paper_does_not_answer_to_us(void **state)
{
    (void)state;
    assert_int_equal(ask(STATUS_OFFLINE, STATUS_OK), PRINTER_GONE);
}

static void test_silence_ends(void **state)
{
    (void)state;
    port.ask(port.self, 1000);
    assert_int_equal(turns(1999, PRINTER_GONE), PRINTER_ASKING);
    assert_int_equal(turns(2000, PRINTER_GONE), PRINTER_GONE);
    assert_int_equal(ask(STATUS_OK, STATUS_OK), PRINTER_READY); // it may come back
    port.send(port.self, STR("x"), 3000);
    assert_int_equal(turns(3000 + PRINTER_MS - 1, PRINTER_GONE), PRINTER_SENDING);
    assert_int_equal(turns(3000 + PRINTER_MS, PRINTER_GONE), PRINTER_GONE);
}

static void test_one_answer_of_two_is_none(void **state)
{
    (void)state;
    port.ask(port.self, 1000);
    say(STATUS_OK);
    say(0xff); // noise of the line
    assert_int_equal(turns(1500, PRINTER_READY), PRINTER_ASKING);
    assert_int_equal(turns(2000, PRINTER_GONE), PRINTER_GONE);
}

static void test_what_vanishes_in_the_middle_is_gone(void **state)
{
    (void)state;
    assert_int_equal(ask(STATUS_OK, STATUS_OK), PRINTER_READY);
    port.send(port.self, STR("cerise"), 2000);
    close(device);
    device = -1;
    enum printer_state last = port.turn(port.self, 2001);
    for (int i = 0; i < TURNS && last == PRINTER_SENDING; i++)
        last = port.turn(port.self, 2001);
    assert_int_equal(last, PRINTER_GONE);
    port.ask(port.self, 3000);
    assert_int_equal(port.turn(port.self, 3001), PRINTER_GONE);
}

static void test_an_answer_to_an_older_question_counts_for_nothing(void **state)
{
    (void)state;
    port.ask(port.self, 1000);
    assert_int_equal(turns(2000, PRINTER_GONE), PRINTER_GONE);
    say(STATUS_OK); // too late
    say(STATUS_OK);
    port.ask(port.self, 5000);
    assert_int_equal(turns(5001, PRINTER_READY), PRINTER_ASKING);
}

static void test_whoever_leaves_is_not_printed_and_no_command_is_cut(void **state)
{
    (void)state;
    assert_int_equal(ask(STATUS_OK, STATUS_OK), PRINTER_READY);
    hear();
    heard_n = 0;
    port.send(port.self, STR("cerise"), 2000);
    port.forget(port.self);
    assert_int_equal(turns(2001, PRINTER_DONE), PRINTER_SENDING);
    hear();
    assert_int_equal(heard_n, 9);
    for (size_t i = 0; i < heard_n; i++)
        assert_int_equal(heard[i], 0);
}

static void test_a_place_without_a_printer_has_no_port(void **state)
{
    (void)state;
    struct printer none;
    assert_null(printer_init(&none, "", 9600).self);
    struct printer_port missing = printer_init(&none, "/dev/rebond-is-not-there", 9600);
    assert_false(missing.is_there(missing.self));
    missing.ask(missing.self, 0);
    assert_int_equal(missing.turn(missing.self, 0), PRINTER_GONE);
    printer_finish(&none);
}

int main(void)
{
#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_ready_prints_once_and_says_when_it_is_on_paper),
        TEST(test_no_paper_is_told_before_and_after),
        TEST(test_offline_with_paper_does_not_answer_to_us),
        TEST(test_silence_ends),
        TEST(test_one_answer_of_two_is_none),
        TEST(test_what_vanishes_in_the_middle_is_gone),
        TEST(test_an_answer_to_an_older_question_counts_for_nothing),
        TEST(test_whoever_leaves_is_not_printed_and_no_command_is_cut),
        TEST(test_a_place_without_a_printer_has_no_port),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
