// Keys: Bech32 texts of recipients (lower case) and identities (capitals), and making a new pair.
#include "seal/seal.h"

#include "seal/bech32.h"

#include <sodium.h>

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
