#include "base/rng.h"

#include "base/check.h"

// SplitMix64: one add and three multiply-xor steps pass the usual statistical batteries, which is plenty for
// jitter.
uint64_t rng_next(struct rng *rng)
{
    uint64_t z = rng->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

uint64_t rng_below(struct rng *rng, uint64_t below)
{
    CHECK(below > 0);
    return rng_next(rng) % below;
}
