// The few file operations that are not SQLite's: setting a damaged database aside.
#pragma once

#include "base/err.h"

struct files_port {
    void *self;
    // Moves a file within its folder, durably. ERR_MISSING when `from` is not there.
    err_t (*rename)(void *self, const char *from, const char *to);
};
