// The languages that Rebond speaks: what each calls itself, and how its words change with a number.
#pragma once

#include "base/str.h"

enum { LANGUAGE_COUNT = 9, LANGUAGE_FORMS = 6 };

struct language {
    const char *code; // ISO 639-1, as in the configuration and in a catalogue's header
    const char *name; // its own, in its own script
    int forms;        // plural forms of whole numbers, 1..LANGUAGE_FORMS (CLDR plural rules, as in gettext)
    const char *rule; // its Plural-Forms header without blanks: a catalogue with another one is refused
    int (*form)(int64_t n); // which form goes with n >= 0
    unsigned single; // bits of the forms that stand for one number only: they may say it without a digit
};

extern const struct language language_table[LANGUAGE_COUNT];
// NULL when it is not one of them.
const struct language *language_find(struct str code);
