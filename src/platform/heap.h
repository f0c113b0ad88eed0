// SDL and SDL_ttf copy what they draw and type: pixels of a name, its glyphs, the keys that were pressed.
// They get a heap that zeroes every block when it is given back, so that destroying is forgetting.
#pragma once

// Before SDL's first allocation; later it does nothing, because blocks of two heaps must not mix.
void heap_wipes_for_sdl(void);
// Overwrites every free piece of the heap, for libraries that give back what they worked in as it is
// (HarfBuzz: the glyphs of a name). Takes about as long as filling the free memory once.
void heap_scrub(void);
