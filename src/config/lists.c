// Values that are lists: items separated by commas, blanks around them left out.
#include <string.h>

#include "base/civil.h"
#include "booking/timetable.h"
#include "config/config.h"
#include "config/values.h"
#include "seal/seal.h"

// By bit of config_partner.needs, so by index in content's table; a unit test proves that the two agree.
static const char *const need_ids[] = {"parler",  "toit",      "manger", "sante",    "papiers", "argent",
                                       "travail", "formation", "permis", "francais", "bouger",  "sais-pas"};
static const char *const language_ids[] = {"fr", "en", "es", "ar", "fa", "ps", "uk", "ru", "ti"};

#define LENGTH(array) (sizeof(array) / sizeof *(array))
_Static_assert(NEEDS_ALL == (1 << LENGTH(need_ids)) - 1, "one bit a need");

struct str value_next_item(struct str *rest)
{
    return str_trim(str_cut(rest, ','));
}

static int index_of(const char *const *names, size_t count, struct str name)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(name, str_from(names[i]))) return (int)i;
    return -1;
}

static err_t refuse_name(struct buf *why, const char *begin, const char *const *names, size_t count)
{
    buf_add(why, str_from(begin));
    for (size_t i = 0; i < count; i++)
        buf_add_format(why, "%s%s", i ? ", " : "", names[i]);
    buf_add(why, STR(", chaque fois une seule"));
    return ERR_INVALID;
}

err_t parse_needs(const struct key *key, struct str value, void *target, struct buf *why)
{
    struct config_partner *partner = target;
    unsigned needs = 0;
    (void)key;
    if (str_eq(value, STR("all"))) {
        partner->needs = NEEDS_ALL;
        return OK;
    }
    do {
        int need = index_of(need_ids, LENGTH(need_ids), value_next_item(&value));
        if (need < 0 || needs & 1u << need)
            return refuse_name(why, "permis : all, ou une partie de ", need_ids, LENGTH(need_ids));
        needs |= 1u << need;
    } while (value.n);
    partner->needs = (uint16_t)needs;
    return OK;
}

err_t parse_languages(const struct key *key, struct str value, void *target, struct buf *why)
{
    struct config *config = target;
    unsigned seen = 0;
    (void)key;
    config->language_count = 0;
    do {
        struct str name = value_next_item(&value);
        int language = index_of(language_ids, LENGTH(language_ids), name);
        if (language < 0 || seen & 1u << language)
            return refuse_name(why, "permis : ", language_ids, LENGTH(language_ids));
        seen |= 1u << language;
        err_t err = str_copy(name, config->languages[config->language_count++], sizeof config->languages[0]);
        if (err) return err;
    } while (value.n);
    return OK;
}

static bool has_recipient(const struct config_partner *partner, struct str recipient)
{
    for (size_t i = 0; i < partner->recipient_count; i++)
        if (str_eq(recipient, str_from(partner->recipients[i]))) return true;
    return false;
}

static err_t check_recipient(struct str recipient, struct buf *why)
{
    struct seal_recipient point;
    if (seal_parse_recipient(recipient, &point) == OK) return OK;
    buf_add(why, STR("permis : des clés publiques (age1…, 62 caractères, faites par rebondctl key new)"));
    return ERR_INVALID;
}

err_t parse_recipient(const struct key *key, struct str value, void *target, struct buf *why)
{
    err_t err = check_recipient(value, why);
    return err ? err : str_copy(value, (char *)target + key->at, key->size);
}

static err_t add_recipient(struct config_partner *partner, struct str recipient, struct buf *why)
{
    err_t err = check_recipient(recipient, why);
    if (err) return err;
    if (partner->recipient_count == LIMIT_RECIPIENTS || has_recipient(partner, recipient)) {
        buf_add_format(why, "permis : %d clés différentes par partenaire", LIMIT_RECIPIENTS);
        return ERR_INVALID;
    }
    return str_copy(recipient, partner->recipients[partner->recipient_count++],
                    sizeof partner->recipients[0]);
}

err_t parse_recipients(const struct key *key, struct str value, void *target, struct buf *why)
{
    (void)key;
    do {
        err_t err = add_recipient(target, value_next_item(&value), why);
        if (err) return err;
    } while (value.n);
    return OK;
}

err_t value_minute(struct str text, uint16_t *ret_minute)
{
    int64_t hour, minute;
    if (text.n != 5 || text.p[2] != ':') return ERR_INVALID;
    if (str_parse_u63(str_slice(text, 0, 2), &hour) || str_parse_u63(str_slice(text, 3, 5), &minute))
        return ERR_INVALID;
    if (minute > 59 || hour * 60 + minute > 24 * 60) return ERR_INVALID;
    *ret_minute = (uint16_t)(hour * 60 + minute);
    return OK;
}

static err_t parse_range(struct str text, struct time_range *ret_range)
{
    struct time_range range;
    struct str from = str_trim(str_cut(&text, '-'));
    if (value_minute(from, &range.from_min) || value_minute(str_trim(text), &range.to_min))
        return ERR_INVALID;
    if (range.to_min <= range.from_min) return ERR_INVALID;
    *ret_range = range;
    return OK;
}

err_t parse_ranges(const struct key *key, struct str value, void *target, struct buf *why)
{
    struct offer *offer = target;
    size_t weekday = (size_t)key->from;
    uint8_t *count = &offer->range_count[weekday];
    uint16_t last_end = 0;
    do {
        struct time_range range;
        if (*count == LIMIT_RANGES || parse_range(value_next_item(&value), &range) ||
            range.from_min < last_end) {
            buf_add_format(why,
                           "permis : jusqu'à %d heures comme 09:00-12:00, 14:00-17:00, dans l'ordre, jamais "
                           "à cheval ni à l'envers",
                           LIMIT_RANGES);
            return ERR_INVALID;
        }
        last_end = range.to_min;
        offer->ranges[weekday][(*count)++] = range;
    } while (value.n);
    return OK;
}

static err_t parse_days(struct str text, int64_t *ret_from, int64_t *ret_to)
{
    size_t dots = str_find(text, STR(".."));
    int64_t from, to;
    if (civil_parse_date(str_trim(str_slice(text, 0, dots)), &from)) return ERR_INVALID;
    to = from;
    if (dots < text.n && civil_parse_date(str_trim(str_slice(text, dots + 2, text.n)), &to))
        return ERR_INVALID;
    if (to < from) return ERR_INVALID;
    *ret_from = from;
    *ret_to = to;
    return OK;
}

err_t parse_closed(const struct key *key, struct str value, void *target, struct buf *why)
{
    struct holidays *holidays = &((struct config *)target)->holidays;
    (void)key;
    do {
        int64_t from, to;
        if (holidays->count == LIMIT_HOLIDAYS) {
            buf_add_format(why, "permis : %d jours et périodes en tout", LIMIT_HOLIDAYS);
            return ERR_INVALID;
        }
        if (parse_days(value_next_item(&value), &from, &to)) {
            buf_add(why, STR("permis : des dates qui existent, comme 2026-12-25 ou 2026-12-24..2027-01-02, "
                             "jamais à l'envers"));
            return ERR_INVALID;
        }
        holidays->days[holidays->count].from = from;
        holidays->days[holidays->count++].to = to;
    } while (value.n);
    return OK;
}
