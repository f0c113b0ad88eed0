// What may be missing at a place: touched after Done, by who likes. Counted, never kept with anybody.
#pragma once

enum { MISSING_COUNT = 8 };

struct missing {
    const char *id;      // for the figures: "wifi", "calme", ...
    const char *label;   // French source message
    const char *picture; // emoji
};

extern const struct missing missing_table[MISSING_COUNT];
