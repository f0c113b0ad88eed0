// Is something in the headphone socket? Every sound driver of Linux with a socket that can tell has an input
// device with the switch SW_HEADPHONE_INSERT. Only such devices are kept open: no keyboard is ever read here.
// Reading them takes the group "input".
#pragma once

#include <stdbool.h>

enum { JACKS = 8 }; // sockets of one kiosk

struct jack {
    int fds[JACKS];
    bool in[JACKS];
    int count;
};

void jack_init(struct jack *jack);
// Looks through "/dev/input" for sockets, whatever was found before; what cannot be read is left out.
void jack_look(struct jack *jack, const char *folder);
// Takes over `fd`, a device of input events that does not block.
void jack_add(struct jack *jack, int fd, bool in);
// True while something is in any socket. Never waits; a device that went away has nothing in it.
bool jack_is_in(struct jack *jack);
void jack_finish(struct jack *jack);
