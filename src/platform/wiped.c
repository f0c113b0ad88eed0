#include "platform/wiped.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "base/wipe.h"

void wiped_free(void *p)
{
    if (p) wipe(p, malloc_usable_size(p));
    free(p);
}

// realloc() may move and leave the old bytes behind, so it is always a copy.
void *wiped_realloc(void *p, size_t size)
{
    void *copy = malloc(size);
    if (!copy || !p) return copy;
    size_t had = malloc_usable_size(p);
    memcpy(copy, p, had < size ? had : size);
    wiped_free(p);
    return copy;
}
