// One request under way in http_curl.c: what goes out, what comes back. Private to that adapter.
#pragma once

#include <curl/curl.h>
#include <stdbool.h>

#include "base/str.h"
#include "port/http.h"

struct http_call {
    bool used, done;
    CURL *easy;
    struct curl_slist *headers;
    uint64_t id;
    size_t cap;
    char *sent; // a copy of what goes out; zeroed when the call ends, as all that names somebody
    char *body; // grows up to cap
    size_t body_n, body_room;
    bool too_big;
    char etag[256], location[1024], content_type[128], retry_after[64], date[64], server[128];
    CURLcode code;
};

// ERR_INVALID for a URL that must not be asked, ERR_FULL without memory; `call` needs no finish then.
struct http_way {      // for all calls; outlives them
    int64_t date_s;    // by which certificates are judged; 0 the system's clock
    const char *proxy; // "http://host:port"; "" none
};
NODISCARD err_t http_call_init(struct http_call *call, const struct http_request *request,
                               const struct http_way *way);
void http_call_finish(struct http_call *call);
// Texts are `call`'s.
struct http_answer http_call_answer(const struct http_call *call);
