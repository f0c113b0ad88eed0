// port/stick.h on a real folder. Everything is opened relative to a folder that is open already, never
// through a link, and only plain files are read: what lies on a stick was put there by anybody.
#pragma once

#include "port/stick.h"

struct stick_folder {
    int root, folder, items; // -1: not open
};

// ERR_MISSING: no such folder; ERR_DENIED: not a folder, or not ours to open; ERR_IO.
NODISCARD err_t stick_folder_open(const char *path, struct stick_folder *ret_folder);
// Closing is what lets the stick be unmounted.
void stick_folder_close(struct stick_folder *folder);
struct stick_port stick_folder_port(struct stick_folder *folder);
