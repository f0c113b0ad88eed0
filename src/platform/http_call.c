#include "platform/http_call.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "platform/wiped.h"

// Two functions of OpenSSL 1.1 and later, declared here because <openssl/ssl.h> has a parameter named `rand`,
// which is poisoned (base/banned.h).
struct ssl_ctx_st;
struct X509_VERIFY_PARAM_st;
struct X509_VERIFY_PARAM_st *SSL_CTX_get0_param(struct ssl_ctx_st *context);
void X509_VERIFY_PARAM_set_time(struct X509_VERIFY_PARAM_st *param, time_t date);

enum { CONNECT_MS = 10000, FIRST_ROOM = 4096 };

static const char *method_name(enum http_method method)
{
    switch (method) {
    case HTTP_GET: return "GET";
    case HTTP_POST: return "POST";
    case HTTP_PUT: return "PUT";
    case HTTP_DELETE: return "DELETE";
    case HTTP_PROPFIND: return "PROPFIND";
    case HTTP_REPORT: return "REPORT";
    case HTTP_OPTIONS: return "OPTIONS";
    }
    return "GET";
}

// 127.0.0.0/8 in full, as curl writes it; "127.0.0.1.example.org" is a name that somebody else answers to.
static bool is_loopback(const char *host)
{
    bool v4 = strncmp(host, "127.", 4) == 0 && strspn(host, "0123456789.") == strlen(host);
    return v4 || strcmp(host, "[::1]") == 0 || strcmp(host, "localhost") == 0;
}

// HTTPS to anybody, HTTP to ourselves (tests), nothing else.
static bool url_is_allowed(const char *url)
{
    CURLU *parts = curl_url();
    if (!parts) return false;
    char *scheme = NULL, *host = NULL;
    bool allowed = curl_url_set(parts, CURLUPART_URL, url, 0) == CURLUE_OK &&
                   curl_url_get(parts, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
                   curl_url_get(parts, CURLUPART_HOST, &host, 0) == CURLUE_OK &&
                   (strcmp(scheme, "https") == 0 || (strcmp(scheme, "http") == 0 && is_loopback(host)));
    curl_free(scheme);
    curl_free(host);
    curl_url_cleanup(parts);
    return allowed;
}

static bool grow(struct http_call *call, size_t need)
{
    size_t room = call->body_room ? call->body_room : FIRST_ROOM;
    while (room < need)
        room *= 2;
    if (room == call->body_room) return true;
    char *body = wiped_realloc(call->body, room);
    if (!body) return false;
    call->body = body;
    call->body_room = room;
    return true;
}

// Taking fewer bytes than were offered makes curl stop the transfer.
static size_t on_body(char *data, size_t size, size_t n, void *self)
{
    struct http_call *call = self;
    n *= size;
    if (n > call->cap - call->body_n || !grow(call, call->body_n + n)) {
        call->too_big = true;
        return 0;
    }
    memcpy(call->body + call->body_n, data, n);
    call->body_n += n;
    return n;
}

static void keep_header(struct str line, const char *name, char *to, size_t cap)
{
    struct str rest = line, key = str_cut(&rest, ':');
    if (!str_eq_nocase(key, str_from(name))) return;
    if (str_copy(str_trim(rest), to, cap) != OK) to[0] = '\0'; // absurdly long: as if it were not there
}

static size_t on_header(char *data, size_t size, size_t n, void *self)
{
    struct http_call *call = self;
    struct str line = {data, size * n};
    keep_header(line, "etag", call->etag, sizeof call->etag);
    keep_header(line, "location", call->location, sizeof call->location);
    keep_header(line, "content-type", call->content_type, sizeof call->content_type);
    keep_header(line, "retry-after", call->retry_after, sizeof call->retry_after);
    keep_header(line, "date", call->date, sizeof call->date);
    keep_header(line, "server", call->server, sizeof call->server);
    return line.n;
}

static CURLcode on_tls(CURL *easy, void *context, void *self)
{
    (void)easy;
    const int64_t *date_s = self; // of the way
    if (*date_s > 0) X509_VERIFY_PARAM_set_time(SSL_CTX_get0_param(context), (time_t)*date_s);
    return CURLE_OK;
}

static bool add_header(struct http_call *call, const char *name, const char *value)
{
    char line[512];
    int n = snprintf(line, sizeof line, "%s: %s", name, value);
    if (n < 0 || (size_t)n >= sizeof line || strpbrk(value, "\r\n")) return false;
    struct curl_slist *headers = curl_slist_append(call->headers, line);
    if (!headers) return false;
    call->headers = headers;
    return true;
}

static bool set_headers(struct http_call *call, const struct http_request *r)
{
    struct curl_slist *headers = curl_slist_append(NULL, "Expect:"); // a second lost on some servers
    if (!headers) return false;
    call->headers = headers;
    char depth[2] = {(char)('0' + (r->depth > 0)), '\0'};
    return (!r->if_match || add_header(call, "If-Match", r->if_match)) &&
           (!r->if_none_match || add_header(call, "If-None-Match", "*")) &&
           (r->depth < 0 || add_header(call, "Depth", depth)) &&
           (!r->content_type || add_header(call, "Content-Type", r->content_type)) &&
           curl_easy_setopt(call->easy, CURLOPT_HTTPHEADER, call->headers) == CURLE_OK;
}

static bool set_sent(struct http_call *call, struct str body)
{
    if (body.n == 0) return true;
    call->sent = malloc(body.n);
    if (!call->sent) return false;
    memcpy(call->sent, body.p, body.n);
    return curl_easy_setopt(call->easy, CURLOPT_POSTFIELDSIZE, (long)body.n) == CURLE_OK &&
           curl_easy_setopt(call->easy, CURLOPT_POSTFIELDS, call->sent) == CURLE_OK;
}

static bool set_request(CURL *easy, const struct http_request *r)
{
    bool ok = curl_easy_setopt(easy, CURLOPT_URL, r->url) == CURLE_OK;
    ok = ok && curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, method_name(r->method)) == CURLE_OK;
    long connect_ms = r->timeout_ms < CONNECT_MS ? (long)r->timeout_ms : CONNECT_MS;
    ok = ok && curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, connect_ms) == CURLE_OK;
    return ok && curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)r->timeout_ms) == CURLE_OK;
}

static bool set_account(CURL *easy, const struct http_account *account)
{
    if (!account) return true;
    bool ok = !account->ca_file || curl_easy_setopt(easy, CURLOPT_CAINFO, account->ca_file) == CURLE_OK;
    if (!account->user || !account->user[0]) return ok;
    return ok && curl_easy_setopt(easy, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_USERNAME, account->user) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_PASSWORD, account->secret ? account->secret : "") == CURLE_OK;
}

// What is not set here is off in curl: cookies, netrc, redirects, compression.
static bool set_limits(struct http_call *call, const struct http_way *way)
{
    CURL *easy = call->easy;
    return curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, on_tls) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, (void *)(uintptr_t)&way->date_s) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_PROXY, way->proxy) ==
               CURLE_OK && // "": nor one from the environment
           curl_easy_setopt(easy, CURLOPT_NOPROXY, "localhost,127.0.0.0/8,[::1]") == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_USERAGENT, "rebond-sync/" REBOND_VERSION) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)call->cap) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_WRITEDATA, call) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_HEADERDATA, call) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_PRIVATE, call) == CURLE_OK;
}

err_t http_call_init(struct http_call *call, const struct http_request *request, const struct http_way *way)
{
    if (!url_is_allowed(request->url)) return ERR_INVALID;
    *call = (struct http_call){.used = true, .id = request->id, .cap = request->cap};
    call->easy = curl_easy_init();
    if (call->easy && set_limits(call, way) && set_sent(call, request->body) &&
        set_request(call->easy, request) && set_account(call->easy, request->account) &&
        set_headers(call, request))
        return OK;
    http_call_finish(call);
    return ERR_FULL;
}

void http_call_finish(struct http_call *call)
{
    if (call->easy) curl_easy_cleanup(call->easy);
    curl_slist_free_all(call->headers);
    wiped_free(call->sent);
    wiped_free(call->body);
    *call = (struct http_call){0};
}

// Has any byte of the request left? Counted over every connection that was tried: curl itself sends a request
// again when a kept connection turns out to be dead.
static bool has_left(CURL *easy)
{
    long sent = 0;
    return curl_easy_getinfo(easy, CURLINFO_REQUEST_SIZE, &sent) != CURLE_OK || sent > 0;
}

static enum http_failure failure_of(const struct http_call *call)
{
    if (call->too_big || call->code == CURLE_FILESIZE_EXCEEDED) return HTTP_TOO_BIG;
    if (call->code == CURLE_OK) return HTTP_DONE;
    if (has_left(call->easy)) return HTTP_CUT;
    switch ((int)call->code) { // curl's codes, not ours
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_ISSUER_ERROR: return HTTP_BAD_TLS;
    default: return HTTP_UNREACHABLE;
    }
}

struct http_answer http_call_answer(const struct http_call *call)
{
    struct http_answer answer = {.id = call->id, .failure = failure_of(call)};
    if (answer.failure != HTTP_DONE) return answer;
    long status = 0;
    if (curl_easy_getinfo(call->easy, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK)
        answer.status = (int)status;
    answer.etag = str_from(call->etag);
    answer.location = str_from(call->location);
    answer.content_type = str_from(call->content_type);
    answer.retry_after = str_from(call->retry_after);
    answer.date = str_from(call->date);
    answer.server = str_from(call->server);
    answer.body = (struct str){call->body, call->body_n};
    return answer;
}
