// Random bytes from the system. The only source of uids, keys and picture codes; simulation gives a seeded
// one.
#pragma once

#include <stddef.h>

struct entropy_port {
    void *self;
    void (*fill)(void *self, void *to, size_t n); // cannot fail: no entropy is a CHECK
};
