#include "base/utf8.h"

static uint32_t bad_byte(struct str *rest)
{
    *rest = str_slice(*rest, 1, rest->n);
    return UTF8_BAD;
}

static size_t length_of(unsigned char lead)
{
    if (lead < 0x80) return 1;
    if (lead >= 0xc2 && lead < 0xe0) return 2;
    if (lead >= 0xe0 && lead < 0xf0) return 3;
    if (lead >= 0xf0 && lead < 0xf5) return 4;
    return 0;
}

uint32_t utf8_next(struct str *rest)
{
    static const uint32_t smallest[5] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char lead = (unsigned char)rest->p[0];
    size_t n = length_of(lead);
    if (n == 0 || n > rest->n) return bad_byte(rest);
    uint32_t code = n == 1 ? lead : lead & (0x7fu >> n);
    for (size_t i = 1; i < n; i++) {
        unsigned char c = (unsigned char)rest->p[i];
        if ((c & 0xc0) != 0x80) return bad_byte(rest);
        code = code << 6 | (c & 0x3fu);
    }
    if (code < smallest[n] || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return bad_byte(rest);
    *rest = str_slice(*rest, n, rest->n);
    return code;
}

bool utf8_valid(struct str s)
{
    while (s.n) {
        const char *at = s.p;
        if (utf8_next(&s) == UTF8_BAD && s.p == at + 1) return false;
    }
    return true;
}

size_t utf8_count(struct str s)
{
    size_t count = 0;
    for (; s.n; count++)
        (void)utf8_next(&s);
    return count;
}

size_t utf8_encode(uint32_t code, char to[4])
{
    if (code < 0x80) {
        to[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        to[0] = (char)(0xc0 | code >> 6);
        to[1] = (char)(0x80 | (code & 0x3f));
        return 2;
    }
    if (code < 0x10000) {
        if (code >= 0xd800 && code < 0xe000) return 0;
        to[0] = (char)(0xe0 | code >> 12);
        to[1] = (char)(0x80 | (code >> 6 & 0x3f));
        to[2] = (char)(0x80 | (code & 0x3f));
        return 3;
    }
    if (code > 0x10ffff) return 0;
    to[0] = (char)(0xf0 | code >> 18);
    to[1] = (char)(0x80 | (code >> 12 & 0x3f));
    to[2] = (char)(0x80 | (code >> 6 & 0x3f));
    to[3] = (char)(0x80 | (code & 0x3f));
    return 4;
}

struct str utf8_front(struct str s, size_t max)
{
    struct str rest = s;
    while (rest.n && max--)
        (void)utf8_next(&rest);
    return str_slice(s, 0, s.n - rest.n);
}

// Marks that belong to the character before them: combining blocks, variation selectors, skin tones, the
// joiner.
static bool extends(uint32_t c)
{
    return (c >= 0x300 && c < 0x370) || (c >= 0x610 && c <= 0x61a) || (c >= 0x64b && c <= 0x65f) ||
           c == 0x670 || (c >= 0x1ab0 && c < 0x1b00) || (c >= 0x1dc0 && c < 0x1e00) ||
           (c >= 0x20d0 && c < 0x2100) || (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0x1f3fb && c <= 0x1f3ff) ||
           c == 0x200d;
}

struct str utf8_drop_last(struct str s)
{
    struct str rest = s;
    size_t last_base = 0;
    bool joined = false;
    while (rest.n) {
        size_t at = s.n - rest.n;
        uint32_t code = utf8_next(&rest);
        if (!extends(code) && !joined) last_base = at;
        joined = code == 0x200d;
    }
    return str_slice(s, 0, last_base);
}

bool utf8_printable(uint32_t code)
{
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return false;
    if (code >= 0x202a && code <= 0x202e) return false;
    if (code >= 0x2066 && code <= 0x2069) return false;
    if (code == 0x200e || code == 0x200f || code == 0x61c) return false;
    return code != 0xfffe && code != 0xffff && code != UTF8_BAD && code != 0x2028 && code != 0x2029;
}

bool utf8_right_to_left(uint32_t code)
{
    return (code >= 0x590 && code <= 0x8ff) || code == 0x200f || (code >= 0xfb1d && code <= 0xfdff) ||
           (code >= 0xfe70 && code <= 0xfefc) || (code >= 0x10800 && code <= 0x10fff) ||
           (code >= 0x1e800 && code <= 0x1efff);
}
