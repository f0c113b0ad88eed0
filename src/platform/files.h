// The file operations of port/files.h on the real disk.
#pragma once

#include "port/files.h"

struct files_port files_system(void);
// Gives a database and its journal to the group of their folder, when that folder hands its group on
// (setgid): SQLite makes files that only their owner may change. Only the owner can; for others nothing
// happens.
void files_share(const char *path);
