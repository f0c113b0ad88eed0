// What a probe found of a partner's server as JSON, for `rebondctl partner probe --json`.
#pragma once

#include "base/str.h"

struct probed_finding {
    const char *id, *where; // "left", "reservations"
    int64_t count;          // 0: it is there, and not counted
};
struct probed {
    const char *partner;
    char server_class; // 0: it could not be found out
    int64_t probed_s;  // wall clock, UTC
    const char *const *notes;
    size_t note_count;
    const struct probed_finding *findings;
    size_t finding_count;
};
// {"partner":…,"class":"A","probed":"2026-…Z","notes":["no-todo",…],"findings":[{"id":…,"where":…,"count":…},…]};
// no class, no key, and the same for a count. ERR_FULL; ERR_INVALID when a text is not UTF-8.
NODISCARD err_t probed_encode(const struct probed *probed, char *to, size_t cap, size_t *ret_n);
