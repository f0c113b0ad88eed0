// Signatures: Ed25519 (RFC 8032) by libsodium. What a device writes for staff is signed with a key of its
// own, so that the reader can tell one device's collection from a made-up one. It opens nothing: it is no
// age key.
#pragma once

#include "base/str.h"
#include "port/entropy.h"

enum {
    SIGN_BYTES = 64,
    SIGN_TEXT = 89,    // base64 (RFC 4648, with padding) of a signature and a NUL
    SIGN_PUBLIC = 44,  // base64url without padding of a public key and a NUL
    SIGN_KEY_FILE = 80 // the largest key file
};

struct sign_key { // wipe after use
    uint8_t seed[32];
    uint8_t public_key[32];
};

void sign_make_key(const struct entropy_port *entropy, struct sign_key *ret_key);
// The file of a key: one line, "REBOND-SIGN-KEY-1-" and the seed as base64url. ERR_INVALID.
size_t sign_key_text(const struct sign_key *key, char to[SIGN_KEY_FILE]);
NODISCARD err_t sign_parse_key(struct str text, struct sign_key *ret_key);
void sign_public_text(const uint8_t public_key[32], char to[SIGN_PUBLIC]);

void sign_make(const struct sign_key *key, struct str bytes, char to[SIGN_TEXT]);
// OK only for the signature of exactly these bytes by this key; blanks around it do not matter. ERR_INVALID:
// no signature at all; ERR_DENIED: another's.
NODISCARD err_t sign_check(const uint8_t public_key[32], struct str bytes, struct str signature);
