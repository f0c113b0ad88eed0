// What the programs read at their start, in one way: the configuration with its zone, and the database.
#pragma once

#include "config/config.h"
#include "store/store.h"

enum { LOAD_PATH = 512 };

enum load_found {
    LOAD_USABLE,   // with what is right of it; ret_mistakes says what is not
    LOAD_UNUSABLE, // nothing may be promised with it; ret_mistakes says why
};
// Every mistake is printed to standard error too, as FILE:LINE: words.
enum load_found load_config(const char *program, const char *path, struct config *ret_config,
                            struct zone *ret_zone, struct config_mistakes *ret_mistakes);
// The mistakes of another file, which a card left beside when its last right one is used instead: only these
// can be mended. Untouched when there is no such file.
void load_mistakes(const char *path, struct config_mistakes *ret_mistakes);
// "<folder>/<name>"; false when it is too long.
bool load_path(char path[LOAD_PATH], const char *folder, const char *name);
// The database of a state folder, with what was found there in the log.
NODISCARD err_t load_store(const char *state, const struct files_port *files, struct store **ret_store);
