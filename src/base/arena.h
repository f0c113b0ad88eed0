// Memory that is given out in order and taken back at once: boot (never), visitor (when the visitor leaves),
// turn. An arena does not own its memory. Taking back zeroes it, so nothing of a visitor survives the
// visitor.
#pragma once

#include <stddef.h>

#include "base/str.h"

struct arena {
    char *p;
    size_t n, cap;
};

struct arena arena_init(void *memory, size_t cap);
// `size` zeroed bytes aligned for any type, or NULL when the arena is full.
void *arena_take(struct arena *arena, size_t size);
// A copy of `s` (with a NUL behind it), or the empty string when the arena is full.
struct str arena_copy(struct arena *arena, struct str s);
void arena_reset(struct arena *arena);
