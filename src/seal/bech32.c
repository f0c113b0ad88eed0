#include "seal/bech32.h"

#include <sodium.h>
#include <string.h>

enum { BYTES = 32, GROUPS = 52, CHECKS = 6, SPARE_BITS = GROUPS * 5 - BYTES * 8 };

static const char digits[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

static uint32_t feed(uint32_t sum, unsigned group)
{
    static const uint32_t generator[5] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    uint32_t top = sum >> 25;
    sum = (sum & 0x1ffffff) << 5 ^ group;
    for (unsigned i = 0; i < 5; i++)
        if (top >> i & 1) sum ^= generator[i];
    return sum;
}

static uint32_t checksum(const char *prefix, const uint8_t *groups, size_t count)
{
    uint32_t sum = 1;
    for (const char *c = prefix; *c; c++)
        sum = feed(sum, (unsigned)*c >> 5);
    sum = feed(sum, 0);
    for (const char *c = prefix; *c; c++)
        sum = feed(sum, (unsigned)*c & 31);
    for (size_t i = 0; i < count; i++)
        sum = feed(sum, groups[i]);
    return sum;
}

static char in_case(char c, bool capitals)
{
    return capitals && c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static void split(const uint8_t bytes[BYTES], uint8_t groups[GROUPS])
{
    for (size_t i = 0; i < GROUPS; i++) {
        size_t at = i * 5 / 8;
        unsigned pair = (unsigned)bytes[at] << 8 | (at + 1 < BYTES ? bytes[at + 1] : 0u);
        groups[i] = (uint8_t)(pair >> (11 - i * 5 % 8) & 31);
    }
}

static void add_checksum(const char *prefix, uint8_t groups[GROUPS + CHECKS])
{
    memset(groups + GROUPS, 0, CHECKS);
    uint32_t sum = checksum(prefix, groups, GROUPS + CHECKS) ^ 1;
    for (unsigned i = 0; i < CHECKS; i++)
        groups[GROUPS + i] = (uint8_t)(sum >> 5 * (CHECKS - 1 - i) & 31);
}

void seal_bech32_encode(const char *prefix, bool capitals, const uint8_t bytes[32], char *to)
{
    uint8_t groups[GROUPS + CHECKS];
    split(bytes, groups);
    add_checksum(prefix, groups);
    for (const char *c = prefix; *c; c++)
        *to++ = in_case(*c, capitals);
    *to++ = '1';
    for (size_t i = 0; i < sizeof groups; i++)
        *to++ = in_case(digits[groups[i]], capitals);
    *to = '\0';
    sodium_memzero(groups, sizeof groups);
}

static void join(const uint8_t groups[GROUPS], uint8_t ret_bytes[BYTES])
{
    unsigned bits = 0, count = 0;
    for (size_t i = 0, n = 0; n < BYTES; i++) {
        bits = (bits << 5 | groups[i]) & 0xfff;
        count += 5;
        if (count < 8) continue;
        count -= 8;
        ret_bytes[n++] = (uint8_t)(bits >> count);
    }
}

static bool read_prefix(const char *prefix, bool capitals, struct str text)
{
    size_t n = strlen(prefix);
    if (text.n != n + BECH32_DATA || text.p[n] != '1') return false;
    for (size_t i = 0; i < n; i++)
        if (text.p[i] != in_case(prefix[i], capitals)) return false;
    return true;
}

static bool read_groups(const char *text, bool capitals, uint8_t groups[GROUPS + CHECKS])
{
    for (size_t i = 0; i < GROUPS + CHECKS; i++) {
        uint8_t group = 0;
        while (group < 32 && in_case(digits[group], capitals) != text[i])
            group++;
        if (group == 32) return false;
        groups[i] = group;
    }
    return true;
}

err_t seal_bech32_decode(const char *prefix, bool capitals, struct str text, uint8_t ret_bytes[32])
{
    uint8_t groups[GROUPS + CHECKS] = {0};
    bool good =
        read_prefix(prefix, capitals, text) && read_groups(text.p + strlen(prefix) + 1, capitals, groups) &&
        checksum(prefix, groups, sizeof groups) == 1 && (groups[GROUPS - 1] & ((1u << SPARE_BITS) - 1)) == 0;
    if (good) join(groups, ret_bytes);
    sodium_memzero(groups, sizeof groups);
    return good ? OK : ERR_INVALID;
}
