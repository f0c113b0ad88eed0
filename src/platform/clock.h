// The clock of this device, and whether its date may be believed.
#pragma once

#include "base/moment.h"

// What speaks for the date; any one of them is enough, within the limits of clock_believes.
struct clock_facts {
    bool configured;   // [clock] trust = always: a technician answers for it
    bool rtc;          // a battery-backed clock was there at start and agreed with the system's
    bool synchronised; // NTP says so now
};

// Never before this program was built, and never more than 20 years after: a card is not used that long, a
// wrong clock is.
bool clock_believes(struct clock_facts facts, int64_t wall_s);
bool clock_is_synchronised(void); // NTP says so now
int64_t clock_build_s(void);      // UTC seconds when this program was built

struct system_clock {
    bool configured, rtc;
};

// Looks at the RTC once: on real hardware reading it is slow.
struct system_clock clock_init(bool configured);
// CLOCK_BOOTTIME and CLOCK_REALTIME.
struct moment clock_now(const struct system_clock *source);
