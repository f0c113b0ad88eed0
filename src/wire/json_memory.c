#include "wire/json_memory.h"

#include <jansson.h>
#include <stdalign.h>

#include "base/arena.h"
#include "base/check.h"

enum { POOL = 64 << 10 }; // the largest item as a tree takes a third of it

static alignas(max_align_t) char pool[POOL];
static struct arena arena;

static void *take(size_t size)
{
    return arena_take(&arena, size);
}

// A block is given back with all others at the end.
static void leave(void *block)
{
    (void)block;
}

void json_memory_begin(void)
{
    CHECK(arena.n == 0);
    arena = arena_init(pool, sizeof pool);
    json_set_alloc_funcs(take, leave);
    // Without a seed of ours jansson opens the system's random device and reads the clock. Nobody can flood
    // the hash table of a few keys.
    json_object_seed(1);
}

void json_memory_end(void)
{
    arena_reset(&arena);
}

const char *json_memory_look(size_t *ret_n)
{
    *ret_n = sizeof pool;
    return pool;
}
