// Files that a passphrase locks: age v1 with its scrypt recipient, binary or in armor, as `age -p` writes a
// collection key.
#pragma once

#include "base/str.h"

enum {
    LOCKED_FILE = 16 << 10, // bytes of a file, no more: what is locked is a key
    LOCKED_WORK = 20,       // log2 of scrypt's N, no more; age writes 18
};

// Is it such a file? Whether it is whole is seen when it is opened.
bool locked_is(struct str file);
// How much memory opening it takes, bytes; 0: it is no such file.
int64_t locked_memory(struct str file);
// Takes seconds. ERR_DENIED: another passphrase; ERR_INVALID: no such file, or it breaks the format, or asks
// for more than LOCKED_WORK; ERR_DAMAGED; ERR_FULL: there is no such memory, the file is larger than
// LOCKED_FILE or `cap` is too small (plain is never longer than the file). On any error `to` is zeroed.
NODISCARD err_t locked_open(struct str passphrase, struct str file, void *to, size_t cap, size_t *ret_n);
