#include "base/check.h"
#include "store/internal.h"

// Choice a or b of an item; empty when it has none.
#define CHOICE_COLUMNS(c)                                                                                    \
    " " c "_key TEXT NOT NULL,"                                                                              \
    " " c "_partner TEXT NOT NULL,"                                                                          \
    " " c "_title TEXT NOT NULL,"                                                                            \
    " " c "_start_s INTEGER NOT NULL,"                                                                       \
    " " c "_end_s INTEGER NOT NULL,"                                                                         \
    " " c "_capacity INTEGER NOT NULL CHECK(" c "_capacity BETWEEN 0 AND 99),"                               \
    " " c "_workshop INTEGER NOT NULL CHECK(" c "_workshop BETWEEN 0 AND 1),"                                \
    " " c "_exclusive INTEGER NOT NULL CHECK(" c "_exclusive BETWEEN 0 AND 1),"

// n is the order of recording: the wall clock cannot be trusted with it. The large columns stand last, so
// that looking for an item does not read them. What is delivered (state 4) has no content.
#define ITEM_TABLE(name, last_kind, last_state, last_reason, more, over)                                     \
    "CREATE TABLE " name "("                                                                                 \
    " n INTEGER PRIMARY KEY,"                                                                                \
    " uid BLOB NOT NULL UNIQUE CHECK(length(uid) = 16),"                                                     \
    " kind INTEGER NOT NULL CHECK(kind BETWEEN 0 AND " last_kind "),"                                        \
    " state INTEGER NOT NULL DEFAULT 0 CHECK(state BETWEEN 0 AND " last_state "),"                           \
    " reason INTEGER NOT NULL DEFAULT 0 CHECK(reason BETWEEN 0 AND " last_reason "),"                        \
    " partner TEXT NOT NULL,"                                                                                \
    " choice_count INTEGER NOT NULL CHECK(choice_count BETWEEN 0 AND 2),"                                    \
    " choice_now INTEGER NOT NULL DEFAULT 0 CHECK(choice_now BETWEEN 0 AND 1),"                              \
    " seat INTEGER NOT NULL CHECK(seat BETWEEN 0 AND 99),"                                                   \
    " code BLOB CHECK(length(code) = 4),"                                                                    \
    " code_hash BLOB NOT NULL CHECK(length(code_hash) = 16),"                                                \
    " made_s INTEGER NOT NULL,"                                                                              \
    " tries INTEGER NOT NULL DEFAULT 0 CHECK(tries >= 0),"                                                   \
    " resource TEXT NOT NULL DEFAULT ''," CHOICE_COLUMNS("a") CHOICE_COLUMNS("b") more                       \
        " sealed BLOB,"                                                                                      \
        " body BLOB,"                                                                                        \
        " CHECK(" over " OR (sealed IS NULL AND body IS NULL AND code IS NULL))) STRICT;"                    \
        "CREATE INDEX " name "_waiting ON " name "(partner, state) WHERE " over ";"

#define CANCEL_COLUMNS                                                                                       \
    " change INTEGER NOT NULL DEFAULT 0 CHECK(change BETWEEN 0 AND 1),"                                      \
    " cancelled INTEGER NOT NULL DEFAULT 0 CHECK(cancelled BETWEEN 0 AND 1),"                                \
    " about BLOB CHECK(length(about) = 16),"                                                                 \
    " after BLOB CHECK(length(after) = 16),"

// A release adds a step and never changes an old one. Each ends with its own version, so that text stays
// constant and the version moves in the same transaction. CHECKs are what quick_check looks at on every
// start.
// clang-format off
static const char version_1[] =
    "CREATE TABLE device(code_key BLOB NOT NULL CHECK(length(code_key) = 32)) STRICT;"
    "INSERT INTO device VALUES(randomblob(32));"

    ITEM_TABLE("item", "3", "5", "5", "", "state <> 4")

    // item 0: not ours, learned from the partner's refusal. mirrored: the next whole mirror must show this booking.
    "CREATE TABLE claim("
    " partner TEXT NOT NULL,"
    " key TEXT NOT NULL,"
    " seat INTEGER NOT NULL CHECK(seat BETWEEN 1 AND 99),"
    " item INTEGER NOT NULL,"
    " mirrored INTEGER NOT NULL DEFAULT 0,"
    " PRIMARY KEY(partner, key, seat, item)) STRICT, WITHOUT ROWID;"

    "CREATE TABLE partner("
    " id TEXT NOT NULL PRIMARY KEY,"
    " condition INTEGER NOT NULL) STRICT, WITHOUT ROWID;"

    "CREATE TABLE mirror("
    " partner TEXT NOT NULL,"
    " collection INTEGER NOT NULL,"
    " token TEXT NOT NULL DEFAULT '',"
    " mirrored_s INTEGER NOT NULL DEFAULT 0,"
    " window_day INTEGER NOT NULL DEFAULT 0,"
    " PRIMARY KEY(partner, collection)) STRICT, WITHOUT ROWID;"

    "CREATE TABLE resource("
    " id INTEGER PRIMARY KEY,"
    " partner TEXT NOT NULL,"
    " collection INTEGER NOT NULL,"
    " name TEXT NOT NULL,"
    " etag TEXT NOT NULL,"
    " refused TEXT,"
    " content BLOB NOT NULL,"
    " UNIQUE(partner, collection, name)) STRICT;"

    // source: the resource it came from, 0 for a partner without a server. booked and overlapped are counted
    // from the bookings whenever either changes, so that no visitor waits for it.
    "CREATE TABLE slot("
    " id INTEGER PRIMARY KEY,"
    " source INTEGER NOT NULL,"
    " key TEXT NOT NULL,"
    " partner TEXT NOT NULL,"
    " title TEXT NOT NULL,"
    " start_s INTEGER NOT NULL,"
    " end_s INTEGER NOT NULL,"
    " capacity INTEGER NOT NULL CHECK(capacity BETWEEN 0 AND 99),"
    " workshop INTEGER NOT NULL CHECK(workshop BETWEEN 0 AND 1),"
    " exclusive INTEGER NOT NULL CHECK(exclusive BETWEEN 0 AND 1),"
    " booked INTEGER NOT NULL DEFAULT 0 CHECK(booked BETWEEN 0 AND 255),"
    " overlapped INTEGER NOT NULL DEFAULT 0 CHECK(overlapped BETWEEN 0 AND 1)) STRICT;"
    "CREATE INDEX slot_by_start ON slot(start_s, partner, key);"
    "CREATE INDEX slot_by_partner ON slot(partner, start_s);"
    "CREATE INDEX slot_by_source ON slot(source);"

    // Live bookings only; those that are cancelled take no seat and are not kept.
    "CREATE TABLE booking("
    " source INTEGER NOT NULL,"
    " partner TEXT NOT NULL,"
    " slot_key TEXT NOT NULL,"
    " seat INTEGER NOT NULL,"
    " start_s INTEGER NOT NULL,"
    " end_s INTEGER NOT NULL) STRICT;"
    "CREATE INDEX booking_by_seat ON booking(partner, slot_key, seat);"
    "CREATE INDEX booking_by_end ON booking(end_s);"
    "CREATE INDEX booking_by_source ON booking(source);"

    "PRAGMA application_id = 1382182500;"
    "PRAGMA user_version = 1;";

// What a probe found of a partner's server, and how far its Date was from this clock; whose answers the mirror was made
// of; the latest moment known to have passed; items of which a copy is being filed (state 6).
static const char version_2[] =
    "ALTER TABLE partner ADD COLUMN probed_class INTEGER NOT NULL DEFAULT 0 CHECK(probed_class IN (0, 65, 66, 67));"
    "ALTER TABLE partner ADD COLUMN probed_s INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE partner ADD COLUMN notes INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE partner ADD COLUMN second INTEGER NOT NULL DEFAULT 0 CHECK(second BETWEEN 0 AND 1);"
    "ALTER TABLE partner ADD COLUMN ahead_s INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE mirror ADD COLUMN identity TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE device ADD COLUMN trusted_s INTEGER NOT NULL DEFAULT 0;"
    "CREATE INDEX slot_open ON slot(start_s, partner, key) WHERE booked < capacity AND NOT overlapped;"
    "CREATE INDEX resource_refused ON resource(partner, collection, name) WHERE refused IS NOT NULL;"
    ITEM_TABLE("item_2", "3", "6", "15", "", "state <> 4")
    "INSERT INTO item_2 SELECT * FROM item;"
    "DROP TABLE item;"
    "ALTER TABLE item_2 RENAME TO item;"
    "PRAGMA user_version = 2;";

// What visitors take back (kind 5, states 7 and 8), found by what it waits for. Who comes back: bookings by their code
// (hashed with this device's key), arrivals of the day, wrong tries. The bookings of a mirror are read again for their
// codes, and its slots for their pictures and sentences.
static const char version_3[] =
    ITEM_TABLE("item_3", "15", "8", "15", CANCEL_COLUMNS, ITEM_IS_OPEN)
    "INSERT INTO item_3 SELECT n, uid, kind, state, reason, partner, choice_count, choice_now, seat, code, code_hash,"
    " made_s, tries, resource, " SLOT_COLUMNS("a_") ", " SLOT_COLUMNS("b_") ", 0, 0, NULL, NULL, sealed, body FROM item;"
    "DROP TABLE item;"
    "ALTER TABLE item_3 RENAME TO item;"
    "CREATE INDEX item_by_code ON item(code_hash);"
    "CREATE INDEX item_taken_back ON item(n) WHERE state = 7;"
    "CREATE INDEX item_held ON item(after) WHERE state = 8;"

    // capacity 1: its name has no seat. uid: its token, empty when a calendar app dropped it.
    "CREATE TABLE meeting("
    " source INTEGER NOT NULL,"
    " partner TEXT NOT NULL,"
    " slot_key TEXT NOT NULL,"
    " seat INTEGER NOT NULL CHECK(seat BETWEEN 1 AND 99),"
    " capacity INTEGER NOT NULL CHECK(capacity BETWEEN 1 AND 99),"
    " start_s INTEGER NOT NULL,"
    " end_s INTEGER NOT NULL,"
    " cancelled INTEGER NOT NULL CHECK(cancelled BETWEEN 0 AND 1),"
    " uid BLOB NOT NULL CHECK(length(uid) IN (0, 16)),"
    " code_hash BLOB NOT NULL CHECK(length(code_hash) IN (0, 16))) STRICT;"
    "CREATE INDEX meeting_by_code ON meeting(code_hash);"
    "CREATE INDEX meeting_by_uid ON meeting(uid);"
    "CREATE INDEX meeting_by_start ON meeting(start_s);"
    "CREATE INDEX meeting_by_source ON meeting(source);"

    // seat 0: by the hour, nobody can tell whose. key empty: to talk to somebody now.
    "CREATE TABLE arrival("
    " n INTEGER PRIMARY KEY,"
    " uid BLOB NOT NULL UNIQUE CHECK(length(uid) = 16),"
    " partner TEXT NOT NULL,"
    " key TEXT NOT NULL,"
    " seat INTEGER NOT NULL CHECK(seat BETWEEN 0 AND 99),"
    " start_s INTEGER NOT NULL,"
    " at_s INTEGER NOT NULL,"
    " code BLOB CHECK(length(code) = 4)) STRICT;"

    "CREATE TABLE tries("
    " id BLOB NOT NULL PRIMARY KEY,"
    " debt_ms INTEGER NOT NULL CHECK(debt_ms > 0),"
    " at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;"

    "ALTER TABLE slot ADD COLUMN picture TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE slot ADD COLUMN about TEXT NOT NULL DEFAULT '';"
    "CREATE INDEX slot_workshop ON slot(start_s, partner, key) WHERE workshop;"
    "UPDATE mirror SET window_day = 0 WHERE collection = 0;"
    "UPDATE resource SET etag = '' WHERE collection = 1;"
    "UPDATE mirror SET token = '' WHERE collection = 1;"
    "PRAGMA user_version = 3;";

// Sums of whole weeks, in the order of week and name, so that the file does not tell which came first; slips that were
// printed, or begun.
static const char version_4[] =
    "CREATE TABLE figure("
    " week INTEGER NOT NULL,"
    " id TEXT NOT NULL,"
    " n INTEGER NOT NULL CHECK(n >= 0),"
    " PRIMARY KEY(week, id)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE slip(job BLOB NOT NULL PRIMARY KEY CHECK(length(job) = 16)) STRICT, WITHOUT ROWID;"

    // What was copied onto a stick, read back there and is listed in its manifest: first and last time, by the wall
    // clock.
    "CREATE TABLE collected("
    " uid BLOB NOT NULL PRIMARY KEY CHECK(length(uid) = 16),"
    " first_s INTEGER NOT NULL,"
    " last_s INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    // What staff did at the kiosk, with the initials of who said so; PINs that were wrong.
    "CREATE TABLE deed("
    " n INTEGER PRIMARY KEY,"
    " what INTEGER NOT NULL CHECK(what BETWEEN 0 AND 31),"
    " at_s INTEGER NOT NULL,"
    " who TEXT NOT NULL CHECK(length(who) <= 3),"
    " item BLOB CHECK(length(item) = 16)) STRICT;"
    "CREATE TABLE guesses("
    " failures INTEGER NOT NULL CHECK(failures >= 0),"
    " wait_ms INTEGER NOT NULL CHECK(wait_ms >= 0),"
    " at_ms INTEGER NOT NULL) STRICT;"
    "INSERT INTO guesses VALUES(0, 0, 0);"
    "PRAGMA user_version = 4;";

// A pause that staff made, of at most 12 hours. What was tried by hand for the readiness report, the last of each
// kind; the screen that the screen program found. Nothing of a visitor.
static const char version_5[] =
    "CREATE TABLE pause("
    " whole_ms INTEGER NOT NULL CHECK(whole_ms BETWEEN 0 AND 43200000),"
    " left_ms INTEGER NOT NULL CHECK(left_ms BETWEEN 0 AND whole_ms),"
    " at_ms INTEGER NOT NULL,"
    " until_s INTEGER NOT NULL) STRICT;"
    "INSERT INTO pause VALUES(0, 0, 0, 0);"
    "CREATE TABLE trial("
    " kind INTEGER NOT NULL PRIMARY KEY CHECK(kind BETWEEN 0 AND 31),"
    " good INTEGER NOT NULL CHECK(good BETWEEN 0 AND 1),"
    " value INTEGER NOT NULL CHECK(value >= 0),"
    " at_s INTEGER NOT NULL) STRICT;"
    "CREATE TABLE panel("
    " w INTEGER NOT NULL CHECK(w > 0),"
    " h INTEGER NOT NULL CHECK(h > 0),"
    " jack INTEGER NOT NULL CHECK(jack BETWEEN 0 AND 1)) STRICT;"
    "PRAGMA user_version = 5;";

// clang-format on

const char *const schema_steps[] = {version_1, version_2, version_3, version_4, version_5};
const size_t schema_step_count = sizeof schema_steps / sizeof schema_steps[0];

bool schema_is_beyond(int64_t version, size_t count)
{
    enum { GENERATION = 100 };
    return version > (int64_t)count && version / GENERATION != (int64_t)count / GENERATION;
}

err_t schema_number(struct store *store, const char *pragma, int64_t *ret_number)
{
    sqlite3_stmt *row = NULL;
    int code = sqlite3_prepare_v2(store->db, pragma, -1, &row, NULL);
    if (code) return store_err(code);
    if (statement_next(row)) *ret_number = sqlite3_column_int64(row, 0);
    return store_err(sqlite3_finalize(row));
}

// The version is read again here, inside the lock: the other program may have been faster.
static err_t climb(struct store *store, const char *const *steps, size_t count, bool *ret_created)
{
    int64_t version = 0;
    err_t err = schema_number(store, "PRAGMA user_version", &version);
    *ret_created = !err && version == 0;
    for (; !err && version < (int64_t)count; version++)
        err = store_err(sqlite3_exec(store->db, steps[version], NULL, NULL, NULL));
    return err;
}

err_t schema_migrate(struct store *store, const char *const *steps, size_t count, bool *ret_created)
{
    int64_t version = 0;
    bool created = false;
    err_t err = schema_number(store, "PRAGMA user_version", &version);
    if (err) return err;
    if (schema_is_beyond(version, count)) return ERR_DENIED;
    if (version < (int64_t)count) {
        err = tx_begin(store);
        if (err) return err;
        err = tx_end(store, climb(store, steps, count, &created));
        if (err) return err;
    }
    *ret_created = created;
    return OK;
}
