#include "sync/caldav.h"
#include "sync/caldav_date.h"

static bool has_type(const struct http_answer *answer, struct str type)
{
    struct str rest = answer->content_type;
    return str_eq_nocase(str_trim(str_cut(&rest, ';')), type);
}

static bool is_xml(const struct http_answer *answer)
{
    return has_type(answer, STR("application/xml")) || has_type(answer, STR("text/xml"));
}

// The same for whatever was asked. RFC 9110 15, RFC 6585 4; 511 (RFC 6585 6) and 407 come from something
// between us and the server.
static bool read_common(const struct http_answer *answer, enum caldav_meaning *ret_meaning)
{
    int status = answer->status;
    if (status == 401)
        *ret_meaning = CALDAV_CREDENTIALS;
    else if (status == 404 || status == 410)
        *ret_meaning = CALDAV_GONE;
    else if (status == 429 || (status == 503 && answer->retry_after.n))
        *ret_meaning = CALDAV_LATER;
    else if (status == 407 || status == 511 || (status >= 300 && status < 400))
        *ret_meaning = CALDAV_CAPTIVE;
    else if (status == 408 || (status >= 502 && status <= 504))
        *ret_meaning = CALDAV_AMBIGUOUS;
    else
        return false;
    return true;
}

// 409, 423 and 424 are what some servers say in the middle of another writer's turn.
static enum caldav_meaning read_refusal(int status)
{
    if (status < 400 || status >= 500) return CALDAV_AMBIGUOUS;
    return status == 409 || (status >= 423 && status <= 425) ? CALDAV_AMBIGUOUS : CALDAV_REFUSED;
}

// PHP servers call even an empty answer text/html, so a login page is one that has something to show.
static bool is_page(const struct http_answer *answer)
{
    return answer->body.n && has_type(answer, STR("text/html"));
}

static enum caldav_meaning read_put(const struct http_answer *answer)
{
    switch (answer->status) {
    case 201: return CALDAV_CREATED;
    case 200:
    case 204: return is_page(answer) ? CALDAV_CAPTIVE : CALDAV_REPLACED;
    case 207: return CALDAV_AMBIGUOUS; // Xandikos, for a PUT that failed
    case 412: return CALDAV_TAKEN;
    default: break;
    }
    return answer->status / 100 == 2 ? CALDAV_CAPTIVE : read_refusal(answer->status);
}

static enum caldav_meaning read_get(const struct http_answer *answer)
{
    if (answer->status / 100 != 2) return read_refusal(answer->status);
    return answer->status == 200 && has_type(answer, STR("text/calendar")) ? CALDAV_FOUND : CALDAV_CAPTIVE;
}

static enum caldav_meaning read_delete(const struct http_answer *answer)
{
    if (answer->status == 207) return CALDAV_AMBIGUOUS;
    if (answer->status / 100 != 2) return read_refusal(answer->status);
    return is_page(answer) ? CALDAV_CAPTIVE : CALDAV_GONE;
}

static enum caldav_meaning read_listing(enum caldav_asked asked, const struct http_answer *answer)
{
    int status = answer->status;
    if (status / 100 == 2) return status == 207 && is_xml(answer) ? CALDAV_FOUND : CALDAV_CAPTIVE;
    // A bad token is 403, 409, 412 or 500, by server; one of them too many costs one whole listing.
    if (asked == CALDAV_ASKED_REPORT && status >= 400 && status < 600) return CALDAV_BAD_TOKEN;
    return read_refusal(status);
}

static enum caldav_meaning read_status(enum caldav_asked asked, const struct http_answer *answer)
{
    enum caldav_meaning meaning;
    if (read_common(answer, &meaning)) return meaning;
    switch (asked) {
    case CALDAV_ASKED_PUT: return read_put(answer);
    case CALDAV_ASKED_GET: return read_get(answer);
    case CALDAV_ASKED_DELETE: return read_delete(answer);
    case CALDAV_ASKED_REPORT:
    case CALDAV_ASKED_LIST: break;
    }
    return read_listing(asked, answer);
}

enum caldav_meaning caldav_read_answer(enum caldav_asked asked, const struct http_answer *answer)
{
    switch (answer->failure) {
    case HTTP_UNREACHABLE: return CALDAV_UNREACHABLE;
    case HTTP_CUT: return CALDAV_AMBIGUOUS;
    case HTTP_TOO_BIG: return CALDAV_TOO_BIG;
    case HTTP_BAD_TLS: return CALDAV_CERTIFICATE;
    case HTTP_DONE: break;
    }
    return read_status(asked, answer);
}

bool caldav_refuses_token(const struct http_answer *answer)
{
    int status = answer->failure == HTTP_DONE ? answer->status : 0;
    return status == 403 || status == 409 || status == 412;
}

bool caldav_wants_create(const struct http_answer *answer)
{
    return answer->failure == HTTP_DONE && answer->status == 428;
}

static bool is_number(struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] < '0' || text.p[i] > '9') return false;
    return text.n > 0;
}

// RFC 9110 10.2.3.
int64_t caldav_retry_after_ms(const struct http_answer *answer)
{
    enum { HOUR_S = 3600 };
    struct str text = str_trim(answer->retry_after);
    int64_t wait_s, until_s, now_s;
    if (is_number(text)) {
        if (str_parse_u63(text, &wait_s)) wait_s = HOUR_S; // more digits than any number
    } else if (!caldav_parse_date(text, &until_s) && !caldav_parse_date(str_trim(answer->date), &now_s)) {
        wait_s = until_s > now_s ? until_s - now_s : 0;
    } else {
        return -1;
    }
    return (wait_s < HOUR_S ? wait_s : HOUR_S) * 1000;
}

err_t caldav_read_date(const struct http_answer *answer, int64_t *ret_utc_s)
{
    return caldav_parse_date(str_trim(answer->date), ret_utc_s);
}

struct str caldav_read_product(const struct http_answer *answer)
{
    struct str rest = str_trim(answer->server), word = str_cut(&rest, ' ');
    return str_cut(&word, '/');
}
