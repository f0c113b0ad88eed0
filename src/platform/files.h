// The file operations of port/files.h on the real disk.
#pragma once

#include "base/str.h"
#include "port/files.h"

struct files_port files_system(void);
// Replaces `path` as a whole, readable by all: a reader sees the old text or the new one. Not synced: it is
// written again soon. ERR_INVALID: the path is too long; otherwise as rename.
NODISCARD err_t files_replace(const char *path, struct str text);
