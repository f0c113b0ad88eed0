// links: base port booking seal wire collect store export platform
// with: harness/store_kit.c harness/vfs.c harness/disk.c
// The stick on the real system: what rebond-stick says, how disks are chosen, and how long 1 000 items take.
#define _XOPEN_SOURCE 700 // nftw
#include "harness/test.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "collect/disk.h"
#include "export/export.h"
#include "harness/store_kit.h"
#include "platform/clock.h"
#include "platform/disk_mount.h"
#include "platform/files.h"
#include "platform/read_file.h"
#include "platform/secret_file.h"
#include "platform/stick_folder.h"
#include "platform/stick_watch.h"
#include "seal/seal.h"

static char folder[64];

static int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/rebond-test-XXXXXX");
    return mkdtemp(folder) && seal_init() == OK ? 0 : -1;
}

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *at)
{
    (void)info, (void)type, (void)at;
    return remove(path);
}

static int remove_folder(void **state)
{
    (void)state;
    return nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static const char *path_of(const char *name)
{
    static char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void put(const char *name, const char *text)
{
    FILE *file = fopen(path_of(name), "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

// As rebond-stick does it.
static void tell(const char *word)
{
    char from[256];
    put("stick.state.new", word);
    snprintf(from, sizeof from, "%s", path_of("stick.state.new"));
    assert_int_equal(rename(from, path_of("stick.state")), 0);
}

static void test_the_word_of_rebond_stick_is_seen_when_it_changes(void **state)
{
    (void)state;
    struct stick_watch watch;
    assert_int_equal(stick_watch_init(path_of("nowhere"), &watch), ERR_MISSING);
    assert_false(stick_watch_look(&watch));
    stick_watch_finish(&watch);
    assert_int_equal(stick_watch_init(folder, &watch), OK);
    assert_true(stick_watch_look(&watch)); // the first look
    assert_string_equal(watch.word, "");
    assert_false(stick_watch_look(&watch));
    tell("ready");
    assert_true(stick_watch_look(&watch));
    assert_string_equal(watch.word, "ready");
    assert_false(stick_watch_look(&watch));
    tell("a word that nobody would say");
    assert_true(stick_watch_look(&watch));
    assert_string_equal(watch.word, "");
    tell("out");
    unlink(path_of("stick.state"));
    assert_true(stick_watch_look(&watch));
    assert_string_equal(watch.word, "");
    stick_watch_let_go(&watch); // nobody listens
    stick_watch_finish(&watch);
}

static err_t read_top(struct stick_folder *stick, const char *name)
{
    char bytes[64];
    size_t n = 0;
    struct stick_port port = stick_folder_port(stick);
    err_t err = port.read_top(port.self, name, bytes, sizeof bytes, &n);
    if (!err) assert_true(str_eq((struct str){bytes, n}, STR("a key")));
    return err;
}

static void test_only_a_plain_small_file_is_read_from_the_top(void **state)
{
    (void)state;
    struct stick_folder stick;
    char from[256];
    put("plain", "a key");
    put("large", "a file that is larger than anybody's key would be, of more than 64 bytes");
    assert_int_equal(symlink("plain", path_of("link")), 0); // it would read well
    assert_int_equal(symlink("/nowhere", path_of("dangling")), 0);
    assert_int_equal(mkdir(path_of("folder"), 0755), 0);
    assert_int_equal(mkfifo(path_of("pipe"), 0644), 0);
    snprintf(from, sizeof from, "%s", folder);
    assert_int_equal(stick_folder_open(from, &stick), OK);
    assert_int_equal(read_top(&stick, "plain"), OK); // without any folder being made
    assert_int_equal(read_top(&stick, "link"), ERR_DENIED);
    assert_int_equal(read_top(&stick, "dangling"), ERR_DENIED);
    assert_int_equal(read_top(&stick, "folder"), ERR_DENIED);
    assert_int_equal(read_top(&stick, "pipe"), ERR_DENIED);
    assert_int_equal(read_top(&stick, "large"), ERR_FULL);
    assert_int_equal(read_top(&stick, "missing"), ERR_MISSING);
    stick_folder_close(&stick);
}

// --- which disks are taken

static enum disk_verdict decide(struct disk disk, int *ret_part)
{
    struct disk_choice choice = {-1, DISK_NOTHING};
    enum disk_verdict verdict = disk_decide(&disk, &choice);
    *ret_part = choice.part;
    return verdict;
}

static void test_a_disk_is_taken_when_there_is_no_doubt_and_else_refused_with_a_reason(void **state)
{
    (void)state;
    static const struct {
        struct disk disk;
        enum disk_verdict verdict;
        int part; // -1 none
    } table[] = {
        {{.system = DISK_VFAT}, DISK_MOUNT, 0},
        {{.system = DISK_EXFAT}, DISK_MOUNT, 0},
        {{.system = DISK_EXT4}, DISK_MOUNT, 0},
        {{.system = DISK_NOTHING}, DISK_EMPTY, -1},
        {{.system = DISK_ENCRYPTED}, DISK_LOCKED, -1},
        {{.system = DISK_OTHER}, DISK_UNKNOWN, -1},
        {{.in_use = true, .system = DISK_VFAT}, DISK_IN_USE, -1},
        {{.part_count = 1, .parts = {{1, DISK_VFAT}}}, DISK_MOUNT, 1},
        {{.part_count = 2, .parts = {{1, DISK_NOTHING}, {5, DISK_EXFAT}}}, DISK_MOUNT, 5},
        {{.part_count = 2, .parts = {{1, DISK_VFAT}, {2, DISK_EXFAT}}}, DISK_SEVERAL, -1},
        {{.part_count = 2, .parts = {{1, DISK_VFAT}, {2, DISK_OTHER}}}, DISK_SEVERAL, -1},
        {{.part_count = 2, .parts = {{1, DISK_VFAT}, {2, DISK_ENCRYPTED}}}, DISK_SEVERAL, -1},
        {{.part_count = 1, .parts = {{1, DISK_ENCRYPTED}}}, DISK_LOCKED, -1},
        {{.part_count = 1, .parts = {{1, DISK_OTHER}}}, DISK_UNKNOWN, -1},
        {{.part_count = 1, .parts = {{1, DISK_NOTHING}}}, DISK_EMPTY, -1},
        {{.part_count = DISK_PARTS + 1, .parts = {{1, DISK_VFAT}}}, DISK_SEVERAL, -1},
        {{.system = DISK_OTHER, .part_count = 1, .parts = {{1, DISK_VFAT}}},
         DISK_SEVERAL,
         -1}, // of an installer
        {{.in_use = true, .part_count = 1, .parts = {{1, DISK_VFAT}}}, DISK_IN_USE, -1},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        int part;
        assert_int_equal(decide(table[i].disk, &part), table[i].verdict);
        assert_int_equal(part, table[i].part);
        assert_true(disk_verdict_word(table[i].verdict)[0]);
    }
}

static void expect_options(enum disk_system system, const char *name, const char *wanted)
{
    char text[128];
    struct buf options = buf_init(text, sizeof text);
    disk_add_options(&options, system, 990, 991);
    assert_string_equal(buf_c(&options), wanted);
    assert_string_equal(disk_system_name(system), name);
}

static void test_the_options_of_each_system(void **state)
{
    (void)state;
    char path[DISK_PATH];
    expect_options(DISK_VFAT, "vfat", "errors=remount-ro,uid=990,gid=991,fmask=0177,dmask=0077,utf8,flush");
    expect_options(DISK_EXFAT, "exfat",
                   "errors=remount-ro,uid=990,gid=991,fmask=0177,dmask=0077,iocharset=utf8");
    expect_options(DISK_EXT4, "ext4", "errors=remount-ro");
    expect_options(DISK_OTHER, "", "");
    expect_options(DISK_ENCRYPTED, "", "");
    expect_options(DISK_NOTHING, "", "");
    assert_int_equal(disk_part_path("/dev/sda", 1, path), OK);
    assert_string_equal(path, "/dev/sda1");
    assert_int_equal(disk_part_path("/dev/mmcblk0", 12, path), OK);
    assert_string_equal(path, "/dev/mmcblk0p12");
    assert_int_equal(disk_part_path("/dev/sdb", 0, path), OK);
    assert_string_equal(path, "/dev/sdb");
}

// --- the key that signs

static void fill(void *self, void *to, size_t n)
{
    static uint8_t next;
    (void)self;
    memset(to, ++next, n);
}

static struct export_key_ports key_ports(void)
{
    return (struct export_key_ports){read_file, secret_file_create, files_system(), {NULL, fill}};
}

static void
test_the_signing_key_is_made_once_kept_private_and_replaced_when_a_power_cut_left_half(void **state)
{
    (void)state;
    const struct export_key_ports ports = key_ports();
    struct sign_key first, again;
    struct stat info;
    assert_int_equal(export_key(&ports, folder, &first), OK);
    assert_int_equal(export_key(&ports, folder, &again), OK);
    assert_memory_equal(&first, &again, sizeof first);
    assert_int_equal(stat(path_of("signing-key"), &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    put("signing-key", "");
    assert_int_equal(export_key(&ports, folder, &again), OK);
    assert_memory_not_equal(&first, &again, sizeof first);
    assert_int_equal(access(path_of("signing-key.damaged"), F_OK), 0);
    assert_int_equal(export_key(&ports, path_of("nowhere"), &again), ERR_MISSING);
}

// --- how long it takes; no bound, the machine's business

static int64_t collect_onto(struct store *store, struct stick_folder *stick, const char *words)
{
    const struct export_key_ports ports = key_ports();
    struct sign_key key;
    struct export *export;
    struct system_clock clock = clock_init(true);
    assert_int_equal(export_key(&ports, folder, &key), OK);
    const struct export_options options = {
        .stick = stick_folder_port(stick), .store = store, .key = &key, .place = "Ici", .wall_s = 1795413600};
    int64_t begun = clock_now(&clock).mono_ms, longest = 0, before = begun;
    assert_int_equal(export_open(&options, &export), OK);
    for (bool more = true; more;) {
        more = export_turn(export);
        int64_t now = clock_now(&clock).mono_ms;
        if (now - before > longest) longest = now - before;
        before = now;
    }
    assert_int_equal(export_state(export)->end, COLLECT_ALL);
    int64_t written = export_state(export)->written;
    print_message("%s: %lld ms, longest piece %lld ms\n", words, (long long)(before - begun),
                  (long long)longest);
    export_close(export);
    return written;
}

static void test_a_thousand_items_on_a_real_folder(void **state)
{
    (void)state;
    struct vfs *vfs = vfs_open(1);
    struct store *store = kit_open(vfs);
    struct stick_folder stick;
    kit_add(store, 1, 1000);
    assert_int_equal(mkdir(path_of("stick"), 0755), 0);
    assert_int_equal(stick_folder_open(path_of("stick"), &stick), OK);
    assert_int_equal(collect_onto(store, &stick, "1 000 items"), 1000);
    assert_int_equal(collect_onto(store, &stick, "1 000 items that are there already"), 0);
    stick_folder_close(&stick);
    store_close(store);
    vfs_close(vfs);
}

int main(void)
{
#define FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)
    const struct CMUnitTest tests[] = {
        FOLDER(test_the_word_of_rebond_stick_is_seen_when_it_changes),
        FOLDER(test_only_a_plain_small_file_is_read_from_the_top),
        cmocka_unit_test(test_a_disk_is_taken_when_there_is_no_doubt_and_else_refused_with_a_reason),
        cmocka_unit_test(test_the_options_of_each_system),
        FOLDER(test_the_signing_key_is_made_once_kept_private_and_replaced_when_a_power_cut_left_half),
        FOLDER(test_a_thousand_items_on_a_real_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
