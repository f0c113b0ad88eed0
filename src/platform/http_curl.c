#include "platform/http_curl.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "platform/http_call.h"
#include "platform/wiped.h"

enum {
    CALLS = 80,             // eight partners, eight deliveries and a mirror each, and some room
    CONNECTIONS_A_HOST = 9, // the same eight and one
};

struct http_curl {
    CURLM *multi;
    struct http_way way;
    bool started; // something was added since the last perform
    struct http_call *shown;
    struct http_call calls[CALLS];
};

// Of OpenSSL 1.1 and later; <openssl/crypto.h> has parameters with names that are poisoned (base/banned.h).
int CRYPTO_set_mem_functions(void *(*take)(size_t n, const char *file, int line),
                             void *(*resize)(void *p, size_t n, const char *file, int line),
                             void (*give_back)(void *p, const char *file, int line));

static void *tls_take(size_t n, const char *file, int line)
{
    (void)file, (void)line;
    return malloc(n);
}

static void *tls_resize(void *p, size_t n, const char *file, int line)
{
    (void)file, (void)line;
    return wiped_realloc(p, n);
}

static void tls_give_back(void *p, const char *file, int line)
{
    (void)file, (void)line;
    wiped_free(p);
}

// What curl and OpenSSL copy of a body, sent or received, is zeroed with their buffers. Before their first
// allocation; OpenSSL refuses later, because blocks of two heaps must not mix.
static CURLcode init_libraries(void)
{
    (void)CRYPTO_set_mem_functions(tls_take, tls_resize, tls_give_back);
    return curl_global_init_mem(CURL_GLOBAL_DEFAULT, malloc, wiped_free, wiped_realloc, strdup, calloc);
}

err_t http_curl_open(struct http_curl **ret_http)
{
    if (init_libraries() != CURLE_OK) return ERR_FULL;
    struct http_curl *http = calloc(1, sizeof *http);
    CURLM *multi = curl_multi_init();
    if (!http || !multi ||
        curl_multi_setopt(multi, CURLMOPT_MAX_HOST_CONNECTIONS, (long)CONNECTIONS_A_HOST) != CURLM_OK) {
        curl_multi_cleanup(multi);
        free(http);
        return ERR_FULL;
    }
    http->multi = multi;
    http->way.proxy = "";
    *ret_http = http;
    return OK;
}

static void drop(struct http_curl *http, struct http_call *call)
{
    curl_multi_remove_handle(http->multi, call->easy);
    http_call_finish(call);
}

static void cancel_all(void *self)
{
    struct http_curl *http = self;
    http->shown = NULL;
    for (size_t i = 0; i < CALLS; i++)
        if (http->calls[i].used) drop(http, &http->calls[i]);
}

void http_curl_close(struct http_curl *http)
{
    if (!http) return;
    cancel_all(http);
    curl_multi_cleanup(http->multi);
    free(http);
    curl_global_cleanup();
}

static err_t start(void *self, const struct http_request *request)
{
    struct http_curl *http = self;
    size_t i = 0;
    while (i < CALLS && http->calls[i].used)
        i++;
    if (i == CALLS) return ERR_FULL;
    struct http_call *call = &http->calls[i];
    err_t err = http_call_init(call, request, &http->way);
    if (err) return err;
    if (curl_multi_add_handle(http->multi, call->easy) != CURLM_OK) {
        http_call_finish(call);
        return ERR_FULL;
    }
    http->started = true;
    return OK;
}

static void perform(struct http_curl *http)
{
    int running;
    if (curl_multi_perform(http->multi, &running) != CURLM_OK) return; // out of memory: later
    http->started = false;
}

static struct http_call *take_done(struct http_curl *http)
{
    int left;
    CURLMsg *message;
    while ((message = curl_multi_info_read(http->multi, &left))) {
        char *call = NULL;
        if (message->msg != CURLMSG_DONE) continue;
        if (curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &call) != CURLE_OK || !call) continue;
        struct http_call *done = (struct http_call *)(void *)call;
        done->code = message->data.result;
        return done;
    }
    return NULL;
}

static bool next_answer(void *self, struct http_answer *ret_answer)
{
    struct http_curl *http = self;
    if (http->shown) drop(http, http->shown);
    http->shown = take_done(http);
    if (!http->shown) {
        perform(http);
        http->shown = take_done(http);
    }
    if (!http->shown) return false;
    *ret_answer = http_call_answer(http->shown);
    return true;
}

struct http_port http_curl_port(struct http_curl *http)
{
    return (struct http_port){http, start, next_answer, cancel_all};
}

void http_curl_set_date(struct http_curl *http, int64_t utc_s)
{
    http->way.date_s = utc_s;
}

void http_curl_set_proxy(struct http_curl *http, const char *proxy)
{
    http->way.proxy = proxy;
}

bool http_curl_wait(struct http_curl *http, int extra_fd, int64_t timeout_ms)
{
    if (http->started) perform(http); // gives curl's sockets something to wait for
    struct curl_waitfd extra = {.fd = extra_fd, .events = CURL_WAIT_POLLIN};
    int ms = timeout_ms < 0 || timeout_ms > 1 << 30 ? 1 << 30 : (int)timeout_ms;
    int ready;
    bool has_extra = extra_fd >= 0;
    CURLMcode code = curl_multi_poll(http->multi, has_extra ? &extra : NULL, has_extra, ms, &ready);
    return code == CURLM_OK && has_extra && (extra.revents & CURL_WAIT_POLLIN);
}
