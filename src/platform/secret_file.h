// Files that hold a secret: made for their owner's eyes only, and looked at for whether they still are.
#pragma once

#include "base/str.h"

// Makes `path` with mode 0600, on the disk when it returns OK. Never replaces a file: ERR_EXISTS.
// ERR_MISSING: no such folder; ERR_DENIED, ERR_NOSPACE, ERR_READONLY, ERR_IO. On an error no file is left.
NODISCARD err_t secret_file_create(const char *path, struct str bytes);
// Replaces `path` as a whole, mode 0640, on the disk when it returns OK. On an error the old file is as it
// was.
NODISCARD err_t secret_file_replace(const char *path, struct str bytes);
// OK for a plain file that we can read and that nobody but its owner can. ERR_MISSING; ERR_DENIED: we cannot
// read it; ERR_INVALID: its group or others can, or it is not a plain file.
NODISCARD err_t secret_file_check(const char *path);
