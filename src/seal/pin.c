#include "seal/pin.h"

#include <sodium.h>

#include "seal/base64.h"

enum { SALT = 16, HASH = 32, PASSES = 3, KIBIBYTES = 64 << 10 };

struct work {
    int64_t kibibytes, passes;
};
static const struct work usual = {KIBIBYTES, PASSES};

static void add_base64(struct buf *to, const uint8_t *bytes, size_t n)
{
    char text[64];
    size_t written = seal_base64_encode(sodium_base64_VARIANT_ORIGINAL_NO_PADDING,
                                        (struct str){(const char *)bytes, n}, text);
    buf_add(to, (struct str){text, written});
}

static bool derive(struct str pin, const uint8_t salt[SALT], struct work work, uint8_t ret_hash[HASH])
{
    return crypto_pwhash(ret_hash, HASH, pin.p, pin.n, salt, (unsigned long long)work.passes,
                         (size_t)work.kibibytes << 10, crypto_pwhash_ALG_ARGON2ID13) == 0;
}

// "m=65536,t=3,p=1": no more than we ask for ourselves.
static bool read_work(struct str text, struct work *ret_work)
{
    struct work work = {0};
    struct str memory = str_cut(&text, ','), passes = str_cut(&text, ',');
    if (!str_starts(memory, STR("m=")) || !str_starts(passes, STR("t=")) || !str_eq(text, STR("p=1")))
        return false;
    if (str_parse_u63(str_slice(memory, 2, memory.n), &work.kibibytes) ||
        str_parse_u63(str_slice(passes, 2, passes.n), &work.passes))
        return false;
    *ret_work = work;
    return work.kibibytes >= 8 && work.kibibytes <= KIBIBYTES && work.passes >= 1 && work.passes <= PASSES;
}

err_t seal_pin_hash(const struct entropy_port *entropy, struct str pin, char to[SEAL_PIN_TEXT])
{
    uint8_t salt[SALT], hash[HASH];
    struct buf text = buf_init(to, SEAL_PIN_TEXT);
    entropy->fill(entropy->self, salt, sizeof salt);
    if (!derive(pin, salt, usual, hash)) return ERR_FULL;
    buf_add_format(&text, "$argon2id$v=19$m=%d,t=%d,p=1$", KIBIBYTES, PASSES);
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
    struct work work;
    const struct str form = STR("$argon2id$v=19$");
    struct str rest = str_slice(kept, form.n, kept.n);
    if (!str_starts(kept, form) || !read_work(str_cut(&rest, '$'), &work)) return ERR_INVALID;
    struct str salt_text = str_cut(&rest, '$');
    const int variant = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
    err_t err = seal_base64_decode(variant, salt_text, salt, sizeof salt, &salt_n);
    if (!err) err = seal_base64_decode(variant, rest, expected, sizeof expected, &hash_n);
    if (err || salt_n != SALT || hash_n != HASH) return ERR_INVALID;
    if (!derive(pin, salt, work, hash)) return ERR_FULL;
    bool same = sodium_memcmp(hash, expected, HASH) == 0;
    sodium_memzero(hash, sizeof hash);
    return same ? OK : ERR_DENIED;
}
