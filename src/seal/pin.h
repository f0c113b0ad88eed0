// A PIN as it is kept: Argon2id (RFC 9106), in the text form of its authors, which `argon2` and libsodium
// read.
#pragma once

#include "base/str.h"
#include "port/entropy.h"

enum { SEAL_PIN_TEXT = 128 }; // with its NUL

// Takes 64 MiB and about half a second on a small device. ERR_FULL: there is no such memory.
NODISCARD err_t seal_pin_hash(const struct entropy_port *entropy, struct str pin, char to[SEAL_PIN_TEXT]);
// As long as hashing, whether it is right or not. ERR_DENIED: another PIN; ERR_INVALID: `kept` is no such
// text, or asks for more work than seal_pin_hash does; ERR_FULL: there is no memory.
NODISCARD err_t seal_pin_check(struct str kept, struct str pin);
