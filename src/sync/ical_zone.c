#include "sync/ical_zone.h"

#include "base/check.h"
#include "sync/ical_rule.h"

enum { DAY_S = 86400, MARGIN_S = 3 * DAY_S, OFFSET_MAX_S = 18 * 3600 };

static const struct zone utc = {.name = "UTC"};

// Libraries put their own name before that of the zone: "/freeassociation.sourceforge.net/Europe/Paris".
static bool is_named(struct str id, const char *zone_name)
{
    struct str name = str_from(zone_name);
    if (!name.n || !str_ends(id, name)) return false;
    return id.n == name.n || (id.p[0] == '/' && id.p[id.n - name.n - 1] == '/');
}

static bool is_utc(struct str id)
{
    static const char *const names[] = {"UTC", "Etc/UTC", "GMT", "Etc/GMT", "Z"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is_named(id, names[i])) return true;
    return false;
}

// Without these two libical takes an offset of 0 for granted.
static bool has_offset(icalcomponent *observance)
{
    icalproperty *to = icalcomponent_get_first_property(observance, ICAL_TZOFFSETTO_PROPERTY);
    if (!to || !icalcomponent_get_first_property(observance, ICAL_DTSTART_PROPERTY)) return false;
    int offset = icalproperty_get_tzoffsetto(to);
    return offset >= -OFFSET_MAX_S && offset <= OFFSET_MAX_S;
}

static bool is_safe(icalcomponent *observance)
{
    icalproperty *rule = icalcomponent_get_first_property(observance, ICAL_RRULE_PROPERTY);
    if (!has_offset(observance)) return false;
    for (; rule; rule = icalcomponent_get_next_property(observance, ICAL_RRULE_PROPERTY)) {
        struct icalrecurrencetype recurrence = icalproperty_get_rrule(rule);
        if (!ical_rule_is_yearly_change(&recurrence)) return false;
    }
    return true;
}

static bool is_called(icalcomponent *zone, struct str id)
{
    icalproperty *name = icalcomponent_get_first_property(zone, ICAL_TZID_PROPERTY);
    return name && str_eq(str_from(icalproperty_get_tzid(name)), id);
}

static bool is_safe_zone(icalcomponent *zone)
{
    icalcomponent *part = icalcomponent_get_first_component(zone, ICAL_ANY_COMPONENT);
    bool safe = part != NULL;
    for (; part; part = icalcomponent_get_next_component(zone, ICAL_ANY_COMPONENT))
        safe &= is_safe(part);
    return safe;
}

static int32_t offset_at(icaltimezone *from, int64_t utc_s)
{
    struct civil c = zone_local(&utc, utc_s);
    struct icaltimetype time = icaltime_null_time();
    time.year = c.year;
    time.month = c.month;
    time.day = c.day;
    time.hour = c.hour;
    time.minute = c.minute;
    time.second = c.second;
    return icaltimezone_get_utc_offset_of_utc_time(from, &time, NULL);
}

// The first second in (before_s, after_s] with the offset of after_s, when it changes once in between.
static int64_t find_change(icaltimezone *from, int64_t before_s, int64_t after_s)
{
    int32_t after = offset_at(from, after_s);
    while (after_s - before_s > 1) {
        int64_t middle = before_s + (after_s - before_s) / 2;
        if (offset_at(from, middle) == after)
            after_s = middle;
        else
            before_s = middle;
    }
    return after_s;
}

// Looks once a day: no zone changes twice a day, and a hostile one only makes wrong times of its own events.
static void copy_zone(icaltimezone *from, const struct ical_window *window, struct zone *to)
{
    int64_t day_s = window->from_s - MARGIN_S;
    to->spans[0] = (struct zone_span){INT64_MIN, offset_at(from, day_s)};
    to->count = 1;
    for (; day_s < window->until_s + MARGIN_S; day_s += DAY_S) {
        int32_t offset = offset_at(from, day_s + DAY_S);
        if (offset == to->spans[to->count - 1].offset_s) continue;
        CHECK(to->count < LIMIT_ZONE_SPANS);
        to->spans[to->count++] = (struct zone_span){find_change(from, day_s, day_s + DAY_S), offset};
    }
}

static err_t read_component(struct ical_zones *zones, icalcomponent *component, struct zone *to)
{
    if (!is_safe_zone(component)) return ERR_INVALID;
    icaltimezone *from = icaltimezone_new();
    bool read = icaltimezone_set_component(from, icalcomponent_new_clone(component));
    if (read) copy_zone(from, zones->window, to);
    icaltimezone_free(from, 1);
    return read ? OK : ERR_INVALID;
}

static bool is_same(const struct zone *a, const struct zone *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++)
        same = a->spans[i].from_s == b->spans[i].from_s && a->spans[i].offset_s == b->spans[i].offset_s;
    return same;
}

// A zone that is described twice, in two ways, means nobody knows which: libical sorts them as it likes.
static err_t read_zone(struct ical_zones *zones, struct str id, struct zone *to)
{
    icalcompiter at = icalcomponent_begin_component(zones->calendar, ICAL_VTIMEZONE_COMPONENT);
    struct zone other;
    size_t count = 0;
    for (; icalcompiter_deref(&at); icalcompiter_next(&at)) {
        if (!is_called(icalcompiter_deref(&at), id)) continue;
        err_t err = read_component(zones, icalcompiter_deref(&at), count ? &other : to);
        if (err || (count && !is_same(to, &other))) return ERR_INVALID;
        count++;
    }
    return count ? OK : ERR_INVALID;
}

static err_t find_described(struct ical_zones *zones, struct str id, const struct zone **ret_zone)
{
    for (size_t i = 0; i < zones->count; i++) {
        if (!str_eq(str_from(zones->known[i].id), id)) continue;
        *ret_zone = &zones->known[i].zone;
        return OK;
    }
    if (zones->count == ICAL_ZONES) return ERR_FULL;
    err_t err = str_copy(id, zones->known[zones->count].id, sizeof zones->known[0].id);
    if (!err) err = read_zone(zones, id, &zones->known[zones->count].zone);
    if (err) return err;
    *ret_zone = &zones->known[zones->count++].zone;
    return OK;
}

err_t ical_find_zone(struct ical_zones *zones, struct str id, const struct zone **ret_zone,
                     const char **ret_reason)
{
    // What a calendar says of the place's own zone is often old or cut short; the machine's is kept up.
    if (id.n == 0 || is_named(id, zones->window->zone->name))
        *ret_zone = zones->window->zone;
    else if (is_utc(id))
        *ret_zone = &utc;
    else if (find_described(zones, id, ret_zone)) {
        *ret_reason = "le fuseau horaire est inconnu";
        return ERR_INVALID;
    }
    return OK;
}

struct icaltimetype ical_time_of(icalproperty *property)
{
    return icalvalue_get_datetimeperiod(icalproperty_get_value(property)).time;
}

static bool is_real(const struct icaltimetype *time)
{
    if (time->year < 1 || time->year > 9999 || !civil_valid_date(time->year, time->month, time->day))
        return false;
    return time->is_date || (time->hour >= 0 && time->hour < 24 && time->minute >= 0 && time->minute < 60 &&
                             time->second >= 0 && time->second <= 60);
}

static struct str zone_id(icalproperty *property, const struct icaltimetype *time)
{
    icalparameter *id = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
    if (icaltime_is_utc(*time)) return STR("UTC");
    return id && !time->is_date ? str_from(icalparameter_get_tzid(id)) : STR("");
}

err_t ical_read_when(struct ical_zones *zones, icalproperty *property, struct icaltimetype time,
                     struct ical_when *ret_when, const char **ret_reason)
{
    const struct zone *zone;
    if (!is_real(&time)) {
        *ret_reason = "une date n'existe pas";
        return ERR_INVALID;
    }
    err_t err = ical_find_zone(zones, zone_id(property, &time), &zone, ret_reason);
    if (err) return err;
    *ret_when = (struct ical_when){
        .day = civil_days(time.year, time.month, time.day), .all_day = time.is_date, .zone = zone};
    if (!time.is_date)
        ret_when->second = time.hour * 3600 + time.minute * 60 + (time.second < 60 ? time.second : 59);
    return OK;
}

int64_t ical_when_utc(const struct ical_when *when, bool *ret_exists)
{
    return zone_utc(when->zone, when->day, when->second / 60, ret_exists) + when->second % 60;
}
