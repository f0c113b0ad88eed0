#include "harness/store_kit.h"

#include <stdio.h>
#include <string.h>

#include "base/check.h"

struct store *kit_open(struct vfs *vfs)
{
    struct store *store = NULL;
    enum store_found found;
    CHECK(kit_try_open(vfs, &store, &found) == OK);
    CHECK(found != STORE_SET_ASIDE);
    return store;
}

err_t kit_try_open(struct vfs *vfs, struct store **ret_store, enum store_found *ret_found)
{
    struct files_port files = vfs_files(vfs);
    return store_open(KIT_PATH, vfs_name(vfs), &files, ret_store, ret_found);
}

sqlite3 *kit_raw(struct vfs *vfs)
{
    sqlite3 *db = NULL;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    CHECK(sqlite3_open_v2(KIT_PATH, &db, flags, vfs_name(vfs)) == SQLITE_OK);
    return db;
}

void kit_run(sqlite3 *db, const char *sql)
{
    char *message = NULL;
    int code = sqlite3_exec(db, sql, NULL, NULL, &message);
    if (code) fprintf(stderr, "%s: %s\n", sql, message);
    CHECK(code == SQLITE_OK);
}

int64_t kit_number(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *row = NULL;
    CHECK(sqlite3_prepare_v2(db, sql, -1, &row, NULL) == SQLITE_OK);
    CHECK(sqlite3_step(row) == SQLITE_ROW);
    int64_t number = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    return number;
}

struct uid kit_uid(int number)
{
    struct uid uid = {{0xd0}};
    for (int i = 0; i < 4; i++)
        uid.b[15 - i] = (uint8_t)(number >> 8 * i);
    return uid;
}

struct slot kit_slot(int number, int capacity, bool workshop)
{
    struct slot slot = {.start_s = KIT_DAY + (int64_t)number * 3600,
                        .end_s = KIT_DAY + (int64_t)number * 3600 + 1800,
                        .capacity = (uint16_t)capacity,
                        .workshop = workshop};
    snprintf(slot.key, sizeof slot.key, "key%023d", number);
    snprintf(slot.partner, sizeof slot.partner, "%s", KIT_PARTNER);
    snprintf(slot.title, sizeof slot.title, "Rendez-vous %d", number);
    return slot;
}

struct item kit_item(int number, enum item_kind kind)
{
    struct item item = {.uid = kit_uid(number), .kind = kind, .made_s = KIT_DAY + number};
    bool workshop = kind == ITEM_WORKSHOP;
    snprintf(item.partner, sizeof item.partner, "%s", KIT_PARTNER);
    item.code = (struct picture_code){{5, 17, 30}, (uint8_t)(number % 100)};
    memset(item.code_hash, number & 0xff, sizeof item.code_hash);
    if (kind == ITEM_CALLBACK || kind == ITEM_INTEREST) return item;
    item.choice_count = 2;
    item.choices[0] = kit_slot(2 * number, workshop ? 3 : 1, workshop);
    item.choices[1] = kit_slot(2 * number + 1, workshop ? 3 : 1, workshop);
    return item;
}

struct str kit_sealed(int number, size_t n)
{
    static char bytes[LIMIT_SEALED];
    struct rng rng = {(uint64_t)number * 1000003u + 17};
    CHECK(n <= sizeof bytes);
    for (size_t i = 0; i < n; i++)
        bytes[i] = (char)rng_next(&rng);
    return (struct str){bytes, n};
}

struct outbox_change kit_change(const struct item *item, enum item_state state)
{
    return (struct outbox_change){.uid = item->uid,
                                  .state = state,
                                  .reason = item->reason,
                                  .kind = item->kind,
                                  .choice_now = item->choice_now,
                                  .seat = item->seat};
}

void kit_add(struct store *store, int first, int last)
{
    for (int i = first; i <= last; i++) {
        struct item item = kit_item(i, ITEM_APPOINTMENT);
        int seat;
        CHECK(store_add_item(store, &item, kit_sealed(i, 1500), &seat) == OK);
    }
}

int kit_open_desk(void **state)
{
    static struct desk desk;
    desk.vfs = vfs_open(1);
    desk.kiosk = kit_open(desk.vfs);
    desk.sync = kit_open(desk.vfs);
    *state = &desk;
    return 0;
}

int kit_close_desk(void **state)
{
    struct desk *desk = *state;
    store_close(desk->kiosk);
    store_close(desk->sync);
    vfs_close(desk->vfs);
    return 0;
}
