// How large text will be. Pixel sizes; a style is a weight, fonts are found by the outside. The real one is
// SDL_ttf; the tests' one counts characters, so that layout can be tried by the thousand.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum text_weight { TEXT_REGULAR, TEXT_SEMIBOLD, TEXT_BOLD };

struct text_style {
    enum text_weight weight;
    int px;             // em size in pixels
    bool right_to_left; // of the screen: a paragraph that has letters of such a script begins at the right
};

struct text_size {
    int w, h;           // of the wrapped block
    int lines;          // at least 1
    int longest_word_w; // widest unbreakable word: when it is larger than the wrap width, the text would be
                        // cut
    int caret_x;        // from the left end of the last line to where the next letter would stand
};

struct text_port {
    void *self;
    // `wrap_w` <= 0 means one line. Lines break at spaces and explicit newlines only.
    struct text_size (*measure)(void *self, struct text_style style, struct str text, int wrap_w);
};
