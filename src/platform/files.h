// The file operations of port/files.h on the real disk.
#pragma once

#include "base/str.h"
#include "port/files.h"

struct files_port files_system(void);
// Gives a database and its journal to the group of their folder, when that folder hands its group on
// (setgid): SQLite makes files that only their owner may change. Only the owner can; for others nothing
// happens.
void files_share(const char *path);
// Replaces `path` as a whole, readable by all: a reader sees the old text or the new one. Not synced: it is
// written again soon. ERR_INVALID: the path is too long; otherwise as rename.
NODISCARD err_t files_replace(const char *path, struct str text);
