// A pause of the kiosk that staff made, kept over a restart. Which clock says how much of it is left: the
// wall clock where it was trusted when the pause began and is now; never more than the whole pause, however
// that clock was set. Where nobody can say what time it is, what is left by the boot-time clock is halved at
// each restart: a device that starts over and over opens all the same, after twice the pause at most. Pure:
// the caller keeps it on the disk.
#pragma once

#include "base/moment.h"

struct pause { // all zero: none. Durable.
    int64_t whole_ms;
    int64_t left_ms; // at at_ms
    int64_t at_ms;   // mono_ms
    int64_t until_s; // wall clock; 0: it was not trusted
};

struct pause pause_begin(int64_t ms, struct moment now);
// As it goes on in a program that has just begun; all zero when it is over. To be kept before it is obeyed.
struct pause pause_restart(struct pause pause, struct moment now);
// Is the wall clock needed, and now there?
bool pause_is_told(struct pause pause, struct moment now);
// Milliseconds left by a wall clock that is trusted.
int64_t pause_left_by_wall(struct pause pause, int64_t wall_s);
