// A small CalDAV server in memory: a request in, an answer out, over a shelf. Knows nothing of time or
// faults.
#pragma once

#include "harness/partner_shelf.h"
#include "port/http.h"

struct dav_settings {
    char server_class; // 'A': creating is atomic. 'B': of two at once, the later overwrites and is told 204
    bool no_copies;    // whatever is named "dos-…" is refused
    bool no_todo;      // inscriptions/ takes VEVENT only
    bool no_sync;      // sync-collection is not known
    size_t page;       // members of one page of a listing, 0 for all
    bool leaves_out;   // the multiget leaves out every second member
    int64_t race_ms;   // what class B calls "at once"
};

struct dav_answer {
    int status;
    char etag[32];
    const char *content_type; // static; NULL none
    char *body;               // malloc'd; NULL none
    size_t n;
};

// `url` is a collection of dav_url or a resource in one.
struct dav_answer dav_serve(struct shelf *shelf, const struct dav_settings *settings, enum http_method method,
                            struct str url, const char *if_match, bool if_none_match, struct str body,
                            int64_t now_ms);
// "https://partner.example/creneaux/" …; static.
const char *dav_url(enum shelf_collection collection);
