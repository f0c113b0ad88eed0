// "Something new": an empty datagram from the screen program to the sync program through a unix socket in the
// state folder. A convenience only: when it is lost, the sync program finds out by itself a little later. So
// sending never waits and never fails aloud.
#pragma once

#include <stdbool.h>

#include "base/err.h"

struct nudge {
    int fd; // for poll
    char path[108];
};

// Makes the socket "<folder>/sync.sock". ERR_INVALID when the path is too long for a socket; ERR_IO.
NODISCARD err_t nudge_init(const char *folder, struct nudge *ret_nudge);
void nudge_finish(struct nudge *nudge);
// Takes every nudge that waits; true when there was one.
bool nudge_take(struct nudge *nudge);
void nudge_send(const char *folder);
