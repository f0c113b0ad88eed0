// The time, taken once a turn by the shell and passed down; nobody keeps it. Deadlines are in mono_ms only.
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct moment {
    int64_t mono_ms; // CLOCK_BOOTTIME in milliseconds: never jumps, counts sleep
    int64_t wall_s;  // UTC seconds since 1970; may be wrong by decades
    bool
        wall_trusted; // NTP, an RTC or a technician says that wall_s is right, and it is not before the build
};

#define MOMENT_NEVER INT64_MAX // a deadline that never comes
