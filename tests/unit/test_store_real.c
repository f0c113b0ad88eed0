// links: base booking store
// with: harness/store_kit.c harness/vfs.c harness/disk.c
#include "harness/test.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/store_kit.h"
#include "store/internal.h"

// Once on a real file system, through the real VFS, with a real SIGKILL.

static struct outbox_row row;

static err_t plain_rename(void *self, const char *from, const char *to)
{
    (void)self;
    return rename(from, to) == 0 ? OK : ERR_MISSING;
}

static const struct files_port files = {.rename = plain_rename};

struct folder {
    char path[64], file[96], journal[112], aside[112];
};

static int make_folder(void **state)
{
    static struct folder folder;
    snprintf(folder.path, sizeof folder.path, "/tmp/rebond-store-XXXXXX");
    if (!mkdtemp(folder.path)) return -1;
    snprintf(folder.file, sizeof folder.file, "%s/rebond.db", folder.path);
    snprintf(folder.journal, sizeof folder.journal, "%s-journal", folder.file);
    snprintf(folder.aside, sizeof folder.aside, "%s.damaged-1", folder.file);
    *state = &folder;
    return 0;
}

static int remove_folder(void **state)
{
    const struct folder *folder = *state;
    char aside_journal[128];
    snprintf(aside_journal, sizeof aside_journal, "%s-journal", folder->aside);
    unlink(folder->file);
    unlink(folder->journal);
    unlink(folder->aside);
    unlink(aside_journal);
    return rmdir(folder->path);
}

static struct store *open_real(const struct folder *folder, enum store_found expected)
{
    struct store *store = NULL;
    enum store_found found = STORE_SET_ASIDE;
    assert_int_equal(store_open(folder->file, NULL, &files, &store, &found), OK);
    assert_int_equal(found, expected);
    return store;
}

static off_t size_of(const char *path)
{
    struct stat stat_of;
    return stat(path, &stat_of) == 0 ? stat_of.st_size : -1;
}

static err_t add(struct store *store, int number)
{
    struct item item = kit_item(number, ITEM_APPOINTMENT);
    int seat;
    return store_add_item(store, &item, kit_sealed(number, 1500), &seat);
}

// Tells each item over the pipe once it is recorded, until it is killed.
static void record_until_killed(const struct folder *folder, int to)
{
    struct store *store = open_real(folder, STORE_CREATED);
    for (int i = 1;; i++)
        if (add(store, i) || write(to, &i, sizeof i) != sizeof i) _exit(1);
}

static void test_what_was_told_before_a_kill_is_there(void **state)
{
    const struct folder *folder = *state;
    int ends[2], told = 0, status;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) record_until_killed(folder, ends[1]);
    close(ends[1]);
    while (told < 25 && read(ends[0], &told, sizeof told) == sizeof told) {
    }
    kill(child, SIGKILL);
    while (read(ends[0], &told, sizeof told) == sizeof told) {
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && told >= 25);
    struct store *store = open_real(folder, STORE_OPENED);
    for (int i = 1; i <= told; i++) {
        assert_int_equal(outbox_get(store, kit_uid(i), &row), OK);
        assert_memory_equal(row.sealed, kit_sealed(i, 1500).p, 1500);
    }
    store_close(store);
    close(ends[0]);
}

// With no cache to speak of, the database itself is written long before the commit.
static void die_in_the_middle(const struct folder *folder)
{
    struct store *store = open_real(folder, STORE_OPENED);
    kit_run(store->db, "PRAGMA cache_size = 1");
    if (tx_begin(store)) _exit(1);
    kit_run(store->db, "UPDATE item SET sealed = zeroblob(4000), state = 5, tries = 1234");
    raise(SIGKILL);
}

static void test_a_kill_in_the_middle_of_a_transaction_undoes_it(void **state)
{
    const struct folder *folder = *state;
    struct store *store = open_real(folder, STORE_CREATED);
    int status;
    for (int i = 1; i <= 12; i++)
        assert_int_equal(add(store, i), OK);
    store_close(store);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) die_in_the_middle(folder);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    assert_true(size_of(folder->journal) > 4096); // it really was in the middle
    store = open_real(folder, STORE_OPENED);
    assert_true(size_of(folder->journal) <= 0); // played back, then emptied or removed
    for (int i = 1; i <= 12; i++) {
        assert_int_equal(outbox_get(store, kit_uid(i), &row), OK);
        assert_int_equal(row.item.tries, 0);
        assert_memory_equal(row.sealed, kit_sealed(i, 1500).p, 1500);
    }
    store_close(store);
}

static void test_a_real_damaged_file_is_set_aside(void **state)
{
    const struct folder *folder = *state;
    FILE *file = fopen(folder->file, "w");
    assert_non_null(file);
    assert_true(fputs("this is a shopping list", file) >= 0);
    fclose(file);
    struct store *store = open_real(folder, STORE_SET_ASIDE);
    assert_int_equal(add(store, 1), OK);
    assert_int_equal(size_of(folder->aside), 23);
    store_close(store);
    store_close(open_real(folder, STORE_OPENED));
}

static void test_a_folder_that_is_not_there_is_an_error(void **state)
{
    const struct folder *folder = *state;
    struct store *store = NULL;
    enum store_found found;
    char path[128];
    snprintf(path, sizeof path, "%s/nowhere/rebond.db", folder->path);
    assert_int_equal(store_open(path, NULL, &files, &store, &found), ERR_IO);
    assert_null(store);
}

int main(void)
{
#define FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)
    const struct CMUnitTest tests[] = {
        FOLDER(test_what_was_told_before_a_kill_is_there),
        FOLDER(test_a_kill_in_the_middle_of_a_transaction_undoes_it),
        FOLDER(test_a_real_damaged_file_is_set_aside),
        FOLDER(test_a_folder_that_is_not_there_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
