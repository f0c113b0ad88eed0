#include "seal/pin.h"

#include <sodium.h>

#include "seal/base64.h"

enum { SALT = 16, HASH = 32, PASSES = 3, KIBIBYTES = 64 << 10 };

static const char form[] = "$argon2id$v=19$m=65536,t=3,p=1$"; // of the three numbers above

static void add_base64(struct buf *to, const uint8_t *bytes, size_t n)
{
    char text[64];
    size_t written = seal_base64_encode(sodium_base64_VARIANT_ORIGINAL_NO_PADDING,
                                        (struct str){(const char *)bytes, n}, text);
    buf_add(to, (struct str){text, written});
}

static bool derive(struct str pin, const uint8_t salt[SALT], uint8_t ret_hash[HASH])
{
    return crypto_pwhash(ret_hash, HASH, pin.p, pin.n, salt, PASSES, (size_t)KIBIBYTES << 10,
                         crypto_pwhash_ALG_ARGON2ID13) == 0;
}

err_t seal_pin_hash(const struct entropy_port *entropy, struct str pin, char to[SEAL_PIN_TEXT])
{
    uint8_t salt[SALT], hash[HASH];
    struct buf text = buf_init(to, SEAL_PIN_TEXT);
    entropy->fill(entropy->self, salt, sizeof salt);
    if (!derive(pin, salt, hash)) return ERR_FULL;
    buf_add(&text, str_from(form));
    add_base64(&text, salt, sizeof salt);
    buf_add_char(&text, '$');
    add_base64(&text, hash, sizeof hash);
    buf_c(&text);
    sodium_memzero(hash, sizeof hash);
    return text.full ? ERR_FULL : OK;
}

err_t seal_pin_check(struct str kept, struct str pin)
{
    uint8_t salt[SALT], hash[HASH], expected[HASH];
    size_t salt_n = 0, hash_n = 0;
    struct str rest = str_slice(kept, sizeof form - 1, kept.n);
    if (!str_starts(kept, str_from(form))) return ERR_INVALID;
    struct str salt_text = str_cut(&rest, '$');
    const int variant = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
    err_t err = seal_base64_decode(variant, salt_text, salt, sizeof salt, &salt_n);
    if (!err) err = seal_base64_decode(variant, rest, expected, sizeof expected, &hash_n);
    if (err || salt_n != SALT || hash_n != HASH) return ERR_INVALID;
    if (!derive(pin, salt, hash)) return ERR_FULL;
    bool same = sodium_memcmp(hash, expected, HASH) == 0;
    sodium_memzero(hash, sizeof hash);
    return same ? OK : ERR_DENIED;
}
