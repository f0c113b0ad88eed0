#include "staff/knock.h"

#include <string.h>

bool knock_add(struct knock *knock, int64_t now_ms)
{
    if (knock->count == KNOCKS) {
        memmove(knock->at_ms, knock->at_ms + 1, sizeof knock->at_ms - sizeof knock->at_ms[0]);
        knock->count--;
    }
    knock->at_ms[knock->count++] = now_ms;
    if (knock->count < KNOCKS || now_ms - knock->at_ms[0] > KNOCK_MS) return false;
    knock_stop(knock);
    return true;
}

void knock_stop(struct knock *knock)
{
    knock->count = 0;
}

bool knock_is_corner(int x, int y, int w, float px_per_mm, bool mirrored)
{
    int side = (int)(KNOCK_MM * px_per_mm);
    return y < side && (mirrored ? x < side : x >= w - side);
}
