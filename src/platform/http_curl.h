// The outside of port/http.h over libcurl: HTTPS only (HTTP to loopback), certificates always verified,
// redirects never followed, no cookies, no netrc, no proxy but a given one, HTTP/1.1 over connections that
// are kept.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "port/http.h"

struct http_curl;

NODISCARD err_t http_curl_open(struct http_curl **ret_http); // ERR_FULL: no memory
void http_curl_close(struct http_curl *http);                // NULL is fine
struct http_port http_curl_port(struct http_curl *http);
// Date by which certificates are judged, UTC seconds; 0 for the system's clock. For when that cannot be
// trusted: the caller gives the latest moment known to have passed.
void http_curl_set_date(struct http_curl *http, int64_t utc_s);
// "http://host:port" that outlives it; "" for none, as at the start. Loopback is reached without.
void http_curl_set_proxy(struct http_curl *http, const char *proxy);
// Waits for an answer, for `extra_fd` (-1 for none) to become readable, or for the time-out; true when
// `extra_fd` is readable. A negative time-out waits for ever. A signal ends the wait.
bool http_curl_wait(struct http_curl *http, int extra_fd, int64_t timeout_ms);
