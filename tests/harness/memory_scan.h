// Looks for bytes in everything that this process may write to: heap, stack, statics, whatever a library
// keeps.
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum { SCAN_MASK = 0x5a };

// `masked` is what is looked for, each byte XOR SCAN_MASK, so that the question itself is not found.
bool memory_holds(const unsigned char *masked, size_t n);
