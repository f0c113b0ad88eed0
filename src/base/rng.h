// A seeded generator for jitter and simulation: same seed, same numbers. Never for keys or uids: those are
// entropy_port's.
#pragma once

#include <stdint.h>

struct rng {
    uint64_t state;
};

uint64_t rng_next(struct rng *rng);
// A number in 0..below-1; `below` is at least 1.
uint64_t rng_below(struct rng *rng, uint64_t below);
