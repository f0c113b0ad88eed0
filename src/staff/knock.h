// The hidden way in: five knocks within four seconds, by touch in the upper corner where lines end, or by the
// key F12 of a keyboard. One finger, one place, no holding and no path (EN 301 549 5.5, 5.6, 11.2.5.1), and
// no visitor does it by accident: nothing that a screen asks for is touched five times there.
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { KNOCKS = 5, KNOCK_MS = 4000 };
#define KNOCK_MM 20.0F // side of the corner

struct knock {
    int64_t at_ms[KNOCKS]; // the latest ones, round
    uint8_t count;
};

// One knock; true with the last one of a whole row, which begins anew then.
bool knock_add(struct knock *knock, int64_t now_ms);
void knock_stop(struct knock *knock); // something else was touched
// Is this point in the corner of a screen of w pixels?
bool knock_is_corner(int x, int y, int w, float px_per_mm, bool mirrored);
