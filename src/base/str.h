// Text as a pointer and a length. A `struct str` never owns: its owner is said where it is declared. UTF-8
// unless said. `struct buf` writes text into memory of a fixed size and remembers that it was too small
// instead of cutting in silence.
#pragma once

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct str {
    const char *p;
    size_t n;
};

#define STR(literal) ((struct str){("" literal), sizeof("" literal) - 1})
#define STR_ARG(s) (int)(s).n, (s).p // for "%.*s"

struct str str_from(const char *c_string); // NULL gives the empty string
bool str_eq(struct str a, struct str b);
bool str_eq_nocase(struct str a, struct str b); // ASCII letters only
int str_cmp(struct str a, struct str b);        // byte order
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
size_t str_find(struct str s, struct str part); // index of the first occurrence, or s.n
struct str str_slice(struct str s, size_t from, size_t to);
struct str str_trim(struct str s); // without ASCII blanks at both ends
// Cuts `*rest` at the first `separator`: returns what stands before it, and `*rest` becomes what stands after
// it.
struct str str_cut(struct str *rest, char separator);
// A whole decimal number in 0..INT64_MAX and nothing else; ERR_INVALID otherwise.
NODISCARD err_t str_parse_u63(struct str s, int64_t *ret_value);
// Copies into `to[cap]` with a final NUL; ERR_FULL (and an empty `to`) when it does not fit.
NODISCARD err_t str_copy(struct str s, char *to, size_t cap);

struct buf {
    char *p;
    size_t n, cap;
    bool full; // something did not fit; what is in the buffer is still whole additions only
};

struct buf buf_init(char *memory, size_t cap);
void buf_add(struct buf *b, struct str s);
void buf_add_char(struct buf *b, char c);
void buf_add_format(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct str buf_str(const struct buf *b);
// Adds the final NUL that C interfaces want; it is not part of buf_str. Sets `full` when there is no room.
const char *buf_c(struct buf *b);
