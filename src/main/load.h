// What the programs read at their start, in one way: the configuration with its zone, and the database.
#pragma once

#include "config/config.h"
#include "store/store.h"

enum { LOAD_PATH = 512 };

// False after every mistake was printed to standard error as FILE:LINE: words.
bool load_config(const char *program, const char *path, struct config *ret_config, struct zone *ret_zone);
// "<folder>/<name>"; false when it is too long.
bool load_path(char path[LOAD_PATH], const char *folder, const char *name);
// The database of a state folder, with what was found there in the log.
NODISCARD err_t load_store(const char *state, const struct files_port *files, struct store **ret_store);
