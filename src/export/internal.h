// Shared by the files of export/ only.
#pragma once

#include "export/export.h"
#include "wire/manifest.h"

#define EXPORT_LIST "manifeste.json"
#define EXPORT_SIGNATURE "manifeste.sig"
#define EXPORT_PART ".part"

struct export
{
    struct export_options options;
    struct collect collect;
    char place[LIMIT_ID], device[SIGN_PUBLIC], folder[STICK_NAME];

    struct manifest_item *items; // LIMIT_COLLECT: first those of this run, then what the stick lists besides
    size_t mine, count;
    struct manifest_item *old; // LIMIT_COLLECT: what the stick listed when we came
    size_t old_count;
    char *list, *scratch; // list_cap each: the manifest; what is read back
    size_t list_cap, list_n;
    char signature[SIGN_TEXT];

    bool again;        // those that were collected before are copied after those that never were
    int64_t after;     // place of the last item in the queue
    size_t read, kept; // next to be read back, next of the old ones to be looked at
    struct collect_row row;
};

// --- list.c: manifest and signature on the stick

// What the stick lists and this device has signed; nothing when there is no such list.
void export_read_old(struct export *export);
NODISCARD err_t export_write_list(struct export *export);
NODISCARD err_t export_publish_list(struct export *export);
NODISCARD err_t export_confirm_list(struct export *export);

// --- items.c

// ERR_MISSING at the end of the queue. `ret_inside`: the error is the store's.
NODISCARD err_t export_write_item(struct export *export, bool *ret_inside);
NODISCARD err_t export_read_item(struct export *export);
NODISCARD err_t export_carry_item(struct export *export);
NODISCARD err_t export_write_page(struct export *export, const char *name, struct str page);
// Writes under a temporary name, then gives the file its own.
NODISCARD err_t export_put(struct export *export, const char *name, struct str bytes);
