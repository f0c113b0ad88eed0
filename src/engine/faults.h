// Mistakes that tests plant on purpose, to see that they would be caught. Never set outside tests.
#pragma once

#include <stdbool.h>

struct engine_faults {
    bool forget_before_readback; // believes "created" without a look
    bool token_not_stable;       // every try writes another token
    bool claim_by_if_match;      // claims as one updates, and takes "replaced" for "created"
    bool any_2xx_wins;           // believes any 2xx to a claim, without a look
};
