// What collecting asks of a folder on a stick. Names are "name" or "demandes/name", made by us; nothing is
// ever listed, and no link, device or pipe that somebody put there is followed or opened: ERR_DENIED then.
// Every call may find the stick gone: ERR_IO. Else ERR_NOSPACE, ERR_READONLY.
#pragma once

#include "base/str.h"

enum { STICK_NAME = 64 }; // bytes of a name with its NUL

struct stick_space {
    int64_t free; // bytes that we may still write
    int64_t unit; // a file takes a multiple of it
};

struct stick_port {
    void *self;
    // Enters the folder `name` of the stick and its "demandes", which are made when they are not there.
    err_t (*enter)(void *self, const char *name);
    err_t (*space)(void *self, struct stick_space *ret_space);
    // A file of the stick's top folder, whether a folder was entered or not. As `read`.
    err_t (*read_top)(void *self, const char *name, void *to, size_t cap, size_t *ret_n);
    // ERR_MISSING; ERR_FULL when it is larger than `cap`.
    err_t (*read)(void *self, const char *name, void *to, size_t cap, size_t *ret_n);
    // Makes a new file; what had that name is removed first. Not on the stick before `flush`.
    err_t (*write)(void *self, const char *name, struct str bytes);
    err_t (*rename)(void *self, const char *from, const char *to); // within one folder; replaces `to`
    err_t (*remove)(void *self, const char *name);                 // OK when it is not there
    // Everything so far is on the stick, and is read from there from now on.
    err_t (*flush)(void *self);
};
