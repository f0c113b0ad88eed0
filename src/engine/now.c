#include "engine/parts.h"

// A clock that nobody answers for may be decades off, but not before this program was built.
int64_t stamp_s(const struct engine *e, struct moment now)
{
    return now.wall_s > e->o.build_s ? now.wall_s : e->o.build_s;
}

int64_t local_day(const struct engine *e, struct moment now)
{
    return zone_local_day(e->o.zone, stamp_s(e, now));
}
