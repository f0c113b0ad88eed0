// What tests of the store share: a machine with a disk in memory, and things to put on it.
#pragma once

#include <sqlite3.h>

#include "base/rng.h"
#include "harness/vfs.h"
#include "store/store.h"

#define KIT_PATH "rebond.db"
#define KIT_PARTNER "mission"

enum { KIT_DAY = 1764547200 }; // 2025-12-01T00:00:00Z: where slots begin

struct store *kit_open(struct vfs *vfs); // must work
err_t kit_try_open(struct vfs *vfs, struct store **ret_store, enum store_found *ret_found);
// A connection past the store, as another program or a vandal has.
sqlite3 *kit_raw(struct vfs *vfs);
void kit_run(sqlite3 *db, const char *sql); // must work
int64_t kit_number(sqlite3 *db, const char *sql);

struct uid kit_uid(int number);
struct slot kit_slot(int number, int capacity,
                     bool workshop); // slot `number` starts `number` hours into KIT_DAY
// An item of KIT_PARTNER; an appointment or workshop has two choices: slots 2 * number and 2 * number + 1.
struct item kit_item(int number, enum item_kind kind);
// Sealed bytes of item `number`: `n` of them, none like another item's.
struct str kit_sealed(int number, size_t n);
struct outbox_change kit_change(const struct item *item, enum item_state state);
// Adds items first..last with 1500 sealed bytes each; they must be taken.
void kit_add(struct store *store, int first, int last);

// Both programs on one disk: a cmocka setup and teardown.
struct desk {
    struct vfs *vfs;
    struct store *kiosk, *sync;
};
int kit_open_desk(void **state);
int kit_close_desk(void **state);
