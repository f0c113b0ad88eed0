#include "seal/base64.h"

#include <sodium.h>
#include <string.h>

size_t seal_base64_size(size_t n)
{
    return n / 3 * 4 + (n % 3 ? n % 3 + 1 : 0);
}

size_t seal_base64_encode(int variant, struct str data, char *to)
{
    enum { BYTES = 48, TEXT = 64 };
    size_t written = 0;
    for (size_t from = 0; from < data.n; from += BYTES) {
        struct str part = str_slice(data, from, from + BYTES);
        char text[TEXT + 1]; // libsodium wants room for a NUL, which our callers' fields do not have
        sodium_bin2base64(text, sizeof text, (const uint8_t *)part.p, part.n, variant);
        memcpy(to + written, text, seal_base64_size(part.n));
        written += seal_base64_size(part.n);
    }
    return written;
}

err_t seal_base64_decode(int variant, struct str text, void *to, size_t cap, size_t *ret_n)
{
    size_t n = text.n / 4 * 3 + text.n % 4 * 3 / 4;
    if (n > cap) return ERR_FULL;
    // libsodium refuses leftover bits; without an end pointer it refuses text that it did not use up.
    if (sodium_base642bin(to, cap, text.p, text.n, NULL, &n, NULL, variant) != 0) return ERR_INVALID;
    *ret_n = n;
    return OK;
}
