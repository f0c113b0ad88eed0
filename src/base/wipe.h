// Zeroing that a compiler may not leave out, because nobody reads the memory afterwards.
#pragma once

#include <stddef.h>

void wipe(void *memory, size_t n);
