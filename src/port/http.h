// HTTP as the sync program needs it: start a request, collect answers in any order. The adapter of the
// outside (curl, or a simulated partner) never follows a redirect to another host, never sends credentials
// elsewhere, never uses chunked bodies or Expect, speaks HTTPS only except to loopback, and gives up at `cap`
// bytes.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum http_method { HTTP_GET, HTTP_POST, HTTP_PUT, HTTP_DELETE, HTTP_PROPFIND, HTTP_REPORT, HTTP_OPTIONS };

struct http_account {    // one a partner; owned by whoever starts the request, alive until the answer
    const char *user;    // NULL or "" for none
    const char *secret;  // Basic over TLS
    const char *ca_file; // NULL for the system's certificates
};

struct http_request {
    uint64_t id; // chosen by the caller, comes back in the answer
    enum http_method method;
    const char *url;
    const struct http_account *account;
    const char *if_match;     // the ETag or NULL
    bool if_none_match;       // If-None-Match: *
    int depth;                // Depth: 0 or 1; -1 for no header
    const char *content_type; // NULL when there is no body
    struct str body;          // copied by start; the copy is zeroed with the answer
    size_t cap;               // bytes of answer that are accepted
    int64_t timeout_ms;       // whole request
};

enum http_failure {
    HTTP_DONE,        // there is a status
    HTTP_UNREACHABLE, // nothing was sent: name, route or connection refused
    HTTP_CUT,         // connected, then broken or timed out: the server may have done it
    HTTP_TOO_BIG,     // more than `cap`; the rest was not read
    HTTP_BAD_TLS,     // certificate not valid for this host, time or authority; nothing was sent
};

struct http_answer { // texts are owned by the port, valid until the next call of next_answer
    uint64_t id;
    enum http_failure failure;
    int status;          // 0 unless HTTP_DONE
    struct str etag;     // opaque
    struct str location; // raw
    struct str content_type;
    struct str retry_after; // raw: seconds or an HTTP date
    struct str date;        // raw HTTP date, a hint only
    struct str server;      // raw: which program answers
    struct str body;
};

struct http_port {
    void *self;
    // ERR_FULL when too many are under way; ERR_INVALID for a URL that is refused before anything is sent.
    err_t (*start)(void *self, const struct http_request *request);
    bool (*next_answer)(void *self, struct http_answer *ret_answer);
    void (*cancel_all)(void *self);
};
