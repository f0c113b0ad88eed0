// URLs of calendar collections (RFC 3986, narrowed): the user's password goes wherever they point, so nothing
// that two programs could read differently is let through.
#include <string.h>

#include "config/values.h"

static bool is_plain(struct str url)
{
    for (size_t i = 0; i < url.n; i++) {
        char c = url.p[i];
        if (c <= ' ' || c > '~' || strchr("@?#\\\"<>{}|^`", c)) return false;
    }
    return true;
}

static bool is_number(struct str text, int64_t least, int64_t most)
{
    int64_t number;
    return text.n <= 5 && !str_parse_u63(text, &number) && number >= least && number <= most;
}

// Splits "host:port" or "[v6]:port"; false when there is no host or the port is none.
static bool split_port(struct str authority, struct str *ret_host)
{
    size_t host_end = authority.n && authority.p[0] == '[' ? str_find(authority, STR("]")) + 1
                                                           : str_find(authority, STR(":"));
    struct str host = str_slice(authority, 0, host_end);
    struct str port = str_slice(authority, host_end, authority.n);
    if (host.n == 0 || host_end > authority.n) return false;
    if (port.n && (port.p[0] != ':' || !is_number(str_slice(port, 1, port.n), 1, 65535))) return false;
    *ret_host = host;
    return true;
}

static bool is_host_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
}

static bool host_is_good(struct str host)
{
    bool v6 = host.p[0] == '[';
    struct str name = v6 ? str_slice(host, 1, host.n - 1) : host;
    for (size_t i = 0; i < name.n; i++)
        if (!is_host_char(name.p[i]) && !(v6 && name.p[i] == ':')) return false;
    return name.n > 0;
}

// 127.0.0.0/8 in full: "127.1" and "127.0.0.1.example.org" are names that somebody else could answer to.
static bool is_loopback_v4(struct str host)
{
    int parts = 0;
    if (!str_starts(host, STR("127.")) || str_ends(host, STR("."))) return false;
    while (host.n) {
        if (!is_number(str_cut(&host, '.'), 0, 255)) return false;
        parts++;
    }
    return parts == 4;
}

static bool is_loopback(struct str host)
{
    return str_eq(host, STR("localhost")) || str_eq(host, STR("[::1]")) || is_loopback_v4(host);
}

static bool url_is_good(struct str url)
{
    bool https = str_starts(url, STR("https://")), http = str_starts(url, STR("http://"));
    if (!is_plain(url) || !(https || http)) return false;
    struct str authority = str_slice(url, https ? 8 : 7, url.n), host;
    size_t path = str_find(authority, STR("/"));
    if (path == authority.n) return false;
    authority.n = path;
    if (!split_port(authority, &host) || !host_is_good(host)) return false;
    return https || is_loopback(host);
}

err_t parse_url(const struct key *key, struct str value, void *target, struct buf *why)
{
    if (value.n >= key->size || !url_is_good(value)) {
        buf_add(why, STR("permis : https://host/path/ (http pour 127.0.0.1, [::1] et localhost seulement), "
                         "sans utilisateur, ? ni #"));
        return ERR_INVALID;
    }
    return str_copy(value, (char *)target + key->at, key->size);
}

err_t parse_heartbeat(const struct key *key, struct str value, void *target, struct buf *why)
{
    if (!str_ends(value, STR("/"))) return parse_url(key, value, target, why);
    buf_add(why, STR("permis : https://host/path sans / à la fin : /start et /fail s'y ajoutent"));
    return ERR_INVALID;
}
