// Which PINs staff may choose: what somebody at the kiosk would try first is refused.
#pragma once

#include "base/str.h"

enum { STAFF_PIN_MIN = 6, STAFF_PIN_MAX = 12 }; // digits

enum staff_pin_flaw {
    STAFF_PIN_GOOD,
    STAFF_PIN_LENGTH,
    STAFF_PIN_DIGITS,   // something else than 0 to 9
    STAFF_PIN_REPEATED, // 111111, 121212, 112211
    STAFF_PIN_SEQUENCE, // 345678, 987654, 246802
    STAFF_PIN_DATE,     // a year at an end, or a day and a month: birthdays
    STAFF_PIN_COMMON,   // among those that people choose most
};

enum staff_pin_flaw staff_pin_weak(struct str pin);
