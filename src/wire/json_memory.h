// The memory of the JSON library: a fixed pool that is zeroed as a whole when a piece of work ends, so that
// no name stays behind in blocks that were freed or moved. No work needs more than an item's few kilobytes.
#pragma once

#include <stddef.h>

// From here to the end, everything jansson allocates stands in the pool. Works do not nest.
void json_memory_begin(void);
void json_memory_end(void);
// The whole pool, for tests to look at.
const char *json_memory_look(size_t *ret_n);
