// Calendar arithmetic (proleptic Gregorian) and time zones as data. Pure: zones are loaded by platform/ from
// the system's zone database into a `struct zone`, so that nothing below reads a file or an environment
// variable.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/limits.h"
#include "base/str.h"

struct civil {
    int year, month, day;     // month 1..12, day 1..31
    int hour, minute, second; // 0..23, 0..59, 0..59
};

// Offsets from UTC: span i holds from its from_s to the next one's. spans[0].from_s is INT64_MIN.
struct zone {
    char name[48]; // as in the zone database, "Europe/Paris"
    uint16_t count;
    struct zone_span {
        int64_t from_s;   // UTC seconds
        int32_t offset_s; // local = UTC + offset
    } spans[LIMIT_ZONE_SPANS];
};

int64_t civil_days(int year, int month, int day); // days since 1970-01-01
struct civil civil_from_days(int64_t days);       // time fields are 0
int civil_weekday(int64_t days);                  // 0 Monday .. 6 Sunday
bool civil_valid_date(int year, int month, int day);

int32_t zone_offset(const struct zone *zone, int64_t utc_s);
struct civil zone_local(const struct zone *zone, int64_t utc_s);
int64_t zone_local_day(const struct zone *zone, int64_t utc_s); // days since 1970-01-01 of the local date
// UTC of a local time. In the hour that spring skips, `ret_exists` is false and the result is the time after
// the gap; in the hour that autumn repeats it is the first of the two.
int64_t zone_utc(const struct zone *zone, int64_t local_day, int minute_of_day, bool *ret_exists);

// "YYYY-MM-DD", strictly; ERR_INVALID for dates that do not exist.
NODISCARD err_t civil_parse_date(struct str text, int64_t *ret_days);
// "20261123T140000Z" (RFC 5545 form 2), for utc_s in years 1..9999.
enum { CIVIL_STAMP = 17 };
void civil_stamp(int64_t utc_s, char to[CIVIL_STAMP]);
