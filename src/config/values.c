#include "config/values.h"

#include <string.h>

#include "base/check.h"
#include "base/civil.h"
#include "base/utf8.h"

static err_t refuse(struct buf *why, const char *words)
{
    buf_add(why, str_from(words));
    return ERR_INVALID;
}

static void *field(const struct key *key, void *target)
{
    return (char *)target + key->at;
}

static bool is_printable(struct str text)
{
    while (text.n)
        if (!utf8_printable(utf8_next(&text))) return false;
    return true;
}

static err_t keep_text(const struct key *key, struct str value, void *target, struct buf *why)
{
    if (value.n >= key->size) {
        buf_add_format(why, "permis : %zu octets (une lettre accentuée en fait deux), ici %zu", key->size - 1,
                       value.n);
        return ERR_INVALID;
    }
    return str_copy(value, field(key, target), key->size);
}

err_t parse_words(const struct key *key, struct str value, void *target, struct buf *why)
{
    if (value.n == 0 && key->flags & KEY_REQUIRED) return refuse(why, "ne doit pas être vide");
    if (!is_printable(value)) return refuse(why, "contient un caractère qui ne peut pas être montré");
    return keep_text(key, value, target, why);
}

// The fields of the table are bytes (bool, char, uint8_t), uint16_t and enums.
static void keep_number(const struct key *key, int value, void *target)
{
    uint8_t byte = (uint8_t)value;
    uint16_t two = (uint16_t)value;
    const void *from = key->size == sizeof byte  ? (void *)&byte
                       : key->size == sizeof two ? (void *)&two
                                                 : &value;
    CHECK(key->size <= sizeof two || key->size == sizeof value);
    memcpy(field(key, target), from, key->size);
}

err_t parse_choice(const struct key *key, struct str value, void *target, struct buf *why)
{
    for (const struct choice *choice = key->choices; choice->name; choice++) {
        if (!str_eq(value, str_from(choice->name))) continue;
        if (key->size) keep_number(key, choice->value, target);
        return OK;
    }
    buf_add_format(why, "permis : ");
    for (const struct choice *choice = key->choices; choice->name; choice++)
        buf_add_format(why, "%s%s", choice == key->choices ? "" : ", ", choice->name);
    return ERR_INVALID;
}

err_t parse_number(const struct key *key, struct str value, void *target, struct buf *why)
{
    int64_t number;
    if (str_parse_u63(value, &number) || number < key->from || number > key->to) {
        buf_add_format(why, "permis : un nombre entier de %d à %d", key->from, key->to);
        return ERR_INVALID;
    }
    keep_number(key, (int)number, target);
    return OK;
}

err_t parse_hours(const struct key *key, struct str value, void *target, struct buf *why)
{
    int64_t number;
    bool days = str_ends(value, STR("d"));
    struct str digits = str_slice(value, 0, value.n ? value.n - 1 : 0);
    if ((!days && !str_ends(value, STR("h"))) || digits.n > 5 || str_parse_u63(digits, &number)) number = 0;
    if (days) number *= 24;
    if (number < key->from || number > key->to) {
        buf_add_format(why, "permis : des heures ou des jours, comme 24h ou 3d, de %dh à %dd", key->from,
                       key->to / 24);
        return ERR_INVALID;
    }
    keep_number(key, (int)number, target);
    return OK;
}

err_t parse_day(const struct key *key, struct str value, void *target, struct buf *why)
{
    int64_t day;
    if (civil_parse_date(value, &day)) return refuse(why, "permis : une date qui existe, comme 2026-12-25");
    memcpy(field(key, target), &day, sizeof day);
    return OK;
}

static bool all_of(struct str text, const char *letters)
{
    for (size_t i = 0; i < text.n; i++)
        if (!text.p[i] || !strchr(letters, text.p[i])) return false;
    return true;
}

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

err_t parse_timezone(const struct key *key, struct str value, void *target, struct buf *why)
{
    bool plain = value.n && all_of(value, LOWER UPPER DIGITS "_+-/");
    if (!plain || value.p[0] == '/' || value.n >= key->size)
        return refuse(why, "permis : le nom d'un fuseau horaire, comme Europe/Paris ou Indian/Reunion");
    return keep_text(key, value, target, why);
}

err_t parse_path(const struct key *key, struct str value, void *target, struct buf *why)
{
    if (!str_starts(value, STR("/")) || !is_printable(value))
        return refuse(why, "permis : le chemin entier d'un fichier, depuis /");
    return keep_text(key, value, target, why);
}

err_t parse_device(const struct key *key, struct str value, void *target, struct buf *why)
{
    if (!str_starts(value, STR("/dev/")) || !is_printable(value))
        return refuse(why, "permis : un fichier d'appareil, comme /dev/usb/lp0 ou /dev/ttyUSB0");
    return keep_text(key, value, target, why);
}

bool value_is_id(struct str id)
{
    return id.n && id.n < LIMIT_ID && all_of(id, LOWER DIGITS "_");
}

err_t parse_id(const struct key *key, struct str value, void *target, struct buf *why)
{
    if (!value_is_id(value))
        return refuse(why,
                      "permis : jusqu'à 31 lettres minuscules, chiffres et _, comme dans [partner.<id>]");
    return keep_text(key, value, target, why);
}

static bool holds(struct str value, struct str part)
{
    return str_find(value, part) != value.n;
}

bool value_is_secret(struct str value)
{
    return holds(value, STR("SECRET")) || (holds(value, STR("//")) && holds(value, STR("@")));
}
