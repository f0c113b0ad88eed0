#include "seal/pin.h"

#include <sodium.h>
#include <string.h>

_Static_assert(SEAL_PIN == crypto_pwhash_STRBYTES, "libsodium's text has another size");

err_t seal_pin_verify(const char *encoded, struct str pin, bool *ret_right)
{
    if (!str_starts(str_from(encoded), STR("$argon2id$"))) return ERR_INVALID;
    *ret_right = crypto_pwhash_str_verify(encoded, pin.p, pin.n) == 0;
    return OK;
}

// libsodium draws the salt by itself.
err_t seal_pin_hash(struct str pin, const struct entropy_port *entropy, char to[SEAL_PIN])
{
    (void)entropy;
    return crypto_pwhash_str_alg(to, pin.p, pin.n, crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                 crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13)
               ? ERR_FULL
               : OK;
}
