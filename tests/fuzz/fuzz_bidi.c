// links: base platform
// The direction of any bytes: every character has a level, and the pieces of a line are put in some order
// with none lost or doubled.
#include <stdlib.h>

#include "base/check.h"
#include "base/utf8.h"
#include "platform/bidi.h"

enum { LEVELS = 127 }; // UAX #9: depth 125, and numbers one deeper

static void check_order(const struct bidi *bidi, const uint8_t *levels, int n)
{
    int order[BIDI_PIECES];
    bool seen[BIDI_PIECES] = {false};
    bidi_order(bidi, levels, n, order);
    for (int i = 0; i < n; i++) {
        CHECK(order[i] >= 0 && order[i] < n && !seen[order[i]]);
        seen[order[i]] = true;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct bidi bidi;
    struct str text = {(const char *)data, n};
    for (int from_right = 0; from_right < 2; from_right++) {
        uint8_t levels[BIDI_PIECES];
        int pieces = 0;
        bidi_read(&bidi, text, from_right);
        for (struct str rest = text; rest.n; (void)utf8_next(&rest)) {
            uint8_t level = bidi_level(&bidi, rest.p);
            CHECK(level <= LEVELS && (bidi.mixed || level == 0));
            levels[pieces++] = level;
            if (pieces < BIDI_PIECES) continue;
            check_order(&bidi, levels, pieces);
            pieces = 0;
        }
        if (pieces) check_order(&bidi, levels, pieces);
    }
    return 0;
}
