// What a visit adds to the figures of its week when it ends: sums only. Nothing of it is kept by itself; it
// lives from the last touch of a visitor to the next line of code.
#pragma once

#include "content/figures.h"
#include "flow/flow.h"

struct tally {
    bool any; // somebody was there
    bool completed;
    enum figure_kind kind; // of one that was
    enum figure_stop stop; // of a visit that was not completed
    int language;          // index of language_table
    bool heard;
    uint8_t size, face, missing;
    uint8_t needs[LIMIT_NEEDS], need_count;
};

// The visit as it would end now; `heard`: it is read aloud.
struct tally tally_take(const struct flow *flow, const struct flow_world *world, bool heard);
void tally_add(const struct tally *tally, uint32_t figures[FIGURE_COUNT]);
