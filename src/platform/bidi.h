// Which way every letter of a paragraph reads: the Unicode bidirectional algorithm (UAX #9) by FriBidi, with
// two rules of ours where its own give what nobody can read. The only user of FriBidi.
//   - What stands between the digits of a number, a telephone number or a date does not cut it in pieces.
//   - A word of Latin letters is one piece with its digits and signs: an address is not turned about its
//     points.
// Isolates (FSI … PDI) around a value keep its letters from moving its neighbours. Embeddings and overrides
// move nothing: no text of ours has them, and in a text from outside they would be a trick.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum {
    BIDI_BYTES = 4096, // of a paragraph; ours have 400. What is behind reads as the paragraph does
    BIDI_PIECES = 256, // ordered together
};

struct bidi {
    const char *from; // where the paragraph begins
    size_t n;         // bytes with a level of their own
    uint8_t base;     // 1 when the paragraph reads from right to left
    bool mixed;       // false: every level is 0, and `levels` is not filled
    uint8_t levels[BIDI_BYTES];
};

// Reads one paragraph. In a text for a screen that reads from right to left (`right_to_left`) a paragraph
// does so if it has any letter that does outside isolates; else its first letter decides.
void bidi_read(struct bidi *bidi, struct str paragraph, bool right_to_left);
// The level of the character at `at`, which stands in the paragraph read last: odd is right to left.
uint8_t bidi_level(const struct bidi *bidi, const char *at);
// The order for the eye, from the left, of `n` pieces (at most BIDI_PIECES) of these levels.
void bidi_order(const struct bidi *bidi, const uint8_t *levels, int n, int *ret_order);
