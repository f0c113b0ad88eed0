// The table of everything that may stand in the file: key, section, how its value is read, where it goes.
#pragma once

#include "base/str.h"

enum section {
    SECTION_PLACE,
    SECTION_PANEL,
    SECTION_CLOCK,
    SECTION_SOUND,
    SECTION_PRINTER,
    SECTION_WATCH,
    SECTION_HOLIDAYS,
    SECTION_ARRIVAL,
    SECTION_PRESENCE,
    SECTION_DEVICE,
    SECTION_PARTNER,
    SECTION_OFFER,
    SECTION_SCREEN,
    SECTION_NETWORK,
    SECTION_UPDATE,
    SECTION_STAFF,
};

enum key_flag {
    KEY_REQUIRED = 1, // its section is incomplete without it
    KEY_REPEATS = 2,  // may stand several times: what it says adds up
    KEY_CALDAV = 4,   // means something for adapter = caldav only, and KEY_REQUIRED there only
    KEY_SECRET = 8,   // its value is never said again
};

struct choice {
    const char *name;
    int value;
};

struct key;
// Reads `value` into the field of `target` (the struct of the key's section). On ERR_INVALID `why` says what
// is allowed, to go on after a colon, and the target may be half changed: it is thrown away.
typedef err_t value_parser(const struct key *key, struct str value, void *target, struct buf *why);

struct key {
    enum section section;
    unsigned flags;
    const char *name;
    value_parser *parse;
    size_t at, size;              // the field in its struct; size 0: nothing is kept
    const struct choice *choices; // ended by a NULL name; parse_choice only
    int from, to;                 // parse_number: what is allowed; parse_ranges: weekday in `from`
};

enum { KEY_COUNT = 81 };
extern const struct key config_keys[KEY_COUNT];
// Index in config_keys, or -1.
int keys_find(enum section section, struct str name);
// "name, address, …" of a section.
void keys_list(enum section section, struct buf *to);
