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
        buf_add_format(why, "allowed are %zu bytes (an accented letter is two), these are %zu", key->size - 1,
                       value.n);
        return ERR_INVALID;
    }
    return str_copy(value, field(key, target), key->size);
}

err_t parse_words(const struct key *key, struct str value, void *target, struct buf *why)
{
    if (value.n == 0 && key->flags & KEY_REQUIRED) return refuse(why, "it must not be empty");
    if (!is_printable(value)) return refuse(why, "it holds a character that cannot be shown");
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
    buf_add_format(why, key->choices[1].name ? "allowed are " : "allowed is ");
    for (const struct choice *choice = key->choices; choice->name; choice++)
        buf_add_format(why, "%s%s", choice == key->choices ? "" : ", ", choice->name);
    return ERR_INVALID;
}

err_t parse_number(const struct key *key, struct str value, void *target, struct buf *why)
{
    int64_t number;
    if (str_parse_u63(value, &number) || number < key->from || number > key->to) {
        buf_add_format(why, "allowed is a whole number from %d to %d", key->from, key->to);
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
        buf_add_format(why, "allowed are hours or days, like 24h or 3d, from %dh to %dd", key->from,
                       key->to / 24);
        return ERR_INVALID;
    }
    keep_number(key, (int)number, target);
    return OK;
}

err_t parse_day(const struct key *key, struct str value, void *target, struct buf *why)
{
    int64_t day;
    if (civil_parse_date(value, &day)) return refuse(why, "allowed is a date that exists, like 2026-12-25");
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
        return refuse(why, "allowed is the name of a time zone, like Europe/Paris or Indian/Reunion");
    return keep_text(key, value, target, why);
}

err_t parse_path(const struct key *key, struct str value, void *target, struct buf *why)
{
    if (!str_starts(value, STR("/")) || !is_printable(value))
        return refuse(why, "allowed is the whole path of a file, from /");
    return keep_text(key, value, target, why);
}

err_t parse_device(const struct key *key, struct str value, void *target, struct buf *why)
{
    if (!str_starts(value, STR("/dev/")) || !is_printable(value))
        return refuse(why, "allowed is a device file: /dev/usb/lp0, /dev/ttyUSB0");
    return keep_text(key, value, target, why);
}

bool value_is_id(struct str id)
{
    return id.n && id.n < LIMIT_ID && all_of(id, LOWER DIGITS "_");
}

err_t parse_id(const struct key *key, struct str value, void *target, struct buf *why)
{
    if (!value_is_id(value))
        return refuse(why, "allowed are up to 31 lower-case letters, digits and _ as in [partner.<id>]");
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
