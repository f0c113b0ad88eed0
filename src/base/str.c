#include "base/str.h"

#include <stdio.h>
#include <string.h>

struct str str_from(const char *c_string)
{
    return c_string ? (struct str){c_string, strlen(c_string)} : (struct str){"", 0};
}

bool str_eq(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool str_eq_nocase(struct str a, struct str b)
{
    if (a.n != b.n) return false;
    for (size_t i = 0; i < a.n; i++)
        if (lower(a.p[i]) != lower(b.p[i])) return false;
    return true;
}

int str_cmp(struct str a, struct str b)
{
    size_t shorter = a.n < b.n ? a.n : b.n;
    int order = shorter ? memcmp(a.p, b.p, shorter) : 0;
    if (order != 0) return order;
    return (a.n > b.n) - (a.n < b.n);
}

bool str_starts(struct str s, struct str prefix)
{
    return s.n >= prefix.n && str_eq(str_slice(s, 0, prefix.n), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
    return s.n >= suffix.n && str_eq(str_slice(s, s.n - suffix.n, s.n), suffix);
}

size_t str_find(struct str s, struct str part)
{
    for (size_t i = 0; i + part.n <= s.n; i++)
        if (str_eq(str_slice(s, i, i + part.n), part)) return i;
    return s.n;
}

struct str str_slice(struct str s, size_t from, size_t to)
{
    if (to > s.n) to = s.n;
    if (from > to) from = to;
    return (struct str){from ? s.p + from : s.p, to - from}; // NULL + 0 is undefined in C17
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct str str_trim(struct str s)
{
    while (s.n && is_blank(s.p[0]))
        s = str_slice(s, 1, s.n);
    while (s.n && is_blank(s.p[s.n - 1]))
        s.n--;
    return s;
}

struct str str_cut(struct str *rest, char separator)
{
    size_t at = str_find(*rest, (struct str){&separator, 1});
    struct str head = str_slice(*rest, 0, at);
    *rest = str_slice(*rest, at + 1, rest->n);
    return head;
}

err_t str_parse_u63(struct str s, int64_t *ret_value)
{
    int64_t value = 0;
    if (s.n == 0) return ERR_INVALID;
    for (size_t i = 0; i < s.n; i++) {
        int digit = s.p[i] - '0';
        if (digit < 0 || digit > 9 || value > (INT64_MAX - digit) / 10) return ERR_INVALID;
        value = value * 10 + digit;
    }
    *ret_value = value;
    return OK;
}

err_t str_copy(struct str s, char *to, size_t cap)
{
    if (s.n + 1 > cap) {
        if (cap) to[0] = 0;
        return ERR_FULL;
    }
    if (s.n) memmove(to, s.p, s.n);
    to[s.n] = 0;
    return OK;
}

struct buf buf_init(char *memory, size_t cap)
{
    return (struct buf){.p = memory, .cap = cap};
}

void buf_add(struct buf *b, struct str s)
{
    if (b->full || s.n > b->cap - b->n) {
        b->full = true;
        return;
    }
    if (s.n) memcpy(b->p + b->n, s.p, s.n);
    b->n += s.n;
}

void buf_add_char(struct buf *b, char c)
{
    buf_add(b, (struct str){&c, 1});
}

void buf_add_format(struct buf *b, const char *format, ...)
{
    va_list args;
    if (b->full) return;
    va_start(args, format);
    int need = vsnprintf(b->p + b->n, b->cap - b->n, format, args);
    va_end(args);
    if (need < 0 || (size_t)need >= b->cap - b->n)
        b->full = true;
    else
        b->n += (size_t)need;
}

struct str buf_str(const struct buf *b)
{
    return (struct str){b->p, b->n};
}

const char *buf_c(struct buf *b)
{
    if (b->n < b->cap) {
        b->p[b->n] = 0;
        return b->p;
    }
    b->full = true;
    return "";
}
