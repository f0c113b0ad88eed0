#include "booking/code.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { PICTURES = 32, NUMBERS = 100 };

static bool is_taken(uint8_t picture, const uint8_t *taken, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (taken[i] == picture) return true;
    return false;
}

// The i-th picture of those not taken, rather than drawing again: every code is as likely as any other.
static uint8_t pick(uint64_t i, const uint8_t *taken, size_t count)
{
    uint8_t picture = 0;
    while (is_taken(picture, taken, count) || i-- > 0)
        picture++;
    return picture;
}

struct picture_code code_make(const uint8_t entropy[CODE_ENTROPY])
{
    struct picture_code code;
    uint64_t chance = 0;
    for (size_t i = 0; i < CODE_ENTROPY; i++)
        chance = chance << 8 | entropy[i];
    // 2 976 000 codes out of 2^64: the first ones are likelier by less than one in 10^12.
    code.number = (uint8_t)(chance % NUMBERS);
    chance /= NUMBERS;
    for (size_t i = 0; i < 3; i++) {
        code.pictures[i] = pick(chance % (PICTURES - i), code.pictures, i);
        chance /= PICTURES - i;
    }
    return code;
}

void code_text(struct picture_code code, char to[CODE_TEXT])
{
    snprintf(to, CODE_TEXT, "%02u-%02u-%02u-%02u", code.pictures[0] % 100u, code.pictures[1] % 100u,
             code.pictures[2] % 100u, code.number % 100u);
}
