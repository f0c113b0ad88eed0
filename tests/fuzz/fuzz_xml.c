// links: base sync
// A multistatus: whatever the bytes, what comes out stands in the arena and within the bounds.
#include <stdlib.h>

#include "base/check.h"
#include "base/limits.h"
#include "sync/caldav.h"

enum { MEMBERS = 16, ARENA = 1 << 16 };

static void check_text(const struct arena *arena, struct str text)
{
    CHECK(text.n == 0 || (text.p >= arena->p && text.p + text.n <= arena->p + arena->n));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena arena = arena_init(malloc(ARENA), ARENA);
    struct caldav_member members[MEMBERS];
    struct caldav_listing listing;
    CHECK(arena.p);
    err_t err =
        caldav_parse_multistatus((struct str){(const char *)data, n}, &arena, members, MEMBERS, &listing);
    CHECK(err == OK || err == ERR_INVALID || err == ERR_FULL);
    CHECK(!err || arena.n == 0);
    for (size_t i = 0; !err && i < listing.count; i++) {
        char name[LIMIT_RESOURCE + 1];
        check_text(&arena, listing.members[i].href);
        check_text(&arena, listing.members[i].etag);
        check_text(&arena, listing.members[i].data);
        (void)!caldav_name_from_href(listing.members[i].href, name, sizeof name);
    }
    free(arena.p);
    return 0;
}
