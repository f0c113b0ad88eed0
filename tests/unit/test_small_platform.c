// links: base port platform
// Files, chance, the clock and the log's way out, on the real system.
#include "harness/test.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "platform/clock.h"
#include "platform/entropy.h"
#include "platform/files.h"
#include "platform/log_stderr.h"
#include "platform/no_dump.h"
#include "platform/read_file.h"

static char folder[64];

static int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/rebond-test-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    static const char *const names[] = {"a", "b", "closed", "q.db", "q.db-journal"};
    char path[128];
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    return rmdir(folder);
}

static const char *in_folder(const char *name)
{
    static char paths[4][128];
    static int next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void test_a_file_is_read_whole_or_refused(void **state)
{
    (void)state;
    char bytes[8] = "";
    size_t n = 99;
    write_file(in_folder("a"), "12345678");
    assert_int_equal(read_file(in_folder("a"), bytes, 7, &n), ERR_FULL);
    assert_int_equal(n, 99);
    assert_int_equal(read_file(in_folder("a"), bytes, 8, &n), OK);
    assert_int_equal(n, 8);
    assert_memory_equal(bytes, "12345678", 8);
    assert_int_equal(read_file("/dev/null", bytes, 8, &n), OK);
    assert_int_equal(n, 0);
}

static void test_why_a_file_cannot_be_read_is_said(void **state)
{
    (void)state;
    char bytes[8];
    size_t n;
    assert_int_equal(read_file(in_folder("nothing"), bytes, sizeof bytes, &n), ERR_MISSING);
    assert_int_equal(read_file(folder, bytes, sizeof bytes, &n), ERR_IO);
    if (geteuid() == 0) return; // root may read everything
    write_file(in_folder("closed"), "x");
    assert_int_equal(chmod(in_folder("closed"), 0), 0);
    assert_int_equal(read_file(in_folder("closed"), bytes, sizeof bytes, &n), ERR_DENIED);
}

static void test_a_renamed_file_is_at_its_new_name_only(void **state)
{
    (void)state;
    char bytes[8];
    size_t n;
    struct files_port files = files_system();
    write_file(in_folder("a"), "x");
    assert_int_equal(files.rename(files.self, in_folder("a"), in_folder("b")), OK);
    assert_int_equal(read_file(in_folder("a"), bytes, sizeof bytes, &n), ERR_MISSING);
    assert_int_equal(read_file(in_folder("b"), bytes, sizeof bytes, &n), OK);
    assert_int_equal(files.rename(files.self, in_folder("a"), in_folder("b")), ERR_MISSING);
}

static mode_t mode_of(const char *path)
{
    struct stat found;
    assert_int_equal(stat(path, &found), 0);
    return found.st_mode & 07777;
}

static void test_the_other_program_may_write_only_where_the_folder_shares(void **state)
{
    (void)state;
    mode_t before = umask(0007);
    write_file(in_folder("q.db"), "x");
    write_file(in_folder("q.db-journal"), "x");
    assert_int_equal(chmod(in_folder("q.db"), 0640), 0); // as SQLite makes it
    files_share(in_folder("q.db"));
    assert_int_equal(mode_of(in_folder("q.db")), 0640); // a folder of one's own stays one's own
    assert_int_equal(chmod(folder, 02770), 0);
    files_share(in_folder("q.db"));
    assert_int_equal(mode_of(in_folder("q.db")), 0660);
    assert_int_equal(mode_of(in_folder("q.db-journal")), 0660);
    assert_int_equal(chmod(folder, 0700), 0);
    umask(before);
}

static void test_every_byte_asked_for_is_random(void **state)
{
    (void)state;
    struct entropy_port entropy = entropy_system();
    uint8_t seen_set[64] = {0}, seen_clear[64] = {0}, bytes[65];
    for (int round = 0; round < 64; round++) {
        bytes[64] = 0x5a;
        entropy.fill(entropy.self, bytes, 64);
        assert_int_equal(bytes[64], 0x5a);
        for (int i = 0; i < 64; i++) {
            seen_set[i] |= bytes[i];
            seen_clear[i] |= (uint8_t)~bytes[i];
        }
    }
    for (int i = 0; i < 64; i++) { // a bit that never changes in 64 draws: 2^-63 by chance
        assert_int_equal(seen_set[i], 0xff);
        assert_int_equal(seen_clear[i], 0xff);
    }
}

static void test_a_date_needs_a_witness_and_a_likely_year(void **state)
{
    (void)state;
    const int64_t build = clock_build_s(), year = 31557600;
    const struct clock_facts none = {0},
                             one[] = {{.configured = true}, {.rtc = true}, {.synchronised = true}};
    assert_true(build > 1700000000);
    assert_false(clock_believes(none, build + year));
    for (size_t i = 0; i < 3; i++) {
        assert_true(clock_believes(one[i], build));
        assert_true(clock_believes(one[i], build + 19 * year));
        assert_false(clock_believes(one[i], build - 1));
        assert_false(clock_believes(one[i], 0));
        assert_false(clock_believes(one[i], build + 21 * year));
    }
}

static void test_the_moment_is_the_systems(void **state)
{
    (void)state;
    struct system_clock source = clock_init(true);
    struct moment first = clock_now(&source), second = clock_now(&source);
    assert_true(first.mono_ms > 0 && second.mono_ms >= first.mono_ms);
    assert_true(first.mono_ms < 20LL * 365 * 86400 * 1000);
    assert_true(first.wall_s > 0);
    assert_int_equal(first.wall_trusted,
                     clock_believes((struct clock_facts){.configured = true}, first.wall_s));
}

// What `log_event` makes the real sink write to the real standard error.
static void catch_stderr(char *to, size_t cap)
{
    size_t n = 0;
    int saved = dup(STDERR_FILENO), file = open(in_folder("a"), O_RDWR | O_CREAT | O_TRUNC, 0600);
    assert_true(saved >= 0 && file >= 0);
    dup2(file, STDERR_FILENO);
    log_event(LOG_CLOCK_UNTRUSTED, 0, 0);
    dup2(saved, STDERR_FILENO);
    close(saved);
    close(file);
    assert_int_equal(read_file(in_folder("a"), to, cap - 1, &n), OK);
    to[n] = 0;
}

static void test_the_journal_is_told_how_bad_it_is(void **state)
{
    (void)state;
    char line[256];
    log_to_stderr();
    setenv("JOURNAL_STREAM", "8:1", 1);
    catch_stderr(line, sizeof line);
    assert_memory_equal(line, "<4>LOG_CLOCK_UNTRUSTED: ", 24);
    unsetenv("JOURNAL_STREAM");
    catch_stderr(line, sizeof line);
    log_to(NULL, NULL);
    assert_memory_equal(line, "LOG_CLOCK_UNTRUSTED: ", 21);
    assert_int_equal(line[strlen(line) - 1], '\n');
}

static void test_a_crash_leaves_no_memory_behind(void **state)
{
    (void)state;
    struct rlimit limit;
    int status;
    pid_t child = fork();
    if (child == 0) {
        no_dump();
        bool none = getrlimit(RLIMIT_CORE, &limit) == 0 && limit.rlim_max == 0;
#ifndef REBOND_SANITIZED
        none = none && prctl(PR_GET_DUMPABLE) == 0;
#endif
        _exit(none ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_int_equal(prctl(PR_GET_DUMPABLE), 1); // what the child changed is seen to be a change
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_file_is_read_whole_or_refused),
        cmocka_unit_test(test_why_a_file_cannot_be_read_is_said),
        cmocka_unit_test(test_a_renamed_file_is_at_its_new_name_only),
        cmocka_unit_test(test_the_other_program_may_write_only_where_the_folder_shares),
        cmocka_unit_test(test_every_byte_asked_for_is_random),
        cmocka_unit_test(test_a_date_needs_a_witness_and_a_likely_year),
        cmocka_unit_test(test_the_moment_is_the_systems),
        cmocka_unit_test(test_a_crash_leaves_no_memory_behind),
        cmocka_unit_test(test_the_journal_is_told_how_bad_it_is),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
