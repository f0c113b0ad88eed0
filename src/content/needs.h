// The twelve tiles of "what would help" and their slugs of the data-inclusion reference (schema 1.0.8). Fixed
// by product.md.
#pragma once

#include "base/str.h"

enum { NEED_COUNT = 12, NEED_UNKNOWN = 11, NEED_SLUGS_MAX = 2 };

struct need {
    const char *id;                        // for configuration and the sealed part: "parler", "toit", ...
    const char *label;                     // French source message
    const char *picture;                   // emoji
    const char *slugs[NEED_SLUGS_MAX + 1]; // NULL-ended
};

extern const struct need need_table[NEED_COUNT];
// The ids in the order of the table, as the sealed part is written and read with.
void need_list_ids(const char *ret_ids[NEED_COUNT]);
// Index in need_table, or -1.
int need_find(struct str id);
