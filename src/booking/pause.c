#include "booking/pause.h"

#include "booking/tries.h"

enum { SECOND_MS = 1000 };

struct pause pause_begin(int64_t ms, struct moment now)
{
    int64_t until_s = now.wall_trusted ? now.wall_s + ms / SECOND_MS : 0;
    return (struct pause){ms, ms, now.mono_ms, until_s};
}

bool pause_is_told(struct pause pause, struct moment now)
{
    return pause.until_s && now.wall_trusted;
}

int64_t pause_left_by_wall(struct pause pause, int64_t wall_s)
{
    int64_t left_s = pause.until_s - wall_s;
    if (left_s <= 0) return 0;
    return left_s < pause.whole_ms / SECOND_MS ? left_s * SECOND_MS : pause.whole_ms;
}

struct pause pause_restart(struct pause pause, struct moment now)
{
    int64_t left_ms = pause_is_told(pause, now)
                          ? pause_left_by_wall(pause, now.wall_s)
                          : tries_debt((struct tries){pause.left_ms, pause.at_ms}, now.mono_ms) / 2;
    if (left_ms < SECOND_MS) return (struct pause){0};
    return (struct pause){pause.whole_ms, left_ms, now.mono_ms, pause.until_s};
}
