#include "config/holidays.h"

static void sort(struct holidays *holidays)
{
    for (size_t i = 1; i < holidays->count; i++) {
        int64_t from = holidays->days[i].from, to = holidays->days[i].to;
        size_t at = i;
        for (; at && holidays->days[at - 1].from > from; at--)
            holidays->days[at] = holidays->days[at - 1];
        holidays->days[at].from = from;
        holidays->days[at].to = to;
    }
}

void holidays_join(struct holidays *holidays)
{
    uint16_t kept = 0;
    sort(holidays);
    for (size_t i = 0; i < holidays->count; i++) {
        if (kept && holidays->days[i].from <= holidays->days[kept - 1].to + 1) {
            if (holidays->days[i].to > holidays->days[kept - 1].to)
                holidays->days[kept - 1].to = holidays->days[i].to;
        } else {
            holidays->days[kept++] = holidays->days[i];
        }
    }
    holidays->count = kept;
}

int64_t holidays_next_open(const struct holidays *holidays, int64_t day)
{
    for (size_t i = 0; i < holidays->count; i++)
        if (holidays->days[i].from <= day && day <= holidays->days[i].to) day = holidays->days[i].to + 1;
    return day;
}
