// RFC 4648 base64 without padding, in either alphabet (libsodium's numbers for them). Private to seal/.
#pragma once

#include "base/str.h"

size_t seal_base64_size(size_t n); // characters of `n` bytes
// `to` holds seal_base64_size(data.n) characters; no NUL. Returns how many were written.
size_t seal_base64_encode(int variant, struct str data, char *to);
// Canonical only: ERR_INVALID for padding, blanks, leftover bits that are not 0 and lengths that no bytes
// have. ERR_FULL when `cap` is too small.
NODISCARD err_t seal_base64_decode(int variant, struct str text, void *to, size_t cap, size_t *ret_n);
