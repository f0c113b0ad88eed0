#include "base/civil.h"

#include <stdio.h>
#include <string.h>

enum { DAY_S = 86400 };

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

// Counts in eras of 400 years that begin on 1 March, so that the leap day is an era's last day.
int64_t civil_days(int year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = floor_div(y, 400);
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

struct civil civil_from_days(int64_t days)
{
    int64_t z = days + 719468, era = floor_div(z, 146097);
    int64_t day_of_era = z - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t m = (5 * day_of_year + 2) / 153;
    int month = (int)(m < 10 ? m + 3 : m - 9);
    return (struct civil){.year = (int)(year_of_era + era * 400 + (month <= 2)),
                          .month = month,
                          .day = (int)(day_of_year - (153 * m + 2) / 5 + 1)};
}

int civil_weekday(int64_t days)
{
    int64_t since_monday = days + 3; // 1970-01-01 was a Thursday
    return (int)(since_monday - floor_div(since_monday, 7) * 7);
}

bool civil_valid_date(int year, int month, int day)
{
    if (month < 1 || month > 12 || day < 1 || day > 31) return false;
    struct civil back = civil_from_days(civil_days(year, month, day));
    return back.month == month && back.day == day;
}

int32_t zone_offset(const struct zone *zone, int64_t utc_s)
{
    size_t low = 0, high = zone->count;
    while (low + 1 < high) {
        size_t middle = (low + high) / 2;
        if (zone->spans[middle].from_s <= utc_s)
            low = middle;
        else
            high = middle;
    }
    return zone->count ? zone->spans[low].offset_s : 0;
}

int64_t zone_local_day(const struct zone *zone, int64_t utc_s)
{
    return floor_div(utc_s + zone_offset(zone, utc_s), DAY_S);
}

struct civil zone_local(const struct zone *zone, int64_t utc_s)
{
    int64_t local = utc_s + zone_offset(zone, utc_s);
    int64_t days = floor_div(local, DAY_S);
    int second_of_day = (int)(local - days * DAY_S);
    struct civil civil = civil_from_days(days);
    civil.hour = second_of_day / 3600;
    civil.minute = second_of_day / 60 % 60;
    civil.second = second_of_day % 60;
    return civil;
}

int64_t zone_utc(const struct zone *zone, int64_t local_day, int minute_of_day, bool *ret_exists)
{
    int64_t local = local_day * DAY_S + (int64_t)minute_of_day * 60;
    // An offset never changes by more than a day, so the two offsets around the wanted time are these.
    int32_t before = zone_offset(zone, local - DAY_S), after = zone_offset(zone, local + DAY_S);
    int64_t first = local - before, second = local - after;
    *ret_exists = true;
    if (zone_offset(zone, first) == before) return first;
    if (zone_offset(zone, second) == after) return second;
    *ret_exists = false;
    return first; // read with the offset before the gap, it lands as far after the gap as it stood inside
}

err_t civil_parse_date(struct str text, int64_t *ret_days)
{
    int64_t y, m, d;
    if (text.n != 10 || text.p[4] != '-' || text.p[7] != '-') return ERR_INVALID;
    if (str_parse_u63(str_slice(text, 0, 4), &y) || str_parse_u63(str_slice(text, 5, 7), &m) ||
        str_parse_u63(str_slice(text, 8, 10), &d))
        return ERR_INVALID;
    if (!civil_valid_date((int)y, (int)m, (int)d)) return ERR_INVALID;
    *ret_days = civil_days((int)y, (int)m, (int)d);
    return OK;
}

void civil_stamp(int64_t utc_s, char to[CIVIL_STAMP])
{
    static const struct zone utc = {.name = "UTC"};
    struct civil c = zone_local(&utc, utc_s);
    unsigned year = (unsigned)c.year % 10000u;
    snprintf(to, CIVIL_STAMP, "%04u%02u%02uT%02u%02u%02uZ", year, (unsigned)c.month % 100u,
             (unsigned)c.day % 100u, (unsigned)c.hour % 100u, (unsigned)c.minute % 100u,
             (unsigned)c.second % 100u);
}
