// How often a PIN may be tried in vain: two tries are free, from the third on each costs a wait, 30 s, 1 min,
// 5 min, 15 min, then an hour each time. Only the right PIN, when it is waited for, clears the count. Pure:
// the caller keeps it on the disk. Time is the boot-time clock only, which nobody can set.
#pragma once

#include <stdint.h>

struct guesses { // all zero: none. Durable.
    int64_t failures;
    int64_t wait_ms; // from at_ms on
    int64_t at_ms;   // mono_ms
};

// How long no PIN is right, milliseconds. After a restart the clock begins at 0 again: then what it shows has
// surely passed, and no more is forgiven.
int64_t guesses_wait(struct guesses guesses, int64_t now_ms);
// One more was wrong.
struct guesses guesses_add(struct guesses guesses, int64_t now_ms);
// Nothing was kept, or nobody can read it: as if the free tries were used up.
struct guesses guesses_unknown(void);
