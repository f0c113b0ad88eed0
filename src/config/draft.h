// A configuration while it is read: what was found where, so that the checks of the whole can name lines.
#pragma once

#include "config/keys.h"
#include "config/mistakes.h"

// Sections that stand once, and those that have an id.
enum { PARTS_MAX = 14 + LIMIT_PARTNERS + LIMIT_OFFERS };

// One [section] of the file.
struct part {
    enum section section;
    char title[sizeof "partner." + LIMIT_ID]; // as it stands between the brackets
    int line;
    void *target;              // the struct that its keys fill
    int line_of[KEY_COUNT];    // where the key stands first; 0: nowhere
    bool spoilt_of[KEY_COUNT]; // its value was refused
    bool wrong;                // one of the mistakes is about it
};

struct draft {
    struct config *config;
    struct config_mistakes *mistakes;
    struct part parts[PARTS_MAX];
    size_t part_count;
    struct part *part; // the one being filled; NULL below a heading that was refused
    bool any_heading, any_partner;
    uint16_t blamed; // mistakes whose section is known
    bool lost;       // a mistake belongs to none: nobody knows what was meant
};

// Fills `config` with what the file leaves out, then with what `ini` says.
void draft_read(struct draft *draft, struct str ini);
// The mistakes since the last call are about `part`; NULL: about no section.
void draft_blame(struct draft *draft, struct part *part);
// Looks a key up in a part: its line, or the heading's when it is not there.
int part_line_of(const struct part *part, const char *key);
bool part_has(const struct part *part, const char *key);
// Is every key that it has usable?
bool part_is_sound(const struct part *part);
