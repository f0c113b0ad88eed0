// Sealing: age v1 files (age-encryption.org/v1) for X25519 recipients, with libsodium's primitives. Also the
// digests that others need, so that libsodium is used in this folder only. Pure but for the entropy port.
// Must never: write a secret anywhere, or give back clear bytes whose authentication failed.
#pragma once

#include "base/str.h"
#include "port/entropy.h"

struct seal_recipient {
    uint8_t point[32]; // X25519 public key
};
struct seal_identity {
    uint8_t scalar[32]; // X25519 secret key; wipe after use
};

enum { SEAL_RECIPIENT_TEXT = 63, SEAL_IDENTITY_TEXT = 75 }; // Bech32 texts with a NUL: 62 and 74 characters

// Once a program, before anything else here.
NODISCARD err_t seal_init(void);

NODISCARD err_t seal_parse_recipient(struct str age1, struct seal_recipient *ret_recipient); // ERR_INVALID
NODISCARD err_t seal_parse_identity(struct str age_secret_key_1, struct seal_identity *ret_identity);
// An age identity file: a key a line, "#" begins a comment, lines of any system's ending. ERR_INVALID: a line
// that is neither; ERR_MISSING: no key; ERR_FULL: more than `cap`. `ret_line` (also on an error) is the line
// where. On an error `list` is zeroed. Wipe it after use.
NODISCARD err_t seal_parse_identities(struct str text, struct seal_identity *list, size_t cap,
                                      size_t *ret_count, int *ret_line);
void seal_public_of(const struct seal_identity *identity, struct seal_recipient *ret_recipient);
bool seal_same_recipient(const struct seal_recipient *a, const struct seal_recipient *b);
void seal_recipient_text(const struct seal_recipient *recipient, char to[SEAL_RECIPIENT_TEXT]);
void seal_identity_text(const struct seal_identity *identity, char to[SEAL_IDENTITY_TEXT]);
void seal_make_identity(const struct entropy_port *entropy, struct seal_identity *ret_identity,
                        struct seal_recipient *ret_recipient);

// How many bytes a sealed file of `plain` bytes to `recipients` has.
size_t seal_size(size_t plain, size_t recipients);
// Encrypts `plain` to all recipients. ERR_FULL when `cap` is too small. Padding is the caller's
// (wire/payload.h).
NODISCARD err_t seal_encrypt(const struct entropy_port *entropy, const struct seal_recipient *recipients,
                             size_t count, struct str plain, void *to, size_t cap, size_t *ret_n);
// Opens a binary age file with any of the identities. ERR_INVALID: not an age v1 file or breaks its format;
// ERR_DENIED: for another key; ERR_DAMAGED: authentication failed; ERR_FULL: `cap` too small (plain is never
// longer than the file). On any error nothing is given out and `to` is zeroed. Handles payloads of any number
// of 64 KiB chunks.
NODISCARD err_t seal_open(const struct seal_identity *identities, size_t count, struct str file, void *to,
                          size_t cap, size_t *ret_n);

void seal_sha256(struct str data, uint8_t to[32]);
void seal_keyed_hash(const uint8_t key[32], struct str data, uint8_t to[16]); // BLAKE2b-128, keyed
// RFC 4648 base32, lower case, no padding; returns characters written; `to` holds at least (n*8+4)/5.
size_t seal_base32(const void *data, size_t n, char *to);
// RFC 4648 base64url without padding. ERR_FULL.
NODISCARD err_t seal_base64url(struct str data, char *to, size_t cap, size_t *ret_n);
NODISCARD err_t seal_parse_base64url(struct str text, void *to, size_t cap,
                                     size_t *ret_n); // ERR_INVALID, ERR_FULL
