#include "base/arena.h"

#include <stdalign.h>
#include <string.h>

#include "base/wipe.h"

struct arena arena_init(void *memory, size_t cap)
{
    return (struct arena){.p = memory, .cap = cap};
}

void *arena_take(struct arena *arena, size_t size)
{
    size_t step = alignof(max_align_t);
    size_t start = (arena->n + step - 1) / step * step;
    if (start > arena->cap || size > arena->cap - start) return NULL;
    arena->n = start + size;
    return memset(arena->p + start, 0, size);
}

struct str arena_copy(struct arena *arena, struct str s)
{
    char *copy = arena_take(arena, s.n + 1);
    if (!copy) return (struct str){"", 0};
    if (s.n) memcpy(copy, s.p, s.n);
    return (struct str){copy, s.n};
}

void arena_reset(struct arena *arena)
{
    wipe(arena->p, arena->n);
    arena->n = 0;
}
