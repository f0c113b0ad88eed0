#include "seal/sign.h"

#include <sodium.h>
#include <string.h>

#include "base/check.h"
#include "base/wipe.h"
#include "seal/base64.h"

enum { SEED_TEXT = 43 };

static const char begin[] = "REBOND-SIGN-KEY-1-";
static const char padding[] = "=="; // 64 bytes are 86 characters and two of these

static void key_of_seed(const uint8_t seed[32], struct sign_key *ret_key)
{
    uint8_t secret[crypto_sign_SECRETKEYBYTES];
    memcpy(ret_key->seed, seed, sizeof ret_key->seed);
    CHECK(crypto_sign_seed_keypair(ret_key->public_key, secret, seed) == 0);
    wipe(secret, sizeof secret);
}

void sign_make_key(const struct entropy_port *entropy, struct sign_key *ret_key)
{
    uint8_t seed[32];
    entropy->fill(entropy->self, seed, sizeof seed);
    key_of_seed(seed, ret_key);
    wipe(seed, sizeof seed);
}

static size_t url_text(const uint8_t *bytes, size_t n, char *to)
{
    struct str data = {(const char *)bytes, n};
    return seal_base64_encode(sodium_base64_VARIANT_URLSAFE_NO_PADDING, data, to);
}

size_t sign_key_text(const struct sign_key *key, char to[SIGN_KEY_FILE])
{
    size_t n = sizeof begin - 1;
    memcpy(to, begin, n);
    n += url_text(key->seed, sizeof key->seed, to + n);
    to[n++] = '\n';
    return n;
}

err_t sign_parse_key(struct str text, struct sign_key *ret_key)
{
    uint8_t seed[32];
    size_t n = 0;
    struct str line = str_trim(text), start = {begin, sizeof begin - 1};
    if (!str_starts(line, start) || line.n != start.n + SEED_TEXT) return ERR_INVALID;
    err_t err = seal_base64_decode(sodium_base64_VARIANT_URLSAFE_NO_PADDING, str_slice(line, start.n, line.n),
                                   seed, sizeof seed, &n);
    if (!err && n != sizeof seed) err = ERR_INVALID;
    if (!err) key_of_seed(seed, ret_key);
    wipe(seed, sizeof seed);
    return err ? ERR_INVALID : OK;
}

void sign_public_text(const uint8_t public_key[32], char to[SIGN_PUBLIC])
{
    to[url_text(public_key, 32, to)] = '\0';
}

void sign_make(const struct sign_key *key, struct str bytes, char to[SIGN_TEXT])
{
    uint8_t signature[SIGN_BYTES], secret[crypto_sign_SECRETKEYBYTES];
    memcpy(secret, key->seed, 32); // libsodium's form: the seed, then the public key
    memcpy(secret + 32, key->public_key, 32);
    CHECK(crypto_sign_detached(signature, NULL, (const uint8_t *)bytes.p, bytes.n, secret) == 0);
    wipe(secret, sizeof secret);
    struct str raw = {(const char *)signature, sizeof signature};
    size_t n = seal_base64_encode(sodium_base64_VARIANT_ORIGINAL_NO_PADDING, raw, to);
    memcpy(to + n, padding, sizeof padding);
}

err_t sign_check(const uint8_t public_key[32], struct str bytes, struct str signature)
{
    uint8_t raw[SIGN_BYTES];
    size_t n = 0;
    struct str text = str_trim(signature), end = {padding, sizeof padding - 1};
    if (!str_ends(text, end)) return ERR_INVALID;
    err_t err = seal_base64_decode(sodium_base64_VARIANT_ORIGINAL_NO_PADDING,
                                   str_slice(text, 0, text.n - end.n), raw, sizeof raw, &n);
    if (err || n != sizeof raw) return ERR_INVALID;
    bool good = crypto_sign_verify_detached(raw, (const uint8_t *)bytes.p, bytes.n, public_key) == 0;
    return good ? OK : ERR_DENIED;
}
