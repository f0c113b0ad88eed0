// links: base port platform
// The headphone socket: events of an input device, as the kernel writes them, through a pipe.
#include "harness/test.h"

#include <fcntl.h>
#include <linux/input.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "platform/jack.h"

static struct jack jack;
static int device; // where the kernel would write

static int plug_in_device(void **state)
{
    int ends[2];
    (void)state;
    if (pipe(ends) || fcntl(ends[0], F_SETFL, O_NONBLOCK)) return -1;
    jack_init(&jack);
    jack_add(&jack, ends[0], false);
    device = ends[1];
    return 0;
}

static int unplug_device(void **state)
{
    (void)state;
    jack_finish(&jack);
    return close(device);
}

static void event(int type, int code, int value)
{
    struct input_event event = {.type = (uint16_t)type, .code = (uint16_t)code, .value = value};
    assert_int_equal(write(device, &event, sizeof event), sizeof event);
}

static void test_headphones_come_and_go(void **state)
{
    (void)state;
    assert_false(jack_is_in(&jack));
    event(EV_SW, SW_HEADPHONE_INSERT, 1);
    event(EV_SYN, SYN_REPORT, 0);
    assert_true(jack_is_in(&jack));
    assert_true(jack_is_in(&jack)); // and stay
    event(EV_SW, SW_HEADPHONE_INSERT, 0);
    assert_false(jack_is_in(&jack));
}

static void test_only_the_last_of_several_events_counts(void **state)
{
    (void)state;
    event(EV_SW, SW_HEADPHONE_INSERT, 1);
    event(EV_SW, SW_HEADPHONE_INSERT, 0);
    event(EV_SW, SW_HEADPHONE_INSERT, 1);
    assert_true(jack_is_in(&jack));
}

static void test_a_microphone_or_a_lid_is_no_headphones(void **state)
{
    (void)state;
    event(EV_SW, SW_MICROPHONE_INSERT, 1);
    event(EV_SW, SW_LID, 1);
    event(EV_KEY, SW_HEADPHONE_INSERT, 1);
    assert_false(jack_is_in(&jack));
}

static void test_a_device_that_is_pulled_out_has_nothing_in_it(void **state)
{
    (void)state;
    event(EV_SW, SW_HEADPHONE_INSERT, 1);
    assert_true(jack_is_in(&jack));
    close(device);
    assert_false(jack_is_in(&jack));
    assert_int_equal(jack.count, 0);
    device = open("/dev/null", O_WRONLY);
}

static void test_one_of_two_sockets_is_enough(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
    jack_add(&jack, ends[0], true);
    assert_true(jack_is_in(&jack));
    close(ends[1]);
    assert_false(jack_is_in(&jack));
    assert_int_equal(jack.count, 1);
}

static void test_what_is_no_input_device_is_left_alone(void **state)
{
    (void)state;
    char folder[] = "/tmp/rebond-jack-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/event0", folder);
    close(open(path, O_CREAT | O_WRONLY, 0600));
    jack_look(&jack, folder);
    assert_int_equal(jack.count, 0);
    jack_look(&jack, "/tmp/rebond-there-is-no-such-folder");
    assert_int_equal(jack.count, 0);
    unlink(path);
    rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_headphones_come_and_go, plug_in_device, unplug_device),
        cmocka_unit_test_setup_teardown(test_only_the_last_of_several_events_counts, plug_in_device,
                                        unplug_device),
        cmocka_unit_test_setup_teardown(test_a_microphone_or_a_lid_is_no_headphones, plug_in_device,
                                        unplug_device),
        cmocka_unit_test_setup_teardown(test_a_device_that_is_pulled_out_has_nothing_in_it, plug_in_device,
                                        unplug_device),
        cmocka_unit_test_setup_teardown(test_one_of_two_sockets_is_enough, plug_in_device, unplug_device),
        cmocka_unit_test_setup_teardown(test_what_is_no_input_device_is_left_alone, plug_in_device,
                                        unplug_device),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
