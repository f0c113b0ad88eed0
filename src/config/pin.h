// Which PINs staff may choose: what somebody at the kiosk would try first is refused.
#pragma once

#include "base/str.h"

enum { PIN_MIN = 6, PIN_MAX = 12 }; // digits

enum pin_flaw {
    PIN_FINE,
    PIN_FLAW_LENGTH,
    PIN_FLAW_DIGITS,   // something else than 0 to 9
    PIN_FLAW_REPEATED, // 111111, 121212, 112211
    PIN_FLAW_SEQUENCE, // 345678, 987654, 246802
    PIN_FLAW_DATE,     // a year at an end, or a day and a month: birthdays
    PIN_FLAW_COMMON,   // among those that people choose most
};

enum pin_flaw pin_judge(struct str pin);
// What is wrong with it, in French; NULL for PIN_FINE.
const char *pin_flaw_words(enum pin_flaw flaw);
