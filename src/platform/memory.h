// How much memory this program could still take without being ended for it.
#pragma once

#include <stdint.h>

#include "base/err.h"

// Bytes: what the system has to give, and the limit of our own service (cgroup v2) when it has one, whichever
// is less, without a little that is left alone. What files have in memory counts as free, it can be read
// again. `root`: where /proc and /sys are, "" but for tests. ERR_IO: the system does not say.
NODISCARD err_t memory_spare(const char *root, int64_t *ret_bytes);
