// The name of one booking everywhere: 128 random bits made at Confirm. Also the idempotency key at the
// partner.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct uid {
    uint8_t b[16];
};

enum { UID_TEXT = 33 }; // 32 lower-case hexadecimal digits and a NUL

bool uid_eq(struct uid a, struct uid b);
void uid_text(struct uid uid, char to[UID_TEXT]);
NODISCARD err_t uid_parse(struct str text, struct uid *ret_uid);
