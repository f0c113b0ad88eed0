#include "sync/ical.h"

#include <string.h>

#include "base/check.h"
#include "sync/ical_event.h"
#include "sync/ical_rule.h"
#include "sync/ical_sieve.h"
#include "sync/ical_title.h"

enum {
    DAY_S = 86400,
    EVENTS = 400, // in one resource: a series and the instances that were changed
};

struct wanted {
    const struct ical_window *window;
    struct slot *slots; // one of the two is NULL
    struct ical_span *spans;
    size_t cap, count;
    bool full;
    struct slot model; // title and seats of the event being expanded
};

// Makes room at `at` in an array of `size` bytes an entry. False when it is full of earlier ones.
static bool open_gap(struct wanted *wanted, void *array, size_t size, size_t at)
{
    if (wanted->count == wanted->cap) {
        wanted->full = true;
        if (at == wanted->cap) return false;
        wanted->count--;
    }
    char *gap = (char *)array + at * size;
    memmove(gap + size, gap, (wanted->count - at) * size);
    wanted->count++;
    return true;
}

// The same instance can be named by the rule, by DTSTART and by a date that was added.
static void keep_slot(struct wanted *wanted, const struct ical_event *event, int64_t start_s)
{
    struct slot slot = wanted->model;
    size_t at = wanted->count;
    slot.start_s = start_s;
    slot.end_s = start_s + event->duration_s;
    slot_key(event->uid, start_s, slot.key);
    for (; at && wanted->slots[at - 1].start_s >= start_s; at--)
        if (strcmp(wanted->slots[at - 1].key, slot.key) == 0) return;
    if (open_gap(wanted, wanted->slots, sizeof slot, at)) wanted->slots[at] = slot;
}

static void keep_span(struct wanted *wanted, const struct ical_event *event, int64_t start_s)
{
    struct ical_span span = {start_s, start_s + event->duration_s, event->cancelled};
    size_t at = wanted->count;
    for (; at && wanted->spans[at - 1].start_s >= start_s; at--) {
        const struct ical_span *there = &wanted->spans[at - 1];
        if (there->start_s == start_s && there->end_s == span.end_s && there->cancelled == span.cancelled)
            return;
    }
    if (open_gap(wanted, wanted->spans, sizeof span, at)) wanted->spans[at] = span;
}

static void take_instance(void *self, const struct ical_event *event, int64_t start_s)
{
    struct wanted *wanted = self;
    const struct ical_window *window = wanted->window;
    if (start_s >= window->until_s) return;
    if (wanted->slots && start_s >= window->from_s)
        keep_slot(wanted, event, start_s);
    else if (wanted->spans && (start_s >= window->from_s || start_s + event->duration_s > window->from_s))
        keep_span(wanted, event, start_s);
}

static bool is_wanted(const struct wanted *wanted, const struct ical_event *event)
{
    // A booking that staff show as free time does not keep anybody else out.
    if (wanted->spans) return !event->transparent;
    return !event->start.all_day && !event->cancelled && event->duration_s > 0 &&
           event->duration_s <= (int64_t)wanted->window->max_minutes * 60;
}

static err_t take_event(struct ical_reading *reading, struct wanted *wanted, icalcomponent *component)
{
    struct ical_event event;
    err_t err = ical_read_event(reading, component, &event);
    if (err || !is_wanted(wanted, &event)) return err;
    if (wanted->slots) {
        icalproperty *summary = icalcomponent_get_first_property(component, ICAL_SUMMARY_PROPERTY);
        struct str text = str_from(summary ? icalproperty_get_summary(summary) : NULL);
        err = ical_read_title(text, &wanted->model, &reading->reason);
    }
    return err ? err : ical_expand_event(reading, &event, take_instance, wanted);
}

static err_t take_events(struct ical_reading *reading, struct wanted *wanted)
{
    icalcomponent *calendar = reading->zones.calendar;
    reading->reason = "la répétition a trop d'exceptions";
    if (icalcomponent_count_components(calendar, ICAL_VEVENT_COMPONENT) > EVENTS) return ERR_INVALID;
    icalcompiter at = icalcomponent_begin_component(calendar, ICAL_VEVENT_COMPONENT);
    for (; icalcompiter_deref(&at); icalcompiter_next(&at)) {
        err_t err = take_event(reading, wanted, icalcompiter_deref(&at));
        if (err) return err;
    }
    return OK;
}

static icalcomponent *parse(struct ical_sieve *sieve)
{
    icalerror_set_errors_are_fatal(0); // a build of libical may abort the program at the first odd byte
    icalparser *parser = icalparser_new();
    icalparser_set_gen_data(parser, sieve);
    icalcomponent *root = icalparser_parse(parser, ical_sieve_read);
    icalparser_free(parser);
    return root;
}

static err_t read_calendar(struct str ics, struct ical_reading *reading, struct wanted *wanted)
{
    struct ical_sieve sieve = ical_sieve_init(ics, wanted->slots != NULL);
    err_t err = ical_sieve_check(sieve, &reading->reason);
    if (err) return err;
    icalcomponent *root = parse(&sieve);
    reading->zones.calendar = root;
    reading->reason = "une date ou une règle est illisible";
    if (!root || icalcomponent_isa(root) != ICAL_VCALENDAR_COMPONENT || icalcomponent_count_errors(root))
        err = ERR_INVALID;
    else
        err = take_events(reading, wanted);
    if (root) icalcomponent_free(root);
    icalmemory_free_ring();
    return err;
}

static err_t read_wanted(struct str ics, struct wanted *wanted, size_t *ret_count, const char **ret_reason)
{
    const struct ical_window *window = wanted->window;
    struct ical_reading reading = {.zones.window = window, .turns = ICAL_TURNS};
    CHECK(window->zone && window->until_s - window->from_s <= (int64_t)LIMIT_WINDOW_DAYS * DAY_S);
    err_t err = read_calendar(ics, &reading, wanted);
    if (err) {
        *ret_reason = reading.reason;
        return err;
    }
    *ret_count = wanted->count;
    return wanted->full ? ERR_FULL : OK;
}

err_t ical_read_slots(struct str ics, const struct ical_window *window, struct slot *slots, size_t cap,
                      size_t *ret_count, const char **ret_reason)
{
    CHECK(slots);
    struct wanted wanted = {.window = window, .slots = slots, .cap = cap};
    ical_read_about(ics, wanted.model.about);
    return read_wanted(ics, &wanted, ret_count, ret_reason);
}

err_t ical_read_spans(struct str ics, const struct ical_window *window, struct ical_span *spans, size_t cap,
                      size_t *ret_count, const char **ret_reason)
{
    CHECK(spans);
    struct wanted wanted = {.window = window, .spans = spans, .cap = cap};
    return read_wanted(ics, &wanted, ret_count, ret_reason);
}
