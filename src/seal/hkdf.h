// RFC 5869 with SHA-256, for the one length that age uses. libsodium 1.0.18 has HMAC but no HKDF. Private to
// seal/.
#pragma once

#include "base/str.h"

void seal_hkdf(struct str secret, struct str salt, struct str info, uint8_t ret_key[32]);
// HMAC-SHA-256 (RFC 2104).
void seal_hmac(const uint8_t key[32], struct str data, uint8_t ret_mac[32]);
