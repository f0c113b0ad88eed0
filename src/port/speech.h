// A voice. The real one is espeak-ng through SDL's sound; the tests' one keeps what it was given and lets
// virtual time pass.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct speech_port {
    void *self;
    bool (*has_voice)(void *self, struct str language); // "fr"
    // Adds a text to what is being heard; `rate` in words a minute. A text that cannot be said is silence.
    void (*say)(void *self, struct str text, struct str language, int rate);
    void (*stop)(void *self);       // silence within 200 ms, and nothing is left to be heard
    int64_t (*left_ms)(void *self); // how long it will still be heard
    void (*set_volume)(void *self, int percent);
};
