#include "platform/entropy.h"

#include <errno.h>
#include <stdint.h>
#include <sys/random.h>

#include "base/check.h"

static void fill(void *self, void *to, size_t n)
{
    uint8_t *at = to;
    (void)self;
    while (n) {
        ssize_t got = getrandom(at, n, 0);
        if (got < 0 && errno == EINTR) continue;
        CHECK(got > 0);
        at += got;
        n -= (size_t)got;
    }
}

struct entropy_port entropy_system(void)
{
    return (struct entropy_port){.self = NULL, .fill = fill};
}
