// links: base booking store
// with: harness/store_kit.c harness/vfs.c harness/disk.c
#include "harness/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/rng.h"
#include "harness/store_kit.h"
#include "store/internal.h"

static struct outbox_row row;

static int open_disk(void **state)
{
    *state = vfs_open(3);
    return 0;
}

static int close_disk(void **state)
{
    vfs_close(*state);
    return 0;
}

static void assert_items(struct store *store, int first, int last)
{
    for (int i = first; i <= last; i++) {
        assert_int_equal(outbox_get(store, kit_uid(i), &row), OK);
        assert_int_equal(row.sealed_n, 1500);
        assert_memory_equal(row.sealed, kit_sealed(i, 1500).p, 1500);
    }
}

static void fill(struct vfs *vfs, int last)
{
    struct store *store = kit_open(vfs);
    kit_add(store, 1, last);
    store_close(store);
}

static void run_raw(struct vfs *vfs, const char *sql)
{
    sqlite3 *db = kit_raw(vfs);
    kit_run(db, sql);
    sqlite3_close(db);
}

static void test_a_new_file_is_made_once(void **state)
{
    struct vfs *vfs = *state;
    struct store *store;
    enum store_found found;
    assert_int_equal(kit_try_open(vfs, &store, &found), OK);
    assert_int_equal(found, STORE_CREATED);
    store_close(store);
    assert_int_equal(kit_try_open(vfs, &store, &found), OK);
    assert_int_equal(found, STORE_OPENED);
    store_close(store);
    store_close(NULL);
}

static void test_the_file_is_kept_as_the_house_says(void **state)
{
    struct vfs *vfs = *state;
    struct store *store = kit_open(vfs);
    assert_int_equal(kit_number(store->db, "PRAGMA synchronous"), 2);
    assert_int_equal(kit_number(store->db, "PRAGMA secure_delete"), 1);
    assert_int_equal(kit_number(store->db, "PRAGMA foreign_keys"), 0);
    assert_int_equal(kit_number(store->db, "PRAGMA temp_store"), 2);
    assert_int_equal(kit_number(store->db, "PRAGMA trusted_schema"), 0);
    assert_int_equal(kit_number(store->db, "PRAGMA cell_size_check"), 1);
    assert_int_equal(kit_number(store->db, "PRAGMA busy_timeout"), 5000);
    assert_int_equal(kit_number(store->db, "PRAGMA auto_vacuum"), 0);
    assert_int_equal(kit_number(store->db, "PRAGMA application_id"), STORE_APPLICATION);
    assert_int_equal(kit_number(store->db, "PRAGMA user_version"), schema_step_count);
    assert_int_equal(kit_number(store->db, "SELECT journal_mode = 'truncate' FROM pragma_journal_mode"), 1);
    assert_int_equal(kit_number(store->db, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND sql "
                                           "NOT LIKE '%STRICT%'"),
                     0);
    kit_add(store, 1, 1);
    assert_int_equal(vfs_get_file(vfs, KIT_PATH "-journal").n, 0);
    store_close(store);
}

// --- damage

static void set_bytes(struct vfs *vfs, size_t at, const char *bytes, size_t n)
{
    struct str file = vfs_get_file(vfs, KIT_PATH);
    char *copy = malloc(file.n);
    assert_non_null(copy);
    memcpy(copy, file.p, file.n);
    assert_true(at + n <= file.n);
    memcpy(copy + at, bytes, n);
    vfs_put_file(vfs, KIT_PATH, (struct str){copy, file.n});
    free(copy);
}

static void cut_to(struct vfs *vfs, size_t n)
{
    struct str file = vfs_get_file(vfs, KIT_PATH);
    char *copy = calloc(1, n + 1);
    assert_non_null(copy);
    memcpy(copy, file.p, n < file.n ? n : file.n);
    vfs_put_file(vfs, KIT_PATH, (struct str){copy, n});
    free(copy);
}

static void not_a_database(struct vfs *vfs)
{
    vfs_put_file(vfs, KIT_PATH, STR("this is a shopping list"));
}
static void one_byte(struct vfs *vfs)
{
    vfs_put_file(vfs, KIT_PATH, STR("S"));
}
static void header_gone(struct vfs *vfs)
{
    set_bytes(vfs, 0, "RSYNC format 3", 14);
}
static void too_short(struct vfs *vfs)
{
    cut_to(vfs, vfs_get_file(vfs, KIT_PATH).n / 2);
}
static void half_a_page(struct vfs *vfs)
{
    cut_to(vfs, 2048);
}
static void read_only_by_a_bit(struct vfs *vfs)
{
    set_bytes(vfs, 18, "\x41", 1);
}
static void another_journal_by_a_bit(struct vfs *vfs)
{
    set_bytes(vfs, 19, "\x05", 1);
}
static void another_program(struct vfs *vfs)
{
    run_raw(vfs, "PRAGMA application_id = 7");
}

static void page_of_zeros(struct vfs *vfs)
{
    char zeros[4096] = {0};
    set_bytes(vfs, 4096, zeros, sizeof zeros);
}

static void page_of_noise(struct vfs *vfs)
{
    set_bytes(vfs, 3 * 4096, kit_sealed(99, 4096).p, 4096);
}

static void a_state_that_is_none(struct vfs *vfs)
{
    run_raw(vfs, "PRAGMA ignore_check_constraints = ON; UPDATE item SET state = 77 WHERE n = 2");
}

static void a_table_renamed(struct vfs *vfs)
{
    run_raw(vfs, "PRAGMA legacy_alter_table = ON; ALTER TABLE claim RENAME TO slaim");
}

static void another_database(struct vfs *vfs)
{
    vfs_put_file(vfs, KIT_PATH, STR(""));
    run_raw(vfs, "CREATE TABLE recipes(title)");
}

static void (*const damages[])(struct vfs *) = {
    not_a_database,
    one_byte,
    header_gone,
    too_short,
    half_a_page,
    page_of_zeros,
    page_of_noise,
    read_only_by_a_bit,
    another_program,
    a_table_renamed,
    another_database,
    a_state_that_is_none,
    another_journal_by_a_bit,
};

static void test_a_damaged_file_is_set_aside_whole_and_life_goes_on(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof damages / sizeof damages[0]; i++) {
        struct vfs *vfs = vfs_open(i);
        struct store *store = NULL;
        enum store_found found;
        fill(vfs, 4);
        damages[i](vfs);
        struct str damaged = vfs_get_file(vfs, KIT_PATH);
        bool journal = vfs_exists(vfs, KIT_PATH "-journal");
        assert_int_equal(kit_try_open(vfs, &store, &found), OK);
        assert_int_equal(found, STORE_SET_ASIDE);
        struct str aside = vfs_get_file(vfs, KIT_PATH ".damaged-1");
        assert_int_equal(aside.n, damaged.n);
        assert_memory_equal(aside.p, damaged.p, damaged.n);
        assert_int_equal(vfs_exists(vfs, KIT_PATH ".damaged-1-journal"), journal);
        kit_add(store, 1, 3);
        store_close(store);
        store = kit_open(vfs);
        assert_items(store, 1, 3);
        store_close(store);
        vfs_close(vfs);
    }
}

static void test_each_damaged_file_has_a_name_of_its_own(void **state)
{
    struct vfs *vfs = *state;
    struct store *store;
    enum store_found found;
    for (int i = 1; i <= 3; i++) {
        char name[64];
        not_a_database(vfs);
        assert_int_equal(kit_try_open(vfs, &store, &found), OK);
        store_close(store);
        snprintf(name, sizeof name, KIT_PATH ".damaged-%d", i);
        assert_true(str_eq(vfs_get_file(vfs, name), STR("this is a shopping list")));
    }
}

static void test_an_empty_file_is_a_beginning_not_a_damage(void **state)
{
    struct vfs *vfs = *state;
    struct store *store;
    enum store_found found;
    vfs_put_file(vfs, KIT_PATH, STR(""));
    assert_int_equal(kit_try_open(vfs, &store, &found), OK);
    assert_int_equal(found, STORE_CREATED);
    store_close(store);
}

static void test_a_newer_rebonds_file_is_left_alone(void **state)
{
    struct vfs *vfs = *state;
    struct store *store;
    enum store_found found;
    fill(vfs, 3);
    run_raw(vfs, "PRAGMA user_version = 100");
    assert_int_equal(kit_try_open(vfs, &store, &found), ERR_DENIED);
    assert_false(vfs_exists(vfs, KIT_PATH ".damaged-1"));
    run_raw(vfs, "PRAGMA user_version = 5");
    store = kit_open(vfs);
    assert_items(store, 1, 3);
    store_close(store);
}

// The way back of an update: what its trial recorded is neither lost nor refused.
static void test_the_file_of_the_next_version_is_used_and_stays_what_it_is(void **state)
{
    struct vfs *vfs = *state;
    fill(vfs, 3);
    run_raw(vfs, "CREATE TABLE future(n INTEGER NOT NULL) STRICT; INSERT INTO future VALUES(7);"
                 "ALTER TABLE item ADD COLUMN more INTEGER NOT NULL DEFAULT 0; PRAGMA user_version = 6");
    struct store *store = kit_open(vfs);
    assert_items(store, 1, 3);
    assert_int_equal(kit_number(store->db, "PRAGMA user_version"), 6);
    assert_int_equal(kit_number(store->db, "SELECT n FROM future"), 7);
    kit_add(store, 4, 4);
    assert_items(store, 1, 4);
    store_close(store);
}

static void test_a_newer_file_is_left_alone_even_if_its_schema_cannot_be_read(void **state)
{
    struct vfs *vfs = *state;
    struct store *store;
    enum store_found found;
    fill(vfs, 3);
    run_raw(vfs, "PRAGMA writable_schema = ON; PRAGMA user_version = 100;"
                 "UPDATE sqlite_schema SET sql = 'CREATE TABLE claim OF THE FUTURE' WHERE name = 'claim'");
    assert_int_equal(kit_try_open(vfs, &store, &found), ERR_DENIED);
    assert_false(vfs_exists(vfs, KIT_PATH ".damaged-1"));
}

// Whatever one byte becomes: the kiosk opens, perhaps with a new file, and records the next visitor.
static void test_no_single_byte_can_stop_the_kiosk(void **state)
{
    struct vfs *vfs = *state;
    struct rng rng = {5};
    int aside = 0;
    fill(vfs, 5);
    struct str file = vfs_get_file(vfs, KIT_PATH);
    char *whole = malloc(file.n);
    assert_non_null(whole);
    memcpy(whole, file.p, file.n);
    for (int i = 0; i < 400; i++) {
        struct vfs *other = vfs_open((uint64_t)i);
        struct store *store;
        enum store_found found;
        size_t at = (size_t)rng_below(&rng, i % 4 ? file.n : 4096);
        if (at >= 60 && at < 64) at = 64; // the version: a newer file is refused, and should be
        char byte = (char)(whole[at] ^ (1 << rng_below(&rng, 8)));
        vfs_put_file(other, KIT_PATH, (struct str){whole, file.n});
        set_bytes(other, at, &byte, 1);
        assert_int_equal(kit_try_open(other, &store, &found), OK);
        aside += found == STORE_SET_ASIDE;
        struct item item = kit_item(1000, ITEM_APPOINTMENT);
        int seat;
        err_t err = store_add_item(store, &item, kit_sealed(1, 1500), &seat);
        if (err) print_message("byte %zu: %s\n", at, err_name(err));
        assert_int_equal(err, OK);
        store_close(store);
        vfs_close(other);
    }
    free(whole);
    assert_in_range(aside, 5, 399);
}

// --- trouble that is not damage

static void test_a_disk_that_cannot_be_read_is_never_called_damaged(void **state)
{
    struct vfs *vfs = *state;
    struct store *store;
    enum store_found found;
    fill(vfs, 4);
    uint64_t before = vfs_count(vfs, VFS_READS);
    store_close(kit_open(vfs));
    uint64_t reads = vfs_count(vfs, VFS_READS) - before;
    int refused = 0;
    assert_in_range(reads, 20, 1000);
    for (uint64_t k = 1; k <= reads; k++) {
        vfs_fail_at(vfs, VFS_READS, k, SQLITE_IOERR_READ);
        err_t err = kit_try_open(vfs, &store, &found);
        vfs_fail_at(vfs, VFS_READS, 0, 0);
        refused += err == ERR_IO;
        assert_true(err == OK || err == ERR_IO);
        if (!err) assert_int_equal(found, STORE_OPENED);
        if (!err) store_close(store);
        assert_false(vfs_exists(vfs, KIT_PATH ".damaged-1"));
    }
    assert_in_range(refused, 1, reads);
    store = kit_open(vfs);
    assert_items(store, 1, 4);
    store_close(store);
}

// A bad sector: SQLite's own check calls the page damaged.
static void test_a_sector_that_stays_unreadable_is_an_error(void **state)
{
    struct vfs *vfs = *state;
    struct store *store;
    enum store_found found;
    fill(vfs, 4);
    vfs_set_bad(vfs, 5 * 4096 + 100);
    assert_int_equal(kit_try_open(vfs, &store, &found), ERR_IO);
    assert_false(vfs_exists(vfs, KIT_PATH ".damaged-1"));
    vfs_set_bad(vfs, -1);
    store = kit_open(vfs);
    assert_items(store, 1, 4);
    store_close(store);
}

static void test_a_read_that_comes_short_once_is_not_damage(void **state)
{
    struct vfs *vfs = *state;
    struct store *store;
    enum store_found found;
    fill(vfs, 4);
    for (uint64_t k = 1; k <= 30; k++) {
        vfs_fail_at(vfs, VFS_READS, k, SQLITE_IOERR_SHORT_READ);
        err_t err = kit_try_open(vfs, &store, &found);
        vfs_fail_at(vfs, VFS_READS, 0, 0);
        assert_true(err == ERR_IO || (err == OK && found == STORE_OPENED));
        if (err) continue;
        assert_items(store, 1, 4);
        store_close(store);
    }
}

static void test_a_read_only_disk_is_read_and_says_so_when_written(void **state)
{
    struct vfs *vfs = *state;
    struct store *store;
    enum store_found found;
    struct item item = kit_item(9, ITEM_CALLBACK);
    int seat;
    vfs_set_read_only(vfs, true);
    assert_int_equal(kit_try_open(vfs, &store, &found), ERR_IO); // nothing is there and nothing can be made
    vfs_set_read_only(vfs, false);
    fill(vfs, 3);
    vfs_set_read_only(vfs, true);
    store = kit_open(vfs);
    assert_items(store, 1, 3);
    assert_int_equal(store_add_item(store, &item, kit_sealed(9, 10), &seat), ERR_READONLY);
    store_close(store);
    not_a_database(vfs);
    assert_int_equal(kit_try_open(vfs, &store, &found), ERR_READONLY);
    assert_true(vfs_exists(vfs, KIT_PATH));
}

static void test_a_full_disk_is_an_error_until_there_is_room(void **state)
{
    struct vfs *vfs = *state;
    struct store *store;
    enum store_found found;
    struct item item = kit_item(9, ITEM_CALLBACK);
    int seat;
    vfs_set_room(vfs, 0);
    assert_int_equal(kit_try_open(vfs, &store, &found), ERR_NOSPACE);
    vfs_set_room(vfs, -1);
    fill(vfs, 3);
    for (int64_t room = 0; room < 16000; room += 500) {
        vfs_set_room(vfs, room);
        store = kit_open(vfs);
        assert_items(store, 1, 3);
        assert_int_equal(store_add_item(store, &item, kit_sealed(9, 8000), &seat), ERR_NOSPACE);
        assert_int_equal(store_get_item(store, item.uid, &item), ERR_MISSING);
        store_close(store);
    }
    vfs_set_room(vfs, 100000);
    store = kit_open(vfs);
    assert_int_equal(store_add_item(store, &item, kit_sealed(9, 8000), &seat), OK);
    store_close(store);
}

// --- two programs and one damaged file

static void test_the_other_program_notices_that_its_file_was_set_aside(void **state)
{
    struct vfs *vfs = *state;
    struct item item = kit_item(50, ITEM_CALLBACK);
    struct store *sync = kit_open(vfs), *kiosk;
    enum store_found found;
    int seat;
    kit_add(sync, 1, 3);
    page_of_zeros(vfs);
    assert_int_equal(kit_try_open(vfs, &kiosk, &found), OK);
    assert_int_equal(found, STORE_SET_ASIDE);
    kit_add(kiosk, 10, 12);
    assert_int_equal(store_add_item(sync, &item, kit_sealed(1, 10), &seat), ERR_DAMAGED);
    store_close(sync);
    assert_int_equal(kit_try_open(vfs, &sync, &found), OK);
    assert_int_equal(found, STORE_OPENED);
    assert_items(sync, 10, 12);
    store_close(sync);
    store_close(kiosk);
    assert_false(vfs_exists(vfs, KIT_PATH ".damaged-2"));
}

// Both found the damage at once; this one comes second, with the new file already in use.
static void test_a_new_file_is_never_set_aside_for_the_old_ones_damage(void **state)
{
    struct vfs *vfs = *state;
    struct files_port files = vfs_files(vfs);
    struct store late = {0}, *kiosk;
    enum store_found found;
    not_a_database(vfs);
    late.db = kit_raw(vfs);
    assert_int_equal(kit_try_open(vfs, &kiosk, &found), OK);
    kit_add(kiosk, 1, 3);
    assert_int_equal(damage_set_aside(&late, KIT_PATH, vfs_name(vfs), &files), OK);
    sqlite3_close(late.db);
    assert_items(kiosk, 1, 3);
    assert_false(vfs_exists(vfs, KIT_PATH ".damaged-2"));
    store_close(kiosk);
}

static void test_who_reads_the_damaged_file_is_waited_for(void **state)
{
    struct vfs *vfs = *state;
    struct store *store;
    enum store_found found;
    fill(vfs, 3);
    sqlite3 *reader = kit_raw(vfs);
    kit_run(reader, "BEGIN; SELECT count(*) FROM item");
    page_of_zeros(vfs);
    assert_int_equal(kit_try_open(vfs, &store, &found), ERR_BUSY);
    assert_in_range(vfs_waited_ms(vfs), 4000, 6000);
    kit_run(reader, "COMMIT");
    assert_int_equal(kit_try_open(vfs, &store, &found), OK);
    assert_int_equal(found, STORE_SET_ASIDE);
    store_close(store);
    sqlite3_close(reader);
}

static void test_power_may_go_at_any_step_of_setting_aside(void **state)
{
    (void)state;
    bool lived = false;
    for (uint64_t k = 1; !lived; k++) {
        struct vfs *vfs = vfs_open(k);
        struct store *store;
        enum store_found found;
        fill(vfs, 3);
        page_of_noise(vfs);
        vfs_die_at(vfs, k);
        err_t err = kit_try_open(vfs, &store, &found);
        lived = !vfs_is_dead(vfs);
        assert_true(lived == (err == OK));
        if (!err) store_close(store);
        vfs_power_cut(vfs, k);
        assert_int_equal(kit_try_open(vfs, &store, &found), OK);
        kit_add(store, 1, 3);
        store_close(store);
        assert_true(vfs_exists(vfs, KIT_PATH ".damaged-1"));
        assert_false(vfs_exists(vfs, KIT_PATH ".damaged-2"));
        vfs_close(vfs);
    }
}

// --- the schema grows

enum { LAST = 5, NEXT = 6 }; // versions: today's, and the next in these tests
static const char next_step[] = "ALTER TABLE partner ADD COLUMN class TEXT;"
                                "UPDATE item SET tries = 7;"
                                "PRAGMA user_version = 6;";
static const char bad_step[] = "UPDATE item SET tries = 8; CREATE TABLE item(n); PRAGMA user_version = 6;";

static void climb_to(struct store *store, const char *last, err_t expected)
{
    const char *steps[NEXT] = {schema_steps[0], schema_steps[1], schema_steps[2],
                               schema_steps[3], schema_steps[4], last};
    bool created = true;
    assert_int_equal(schema_step_count, LAST);
    assert_int_equal(schema_migrate(store, steps, NEXT, &created), expected);
    if (expected == OK) assert_false(created);
}

static void test_an_older_file_climbs_and_keeps_its_items(void **state)
{
    struct vfs *vfs = *state;
    fill(vfs, 3);
    struct store *store = kit_open(vfs);
    climb_to(store, bad_step, ERR_DAMAGED);
    assert_int_equal(kit_number(store->db, "PRAGMA user_version"), LAST);
    assert_int_equal(kit_number(store->db, "SELECT max(tries) FROM item"), 0);
    climb_to(store, next_step, OK);
    assert_int_equal(kit_number(store->db, "PRAGMA user_version"), NEXT);
    assert_int_equal(kit_number(store->db, "SELECT min(tries) FROM item"), 7);
    assert_int_equal(kit_number(store->db, "SELECT count(class) FROM partner"), 0);
    assert_items(store, 1, 3);
    climb_to(store, next_step, OK); // there is nothing left to do
    store_close(store);
}

// The first version that was ever installed: what waits there goes on waiting.
static void test_a_file_of_the_first_version_keeps_what_waits_in_it(void **state)
{
    struct vfs *vfs = *state;
    struct item item;
    run_raw(vfs, schema_steps[0]);
    run_raw(vfs, "INSERT INTO item VALUES(1, x'01010101010101010101010101010101', 2, 2, 0, 'ml', 0, 0, 0,"
                 " x'01020304', x'00112233445566778899aabbccddeeff', 7, 1, 'req-1',"
                 " '', '', '', 0, 0, 0, 0, 0, '', '', '', 0, 0, 0, 0, 0, x'0102', x'03')");
    struct store *store = kit_open(vfs);
    struct uid uid = {{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}};
    assert_int_equal(kit_number(store->db, "PRAGMA user_version"), LAST);
    assert_int_equal(store_get_item(store, uid, &item), OK);
    assert_int_equal(item.state, ITEM_UNSURE);
    assert_int_equal(item.made_s, 7);
    store_close(store);
}

// The other program migrates after this one looked and before it has the lock.
static int climb_first(unsigned event, void *vfs, void *statement, void *text)
{
    (void)event, (void)statement;
    if (strcmp(text, "BEGIN IMMEDIATE") == 0) run_raw(vfs, next_step);
    return 0;
}

static void test_two_programs_climb_once(void **state)
{
    struct vfs *vfs = *state;
    fill(vfs, 3);
    struct store *store = kit_open(vfs);
    sqlite3_trace_v2(store->db, SQLITE_TRACE_STMT, climb_first, vfs);
    climb_to(store, next_step, OK); // a second ALTER TABLE would fail
    sqlite3_trace_v2(store->db, 0, NULL, NULL);
    assert_int_equal(kit_number(store->db, "PRAGMA user_version"), NEXT);
    assert_items(store, 1, 3);
    store_close(store);
}

static void test_power_may_go_at_any_step_of_climbing(void **state)
{
    (void)state;
    bool lived = false;
    for (uint64_t k = 1; !lived; k++) {
        struct vfs *vfs = vfs_open(k);
        const char *steps[NEXT] = {schema_steps[0], schema_steps[1], schema_steps[2],
                                   schema_steps[3], schema_steps[4], next_step};
        bool created;
        fill(vfs, 3);
        struct store *store = kit_open(vfs);
        vfs_die_at(vfs, k);
        err_t err = schema_migrate(store, steps, NEXT, &created);
        lived = !vfs_is_dead(vfs);
        store_close(store);
        vfs_power_cut(vfs, k * 31);
        sqlite3 *db = kit_raw(vfs);
        int64_t version = kit_number(db, "PRAGMA user_version");
        assert_true(version == NEXT || (version == LAST && err != OK));
        assert_int_equal(kit_number(db, "SELECT count(*) FROM item"), 3);
        assert_int_equal(kit_number(db, "SELECT min(tries) FROM item"), version == NEXT ? 7 : 0);
        sqlite3_close(db);
        vfs_close(vfs);
    }
}

// --- nothing else commits

static void commit_past_the_wrapper(struct store *store)
{
    sqlite3_exec(store->db, "DELETE FROM item", NULL, NULL, NULL);
}

static void open_two_transactions(struct store *store)
{
    if (tx_begin(store) == OK && tx_begin(store) == OK) _exit(0);
}

static void write_while_looking(void *self, const struct item *item, const char *resource)
{
    struct store *store = self;
    (void)resource;
    if (store_mark_taken(store, item->partner, "key", 1) == OK) _exit(0);
}

static void write_in_a_visit(struct store *store)
{
    if (outbox_each(store, NULL, store, write_while_looking) == OK) _exit(0);
}

static void bring_back_a_delivered_item(struct store *store)
{
    struct item item;
    if (store_get_item(store, kit_uid(1), &item)) _exit(0);
    struct outbox_change change = kit_change(&item, ITEM_DELIVERED);
    if (outbox_apply(store, &change, 1)) _exit(0);
    change.state = ITEM_PENDING;
    if (outbox_apply(store, &change, 1)) _exit(0);
}

static void send_without_a_body(struct store *store)
{
    struct item item;
    if (store_get_item(store, kit_uid(1), &item)) _exit(0);
    struct outbox_change change = kit_change(&item, ITEM_SENDING);
    change.resource = "rdv";
    if (outbox_apply(store, &change, 1)) _exit(0);
}

static void allowed(struct store *store)
{
    if (store_mark_taken(store, KIT_PARTNER, "key", 1)) abort();
}

// The program stops at once, as CHECK does, when `mistake` is made.
static bool stops(struct vfs *vfs, void (*mistake)(struct store *))
{
    int status = 0;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(STDERR_FILENO);
        mistake(kit_open(vfs));
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

static void test_mistakes_of_ours_stop_the_program(void **state)
{
    struct vfs *vfs = *state;
    fill(vfs, 3);
    assert_false(stops(vfs, allowed));
    assert_true(stops(vfs, commit_past_the_wrapper));
    assert_true(stops(vfs, open_two_transactions));
    assert_true(stops(vfs, write_in_a_visit));
    assert_true(stops(vfs, bring_back_a_delivered_item));
    assert_true(stops(vfs, send_without_a_body));
}

int main(void)
{
#define DISK(test) cmocka_unit_test_setup_teardown(test, open_disk, close_disk)
    const struct CMUnitTest tests[] = {
        DISK(test_a_new_file_is_made_once),
        DISK(test_the_file_is_kept_as_the_house_says),
        cmocka_unit_test(test_a_damaged_file_is_set_aside_whole_and_life_goes_on),
        DISK(test_each_damaged_file_has_a_name_of_its_own),
        DISK(test_an_empty_file_is_a_beginning_not_a_damage),
        DISK(test_a_newer_rebonds_file_is_left_alone),
        DISK(test_the_file_of_the_next_version_is_used_and_stays_what_it_is),
        DISK(test_a_newer_file_is_left_alone_even_if_its_schema_cannot_be_read),
        DISK(test_no_single_byte_can_stop_the_kiosk),
        DISK(test_a_disk_that_cannot_be_read_is_never_called_damaged),
        DISK(test_a_sector_that_stays_unreadable_is_an_error),
        DISK(test_a_read_that_comes_short_once_is_not_damage),
        DISK(test_a_read_only_disk_is_read_and_says_so_when_written),
        DISK(test_a_full_disk_is_an_error_until_there_is_room),
        DISK(test_the_other_program_notices_that_its_file_was_set_aside),
        DISK(test_a_new_file_is_never_set_aside_for_the_old_ones_damage),
        DISK(test_who_reads_the_damaged_file_is_waited_for),
        cmocka_unit_test(test_power_may_go_at_any_step_of_setting_aside),
        DISK(test_a_file_of_the_first_version_keeps_what_waits_in_it),
        DISK(test_an_older_file_climbs_and_keeps_its_items),
        DISK(test_two_programs_climb_once),
        cmocka_unit_test(test_power_may_go_at_any_step_of_climbing),
        DISK(test_mistakes_of_ours_stop_the_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
