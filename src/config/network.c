// Values of [network], of secrets and of the panel's night. They end up in files of the system that other
// programs read, so nothing that could begin a line, a quotation or a command there is let through.
#include <string.h>

#include "base/utf8.h"
#include "config/config.h"
#include "config/pin.h"
#include "config/values.h"

enum { WIFI_NAME_MAX = 32, WIFI_PASSWORD_MIN = 8, WIFI_PASSWORD_MAX = 63, HOSTS_MAX = 4, HOST_MAX = 253 };

static err_t refuse(struct buf *why, const char *words)
{
    buf_add(why, str_from(words));
    return ERR_INVALID;
}

static bool all_within(struct str text, char first, char last)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] < first || text.p[i] > last) return false;
    return true;
}

err_t parse_secret(const struct key *key, struct str value, void *target, struct buf *why)
{
    (void)key, (void)target;
    return value.n ? OK : refuse(why, "ne doit pas être vide");
}

err_t parse_pin(const struct key *key, struct str value, void *target, struct buf *why)
{
    (void)key, (void)target;
    const char *wrong = pin_flaw_words(pin_judge(value));
    if (!wrong || (value.n && all_within(value, '*', '*'))) return OK;
    return refuse(why, wrong);
}

err_t parse_wifi_name(const struct key *key, struct str value, void *target, struct buf *why)
{
    (void)key, (void)target;
    if (value.n >= 1 && value.n <= WIFI_NAME_MAX) return OK;
    return refuse(why, "permis : de 1 à 32 octets (une lettre accentuée en fait deux)");
}

err_t parse_wifi_password(const struct key *key, struct str value, void *target, struct buf *why)
{
    (void)key, (void)target;
    bool plain = all_within(value, ' ', '~');
    if (plain && value.n >= WIFI_PASSWORD_MIN && value.n <= WIFI_PASSWORD_MAX) return OK;
    return refuse(why, "permis : de 8 à 63 signes, sans accents");
}

err_t parse_country(const struct key *key, struct str value, void *target, struct buf *why)
{
    (void)key, (void)target;
    if (value.n == 2 && all_within(value, 'A', 'Z')) return OK;
    return refuse(why, "permis : deux lettres majuscules, comme FR, RE ou GP");
}

static bool is_number(struct str text, int64_t most)
{
    int64_t number;
    return text.n && text.n <= 3 && !str_parse_u63(text, &number) && number <= most;
}

static bool is_v4(struct str text)
{
    int parts = 1;
    for (size_t i = 0; i < text.n; i++)
        parts += text.p[i] == '.';
    if (parts != 4 || str_ends(text, STR("."))) return false;
    while (text.n)
        if (!is_number(str_cut(&text, '.'), 255)) return false;
    return true;
}

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// RFC 4291 without the form that ends in dots: eight groups, or fewer and one "::".
static bool is_v6(struct str text)
{
    size_t gap = str_find(text, STR("::"));
    bool short_form = gap != text.n;
    int groups = 0, digits = 0;
    if (short_form && str_find(str_slice(text, gap + 1, text.n), STR("::")) + gap + 1 != text.n) return false;
    for (size_t i = 0; i < text.n; i++) {
        digits = text.p[i] == ':' ? 0 : digits + 1;
        groups += digits == 1;
        if (digits > 4 || !(is_hex(text.p[i]) || text.p[i] == ':')) return false;
    }
    bool open_end = text.n && text.p[text.n - 1] == ':' && gap + 2 != text.n;
    bool open_begin = text.n && text.p[0] == ':' && gap != 0;
    return !open_end && !open_begin && (short_form ? groups < 8 : groups == 8);
}

static bool is_ip(struct str text)
{
    return is_v4(text) || is_v6(text);
}

static bool is_host(struct str text)
{
    return value_is_host(text) || is_v6(text);
}

static bool all_are(bool (*is)(struct str item), struct str list, int most)
{
    int count = 0;
    do {
        if (!is(value_next_item(&list))) return false;
        count++;
    } while (list.n);
    return count <= most;
}

err_t parse_ip(const struct key *key, struct str value, void *target, struct buf *why)
{
    (void)target;
    if (all_are(is_ip, value, key->to)) return OK;
    buf_add_format(why, "permis : %d adresse%s comme 192.168.1.1 ou 2001:db8::1", key->to,
                   key->to > 1 ? "s au plus, séparées par des virgules," : "");
    return ERR_INVALID;
}

err_t parse_address(const struct key *key, struct str value, void *target, struct buf *why)
{
    struct str address = str_cut(&value, '/');
    (void)key, (void)target;
    if ((is_v4(address) && is_number(value, 32)) || (is_v6(address) && is_number(value, 128))) return OK;
    return refuse(why, "permis : une adresse et la longueur de son réseau, comme 192.168.1.20/24");
}

bool value_is_host(struct str host)
{
    if (host.n == 0 || host.n > HOST_MAX) return false;
    for (size_t i = 0; i < host.n; i++) {
        char c = host.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && (i == 0 || i + 1 == host.n || (c != '.' && c != '-'))) return false;
    }
    return true;
}

err_t parse_hosts(const struct key *key, struct str value, void *target, struct buf *why)
{
    (void)key, (void)target;
    if (all_are(is_host, value, HOSTS_MAX)) return OK;
    return refuse(why,
                  "permis : jusqu'à 4 noms ou adresses, séparés par des virgules, comme ntp.example.org");
}

err_t parse_proxy(const struct key *key, struct str value, void *target, struct buf *why)
{
    struct str begin = STR("http://");
    struct str rest = str_slice(value, begin.n, value.n), host = str_cut(&rest, ':');
    int64_t port = 0;
    bool good = str_starts(value, begin) && value_is_host(host) && rest.n && rest.n <= 5 &&
                !str_parse_u63(rest, &port) && port >= 1 && port <= 65535 && value.n < key->size;
    if (!good)
        return refuse(why,
                      "permis : http://hôte:port, sans utilisateur, comme http://proxy.example.org:3128");
    return str_copy(value, (char *)target + key->at, key->size);
}

err_t parse_night(const struct key *key, struct str value, void *target, struct buf *why)
{
    enum { DAY_MIN = 24 * 60 };
    struct config_night night;
    struct str from = str_trim(str_cut(&value, '-'));
    bool good = !value_minute(from, &night.from_min) && !value_minute(str_trim(value), &night.to_min) &&
                night.from_min != night.to_min && night.from_min < DAY_MIN && night.to_min < DAY_MIN;
    if (!good) return refuse(why, "permis : deux heures comme 22:00-06:30, qui peuvent passer minuit");
    memcpy((char *)target + key->at, &night, sizeof night);
    return OK;
}
