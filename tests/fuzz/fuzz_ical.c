// links: base booking sync
// A calendar resource: whatever the bytes, slots are in the window, in order, and safe to show.
#include <string.h>

#include "base/check.h"
#include "base/utf8.h"
#include "sync/ical.h"

enum { CAP = 100 };

// Paris around the changes of 2026.
static const struct zone paris = {
    .name = "Europe/Paris",
    .count = 3,
    .spans = {{INT64_MIN, 3600}, {1774746000, 7200}, {1792890000, 3600}},
};

static void check_slots(const struct ical_window *window, const struct slot *slots, size_t count)
{
    CHECK(count <= CAP);
    for (size_t i = 0; i < count; i++) {
        CHECK(i == 0 || slots[i - 1].start_s <= slots[i].start_s);
        CHECK(slots[i].start_s >= window->from_s && slots[i].start_s < window->until_s);
        CHECK(slots[i].end_s > slots[i].start_s);
        CHECK(slots[i].end_s - slots[i].start_s <= window->max_minutes * 60);
        CHECK(slots[i].capacity >= 1 && slots[i].capacity <= LIMIT_SEATS);
        CHECK(strlen(slots[i].key) == SLOT_KEY - 1);
        CHECK(strlen(slots[i].title) < LIMIT_TITLE && utf8_valid(str_from(slots[i].title)));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct slot slots[CAP];
    static struct ical_span spans[CAP];
    struct str ics = {(const char *)data, n};
    const struct ical_window window = {1773000000, 1773000000 + 120 * 86400, &paris, 240};
    const char *reason = NULL;
    size_t count = 0;
    err_t err = ical_read_slots(ics, &window, slots, CAP, &count, &reason);
    CHECK(err == OK || err == ERR_FULL || (err == ERR_INVALID && reason));
    check_slots(&window, slots, count);
    count = 0;
    err = ical_read_spans(ics, &window, spans, CAP, &count, &reason);
    CHECK(err == OK || err == ERR_FULL || (err == ERR_INVALID && reason));
    for (size_t i = 0; i < count; i++)
        CHECK(spans[i].start_s < window.until_s && spans[i].end_s >= spans[i].start_s);
    return 0;
}
