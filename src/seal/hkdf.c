#include "seal/hkdf.h"

#include <sodium.h>

void seal_hmac(const uint8_t key[32], struct str data, uint8_t ret_mac[32])
{
    crypto_auth_hmacsha256(ret_mac, (const uint8_t *)data.p, data.n, key);
}

static void extract(struct str secret, struct str salt, uint8_t ret_key[32])
{
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, (const uint8_t *)salt.p, salt.n);
    crypto_auth_hmacsha256_update(&state, (const uint8_t *)secret.p, secret.n);
    crypto_auth_hmacsha256_final(&state, ret_key);
    sodium_memzero(&state, sizeof state);
}

// 32 bytes are one block of HMAC-SHA-256, so expanding is one round with counter 1.
void seal_hkdf(struct str secret, struct str salt, struct str info, uint8_t ret_key[32])
{
    uint8_t extracted[32];
    extract(secret, salt, extracted);
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, extracted, sizeof extracted);
    crypto_auth_hmacsha256_update(&state, (const uint8_t *)info.p, info.n);
    crypto_auth_hmacsha256_update(&state, (const uint8_t[]){1}, 1);
    crypto_auth_hmacsha256_final(&state, ret_key);
    sodium_memzero(&state, sizeof state);
    sodium_memzero(extracted, sizeof extracted);
}
