// links: base booking store
// with: harness/store_kit.c harness/vfs.c harness/disk.c
// What recording an item costs beside one insert of the same bytes by plain SQLite with the same pragmas:
// same run, same folder of a real disk, taking turns so that both meet the same disk. And what listing 2 000
// slots costs, and finding the nearest free ones among 100 000. Usage: bench_store [folder], by default the
// working folder.
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/check.h"
#include "harness/store_kit.h"

enum { ROUNDS = 400, SEALED = 2264, SLOTS = 2000, LISTS = 50 };
enum { MANY = 100000, PART = 2000, TAKEN = 20000, NEAREST = 60, LOOKS = 400 };

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *times, size_t count)
{
    qsort(times, count, sizeof *times, by_size);
    return times[count / 2];
}

static err_t no_rename(void *self, const char *from, const char *to)
{
    (void)self, (void)from, (void)to;
    return ERR_IO;
}

static const struct files_port files = {.rename = no_rename};

static sqlite3 *open_raw(const char *path, sqlite3_stmt **ret_insert)
{
    sqlite3 *db = NULL;
    CHECK(sqlite3_open(path, &db) == SQLITE_OK);
    kit_run(db, "PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
                "CREATE TABLE item(n INTEGER PRIMARY KEY, sealed BLOB)");
    CHECK(sqlite3_prepare_v2(db, "INSERT INTO item(sealed) VALUES(?1)", -1, ret_insert, NULL) == SQLITE_OK);
    return db;
}

static double time_raw(sqlite3_stmt *insert, int number)
{
    struct str sealed = kit_sealed(number, SEALED);
    double from = now_ms();
    sqlite3_bind_blob(insert, 1, sealed.p, (int)sealed.n, SQLITE_STATIC);
    CHECK(sqlite3_step(insert) == SQLITE_DONE);
    sqlite3_reset(insert);
    return now_ms() - from;
}

static double time_add(struct store *store, int number)
{
    struct item item = kit_item(number, ITEM_APPOINTMENT);
    struct str sealed = kit_sealed(number, SEALED);
    int seat;
    double from = now_ms();
    CHECK(store_add_item(store, &item, sealed, &seat) == OK);
    return now_ms() - from;
}

static void bench_adding(const char *path, const char *raw_path)
{
    static double raw_times[ROUNDS], times[ROUNDS];
    struct store *store = NULL;
    enum store_found found;
    sqlite3_stmt *insert = NULL;
    sqlite3 *raw = open_raw(raw_path, &insert);
    CHECK(store_open(path, NULL, &files, &store, &found) == OK);
    for (int i = 0; i < ROUNDS; i++) {
        raw_times[i] = time_raw(insert, i);
        times[i] = time_add(store, i);
    }
    double raw_ms = median(raw_times, ROUNDS), ms = median(times, ROUNDS);
    printf("store_add_item  %.3f ms   raw insert %.3f ms   ratio %.2f   (medians of %d, %d bytes)\n", ms,
           raw_ms, ms / raw_ms, ROUNDS, SEALED);
    store_close(store);
    sqlite3_finalize(insert);
    sqlite3_close(raw);
}

static void fill(struct store *store)
{
    static struct slot slots[SLOTS];
    static struct mirror_booking bookings[SLOTS];
    for (int i = 0; i < SLOTS; i++) {
        slots[i] = kit_slot(i, i % 4 ? 1 : 8, i % 4 == 0);
        bookings[i] = (struct mirror_booking){
            .seat = 1, .start_s = slots[i].start_s + i % 3 * 900, .end_s = slots[i].end_s};
        CHECK(str_copy(str_from(slots[i % 2 ? i : i / 2].key), bookings[i].slot_key, SLOT_KEY) == OK);
    }
    struct mirror_change change = {.resource = "all", .bookings = bookings, .booking_count = SLOTS};
    CHECK(store_replace_slots(store, KIT_PARTNER, slots, SLOTS) == OK);
    CHECK(mirror_apply(store, KIT_PARTNER, MIRROR_BOOKINGS, true, &change, 1, "", 1) == OK);
}

static void bench_listing(const char *path)
{
    static struct slot listed[LIMIT_SLOTS];
    static double times[LISTS];
    struct store *store = NULL;
    enum store_found found;
    size_t count = 0;
    CHECK(store_open(path, NULL, &files, &store, &found) == OK);
    fill(store);
    for (int i = 0; i < LISTS; i++) {
        double from = now_ms();
        CHECK(store_list_slots(store, 0, INT64_MAX, listed, LIMIT_SLOTS, &count) == OK);
        times[i] = now_ms() - from;
    }
    printf("store_list_slots  %.3f ms   (%zu slots, %d bookings)\n", median(times, LISTS), count, SLOTS);
    store_close(store);
}

// 100 000 instances of 50 resources; the first 20 000 are booked, so that nearness has to be looked for.
static void fill_many(struct store *store)
{
    static struct slot slots[PART];
    static struct mirror_booking bookings[TAKEN];
    for (int part = 0; part < MANY / PART; part++) {
        struct mirror_change change = {.slots = slots, .slot_count = PART};
        snprintf(change.resource, sizeof change.resource, "series-%d.ics", part);
        for (int i = 0; i < PART; i++) {
            int number = part * PART + i;
            slots[i] = kit_slot(number, 1, false);
            slots[i].start_s = KIT_DAY + (int64_t)number * 52; // sixty days of them
            slots[i].end_s = slots[i].start_s + 50;
            if (number >= TAKEN) continue;
            bookings[number] =
                (struct mirror_booking){.seat = 1, .start_s = slots[i].start_s, .end_s = slots[i].end_s};
            CHECK(str_copy(str_from(slots[i].key), bookings[number].slot_key, SLOT_KEY) == OK);
        }
        CHECK(mirror_apply(store, KIT_PARTNER, MIRROR_SLOTS, false, &change, 1, "", 1) == OK);
    }
    struct mirror_change booked = {.resource = "all", .bookings = bookings, .booking_count = TAKEN};
    double from = now_ms();
    CHECK(mirror_apply(store, KIT_PARTNER, MIRROR_BOOKINGS, true, &booked, 1, "", 1) == OK);
    printf("mirror_apply  %.0f ms   (%d bookings over %d instances)\n", now_ms() - from, TAKEN, MANY);
}

static double time_raw_look(sqlite3_stmt *look, int cap)
{
    char title[LIMIT_TITLE], key[SLOT_KEY];
    int count = 0;
    double from = now_ms();
    sqlite3_bind_int64(look, 1, KIT_DAY);
    sqlite3_bind_int(look, 2, cap);
    for (; sqlite3_step(look) == SQLITE_ROW; count++) {
        snprintf(key, sizeof key, "%s", (const char *)sqlite3_column_text(look, 0));
        snprintf(title, sizeof title, "%s", (const char *)sqlite3_column_text(look, 2));
        (void)sqlite3_column_int64(look, 3);
    }
    sqlite3_reset(look);
    CHECK(count == cap);
    return now_ms() - from;
}

static void bench_nearest(const char *path, int cap)
{
    static struct slot nearest[LIMIT_SLOTS];
    static double raw_times[LOOKS], times[LOOKS];
    struct store *store = NULL;
    enum store_found found;
    sqlite3 *raw = NULL;
    sqlite3_stmt *look = NULL;
    size_t count = 0;
    CHECK(store_open(path, NULL, &files, &store, &found) == OK);
    CHECK(sqlite3_open(path, &raw) == SQLITE_OK);
    CHECK(sqlite3_prepare_v2(
              raw,
              "SELECT key, partner, title, start_s, end_s, capacity, workshop, exclusive FROM slot"
              " WHERE booked < capacity AND NOT overlapped AND start_s >= ?1"
              " ORDER BY start_s LIMIT ?2",
              -1, &look, NULL) == SQLITE_OK);
    for (int i = 0; i < LOOKS; i++) {
        raw_times[i] = time_raw_look(look, cap);
        double from = now_ms();
        CHECK(store_nearest_slots(store, KIT_DAY, INT64_MAX, nearest, (size_t)cap, &count) == OK);
        times[i] = now_ms() - from;
        CHECK(count == (size_t)cap);
    }
    double raw_ms = median(raw_times, LOOKS), ms = median(times, LOOKS);
    printf("store_nearest_slots  %.3f ms   raw query %.3f ms   ratio %.2f   (the nearest %d free of %d)\n",
           ms, raw_ms, ms / raw_ms, cap, MANY);
    sqlite3_finalize(look);
    sqlite3_close(raw);
    store_close(store);
}

static void bench_many(const char *path)
{
    struct store *store = NULL;
    enum store_found found;
    CHECK(store_open(path, NULL, &files, &store, &found) == OK);
    fill_many(store);
    store_close(store);
    bench_nearest(path, NEAREST);
    bench_nearest(path, LIMIT_SLOTS);
}

int main(int argc, char **argv)
{
    static const char *const names[] = {"bench-store.db", "bench-store.db-journal",
                                        "bench-raw.db",   "bench-raw.db-journal",
                                        "bench-many.db",  "bench-many.db-journal"};
    enum { NAMES = sizeof names / sizeof *names };
    if (argc > 1 && chdir(argv[1])) return 1;
    for (int i = 0; i < NAMES; i++)
        unlink(names[i]);
    bench_adding(names[0], names[2]);
    bench_listing(names[0]);
    bench_many(names[4]);
    for (int i = 0; i < NAMES; i++)
        unlink(names[i]);
    return 0;
}
