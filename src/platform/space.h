// How much room the file system of a folder has.
#pragma once

#include <stdint.h>

#include "base/err.h"

// Bytes. Free is what a program that is not root may use. ERR_IO.
NODISCARD err_t space_of(const char *folder, int64_t *ret_free, int64_t *ret_total);
