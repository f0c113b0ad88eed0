#include "sync/caldav.h"

#include <string.h>

#include "base/limits.h"
#include "sync/ical_sieve.h"
#include "sync/xml.h"

static const char declaration[] = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";

void caldav_encode_sync(struct buf *to, struct str token)
{
    buf_add(to, str_from(declaration));
    buf_add(to, STR("<d:sync-collection xmlns:d=\"DAV:\"><d:sync-token>"));
    xml_add_text(to, token);
    buf_add(to, STR("</d:sync-token><d:sync-level>1</d:sync-level>"
                    "<d:prop><d:getetag/></d:prop></d:sync-collection>\n"));
}

void caldav_encode_multiget(struct buf *to, const struct str *hrefs, size_t count)
{
    buf_add(to, str_from(declaration));
    buf_add(to, STR("<c:calendar-multiget xmlns:c=\"urn:ietf:params:xml:ns:caldav\" xmlns:d=\"DAV:\">"
                    "<d:prop><d:getetag/><c:calendar-data/></d:prop>"));
    for (size_t i = 0; i < count; i++) {
        buf_add(to, STR("<d:href>"));
        xml_add_text(to, hrefs[i]);
        buf_add(to, STR("</d:href>"));
    }
    buf_add(to, STR("</c:calendar-multiget>\n"));
}

void caldav_encode_list(struct buf *to)
{
    buf_add(to, str_from(declaration));
    buf_add(
        to,
        STR("<d:propfind xmlns:d=\"DAV:\"><d:prop><d:getetag/><d:resourcetype/></d:prop></d:propfind>\n"));
}

void caldav_encode_components(struct buf *to)
{
    buf_add(to, str_from(declaration));
    buf_add(to, STR("<d:propfind xmlns:d=\"DAV:\" xmlns:c=\"urn:ietf:params:xml:ns:caldav\"><d:prop>"
                    "<c:supported-calendar-component-set/></d:prop></d:propfind>\n"));
}

// RFC 3986 2.3: what needs no escape in any part of a URL.
static bool is_unreserved(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           (c && strchr("-._~", c));
}

void caldav_url(struct buf *to, struct str collection_url, struct str name)
{
    buf_add(to, collection_url);
    if (!str_ends(collection_url, STR("/"))) buf_add_char(to, '/');
    for (size_t i = 0; i < name.n; i++) {
        if (is_unreserved(name.p[i]))
            buf_add_char(to, name.p[i]);
        else
            buf_add_format(to, "%%%02X", (unsigned)(unsigned char)name.p[i]);
    }
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// A "%" that begins no escape is itself: SOGo writes names as they are.
static char decode_one(struct str *rest)
{
    int high = rest->n > 2 ? hex_digit(rest->p[1]) : -1, low = rest->n > 2 ? hex_digit(rest->p[2]) : -1;
    bool escaped = rest->p[0] == '%' && high >= 0 && low >= 0;
    char c = rest->p[0];
    if (escaped) c = (char)(high << 4 | low);
    *rest = str_slice(*rest, escaped ? 3 : 1, rest->n);
    return c;
}

err_t caldav_name_from_href(struct str href, char *to, size_t cap)
{
    char memory[LIMIT_RESOURCE];
    struct buf name = buf_init(memory, sizeof memory);
    struct str rest = str_trim(href);
    while (memchr(rest.n ? rest.p : "", '/', rest.n))
        (void)str_cut(&rest, '/');
    while (rest.n) {
        char c = decode_one(&rest);
        if (c == 0 || c == '/') return ERR_INVALID;
        buf_add_char(&name, c);
    }
    struct str decoded = buf_str(&name);
    // "." and ".." would name the collection, or the one above it, when they are put into a URL again.
    if (name.full || !name.n || str_eq(decoded, STR(".")) || str_eq(decoded, STR(".."))) return ERR_INVALID;
    return decoded.n < cap ? str_copy(decoded, to, cap) : ERR_INVALID;
}

bool caldav_has_line(struct str ics, struct str name, struct str value)
{
    struct ical_line line;
    while (value.n && ical_next_line(&ics, &line))
        if (!line.cut && str_eq_nocase(line.name, name) && str_eq_nocase(line.value, value)) return true;
    return false;
}

// The part of a line behind its name and parameters that stands in the file, folds taken out (RFC 5545, 3.1).
static err_t unfold(struct str raw, char *to, size_t cap)
{
    struct buf text = buf_init(to, cap);
    (void)str_cut(&raw, ':');
    for (size_t i = 0; i < raw.n; i++) {
        bool breaks = raw.p[i] == '\r' || raw.p[i] == '\n';
        bool fold = i > 0 && raw.p[i - 1] == '\n' && (raw.p[i] == ' ' || raw.p[i] == '\t');
        if (!breaks && !fold) buf_add_char(&text, raw.p[i]);
    }
    (void)buf_c(&text);
    return text.full ? ERR_FULL : OK;
}

err_t caldav_read_line(struct str ics, struct str name, char *to, size_t cap)
{
    struct ical_line line;
    while (ical_next_line(&ics, &line))
        if (str_eq_nocase(line.name, name))
            return line.cut ? unfold(line.raw, to, cap) : str_copy(line.value, to, cap);
    return ERR_MISSING;
}
