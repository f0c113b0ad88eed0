#include "sync/ical_event.h"

#include "sync/ical_rule.h"

enum { DAY_S = 86400, DURATION_MAX_S = 366 * DAY_S };

static err_t refuse(struct ical_reading *reading, const char *reason)
{
    reading->reason = reason;
    return ERR_INVALID;
}

static icalproperty *first(icalcomponent *component, icalproperty_kind kind)
{
    return icalcomponent_get_first_property(component, kind);
}

// A time of `event` other than its start: without a zone of its own it is where the start is.
static err_t read_other(struct ical_reading *reading, const struct ical_event *event, icalproperty *property,
                        struct ical_when *ret_when)
{
    struct icaltimetype time = ical_time_of(property);
    err_t err = ical_read_when(&reading->zones, property, time, ret_when, &reading->reason);
    if (err) return err;
    if (!icaltime_is_utc(time) && !icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER))
        ret_when->zone = event->start.zone;
    return OK;
}

static err_t read_duration(struct ical_reading *reading, struct ical_event *event)
{
    icalproperty *end = first(event->component, ICAL_DTEND_PROPERTY);
    icalproperty *duration = first(event->component, ICAL_DURATION_PROPERTY);
    struct ical_when until;
    int64_t duration_s = event->start.all_day ? DAY_S : 0;
    bool exists;
    if (end) {
        err_t err = read_other(reading, event, end, &until);
        if (err) return err;
        duration_s = ical_when_utc(&until, &exists) - ical_when_utc(&event->start, &exists);
    } else if (duration) {
        duration_s = icaldurationtype_as_int(icalproperty_get_duration(duration));
    }
    if (duration_s < 0) duration_s = 0;
    event->duration_s = duration_s < DURATION_MAX_S ? duration_s : DURATION_MAX_S;
    return OK;
}

static struct str uid_of(icalcomponent *component)
{
    icalproperty *uid = first(component, ICAL_UID_PROPERTY);
    return str_from(uid ? icalproperty_get_uid(uid) : NULL);
}

static err_t add_exclusion(struct ical_reading *reading, const struct ical_event *event,
                           icalproperty *property)
{
    struct ical_when when;
    bool exists;
    err_t err = read_other(reading, event, property, &when);
    if (err) return err;
    if (reading->excluded_count == ICAL_EXCLUSIONS)
        return refuse(reading, "la répétition a trop d'exceptions");
    int64_t at = when.all_day ? when.day : ical_when_utc(&when, &exists);
    reading->excluded[reading->excluded_count++] = (struct ical_exclusion){when.all_day, at};
    return OK;
}

static err_t read_replacement(struct ical_reading *reading, const struct ical_event *event,
                              icalproperty *replaced)
{
    if (icalproperty_get_first_parameter(replaced, ICAL_RANGE_PARAMETER))
        return refuse(reading, "une exception qui vaut aussi pour la suite n'est pas prise en charge");
    return add_exclusion(reading, event, replaced);
}

// The other events with the same UID: instances that they replace are not expanded here, and a cancelled
// series takes its replaced instances with it.
static err_t read_series(struct ical_reading *reading, struct ical_event *event)
{
    icalcompiter at = icalcomponent_begin_component(reading->zones.calendar, ICAL_VEVENT_COMPONENT);
    err_t err = OK;
    for (; !err && icalcompiter_deref(&at); icalcompiter_next(&at)) {
        icalcomponent *other = icalcompiter_deref(&at);
        icalproperty *replaced = first(other, ICAL_RECURRENCEID_PROPERTY);
        if (!str_eq(uid_of(other), event->uid)) continue;
        if (replaced && !event->replaces)
            err = read_replacement(reading, event, replaced);
        else if (!replaced && first(other, ICAL_STATUS_PROPERTY))
            event->cancelled = true;
    }
    return err;
}

static err_t read_dates_out(struct ical_reading *reading, const struct ical_event *event)
{
    icalproperty *date = first(event->component, ICAL_EXDATE_PROPERTY);
    for (; date; date = icalcomponent_get_next_property(event->component, ICAL_EXDATE_PROPERTY)) {
        err_t err = add_exclusion(reading, event, date);
        if (err) return err;
    }
    return OK;
}

err_t ical_read_event(struct ical_reading *reading, icalcomponent *component, struct ical_event *ret_event)
{
    icalproperty *start = first(component, ICAL_DTSTART_PROPERTY);
    struct ical_event event = {
        .component = component,
        .uid = uid_of(component),
        .cancelled = first(component, ICAL_STATUS_PROPERTY) != NULL, // the sieve lets no other status through
        .transparent = first(component, ICAL_TRANSP_PROPERTY) != NULL,
        .replaces = first(component, ICAL_RECURRENCEID_PROPERTY),
    };
    reading->excluded_count = 0;
    if (!start || event.uid.n == 0) return refuse(reading, "l'évènement n'a pas de début ou pas d'UID");
    err_t err = ical_read_when(&reading->zones, start, ical_time_of(start), &event.start, &reading->reason);
    if (!err) err = read_duration(reading, &event);
    if (!err) err = read_series(reading, &event);
    if (!err && !event.replaces) err = read_dates_out(reading, &event);
    if (err) return err;
    *ret_event = event;
    return OK;
}

struct target {
    ical_found *found;
    void *self;
};

static bool is_excluded(const struct ical_reading *reading, const struct ical_event *event, int64_t start_s)
{
    int64_t day = zone_local_day(event->start.zone, start_s);
    for (size_t i = 0; i < reading->excluded_count; i++)
        if (reading->excluded[i].at == (reading->excluded[i].whole_day ? day : start_s)) return true;
    return false;
}

static void offer(const struct ical_reading *reading, const struct ical_event *event, int64_t start_s,
                  const struct target *target)
{
    if (!is_excluded(reading, event, start_s)) target->found(target->self, event, start_s);
}

static err_t expand_rule(struct ical_reading *reading, const struct ical_event *event, icalproperty *property,
                         const struct target *target)
{
    const struct ical_window *window = reading->zones.window;
    struct ical_rule rule;
    int64_t start_s;
    err_t err = ical_rule_open(&reading->zones, property, event->start, window->from_s - event->duration_s,
                               window->until_s, &reading->turns, &rule, &reading->reason);
    if (err) return err;
    while (ical_rule_next(&rule, &start_s))
        offer(reading, event, start_s, target);
    ical_rule_close(&rule);
    return reading->turns < 0 ? refuse(reading, "la répétition a trop de dates") : OK;
}

static err_t expand_rules(struct ical_reading *reading, const struct ical_event *event,
                          const struct target *target)
{
    icalproperty *rule = first(event->component, ICAL_RRULE_PROPERTY);
    if (!rule) return OK;
    if (icalcomponent_get_next_property(event->component, ICAL_RRULE_PROPERTY))
        return refuse(reading, "deux règles de répétition ne sont pas prises en charge");
    return expand_rule(reading, event, rule, target);
}

static err_t expand_dates_in(struct ical_reading *reading, const struct ical_event *event,
                             const struct target *target)
{
    icalproperty *date = first(event->component, ICAL_RDATE_PROPERTY);
    for (; date; date = icalcomponent_get_next_property(event->component, ICAL_RDATE_PROPERTY)) {
        struct ical_when when;
        bool exists;
        if (icaltime_is_null_time(ical_time_of(date)))
            return refuse(reading, "une date ajoutée avec sa propre durée n'est pas prise en charge");
        err_t err = read_other(reading, event, date, &when);
        if (err) return err;
        if (when.all_day) when.second = event->start.second;
        offer(reading, event, ical_when_utc(&when, &exists), target);
    }
    return OK;
}

// RFC 5545 3.8.5.3: DTSTART counts as an instance whatever the rule says, and so do the programs of staff.
err_t ical_expand_event(struct ical_reading *reading, const struct ical_event *event, ical_found *found,
                        void *self)
{
    const struct target target = {found, self};
    bool exists;
    offer(reading, event, ical_when_utc(&event->start, &exists), &target);
    if (event->replaces) return OK;
    err_t err = expand_rules(reading, event, &target);
    return err ? err : expand_dates_in(reading, event, &target);
}
