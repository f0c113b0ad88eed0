// The 32 pictures of the picture code: known everywhere, told apart at a glance and by ear.
#pragma once

enum { PICTURE_COUNT = 32 };

struct picture {
    const char *emoji;
    const char *word; // French source message, lower case, one word
};

extern const struct picture picture_table[PICTURE_COUNT];
