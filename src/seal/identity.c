// Keys: Bech32 texts of recipients (lower case) and identities (capitals), and making a new pair.
#include "seal/seal.h"

#include "seal/bech32.h"

#include <sodium.h>
#include <string.h>

static const char recipient_prefix[] = "age", identity_prefix[] = "age-secret-key-";

// A point of small order gives everybody the same shared secret. Any scalar tells: X25519 makes it a multiple
// of 8.
static bool has_small_order(const uint8_t point[32])
{
    static const uint8_t scalar[32] = {8};
    uint8_t shared[32];
    return crypto_scalarmult(shared, scalar, point) != 0;
}

err_t seal_parse_recipient(struct str age1, struct seal_recipient *ret_recipient)
{
    struct seal_recipient recipient;
    err_t err = seal_bech32_decode(recipient_prefix, false, age1, recipient.point);
    if (err) return err;
    if (has_small_order(recipient.point)) return ERR_INVALID;
    *ret_recipient = recipient;
    return OK;
}

err_t seal_parse_identity(struct str age_secret_key_1, struct seal_identity *ret_identity)
{
    return seal_bech32_decode(identity_prefix, true, age_secret_key_1, ret_identity->scalar);
}

static err_t parse_lines(struct str text, struct seal_identity *list, size_t cap, size_t *count, int *line)
{
    for (*line = 1; text.n; *line += 1) {
        struct str key = str_trim(str_cut(&text, '\n'));
        if (key.n == 0 || key.p[0] == '#') continue;
        if (*count == cap) return ERR_FULL;
        err_t err = seal_parse_identity(key, &list[*count]);
        if (err) return err;
        *count += 1;
    }
    return *count ? OK : ERR_MISSING;
}

err_t seal_parse_identities(struct str text, struct seal_identity *list, size_t cap, size_t *ret_count,
                            int *ret_line)
{
    size_t count = 0;
    err_t err = parse_lines(text, list, cap, &count, ret_line);
    if (err) sodium_memzero(list, cap * sizeof *list);
    if (!err) *ret_count = count;
    return err;
}

void seal_public_of(const struct seal_identity *identity, struct seal_recipient *ret_recipient)
{
    crypto_scalarmult_base(ret_recipient->point, identity->scalar);
}

bool seal_same_recipient(const struct seal_recipient *a, const struct seal_recipient *b)
{
    return memcmp(a->point, b->point, sizeof a->point) == 0;
}

void seal_recipient_text(const struct seal_recipient *recipient, char to[SEAL_RECIPIENT_TEXT])
{
    seal_bech32_encode(recipient_prefix, false, recipient->point, to);
}

void seal_identity_text(const struct seal_identity *identity, char to[SEAL_IDENTITY_TEXT])
{
    seal_bech32_encode(identity_prefix, true, identity->scalar, to);
}

void seal_make_identity(const struct entropy_port *entropy, struct seal_identity *ret_identity,
                        struct seal_recipient *ret_recipient)
{
    entropy->fill(entropy->self, ret_identity->scalar, sizeof ret_identity->scalar);
    crypto_scalarmult_base(ret_recipient->point, ret_identity->scalar);
}
