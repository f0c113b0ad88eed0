// A heap whose blocks are zeroed when they are given back, for our own buffers and for libraries that let us
// choose theirs: what they copy of a name is gone with the block.
#pragma once

#include <stddef.h>

void wiped_free(void *p);                  // of malloc; NULL is fine
void *wiped_realloc(void *p, size_t size); // NULL: no memory, `p` is untouched
