// The 32 pictures of the picture code: known everywhere, told apart at a glance and by ear.
#pragma once

#include "booking/code.h"
#include "content/messages.h"

enum { PICTURE_COUNT = 32 };

struct picture {
    const char *emoji;
    const char *word; // French source message, lower case, one word
};

extern const struct picture picture_table[PICTURE_COUNT];

// "cerise vélo parapluie 42" in the language; `messages` NULL is French. Pictures are 0..PICTURE_COUNT-1.
void pictures_words(struct buf *to, const struct messages *messages, const uint8_t pictures[3],
                    unsigned number);
// The first code that stands in a French text as pictures_words writes it. False: none does.
bool pictures_find(struct str text, struct picture_code *ret_code);
