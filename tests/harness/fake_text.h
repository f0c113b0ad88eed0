// A text port that counts: every character is 0.55 em wide, a line 1.36 em high, breaks at spaces and
// newlines. Layout can be tried by the thousand with it, and expected boxes can be worked out on paper.
#pragma once

#include "port/text.h"

struct fake_text {
    int calls;
};
struct text_port fake_text_port(struct fake_text *fake); // `fake` may be NULL
