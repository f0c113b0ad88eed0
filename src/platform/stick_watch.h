// What rebond-stick says of the stick that is plugged in (src/main/stick.c), watched by inotify: looking
// costs nothing while nothing happens.
#pragma once

#include "base/str.h"

enum { STICK_WORD = 16, STICK_FOLDER = 100 };

struct stick_watch {
    int fd; // -1: the folder is not there, and there never is a stick
    char folder[STICK_FOLDER];
    char word[STICK_WORD]; // "" no stick
    bool first;
};

// ERR_INVALID: the name is too long; ERR_MISSING: no such folder (the watch can be used all the same);
// ERR_IO.
NODISCARD err_t stick_watch_init(const char *folder, struct stick_watch *ret_watch);
void stick_watch_finish(struct stick_watch *watch);
// True when `word` is another one than at the last look, or may be.
bool stick_watch_look(struct stick_watch *watch);
// Asks rebond-stick to let go of the stick. Lost when nobody listens.
void stick_watch_let_go(const struct stick_watch *watch);
