// The printed slip, in ESC/POS: what a visitor takes home. No name is on it. Pure: bytes out of words.
#pragma once

#include "base/str.h"

struct slip {
    int width_mm; // of the paper, 58 or 80
    struct str heading, when, place, address;
    struct str code_title, code; // "cerise vélo parapluie 42"
    struct str entry;            // calendar entry for the QR code, "" none
};

// Letters outside Windows-1252 become "?": such languages are printed in French. `to` is full when it has no
// room: nothing must be printed then.
void slip_encode(struct buf *to, const struct slip *slip);
