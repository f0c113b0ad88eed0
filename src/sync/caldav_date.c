#include "sync/caldav_date.h"

#include "base/civil.h"

// The next word of `*rest`; words end at blanks, commas and dashes.
static struct str next_word(struct str *rest)
{
    size_t from = 0;
    while (from < rest->n && (rest->p[from] == ' ' || rest->p[from] == ',' || rest->p[from] == '-'))
        from++;
    size_t to = from;
    while (to < rest->n && rest->p[to] != ' ' && rest->p[to] != ',' && rest->p[to] != '-')
        to++;
    struct str word = str_slice(*rest, from, to);
    *rest = str_slice(*rest, to, rest->n);
    return word;
}

static err_t parse_number(struct str text, size_t digits_max, int64_t max, int64_t *ret_value)
{
    int64_t value;
    if (text.n > digits_max || str_parse_u63(text, &value) || value > max) return ERR_INVALID;
    *ret_value = value;
    return OK;
}

static err_t parse_month(struct str text, int64_t *ret_month)
{
    static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    for (size_t i = 0; text.n == 3 && i < 12; i++) {
        if (!str_eq(text, (struct str){names + 3 * i, 3})) continue;
        *ret_month = (int64_t)i + 1;
        return OK;
    }
    return ERR_INVALID;
}

static err_t parse_clock(struct str text, int64_t *ret_second)
{
    int64_t hour, minute, second;
    if (text.n != 8 || text.p[2] != ':' || text.p[5] != ':') return ERR_INVALID;
    if (parse_number(str_slice(text, 0, 2), 2, 23, &hour) ||
        parse_number(str_slice(text, 3, 5), 2, 59, &minute) ||
        parse_number(str_slice(text, 6, 8), 2, 60, &second))
        return ERR_INVALID;
    *ret_second = hour * 3600 + minute * 60 + second;
    return OK;
}

static err_t parse_year(struct str text, int64_t *ret_year)
{
    int64_t year;
    if ((text.n != 2 && text.n != 4) || parse_number(text, 4, 9999, &year)) return ERR_INVALID;
    *ret_year = text.n == 4 ? year : year + (year < 70 ? 2000 : 1900);
    return OK;
}

err_t caldav_parse_date(struct str text, int64_t *ret_utc_s)
{
    struct str words[5];
    (void)next_word(&text);
    for (size_t i = 0; i < 5; i++)
        words[i] = next_word(&text);
    // asctime has the month first and the year last, and no zone.
    int64_t day, month, year, second;
    bool asctime_form = !parse_month(words[0], &month);
    struct str day_word = words[asctime_form ? 1 : 0], year_word = words[asctime_form ? 3 : 2];
    if (!asctime_form && (parse_month(words[1], &month) || !str_eq(words[4], STR("GMT")))) return ERR_INVALID;
    if (asctime_form && words[4].n) return ERR_INVALID;
    if (parse_number(day_word, 2, 31, &day) || parse_year(year_word, &year) ||
        parse_clock(words[asctime_form ? 2 : 3], &second) || next_word(&text).n)
        return ERR_INVALID;
    if (!civil_valid_date((int)year, (int)month, (int)day)) return ERR_INVALID;
    *ret_utc_s = civil_days((int)year, (int)month, (int)day) * 86400 + second;
    return OK;
}
