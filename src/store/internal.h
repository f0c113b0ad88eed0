// What the files of store/ share: the connection, its prepared statements, the one transaction. Nobody else
// includes it but tests.
#pragma once

#include <sqlite3.h>
#include <stdbool.h>

#include "store/sql.h"
#include "store/store.h"

#define STATEMENT(name, text) name,
enum statement {
#include "store/statements.inc"
    STATEMENT_COUNT
};
#undef STATEMENT

struct store {
    sqlite3 *db;
    sqlite3_stmt *statements[STATEMENT_COUNT];
    struct tx { // open while `file` is not NULL
        const char *file;
        int line;
        bool committing;
    } tx;
    int visits; // visitors that are looking at rows: nothing may be written meanwhile
    int64_t version;
};

// --- error.c: the only place that knows SQLite's result codes
err_t store_err(int code);

// --- statement.c
struct value {
    enum value_kind { VALUE_NULL, VALUE_INT, VALUE_TEXT, VALUE_BYTES } kind;
    int64_t number;
    struct str bytes; // owned by the caller until statement_finish
};
struct value as_int(int64_t number);
struct value as_text(const char *text);      // NULL is NULL
struct value as_bytes(struct str bytes);     // p NULL is zero bytes
struct value as_bytes_or_null(struct str s); // p NULL is NULL
struct value as_uid(const struct uid *uid);
#define ARGS(...)                                                                                            \
    (const struct value[]){__VA_ARGS__},                                                                     \
        sizeof((const struct value[]){__VA_ARGS__}) / sizeof(const struct value)
#define NO_ARGS NULL, 0
#define SLOT_ARGS(slot, partner)                                                                             \
    as_text((slot)->key), as_text(partner), as_text((slot)->title), as_int((slot)->start_s),                 \
        as_int((slot)->end_s), as_int((slot)->capacity), as_int((slot)->workshop), as_int((slot)->exclusive)

NODISCARD err_t statement_prepare_all(struct store *store);
// start, then next while it is true, then finish, which says what went wrong on the way.
sqlite3_stmt *statement_start(struct store *store, enum statement which, const struct value *args,
                              size_t count);
bool statement_next(sqlite3_stmt *row);
NODISCARD err_t statement_finish(sqlite3_stmt *row);
// All of it, for statements without rows.
NODISCARD err_t statement_run(struct store *store, enum statement which, const struct value *args,
                              size_t count);
// The first row's first column; ERR_MISSING when there is no row.
NODISCARD err_t statement_number(struct store *store, enum statement which, const struct value *args,
                                 size_t count, int64_t *ret_number);

// --- row.c: columns from left to right. What cannot be is remembered in `bad`: the file is damaged.
struct reader {
    sqlite3_stmt *row;
    int at;
    bool bad;
};
int64_t read_int(struct reader *reader);
int64_t read_below(struct reader *reader, int64_t below); // 0..below-1
void read_text(struct reader *reader, char *to, size_t cap);
struct str read_bytes(struct reader *reader);                 // valid until the next row; p NULL when NULL
void read_exactly(struct reader *reader, void *to, size_t n); // n bytes, or NULL: zeros
void read_code(struct reader *reader, struct picture_code *code);
void read_slot(struct reader *reader, struct slot *slot);
void read_item(struct reader *reader, struct item *item);

// --- tx.c
#define tx_begin(store) tx_begin_at(store, __FILE__, __LINE__)
NODISCARD err_t tx_begin_at(struct store *store, const char *file, int line);
// Commits when `err` is OK, takes everything back otherwise; returns what went wrong first.
NODISCARD err_t tx_end(struct store *store, err_t err);
void tx_watch(struct store *store); // installs the hook that proves that nothing else commits
void visit_begin(struct store *store);
void visit_end(struct store *store);

// --- schema.c
enum { STORE_APPLICATION = 0x52626e64 }; // "Rbnd"
extern const char *const schema_steps[];
extern const size_t schema_step_count;
// An update that does not prove itself goes, and the program before it finds the file of the newer one:
// within a hundred versions steps only add tables, columns with a default and indexes, so that it goes on
// with it. What cannot be done that way begins the next hundred, and an older program leaves that file alone.
bool schema_is_beyond(int64_t version, size_t count);
// Brings the file from whatever version it has to `count`. Step i makes version i + 1 of version i.
NODISCARD err_t schema_migrate(struct store *store, const char *const *steps, size_t count,
                               bool *ret_created);
NODISCARD err_t schema_number(struct store *store, const char *pragma, int64_t *ret_number);

// --- damage.c
// ERR_DAMAGED when the file is not ours, ERR_DENIED when a newer Rebond made it. Reads no schema: a newer one
// may not be readable.
NODISCARD err_t damage_look_at_owner(struct store *store, bool *ret_empty);
NODISCARD err_t damage_look_inside(struct store *store);  // ERR_DAMAGED
NODISCARD err_t damage_read_through(struct store *store); // every byte, past SQLite
// Moves the damaged file that `store` has open, and its journal, out of the way. Does nothing when the other
// program has done it already.
NODISCARD err_t damage_set_aside(struct store *store, const char *path, const char *vfs,
                                 const struct files_port *files);

// --- seats.c: inside a transaction or alone
NODISCARD err_t seat_find_free(struct store *store, const struct slot *slot, int *ret_seat);
// ERR_EXISTS when somebody has it.
NODISCARD err_t seat_claim(struct store *store, const struct slot *slot, int seat, int64_t item);
NODISCARD err_t seat_leave(struct store *store, const struct slot *slot, int seat, int64_t item);
bool item_wants_seat(enum item_kind kind);

// --- items.c, inside a transaction
NODISCARD err_t item_add_row(struct store *store, const struct item *item, struct str sealed, int seat);
// A seat is claimed for what wants one.
NODISCARD err_t item_add(struct store *store, const struct item *item, struct str sealed, int *ret_seat);
struct value as_code(const struct picture_code *code, char memory[4]);

// --- outbox.c
struct standing { // an item as it is before a change
    struct item item;
    int64_t n;
    bool named, bodied; // it has a resource name, a body
};
NODISCARD err_t standing_find(struct store *store, struct uid uid, struct standing *ret_standing);

// --- cancel.c, inside a transaction
// What was never at the partner never will be: its seat and its content go, and what waited for it.
NODISCARD err_t item_withdraw(struct store *store, const struct standing *was);
NODISCARD err_t cancel_release(struct store *store, struct uid after); // it is the visitor's
NODISCARD err_t cancel_drop(struct store *store, struct uid after);    // it never will be

// --- slots.c
NODISCARD err_t slot_add(struct store *store, const char *partner, int64_t source, const struct slot *slot);
// After the partner's bookings, or its slots above id `after`, changed, in the same transaction.
NODISCARD err_t slots_count(struct store *store, const char *partner, int64_t after);
NODISCARD err_t slots_last(struct store *store, int64_t *ret_id);
