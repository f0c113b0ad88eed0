// Pictures made smaller or larger without jagged or dark edges.
#pragma once

#include <SDL.h>

// `from` is ARGB8888 with premultiplied alpha; the result (owned by the caller, NULL without memory) is not
// premultiplied, as SDL draws it.
SDL_Surface *scale_picture(SDL_Surface *from, int w, int h);
