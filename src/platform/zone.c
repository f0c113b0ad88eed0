// glibc is asked for the offset of each day, and where two days differ the second of the change is found by
// halving. So the file format and its rules for far years stay glibc's business.
#include "platform/zone.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/check.h"
#include "base/utf8.h"
#include "platform/read_file.h"

#define DATABASE "/usr/share/zoneinfo/"

enum { DAY_S = 86400, ZONE_FILE_MAX = 16 << 10 };

static bool name_is_safe(struct str name)
{
    if (name.n == 0 || name.p[0] == '/' || str_find(name, STR("..")) != name.n || !utf8_valid(name))
        return false;
    while (name.n)
        if (!utf8_printable(utf8_next(&name))) return false;
    return true;
}

// glibc takes an unknown zone for UTC in silence, so whether there is one is asked first.
static err_t database_has(const char *name)
{
    char bytes[ZONE_FILE_MAX];
    char path[PATH_MAX];
    size_t n = 0;
    snprintf(path, sizeof path, DATABASE "%s", name);
    err_t err = read_file(path, bytes, sizeof bytes, &n);
    bool is_zone = !err && str_starts((struct str){bytes, n}, STR("TZif"));
    return is_zone ? OK : ERR_MISSING;
}

static int32_t offset_at(int64_t utc_s)
{
    time_t t = utc_s;
    struct tm tm;
    CHECK(localtime_r(&t, &tm));
    return (int32_t)tm.tm_gmtoff;
}

// The first second with another offset than at `from`; there is one in (from, to].
static int64_t find_change(int64_t from, int64_t to)
{
    int32_t before = offset_at(from);
    while (to - from > 1) {
        int64_t middle = from + (to - from) / 2;
        if (offset_at(middle) == before)
            from = middle;
        else
            to = middle;
    }
    return to;
}

static err_t add_span(struct zone *zone, int64_t from_s, int32_t offset_s)
{
    if (zone->count == LIMIT_ZONE_SPANS) return ERR_FULL;
    zone->spans[zone->count++] = (struct zone_span){from_s, offset_s};
    return OK;
}

static err_t find_spans(struct zone *zone)
{
    int64_t end = civil_days(2101, 1, 1) * DAY_S;
    int32_t offset = offset_at(0);
    err_t err = add_span(zone, INT64_MIN, offset);
    for (int64_t day = 0; day < end && !err; day += DAY_S) {
        if (offset_at(day + DAY_S) == offset) continue;
        int64_t change = find_change(day, day + DAY_S);
        offset = offset_at(change);
        err = add_span(zone, change, offset);
    }
    return err;
}

static void put_back(char *saved)
{
    CHECK((saved ? setenv("TZ", saved, 1) : unsetenv("TZ")) == 0);
    tzset();
    free(saved);
}

err_t zone_load(const char *name, struct zone *ret_zone)
{
    struct zone zone = {.count = 0};
    if (!name_is_safe(str_from(name)) || str_copy(str_from(name), zone.name, sizeof zone.name))
        return ERR_INVALID;
    err_t err = database_has(name);
    if (err) return err;
    const char *old = getenv("TZ");
    char *saved = old ? strdup(old) : NULL;
    CHECK(!old || saved);
    CHECK(setenv("TZ", name, 1) == 0);
    tzset();
    err = find_spans(&zone);
    put_back(saved);
    if (!err) *ret_zone = zone;
    return err;
}
