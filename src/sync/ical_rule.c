#include "sync/ical_rule.h"

enum {
    DAY_S = 86400,
    FIRST_YEAR = 1900, // a slot that repeats since before that is a mistake
    DAY_STARTS = 48,   // instances in one day: every half hour around the clock
};

static size_t count_list(const short *list, size_t cap)
{
    size_t count = 0;
    while (count < cap && list[count] != ICAL_RECURRENCE_ARRAY_MAX)
        count++;
    return count;
}

#define COUNT(list) count_list(list, sizeof(list) / sizeof *(list))

// 0 when there is none.
static int largest_position(const struct icalrecurrencetype *rule)
{
    int largest = 0;
    for (size_t i = 0; i < COUNT(rule->by_day); i++) {
        int position = abs(icalrecurrencetype_day_position(rule->by_day[i]));
        if (position > largest) largest = position;
    }
    return largest;
}

static bool has_month_with_day(const struct icalrecurrencetype *rule, int day)
{
    static const int longest[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (size_t i = 0; i < COUNT(rule->by_month); i++) {
        short month = rule->by_month[i];
        if (month >= 1 && month <= 12 && abs(day) <= longest[month - 1]) return true;
    }
    return COUNT(rule->by_month) == 0;
}

static bool has_possible_day(const struct icalrecurrencetype *rule)
{
    for (size_t i = 0; i < COUNT(rule->by_month_day); i++)
        if (has_month_with_day(rule, rule->by_month_day[i])) return true;
    return COUNT(rule->by_month_day) == 0;
}

static bool has_twins(const short *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++)
            if (list[i] == list[j]) return true;
    return false;
}

// libical counts the same day twice when it is named twice, from both ends of the month too, and then finds
// nothing at a position.
static bool has_clear_days(const struct icalrecurrencetype *rule)
{
    size_t days = COUNT(rule->by_month_day);
    if (has_twins(rule->by_month_day, days) || has_twins(rule->by_day, COUNT(rule->by_day))) return false;
    for (size_t i = 1; i < days; i++)
        if (COUNT(rule->by_set_pos) && (rule->by_month_day[i] < 0) != (rule->by_month_day[0] < 0))
            return false;
    return true;
}

// libical looks for the first instance of a monthly or yearly rule until the year 20000, so a rule that never
// happens takes it seconds. This lets through what calendar programs write, where something always happens.
static bool can_happen(const struct icalrecurrencetype *rule)
{
    int position = largest_position(rule);
    bool days_only = COUNT(rule->by_day) && !COUNT(rule->by_month_day) && !position;
    if (COUNT(rule->by_week_no) || COUNT(rule->by_year_day)) return false;
    if (position > 5 || (position && COUNT(rule->by_month_day))) return false;
    for (size_t i = 0; i < COUNT(rule->by_set_pos); i++)
        if (abs(rule->by_set_pos[i]) > (days_only ? 5 : 1)) return false;
    return has_possible_day(rule) && has_clear_days(rule);
}

bool ical_rule_is_yearly_change(const struct icalrecurrencetype *rule)
{
    if (rule->freq != ICAL_YEARLY_RECURRENCE || rule->rscale || COUNT(rule->by_set_pos)) return false;
    if (COUNT(rule->by_hour) || COUNT(rule->by_minute) || COUNT(rule->by_second)) return false;
    if (COUNT(rule->by_month) > 1 || COUNT(rule->by_day) > 1 || COUNT(rule->by_month_day) > 7) return false;
    if (COUNT(rule->by_day) && !largest_position(rule) && !COUNT(rule->by_month_day)) return false;
    return can_happen(rule);
}

static bool has_weekday(const struct icalrecurrencetype *rule, int64_t day)
{
    int sunday_first = (civil_weekday(day) + 1) % 7 + 1; // as libical numbers them
    for (size_t i = 0; i < COUNT(rule->by_day); i++)
        if ((int)icalrecurrencetype_day_day_of_week(rule->by_day[i]) == sunday_first) return true;
    return COUNT(rule->by_day) == 0;
}

static bool has_day_from_end(const struct icalrecurrencetype *rule)
{
    for (size_t i = 0; i < COUNT(rule->by_month_day); i++)
        if (rule->by_month_day[i] < 0) return true;
    return false;
}

static bool is_misread_week(const struct icalrecurrencetype *rule, int64_t start_day)
{
    return (rule->week_start != ICAL_MONDAY_WEEKDAY && rule->week_start != ICAL_SUNDAY_WEEKDAY) ||
           !has_weekday(rule, start_day) || COUNT(rule->by_hour) || COUNT(rule->by_minute);
}

// Where libical 3.0.16 expands otherwise than RFC 5545 says. Found by comparing with another implementation.
static bool is_misread(const struct icalrecurrencetype *rule, int64_t start_day, size_t day_starts)
{
    switch (rule->freq) {
    case ICAL_DAILY_RECURRENCE: return has_day_from_end(rule);
    case ICAL_WEEKLY_RECURRENCE: return rule->interval > 1 && is_misread_week(rule, start_day);
    case ICAL_MONTHLY_RECURRENCE:
        // Right, but it walks to the year 20000 when no step lands in such a month.
        return (rule->interval > 1 && COUNT(rule->by_month)) || (COUNT(rule->by_set_pos) && day_starts > 1);
    case ICAL_YEARLY_RECURRENCE:
        return (COUNT(rule->by_month_day) && !COUNT(rule->by_month)) ||
               (COUNT(rule->by_set_pos) && day_starts > 1);
    case ICAL_SECONDLY_RECURRENCE:
    case ICAL_MINUTELY_RECURRENCE:
    case ICAL_HOURLY_RECURRENCE:
    case ICAL_NO_RECURRENCE: break;
    }
    return true;
}

static const char *find_fault(const struct icalrecurrencetype *rule, int64_t start_day)
{
    bool large = rule->freq == ICAL_MONTHLY_RECURRENCE || rule->freq == ICAL_YEARLY_RECURRENCE;
    size_t hours = COUNT(rule->by_hour), minutes = COUNT(rule->by_minute);
    size_t day_starts = (hours ? hours : 1) * (minutes ? minutes : 1);
    if (!large && rule->freq != ICAL_DAILY_RECURRENCE && rule->freq != ICAL_WEEKLY_RECURRENCE)
        return "une répétition plus courte que le jour n'est pas prise en charge";
    if (rule->rscale) return "une répétition dans un autre calendrier n'est pas prise en charge";
    if (COUNT(rule->by_second) > 1 || day_starts > DAY_STARTS)
        return "la répétition a trop d'heures par jour";
    if ((large && !can_happen(rule)) || is_misread(rule, start_day, day_starts))
        return "cette répétition n'est pas prise en charge";
    return start_day < civil_days(FIRST_YEAR, 1, 1) ? "la répétition commence avant 1900" : NULL;
}

static struct icaltimetype to_time(int64_t day, int second)
{
    struct civil c = civil_from_days(day);
    struct icaltimetype time = icaltime_null_time();
    time.year = c.year;
    time.month = c.month;
    time.day = c.day;
    time.hour = second / 3600;
    time.minute = second / 60 % 60;
    time.second = second % 60;
    return time;
}

static err_t read_until(struct ical_zones *zones, icalproperty *property, struct icaltimetype until,
                        struct ical_rule *rule, const char **ret_reason)
{
    rule->until = (struct ical_when){0};
    if (icaltime_is_null_time(until)) return OK;
    err_t err = ical_read_when(zones, property, until, &rule->until, ret_reason);
    if (err) return err;
    if (!icaltime_is_utc(until)) rule->until.zone = rule->start.zone; // floating: as DTSTART is
    if (rule->until.day + 1 < rule->end_day) rule->end_day = rule->until.day + 1;
    return OK;
}

// libical compares times without their zone, so it is given a bound of whole days, and the exact one is
// checked on each instance.
static void open_iterator(struct ical_rule *rule, struct icalrecurrencetype recurrence, int64_t from_day)
{
    recurrence.until = to_time(rule->end_day, DAY_S - 1);
    rule->iterator = icalrecur_iterator_new(recurrence, to_time(rule->start.day, rule->start.second));
    // Where every day or week is the same nothing is lost by skipping what is long over. The first instance
    // after a jump can be irregular, so it lands well before the window.
    bool regular = recurrence.interval == 1 && recurrence.count == 0 &&
                   (recurrence.freq == ICAL_DAILY_RECURRENCE || recurrence.freq == ICAL_WEEKLY_RECURRENCE);
    int64_t jump = from_day - 14;
    if (rule->iterator && regular && rule->start.day < jump)
        (void)icalrecur_iterator_set_start(rule->iterator, to_time(jump, rule->start.second));
}

err_t ical_rule_open(struct ical_zones *zones, icalproperty *property, struct ical_when start, int64_t from_s,
                     int64_t until_s, int *turns, struct ical_rule *ret_rule, const char **ret_reason)
{
    struct icalrecurrencetype recurrence = icalproperty_get_rrule(property);
    struct ical_rule rule = {.start = start, .turns = turns, .end_day = until_s / DAY_S + 2};
    const char *fault = find_fault(&recurrence, start.day);
    if (fault) {
        *ret_reason = fault;
        return ERR_INVALID;
    }
    err_t err = read_until(zones, property, recurrence.until, &rule, ret_reason);
    if (err) return err;
    if (start.day <= rule.end_day) {
        open_iterator(&rule, recurrence, from_s / DAY_S);
        if (!rule.iterator) *ret_reason = "cette répétition n'arrive jamais";
        if (!rule.iterator) return ERR_INVALID;
    }
    *ret_rule = rule;
    return OK;
}

static bool is_over(const struct ical_rule *rule, int64_t day, int64_t start_s)
{
    bool exists;
    if (!rule->until.zone) return false;
    return rule->until.all_day ? day > rule->until.day : start_s > ical_when_utc(&rule->until, &exists);
}

bool ical_rule_next(struct ical_rule *rule, int64_t *ret_start_s)
{
    while (rule->iterator && --*rule->turns >= 0) {
        struct icaltimetype time = icalrecur_iterator_next(rule->iterator);
        if (icaltime_is_null_time(time)) return false;
        struct ical_when when = rule->start;
        when.day = civil_days(time.year, time.month, time.day);
        when.second = time.hour * 3600 + time.minute * 60 + time.second;
        bool exists;
        int64_t start_s = ical_when_utc(&when, &exists);
        // RFC 5545 3.3.10: an instance at a local time that spring skips does not happen.
        if (!exists || is_over(rule, when.day, start_s)) continue;
        *ret_start_s = start_s;
        return true;
    }
    return false;
}

void ical_rule_close(struct ical_rule *rule)
{
    if (rule->iterator) icalrecur_iterator_free(rule->iterator);
    rule->iterator = NULL;
}
