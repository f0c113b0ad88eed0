#include "seal/x25519.h"

#include "seal/hkdf.h"

#include <sodium.h>
#include <string.h>

static const uint8_t nonce[crypto_aead_chacha20poly1305_IETF_NPUBBYTES]; // the key is used once

// libsodium fails exactly when the shared secret is all zeros, which age wants refused.
static err_t agree(const uint8_t scalar[32], const uint8_t point[32], const uint8_t share[32],
                   const struct seal_recipient *recipient, uint8_t ret_key[32])
{
    uint8_t shared[32], salt[64];
    if (crypto_scalarmult(shared, scalar, point) != 0) return ERR_INVALID;
    memcpy(salt, share, 32);
    memcpy(salt + 32, recipient->point, 32);
    seal_hkdf((struct str){(char *)shared, sizeof shared}, (struct str){(char *)salt, sizeof salt},
              STR("age-encryption.org/v1/X25519"), ret_key);
    sodium_memzero(shared, sizeof shared);
    return OK;
}

err_t seal_wrap_key(const struct entropy_port *entropy, const struct seal_recipient *recipient,
                    const uint8_t file_key[FILE_KEY], struct wrapped *ret_wrapped)
{
    uint8_t scalar[32], key[32];
    struct wrapped wrapped;
    entropy->fill(entropy->self, scalar, sizeof scalar);
    crypto_scalarmult_base(wrapped.share, scalar);
    err_t err = agree(scalar, recipient->point, wrapped.share, recipient, key);
    sodium_memzero(scalar, sizeof scalar);
    if (err) return err;
    crypto_aead_chacha20poly1305_ietf_encrypt(wrapped.body, NULL, file_key, FILE_KEY, NULL, 0, NULL, nonce,
                                              key);
    sodium_memzero(key, sizeof key);
    *ret_wrapped = wrapped;
    return OK;
}

err_t seal_unwrap_key(const struct seal_identity *identity, const struct seal_recipient *recipient,
                      const struct wrapped *wrapped, uint8_t ret_file_key[FILE_KEY])
{
    uint8_t key[32], file_key[FILE_KEY];
    err_t err = agree(identity->scalar, wrapped->share, wrapped->share, recipient, key);
    if (err) return err;
    int bad = crypto_aead_chacha20poly1305_ietf_decrypt(file_key, NULL, NULL, wrapped->body, WRAPPED_KEY,
                                                        NULL, 0, nonce, key);
    sodium_memzero(key, sizeof key);
    if (bad) return ERR_DENIED;
    memcpy(ret_file_key, file_key, FILE_KEY);
    sodium_memzero(file_key, sizeof file_key);
    return OK;
}
