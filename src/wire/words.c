#include "wire/words.h"

#include <stdio.h>

#include "base/civil.h"

const struct words wire_kinds = {{"appointment", "workshop", "callback", "interest", "arrival"}};
const struct words wire_contacts = {{"sms", "call", "email", "place", "worker", "return"}};
const struct words wire_safes = {{"", "mine", "other-ok", "other-not"}};
const struct words wire_ages = {{"", "under-16", "16-17", "18-25", "26-29", "30-up"}};

int words_find(const struct words *words, struct str word)
{
    for (int i = 0; words->list[i]; i++)
        if (str_eq(str_from(words->list[i]), word)) return i;
    return -1;
}

void rfc3339_text(int64_t utc_s, char to[RFC3339_TEXT])
{
    static const struct zone utc = {.name = "UTC"};
    struct civil c = zone_local(&utc, utc_s);
    snprintf(to, RFC3339_TEXT, "%04u-%02u-%02uT%02u:%02u:%02uZ", (unsigned)c.year % 10000u,
             (unsigned)c.month % 100u, (unsigned)c.day % 100u, (unsigned)c.hour % 100u,
             (unsigned)c.minute % 100u, (unsigned)c.second % 100u);
}

static int two_digits(const char *p)
{
    int64_t value;
    return str_parse_u63((struct str){p, 2}, &value) ? 99 : (int)value;
}

err_t rfc3339_parse(struct str text, int64_t *ret_utc_s)
{
    int64_t days;
    if (text.n != RFC3339_TEXT - 1 || text.p[10] != 'T' || text.p[13] != ':' || text.p[16] != ':' ||
        text.p[19] != 'Z')
        return ERR_INVALID;
    if (civil_parse_date(str_slice(text, 0, 10), &days)) return ERR_INVALID;
    int hour = two_digits(text.p + 11), minute = two_digits(text.p + 14), second = two_digits(text.p + 17);
    if (hour > 23 || minute > 59 || second > 59) return ERR_INVALID;
    *ret_utc_s = days * 86400 + hour * 3600 + minute * 60 + second;
    return OK;
}
