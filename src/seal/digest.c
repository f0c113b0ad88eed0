#include "seal/seal.h"

#include <sodium.h>

void seal_sha256(struct str data, uint8_t to[32])
{
    crypto_hash_sha256(to, (const uint8_t *)data.p, data.n);
}

void seal_keyed_hash(const uint8_t key[32], struct str data, uint8_t to[16])
{
    crypto_generichash(to, 16, (const uint8_t *)data.p, data.n, key, 32);
}
