// CalDAV and WebDAV as bytes (RFC 4791, 6578, 4918): bodies of requests, meaning of answers. The only place
// that knows HTTP statuses and XML. Pure: requests are made and answers collected by engine/. The profile is
// design note partner-caldav.
#pragma once

#include "base/arena.h"
#include "base/str.h"
#include "port/http.h"

// Bodies. `token` "" asks for everything.
void caldav_encode_sync(struct buf *to, struct str token);
void caldav_encode_multiget(struct buf *to, const struct str *hrefs,
                            size_t count);     // hrefs as the server gave them
void caldav_encode_list(struct buf *to);       // PROPFIND Depth 1: getetag
void caldav_encode_components(struct buf *to); // PROPFIND Depth 0: supported-calendar-component-set

// URL of a resource: collection URL (with or without its final "/") + percent-encoded name.
void caldav_url(struct buf *to, struct str collection_url, struct str name);
// Last segment of an href, percent-decoded once; servers that do not escape (SOGo) are understood.
// ERR_INVALID for an empty one (the collection itself), for "/" or NUL inside, and above LIMIT_RESOURCE.
NODISCARD err_t caldav_name_from_href(struct str href, char *to, size_t cap);

struct caldav_member {
    struct str href;       // as the server wrote it, entities decoded
    struct str etag, data; // "" when absent; data is calendar-data
    bool gone;             // 404 or 410
    bool collection;       // the collection's own entry or a sub-collection
};
struct caldav_listing {
    struct caldav_member *members;
    size_t count;
    struct str token; // "" when absent
    bool more;        // 507: ask again with this token
};
// Parses a 207 body. ERR_INVALID: ill-formed, a DOCTYPE, deeper than LIMIT_XML_DEPTH, or not a multistatus;
// ERR_FULL: more than `cap` members. Texts live in `arena`.
NODISCARD err_t caldav_parse_multistatus(struct str xml, struct arena *arena, struct caldav_member *members,
                                         size_t cap, struct caldav_listing *ret_listing);

// Does the collection take VTODO? A collection that does not say takes everything (RFC 4791 5.2.3).
// ERR_INVALID as above.
NODISCARD err_t caldav_parse_components(struct str xml, bool *ret_todo);

// What an answer means, whatever the server's habits (the table of partner-caldav.md).
enum caldav_meaning {
    CALDAV_CREATED,     // 201 to PUT
    CALDAV_REPLACED,    // 200 or 204 to PUT: the precondition was ignored or raced
    CALDAV_TAKEN,       // 412 to a create
    CALDAV_FOUND,       // 200 to GET of a calendar resource; 207 to a REPORT or PROPFIND
    CALDAV_GONE,        // 404 or 410; and 200 or 204 to DELETE
    CALDAV_AMBIGUOUS,   // 409, 5xx, 207 to PUT, cut, timed out: it may have happened
    CALDAV_REFUSED,     // 400, 403, 413, 415 (403 only when a GET is allowed: the plan asks)
    CALDAV_CREDENTIALS, // 401
    CALDAV_LATER,       // 429, 503 with Retry-After
    CALDAV_CAPTIVE,     // any other 2xx/3xx, wrong content type, login page: nothing happened
    CALDAV_UNREACHABLE, // nothing was sent
    CALDAV_CERTIFICATE, // nothing was sent
    CALDAV_BAD_TOKEN,   // REPORT only: start over with an empty token (403, 409, 412, 500 … with no
                        // multistatus)
    CALDAV_TOO_BIG,     // answer over its cap; for PUT it counts as AMBIGUOUS
};
enum caldav_asked {
    CALDAV_ASKED_PUT,
    CALDAV_ASKED_GET,
    CALDAV_ASKED_REPORT,
    CALDAV_ASKED_LIST,
    CALDAV_ASKED_DELETE
};
enum caldav_meaning caldav_read_answer(enum caldav_asked asked, const struct http_answer *answer);
// Is a token that is none refused the way a sync program can rely on (RFC 6578 3.2, RFC 4918 16), and not by
// a failure?
bool caldav_refuses_token(const struct http_answer *answer);
// 428 (RFC 6585 3): only creating is allowed here, whatever the server behind would say.
bool caldav_wants_create(const struct http_answer *answer);
// Milliseconds to wait by Retry-After (delta-seconds, or HTTP date against the answer's own Date), -1 when
// there is none or it is nonsense; never more than one hour.
int64_t caldav_retry_after_ms(const struct http_answer *answer);
// The answer's own Date, UTC seconds: a hint for people, never a clock. ERR_INVALID.
NODISCARD err_t caldav_read_date(const struct http_answer *answer, int64_t *ret_utc_s);
// What the server's program calls itself, without a version: "nginx" of "nginx/1.22.1" (RFC 9110 10.2.4). ""
// when it does not say.
struct str caldav_read_product(const struct http_answer *answer);
// Does the calendar resource carry this line, whatever its parameters? Unfolds lines first; case does not
// matter. False for anything unreadable and for an empty value.
bool caldav_has_line(struct str ics, struct str name, struct str value);
// The value of the first such line, its escapes (RFC 5545, 3.3.11) as they stand. ERR_MISSING; ERR_FULL.
NODISCARD err_t caldav_read_line(struct str ics, struct str name, char *to, size_t cap);
