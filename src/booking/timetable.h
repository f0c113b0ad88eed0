// The weekly timetable of the `local` partner: what is offered each weekday, expanded into slots across zones
// and holidays.
#pragma once

#include "base/civil.h"
#include "booking/slot.h"

struct time_range {
    uint16_t from_min, to_min; // minutes of the local day, to_min > from_min, to_min <= 1440
};

struct offer {
    char id[LIMIT_ID];
    char partner[LIMIT_ID];
    char title[LIMIT_TITLE]; // may begin with an emoji
    char about[LIMIT_ABOUT]; // one sentence; may be empty
    bool workshop;
    uint16_t minutes;            // length of one slot; ranges are cut into as many as fit
    uint16_t capacity;           // seats of each slot
    int64_t from_day, until_day; // days since 1970, both included; INT64_MIN/MAX when open
    uint8_t range_count[7];      // by weekday, 0 Monday
    struct time_range ranges[7][LIMIT_RANGES];
};

struct holidays { // closed days, both ends included, sorted by `from`
    uint16_t count;
    struct {
        int64_t from, to;
    } days[LIMIT_HOLIDAYS];
};
bool holidays_contain(const struct holidays *holidays, int64_t day);

// Slots of `offer` that start at or after `from_s` and before `until_s`, strictly in order of time, written
// to `slots`; ret_count tells how many, also when ERR_FULL. Ranges may overlap: a start is given once. Their
// uid is "local-<partner>-<offer id>", so a slot keeps its key when other offers change. A start inside the
// hour that spring skips is left out (nobody can come then); in the hour that autumn repeats, the first is
// meant. Ends are start + minutes of real time. ERR_FULL when `cap` is reached: what fits is there.
NODISCARD err_t timetable_expand(const struct offer *offer, const struct holidays *holidays,
                                 const struct zone *zone, int64_t from_s, int64_t until_s, struct slot *slots,
                                 size_t cap, size_t *ret_count);
