// A small CalDAV server in memory: a request in, an answer out, over a shelf. Knows nothing of time or
// faults. What real servers do differently from each other is data: partner_profile.h has it by name.
#pragma once

#include "harness/partner_shelf.h"
#include "port/http.h"

enum { DAV_RACE_MS = 50 };

enum dav_create {     // what a create (If-None-Match: *) does where something stands already
    DAV_CREATE_ONE,   // 412
    DAV_CREATE_500,   // 412; who comes at the same time is told 500, and does nothing (DAViCal)
    DAV_CREATE_RACES, // 412; who comes at the same time overwrites, and is told of an update
    DAV_CREATE_BLIND, // overwrites always, and is told of an update
};
enum dav_bad_token {
    DAV_TOKEN_403,
    DAV_TOKEN_500,
    DAV_TOKEN_LISTS, // 207 and everything that is there: deletions are never told
};
enum dav_hrefs { DAV_HREF_PATH, DAV_HREF_RAW, DAV_HREF_URL };
enum dav_same_uid { // a body whose UID is that of a slot
    DAV_UID_FREE,
    DAV_UID_403,
    DAV_UID_ALIAS, // ... is that slot: it is overwritten
};

// All zero: a server that does as the standards say.
struct dav_settings {
    enum dav_create create;
    enum dav_bad_token bad_token;
    enum dav_hrefs hrefs;
    enum dav_same_uid same_uid;
    bool update_201;      // an update is answered as if something had been created
    bool match_races;     // of two If-Match at the same time both are told 2xx
    bool counts_tokens;   // tokens are numbers: one of the future is answered 207 and nothing
    bool no_copies;       // whatever is named "dos-…" is refused
    bool no_todo;         // inscriptions/ takes VEVENT only
    bool no_sync;         // sync-collection is not known
    size_t page;          // members of one page of a listing, 0 for all
    bool leaves_out;      // the multiget leaves out every second member
    bool says_missing;    // the multiget names what is not there as 404, else it leaves it out
    bool breaks_emoji;    // in a multiget what is above U+FFFF is not XML any more
    bool wrong_namespace; // bodies of errors are not in DAV:
    bool no_parameters;   // X-properties with parameters are refused
    int refuses_method;   // status for a body with METHOD, 0: takes it
    int refusal;          // status of a PUT that is refused for what it says, 0: 403
    int64_t race_ms;      // what is "the same time"
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
