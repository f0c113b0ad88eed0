// The lines of an INI file, by inih, with their line numbers. What inih would pass over in silence is a
// mistake here: text after a "]", a value cut at " ;", a line without "=", a line longer than its memory.
// A line may be indented; nothing is continued on the next line.
#pragma once

#include "config/mistakes.h"

struct entry {
    int line;
    struct str section;
    struct str key;   // p is NULL where the section begins
    struct str value; // p is NULL when the line cannot be used and that has been said
};

// Section of entries below a heading that is not one, which has been said.
#define ENTRIES_NO_SECTION "\x01"

// `entry` and its texts live until `sink` returns.
typedef void entry_sink(void *self, const struct entry *entry);
void entries_read(struct str ini, struct config_mistakes *mistakes, entry_sink *sink, void *self);
