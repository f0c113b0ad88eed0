// links: platform
#include "harness/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "platform/notify.h"

static int open_manager(struct sockaddr_un *address)
{
    int manager = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    *address = (struct sockaddr_un){.sun_family = AF_UNIX};
    (void)snprintf(address->sun_path, sizeof address->sun_path, "/tmp/rebond-notify-%d", (int)getpid());
    assert_int_equal(bind(manager, (struct sockaddr *)address, sizeof *address), 0);
    return manager;
}

static void assert_told(int manager, const char *state)
{
    char told[64] = "";
    ssize_t n = recv(manager, told, sizeof told - 1, 0);
    assert_int_equal(n, (ssize_t)strlen(state));
    assert_string_equal(told, state);
}

static void test_systemd_hears_that_we_live(void **state)
{
    (void)state;
    struct sockaddr_un address;
    int manager = open_manager(&address);
    assert_int_equal(setenv("NOTIFY_SOCKET", address.sun_path, 1), 0);
    notify_ready();
    assert_told(manager, "READY=1");
    notify_alive();
    assert_told(manager, "WATCHDOG=1");
    notify_status("visit");
    assert_told(manager, "STATUS=visit");
    notify_stopping();
    assert_told(manager, "STOPPING=1");
    assert_int_equal(unsetenv("NOTIFY_SOCKET"), 0);
    notify_alive(); // outside systemd: nothing
    char told[8];
    assert_int_equal(recv(manager, told, sizeof told, 0), -1);
    close(manager);
    unlink(address.sun_path);
}

static void test_the_watchdog_is_fed_twice_as_often_as_it_asks(void **state)
{
    (void)state;
    char pid[16];
    (void)snprintf(pid, sizeof pid, "%d", (int)getpid());
    assert_int_equal(notify_every_ms(), -1);
    assert_int_equal(setenv("WATCHDOG_USEC", "20000000", 1), 0);
    assert_int_equal(setenv("WATCHDOG_PID", pid, 1), 0);
    assert_int_equal(notify_every_ms(), 10000);
    assert_int_equal(setenv("WATCHDOG_PID", "1", 1), 0); // meant for another process
    assert_int_equal(notify_every_ms(), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_systemd_hears_that_we_live),
        cmocka_unit_test(test_the_watchdog_is_fed_twice_as_often_as_it_asks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
