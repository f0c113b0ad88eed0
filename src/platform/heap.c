#include "platform/heap.h"

#include <malloc.h>
#include <SDL.h>
#include <stdlib.h>

#include "platform/wiped.h"

void heap_wipes_for_sdl(void)
{
    if (SDL_GetNumAllocations() == 0) SDL_SetMemoryFunctions(malloc, calloc, wiped_realloc, wiped_free);
}

struct block {
    struct block *next;
};

static struct block *take_block(struct block *taken, size_t n)
{
    struct block *block = malloc(n);
    if (!block) return taken;
    block->next = taken;
    return block;
}

enum {
    SMALLEST = 24, // usable bytes of glibc's smallest chunk
    CACHED = 1032, // of the largest that it keeps aside for each thread
    STEP = 16,
    HEADER = 8, // bytes before each piece
    DEPTH = 8,  // it keeps seven of each size aside
};

// Everything that is free is asked for, in ever smaller parts, then the pieces kept aside by their size: in
// this order, because taking one from the rest would put others aside. All are held until none is left.
void heap_scrub(void)
{
    static const size_t parts[] = {4096, 1024, 256, 64, SMALLEST};
    struct block *taken = NULL;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        for (size_t left = mallinfo2().fordblks / (parts[i] + HEADER); left > 0; left--)
            taken = take_block(taken, parts[i]);
    for (size_t n = SMALLEST; n <= CACHED; n += STEP)
        for (int i = 0; i < DEPTH; i++)
            taken = take_block(taken, n);
    while (taken) {
        struct block *block = taken;
        taken = block->next;
        wiped_free(block); // all of it: a piece may be larger than what was asked for
    }
}
