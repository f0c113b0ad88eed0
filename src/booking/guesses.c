#include "booking/guesses.h"

#include "booking/tries.h"

enum { FREE = 3, SECOND_MS = 1000, MINUTE_MS = 60 * SECOND_MS };

int64_t guesses_wait(struct guesses guesses, int64_t now_ms)
{
    return tries_debt((struct tries){guesses.wait_ms, guesses.at_ms}, now_ms);
}

struct guesses guesses_add(struct guesses guesses, int64_t now_ms)
{
    static const int64_t waits[] = {30 * SECOND_MS, MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, 60 * MINUTE_MS};
    enum { LAST = sizeof waits / sizeof *waits - 1 };
    int64_t beyond = guesses.failures + 1 - FREE;
    int64_t wait_ms = beyond < 0 ? 0 : waits[beyond < LAST ? beyond : LAST];
    return (struct guesses){guesses.failures + 1, wait_ms, now_ms};
}

struct guesses guesses_unknown(void)
{
    return (struct guesses){.failures = FREE - 1};
}
