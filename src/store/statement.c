#include "base/check.h"
#include "store/internal.h"

static const char *const texts[] = {
#define STATEMENT(name, text) text,
#include "store/statements.inc"
#undef STATEMENT
};

struct value as_int(int64_t number)
{
    return (struct value){.kind = VALUE_INT, .number = number};
}

struct value as_text(const char *text)
{
    if (!text) return (struct value){.kind = VALUE_NULL};
    return (struct value){.kind = VALUE_TEXT, .bytes = str_from(text)};
}

struct value as_bytes_or_null(struct str s)
{
    if (!s.p) return (struct value){.kind = VALUE_NULL};
    return (struct value){.kind = VALUE_BYTES, .bytes = s};
}

struct value as_bytes(struct str bytes)
{
    return as_bytes_or_null(bytes.p ? bytes : STR(""));
}

struct value as_uid(const struct uid *uid)
{
    return as_bytes((struct str){(const char *)uid->b, sizeof uid->b});
}

// All at once and at open, so that a schema that is not ours is found before a visitor depends on it.
err_t statement_prepare_all(struct store *store)
{
    for (int i = 0; i < STATEMENT_COUNT; i++) {
        int code = sqlite3_prepare_v3(store->db, texts[i], -1, SQLITE_PREPARE_PERSISTENT,
                                      &store->statements[i], NULL);
        if (code) return store_err(code);
    }
    return OK;
}

static int bind(sqlite3_stmt *to, int at, const struct value *value)
{
    switch (value->kind) {
    case VALUE_NULL: return sqlite3_bind_null(to, at);
    case VALUE_INT: return sqlite3_bind_int64(to, at, value->number);
    case VALUE_TEXT:
        return sqlite3_bind_text64(to, at, value->bytes.p, value->bytes.n, SQLITE_STATIC, SQLITE_UTF8);
    case VALUE_BYTES: return sqlite3_bind_blob64(to, at, value->bytes.p, value->bytes.n, SQLITE_STATIC);
    }
    return SQLITE_MISUSE;
}

sqlite3_stmt *statement_start(struct store *store, enum statement which, const struct value *args,
                              size_t count)
{
    sqlite3_stmt *statement = store->statements[which];
    CHECK(!sqlite3_stmt_busy(statement));
    CHECK((size_t)sqlite3_bind_parameter_count(statement) == count);
    for (size_t i = 0; i < count; i++)
        CHECK(bind(statement, (int)i + 1, &args[i]) == SQLITE_OK);
    return statement;
}

bool statement_next(sqlite3_stmt *row)
{
    return sqlite3_step(row) == SQLITE_ROW;
}

err_t statement_finish(sqlite3_stmt *row)
{
    int code = sqlite3_reset(row); // the last step's own error
    sqlite3_clear_bindings(row);   // they point into memory of the caller
    return store_err(code);
}

err_t statement_run(struct store *store, enum statement which, const struct value *args, size_t count)
{
    sqlite3_stmt *row = statement_start(store, which, args, count);
    while (statement_next(row)) {
    }
    return statement_finish(row);
}

err_t statement_number(struct store *store, enum statement which, const struct value *args, size_t count,
                       int64_t *ret_number)
{
    sqlite3_stmt *row = statement_start(store, which, args, count);
    bool found = statement_next(row);
    int64_t number = found ? sqlite3_column_int64(row, 0) : 0;
    err_t err = statement_finish(row);
    if (err) return err;
    if (!found) return ERR_MISSING;
    *ret_number = number;
    return OK;
}
