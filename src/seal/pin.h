// The PIN of staff: Argon2id by libsodium, as one line of text ("$argon2id$…").
#pragma once

#include "base/str.h"
#include "port/entropy.h"

enum { SEAL_PIN = 128 }; // of the encoded text, with its NUL

// Is it this PIN? Takes as long for a wrong one. ERR_INVALID: `encoded` is not such a text.
NODISCARD err_t seal_pin_verify(const char *encoded, struct str pin, bool *ret_right);
// ERR_FULL without memory.
NODISCARD err_t seal_pin_hash(struct str pin, const struct entropy_port *entropy, char to[SEAL_PIN]);
