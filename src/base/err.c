#include "base/err.h"

const char *err_name(err_t err)
{
    switch (err) {
    case OK: return "ok";
    case ERR_FULL: return "full";
    case ERR_NOSPACE: return "disk full";
    case ERR_READONLY: return "read-only";
    case ERR_IO: return "input/output failed";
    case ERR_DAMAGED: return "damaged";
    case ERR_INVALID: return "invalid";
    case ERR_MISSING: return "missing";
    case ERR_EXISTS: return "exists already";
    case ERR_DENIED: return "denied";
    case ERR_BUSY: return "busy";
    }
    return "unknown";
}
