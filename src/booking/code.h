// The picture code: three pictures of 32 and two digits. How a visitor comes back without an account.
#pragma once

#include <stdint.h>

struct picture_code {
    uint8_t pictures[3]; // 0..31, all different
    uint8_t number;      // 0..99, shown with two digits
};

enum { CODE_ENTROPY = 8 };
struct picture_code code_make(const uint8_t entropy[CODE_ENTROPY]);
// Canonical bytes for hashing and sealing: "05-17-30-42" and a NUL.
enum { CODE_TEXT = 12 };
void code_text(struct picture_code code, char to[CODE_TEXT]);
