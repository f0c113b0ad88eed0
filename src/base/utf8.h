// UTF-8 (RFC 3629) without tables: decode, check, count, cut. Input may be any bytes; nothing here fails or
// reads past it.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum {
    UTF8_BAD = 0xfffd,     // what an ill-formed byte decodes to
    UTF8_ISOLATE = 0x2068, // FSI: what follows, up to the end, reads as its own first letter says (UAX #9)
    UTF8_ISOLATE_END = 0x2069,
};

// Takes one code point off the front of `*rest` (which must not be empty). An ill-formed byte gives UTF8_BAD
// and is one byte long. Over-long forms, surrogates and anything above U+10FFFF are ill-formed.
uint32_t utf8_next(struct str *rest);
bool utf8_valid(struct str s);
size_t utf8_count(struct str s);               // code points
size_t utf8_encode(uint32_t code, char to[4]); // bytes written; 0 for what is not a scalar value
// The longest front part of `s` of at most `max` code points.
struct str utf8_front(struct str s, size_t max);
// `s` without its last user-perceived character: a base and its combining marks, joiners and modifiers go
// together.
struct str utf8_drop_last(struct str s);
// True for what may stand in a line of text: not a control character, not one that only turns the direction
// of its neighbours, not U+FFFE/U+FFFF.
bool utf8_printable(uint32_t code);
// True in the blocks of the scripts that are written from right to left.
bool utf8_right_to_left(uint32_t code);
