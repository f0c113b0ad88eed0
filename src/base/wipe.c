#include "base/wipe.h"

#include <string.h>

void wipe(void *memory, size_t n)
{
    explicit_bzero(memory, n);
}
