// What painting needs, handed to every painter: where to draw, what is drawn already, which fonts.
#pragma once

#include <SDL.h>
#include <stdint.h>

#include "platform/bidi.h"
#include "platform/cache.h"
#include "platform/fonts.h"

enum {
    CANVAS_WIDTHS = 4096, // measured runs: the words of the longest screen in every size it is tried in
    CANVAS_RUN = 1024,    // bytes of a run with its NUL; longer ones are cut in two
};

struct canvas_width {
    uint64_t hash; // of face, size and text; 0 is free
    int w;
};

struct canvas {
    SDL_Renderer *renderer;
    struct cache cache;
    struct fonts fonts;
    struct canvas_width widths[CANVAS_WIDTHS]; // wiped when a visitor leaves: hashes of names are names
    struct bidi bidi;                          // of the paragraph in hand; wiped like the widths
    char run[CANVAS_RUN];                      // the run in hand with a NUL behind it; wiped after use
};
