#include "booking/timetable.h"

#include <string.h>

#include "base/check.h"

bool holidays_contain(const struct holidays *holidays, int64_t day)
{
    for (size_t i = 0; i < holidays->count && holidays->days[i].from <= day; i++)
        if (day <= holidays->days[i].to) return true;
    return false;
}

static bool is_closed(const struct offer *offer, const struct holidays *holidays, int64_t day)
{
    return day < offer->from_day || day > offer->until_day || holidays_contain(holidays, day);
}

// The first start of `range` at or after `minute` that leaves room for a whole slot, or -1.
static int range_next(const struct time_range *range, int length, int minute)
{
    int start = range->from_min;
    if (minute > start) start += (minute - start + length - 1) / length * length;
    return start + length <= range->to_min ? start : -1;
}

// The same over all ranges of a weekday. Ranges may stand in any order and overlap: asking for the next start
// gives each once and in order of time.
static int day_next(const struct offer *offer, int weekday, int minute)
{
    int next = -1;
    for (size_t i = 0; i < offer->range_count[weekday]; i++) {
        int start = range_next(&offer->ranges[weekday][i], offer->minutes, minute);
        if (start >= 0 && (next < 0 || start < next)) next = start;
    }
    return next;
}

static void make_slot(const struct offer *offer, int64_t start_s, struct slot *to)
{
    char memory[sizeof "local--" + 2 * LIMIT_ID];
    struct buf uid = buf_init(memory, sizeof memory);
    buf_add_format(&uid, "local-%s-%s", offer->partner, offer->id);
    CHECK(!uid.full);
    *to = (struct slot){
        .start_s = start_s,
        .end_s = start_s + (int64_t)offer->minutes * 60,
        .capacity = offer->capacity,
        .workshop = offer->workshop,
        .exclusive = true, // there is no server where anybody else could book it
    };
    slot_key(buf_str(&uid), start_s, to->key);
    memcpy(to->partner, offer->partner, sizeof to->partner);
    struct str title = str_from(offer->title);
    slot_cut_picture(&title, to->picture);
    err_t err = str_copy(title, to->title, sizeof to->title);
    CHECK(err == OK);
    memcpy(to->about, offer->about, sizeof to->about);
}

struct expansion {
    const struct offer *offer;
    const struct zone *zone;
    int64_t from_s, until_s;
    struct slot *slots;
    size_t cap, count;
};

static err_t expand_day(struct expansion *to, int64_t day)
{
    int weekday = civil_weekday(day);
    for (int m = day_next(to->offer, weekday, 0); m >= 0; m = day_next(to->offer, weekday, m + 1)) {
        bool exists;
        int64_t start_s = zone_utc(to->zone, day, m, &exists);
        if (!exists || start_s < to->from_s || start_s >= to->until_s) continue;
        if (to->count == to->cap) return ERR_FULL;
        make_slot(to->offer, start_s, &to->slots[to->count++]);
    }
    return OK;
}

err_t timetable_expand(const struct offer *offer, const struct holidays *holidays, const struct zone *zone,
                       int64_t from_s, int64_t until_s, struct slot *slots, size_t cap, size_t *ret_count)
{
    struct expansion to = {offer, zone, from_s, until_s, slots, cap, 0};
    err_t err = OK;
    CHECK(offer->minutes > 0);
    if (from_s < until_s) {
        // A day more at each end: where clocks change at midnight, the date of an instant can go backwards.
        int64_t last = zone_local_day(zone, until_s) + 1;
        for (int64_t day = zone_local_day(zone, from_s) - 1; day <= last && err == OK; day++)
            if (!is_closed(offer, holidays, day)) err = expand_day(&to, day);
    }
    *ret_count = to.count;
    return err;
}
