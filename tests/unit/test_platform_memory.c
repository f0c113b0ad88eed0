// links: base port platform
// How much memory is to spare, by what a system says of itself.
#include "harness/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/memory.h"

enum { MIB = 1 << 20, LEFT_ALONE = 32 * MIB, PATH = 128 };

static const char *const folders[] = {"",        "/proc",          "/proc/self",      "/sys",
                                      "/sys/fs", "/sys/fs/cgroup", "/sys/fs/cgroup/a"};
static const char *const files[] = {"/proc/meminfo", "/proc/self/cgroup", "/sys/fs/cgroup/a/memory.max",
                                    "/sys/fs/cgroup/a/memory.current", "/sys/fs/cgroup/a/memory.stat"};
enum { FOLDERS = sizeof folders / sizeof *folders, FILES = sizeof files / sizeof *files };

static char root[64];

static const char *in_root(const char *name)
{
    static char path[PATH];
    snprintf(path, sizeof path, "%s%s", root, name);
    return path;
}

static int make_system(void **state)
{
    (void)state;
    snprintf(root, sizeof root, "/tmp/rebond-test-XXXXXX");
    if (!mkdtemp(root)) return -1;
    for (int i = 1; i < FOLDERS; i++)
        if (mkdir(in_root(folders[i]), 0700)) return -1;
    return 0;
}

static int remove_system(void **state)
{
    (void)state;
    for (int i = 0; i < FILES; i++)
        unlink(in_root(files[i]));
    for (int i = FOLDERS - 1; i >= 0; i--)
        if (rmdir(in_root(folders[i]))) return -1;
    return 0;
}

static void say(int number, const char *text)
{
    FILE *file = fopen(in_root(files[number]), "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static int64_t spare(void)
{
    int64_t bytes = -1;
    assert_int_equal(memory_spare(root, &bytes), OK);
    return bytes;
}

static void test_a_system_that_says_nothing_is_not_guessed(void **state)
{
    int64_t bytes = 7;
    (void)state;
    assert_int_equal(memory_spare(root, &bytes), ERR_IO);
    assert_int_equal(bytes, 7);
}

static void test_without_a_limit_of_the_service_the_system_decides(void **state)
{
    (void)state;
    say(0, "MemTotal:        1000000 kB\nMemFree:   1 kB\nMemAvailable:     524288 kB\n");
    assert_int_equal(spare(), 512 * MIB - LEFT_ALONE);
    say(1, "0::/a\n");
    say(2, "max\n");
    say(3, "104857600\n");
    say(4, "anon 1\nfile 10485760\nfile_mapped 3\n");
    assert_int_equal(spare(), 512 * MIB - LEFT_ALONE);
}

static void test_the_limit_of_the_service_decides_when_it_is_less(void **state)
{
    (void)state;
    say(0, "MemAvailable:     524288 kB\n");
    say(1, "0::/a\n");
    say(2, "209715200\n"); // 200 MiB
    say(3, "104857600\n"); // 100 MiB, of which 10 can be read again
    say(4, "anon 1\nfile 10485760\nfile_mapped 3\n");
    assert_int_equal(spare(), 110 * MIB - LEFT_ALONE);
    say(2, "2097152000\n");
    assert_int_equal(spare(), 512 * MIB - LEFT_ALONE);
    say(2, "104857600\n");
    say(4, "file 0\n");
    assert_int_equal(spare(), 0);
}

static void test_this_system_says_it(void **state)
{
    int64_t bytes = 0;
    (void)state;
    assert_int_equal(memory_spare("", &bytes), OK);
    assert_true(bytes > 0 && bytes < (int64_t)1 << 50);
}

int main(void)
{
#define SYSTEM(test) cmocka_unit_test_setup_teardown(test, make_system, remove_system)
    const struct CMUnitTest tests[] = {
        SYSTEM(test_a_system_that_says_nothing_is_not_guessed),
        SYSTEM(test_without_a_limit_of_the_service_the_system_decides),
        SYSTEM(test_the_limit_of_the_service_decides_when_it_is_less),
        cmocka_unit_test(test_this_system_says_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
