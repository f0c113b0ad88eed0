// A small file read whole into memory that was given: configuration, translations, secrets.
#pragma once

#include <stddef.h>

#include "base/err.h"

// ERR_MISSING, ERR_DENIED, ERR_IO; ERR_FULL when the file has more than `cap` bytes. On any error `*ret_n` is
// untouched and `to` may hold a part of the file: wipe it when it was a secret.
NODISCARD err_t read_file(const char *path, void *to, size_t cap, size_t *ret_n);
