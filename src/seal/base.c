// Bytes as text: base32 for resource names, base64url for calendar properties.
#include "seal/seal.h"

#include "seal/base64.h"

#include <sodium.h>

size_t seal_base32(const void *data, size_t n, char *to)
{
    static const char digits[] = "abcdefghijklmnopqrstuvwxyz234567";
    const uint8_t *bytes = data;
    size_t count = (n * 8 + 4) / 5;
    for (size_t i = 0; i < count; i++) {
        size_t bit = i * 5, at = bit / 8;
        unsigned pair = (unsigned)bytes[at] << 8 | (at + 1 < n ? bytes[at + 1] : 0u);
        to[i] = digits[pair >> (11 - bit % 8) & 31];
    }
    return count;
}

err_t seal_base64url(struct str data, char *to, size_t cap, size_t *ret_n)
{
    if (seal_base64_size(data.n) > cap) return ERR_FULL;
    *ret_n = seal_base64_encode(sodium_base64_VARIANT_URLSAFE_NO_PADDING, data, to);
    return OK;
}

err_t seal_parse_base64url(struct str text, void *to, size_t cap, size_t *ret_n)
{
    return seal_base64_decode(sodium_base64_VARIANT_URLSAFE_NO_PADDING, text, to, cap, ret_n);
}
