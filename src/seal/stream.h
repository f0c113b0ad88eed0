// The payload of an age v1 file: a nonce, then chunks of 64 KiB, each encrypted and authenticated with its
// number and whether it is the last (STREAM). Private to seal/.
#pragma once

#include "seal/x25519.h"

enum { STREAM_NONCE = 16 };

size_t seal_stream_size(size_t plain);
// Writes seal_stream_size(plain.n) bytes.
void seal_stream_encrypt(const struct entropy_port *entropy, const uint8_t file_key[FILE_KEY],
                         struct str plain, void *to);
// ERR_INVALID: too short for the nonce; ERR_DAMAGED; ERR_FULL. On an error `to` may hold chunks that were
// authenticated before the one that was not: the caller zeroes it.
NODISCARD err_t seal_stream_open(const uint8_t file_key[FILE_KEY], struct str payload, void *to, size_t cap,
                                 size_t *ret_n);
