// The bytes of an open file, whatever pieces the system moves them in.
#pragma once

#include "base/str.h"

// What an errno of opening, reading, writing or renaming a file of ours means.
err_t fd_error(int error);
// Until the end. ERR_IO; ERR_FULL when there are more than `cap` bytes, of which a part may then be in `to`.
// Sizes are not asked of the system: files of /sys and /proc do not know theirs.
NODISCARD err_t fd_read(int fd, void *to, size_t cap, size_t *ret_n);
// All of it. ERR_NOSPACE, ERR_READONLY, ERR_DENIED, ERR_IO.
NODISCARD err_t fd_write(int fd, struct str bytes);
