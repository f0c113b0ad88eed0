// The words of the JSON for enums, and its form of a time. Staff's page reads them: they never change.
#pragma once

#include "base/str.h"

enum { WORDS_MAX = 6 };

struct words {
    const char *list[WORDS_MAX + 1]; // by value of the enum; NULL-ended; "" is said by an absent key
};

extern const struct words wire_kinds, wire_contacts, wire_safes, wire_ages;

// Index of `word`, or -1.
int words_find(const struct words *words, struct str word);

enum { RFC3339_TEXT = 21 }; // "2026-11-23T14:00:00Z" and a NUL (RFC 3339)
void rfc3339_text(int64_t utc_s, char to[RFC3339_TEXT]);
NODISCARD err_t rfc3339_parse(struct str text, int64_t *ret_utc_s);
