// What a technician tries by hand for the readiness report: a grid to touch, keys, a scanner. It counts what
// came, and keeps nothing of what was typed or scanned. Pure.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum trial_kind { // as numbers they stand in the store
    TRIAL_TOUCH,
    TRIAL_RULER,
    TRIAL_SOUND,
    TRIAL_COLOURS,
    TRIAL_KEYS,
    TRIAL_SCANNER,
    TRIAL_KINDS
};

struct trial_result { // the last of its kind
    bool known, good;
    // Of the grid: places that no finger turned; of the ruler: pixels per 100 mm; of the keys: how many came;
    // of the scanner: characters of the code.
    int64_t value;
    int64_t at_s; // UTC; 0: no clock could be trusted
};

enum {
    TRIAL_COLUMNS = 8,
    TRIAL_ROWS = 5,
    TRIAL_CELLS = TRIAL_COLUMNS * TRIAL_ROWS - 1
}; // one is the way out

enum trial_key {
    TRIAL_LEFT,
    TRIAL_RIGHT,
    TRIAL_UP,
    TRIAL_DOWN,
    TRIAL_TAB,
    TRIAL_BACK_TAB,
    TRIAL_ENTER,
    TRIAL_ESCAPE,
    TRIAL_ERASE,
    TRIAL_REPEAT,
    TRIAL_SOFTER,
    TRIAL_LOUDER,
    TRIAL_DIGIT, // and nine more
    TRIAL_OTHER = TRIAL_DIGIT + 10,
    TRIAL_KEY_COUNT
};

struct trial_scan {
    uint32_t count; // keys of the code, line breaks too
    int64_t last_ms;
    bool slow;  // slower than a scanner types
    bool ended; // by a line break
};
struct trial {                 // all zero: nothing came yet
    uint64_t turned, by_touch; // bits of cells; the second: by a finger, not by keys
    uint32_t keys;             // bits of enum trial_key
    struct trial_scan scan;
};

void trial_turn(struct trial *trial, int cell, bool by_touch); // other cells than there are turn nothing
bool trial_is_turned(const struct trial *trial, int cell);
bool trial_all_turned(const struct trial *trial);
int trial_missing(const struct trial *trial); // cells that no finger turned

// The first time a key comes it is only shown: true. After that it does what it always does, so that nobody
// is held here.
bool trial_take_key(struct trial *trial, enum trial_key key);
int trial_count_keys(const struct trial *trial);
enum trial_key trial_key_typed(uint32_t code);

// True: this key belongs to a code that is being scanned. `code` is '\n' for Enter, which begins none.
bool trial_take_scan(struct trial_scan *scan, uint32_t code, int64_t mono_ms);
// Long enough, at the pace of a scanner, ended by a line break: what the kiosk understands.
bool trial_scan_is_good(const struct trial_scan *scan);
