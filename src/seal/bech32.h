// Bech32 (BIP 173) of 32 bytes, as age writes its keys. Private to seal/.
#pragma once

#include "base/str.h"

enum { BECH32_DATA = 59 }; // characters after the prefix: the separator "1", 52 for the bytes, 6 to check

// `prefix` is in lower case, as the checksum wants it; the text is written in capitals when `capitals`, with
// a NUL.
void seal_bech32_encode(const char *prefix, bool capitals, const uint8_t bytes[32], char *to);
// Takes exactly what seal_bech32_encode writes: ERR_INVALID for another prefix, the other case, mixed case,
// another length, leftover bits and wrong checksums.
NODISCARD err_t seal_bech32_decode(const char *prefix, bool capitals, struct str text, uint8_t ret_bytes[32]);
