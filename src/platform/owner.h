// Acting as the owner of a file. A technician calls rebondctl as root; what it then leaves beside the
// database (a journal, a new database) must still belong to the programs that use it every day.
#pragma once

#include "base/err.h"

// When this program is root, it becomes the owner of `path` for good. ERR_MISSING: there is no such file;
// ERR_DENIED.
NODISCARD err_t owner_become(const char *path);
