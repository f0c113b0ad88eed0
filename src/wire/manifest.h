// manifeste.json, which lies beside collected items on a stick: which items, of which device, with the hashes
// of their files. The page that opens them reads it, so its form never changes:
//   {"format":"rebond-manifeste-1","kiosk":…,"made":"2026-…Z","device":"<base64url of an Ed25519 key>",
//   "items":[{"uid":…,"file":"demandes/<uid>.age","bytes":…,"sha256":"<hex>","partner":…,"queued":"2026-…Z"}]}
// with one item a line, so that it is made and read with the memory of one. `partner` and `queued` may be "".
// Nothing of a visitor stands in it.
#pragma once

#include "base/limits.h"
#include "base/uid.h"

enum {
    MANIFEST_LINE = 320,    // the longest line, and the frame around all of them
    MANIFEST_FILE_NAME = 48 // "demandes/" uid ".age" and a NUL
};

struct manifest_item {
    struct uid uid;
    uint32_t bytes;
    uint8_t sha256[32];
    char partner[LIMIT_ID];
    int64_t queued_s; // wall clock of when it was recorded; 0 not known
};

struct manifest {
    char kiosk[LIMIT_ID]; // what the place is called in folder names
    int64_t made_s;
    const char *device; // text of the key
    const struct manifest_item *items;
    size_t count;
};

void manifest_file_name(struct uid uid, char to[MANIFEST_FILE_NAME]);
// ERR_FULL; ERR_INVALID when a text is not UTF-8.
NODISCARD err_t manifest_encode(const struct manifest *manifest, char *to, size_t cap, size_t *ret_n);
// Only what manifest_encode wrote. At most `cap` items are taken: the first. ERR_INVALID otherwise.
NODISCARD err_t manifest_parse_items(struct str text, struct manifest_item *items, size_t cap,
                                     size_t *ret_count);
