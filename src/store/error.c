#include "base/check.h"
#include "store/internal.h"

err_t store_err(int code)
{
    CHECK(code != SQLITE_MISUSE && code != SQLITE_RANGE);
    // The other program set this file aside; whoever opens again finds the new one.
    if (code == SQLITE_READONLY_DBMOVED) return ERR_DAMAGED;
    switch (code & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE: return OK;
    case SQLITE_FULL: return ERR_NOSPACE;
    case SQLITE_READONLY: return ERR_READONLY;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL: return ERR_BUSY;
    // Statements are tried at open and look before they insert: if one breaks a rule of the schema or does
    // not fit it, the file is not what we wrote.
    case SQLITE_ERROR:
    case SQLITE_SCHEMA:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return ERR_DAMAGED;
    default: return ERR_IO;
    }
}
