// The X25519 recipient type of age: wraps a file key so that one recipient can unwrap it. Private to seal/.
#pragma once

#include "seal/seal.h"

enum { FILE_KEY = 16, WRAPPED_KEY = FILE_KEY + 16 };

struct wrapped {
    uint8_t share[32];         // ephemeral public key
    uint8_t body[WRAPPED_KEY]; // the file key, encrypted
};

// ERR_INVALID: the recipient is a point of small order.
NODISCARD err_t seal_wrap_key(const struct entropy_port *entropy, const struct seal_recipient *recipient,
                              const uint8_t file_key[FILE_KEY], struct wrapped *ret_wrapped);
// ERR_DENIED: for another key; ERR_INVALID: the share is a point of small order.
NODISCARD err_t seal_unwrap_key(const struct seal_identity *identity, const struct seal_recipient *recipient,
                                const struct wrapped *wrapped, uint8_t ret_file_key[FILE_KEY]);
