#include "config/checks.h"

#include "base/check.h"
#include "config/holidays.h"

static void add_at_key(struct draft *draft, const struct part *part, const char *key, const char *words)
{
    mistakes_add(draft->mistakes, part_line_of(part, key), "[%s] %s %s", part->title, key, words);
}

static const struct config_partner *partner_of(const struct part *part)
{
    CHECK(part->section == SECTION_PARTNER);
    return part->target;
}

// Is it known that the key has no business here, or must be here? Not before the adapter is.
static bool key_applies(const struct part *part, const struct key *key)
{
    return !(key->flags & KEY_CALDAV) || partner_of(part)->adapter == ADAPTER_CALDAV;
}

static bool adapter_is_known(const struct part *part)
{
    return part_has(part, "adapter") && !part->spoilt_of[keys_find(SECTION_PARTNER, STR("adapter"))];
}

static void check_key(struct draft *draft, const struct part *part, int index)
{
    const struct key *key = &config_keys[index];
    if (key->section != part->section) return;
    if (key->flags & KEY_CALDAV && !adapter_is_known(part)) return;
    bool applies = key_applies(part, key), here = part->line_of[index] != 0;
    if (here && !applies) add_at_key(draft, part, key->name, "est permis avec adapter = caldav seulement");
    if (!here && applies && key->flags & KEY_REQUIRED) add_at_key(draft, part, key->name, "manque");
}

static bool same_text(const char *a, const char *b)
{
    return a[0] && str_eq(str_from(a), str_from(b));
}

static bool has_section(const struct draft *draft, enum section section)
{
    for (size_t i = 0; i < draft->part_count; i++)
        if (draft->parts[i].section == section) return true;
    return false;
}

static void check_custody(struct draft *draft, const struct part *part)
{
    const struct config_partner *partner = part->target;
    if (partner->custody != CUSTODY_OPEN) return;
    if (adapter_is_known(part) && partner->adapter != ADAPTER_CALDAV)
        add_at_key(draft, part, "custody",
                   "= open est permis avec adapter = caldav seulement ; ici : sealed");
    else if (!has_section(draft, SECTION_DEVICE))
        add_at_key(draft, part, "custody", "= open demande la section [device] avec recipient = age1…");
}

// What only the partner opens would open with the device's key too.
static void check_device(struct draft *draft, const struct part *part)
{
    const struct config_partner *partner = part->target;
    for (size_t i = 0; i < partner->recipient_count; i++)
        if (same_text(draft->config->device_recipient, partner->recipients[i]))
            add_at_key(
                draft, part, "recipients",
                "a la clé de [device] ; permis : des clés dont le secret n'est pas gardé sur cette borne");
}

static void check_partner(struct draft *draft, const struct part *part)
{
    const struct config_partner *partner = part->target;
    check_custody(draft, part);
    check_device(draft, part);
    if (!part_has(part, "user") && part_has(part, "password_file"))
        add_at_key(draft, part, "user", "manque : password_file le demande");
    if (same_text(partner->slots_url, partner->bookings_url))
        add_at_key(draft, part, "bookings_url",
                   "est le même que slots_url ; permis : trois agendas différents");
    if (same_text(partner->slots_url, partner->requests_url) ||
        same_text(partner->bookings_url, partner->requests_url))
        add_at_key(draft, part, "requests_url",
                   "est le même qu'un autre ; permis : trois agendas différents");
}

static bool weekday_yields(const struct offer *offer, int weekday)
{
    for (size_t i = 0; i < offer->range_count[weekday]; i++) {
        struct time_range range = offer->ranges[weekday][i];
        if (range.to_min - range.from_min >= offer->minutes) return true;
    }
    return false;
}

static bool any_weekday_yields(const struct offer *offer)
{
    for (int weekday = 0; weekday < 7; weekday++)
        if (weekday_yields(offer, weekday)) return true;
    return false;
}

// Closed days end one day, so without both ends any weekday will do. Each turn is a weekday without times or
// a closing, so there are few.
static bool offer_yields(const struct offer *offer, const struct holidays *holidays)
{
    if (!any_weekday_yields(offer)) return false;
    if (offer->from_day == INT64_MIN || offer->until_day == INT64_MAX) return true;
    int64_t day = holidays_next_open(holidays, offer->from_day);
    while (day <= offer->until_day && !weekday_yields(offer, civil_weekday(day)))
        day = holidays_next_open(holidays, day + 1);
    return day <= offer->until_day;
}

static void check_offer_dates(struct draft *draft, const struct part *part)
{
    const struct offer *offer = part->target;
    if (offer->until_day < offer->from_day)
        add_at_key(draft, part, "until", "est avant from ; permis : ce jour ou plus tard");
    else if (part_has(part, "minutes") && !offer_yields(offer, &draft->config->holidays))
        mistakes_add(draft->mistakes, part->line,
                     "[%s] ne donne jamais de créneau : aucun jour ouvert, du premier au dernier, n'a une "
                     "plage aussi longue que minutes",
                     part->title);
}

static void check_offer_partner(struct draft *draft, const struct part *part)
{
    const struct offer *offer = part->target;
    char memory[240];
    struct buf known = buf_init(memory, sizeof memory);
    if (!offer->partner[0]) return;
    const struct config_partner *partner = config_find_partner(draft->config, str_from(offer->partner));
    if (partner && partner->adapter == ADAPTER_CALDAV)
        add_at_key(draft, part, "partner",
                   "prend ses créneaux dans son agenda ; permis : des partenaires avec adapter = local");
    if (partner) return;
    for (size_t i = 0; i < draft->config->partner_count; i++)
        buf_add_format(&known, "%s%s", i ? ", " : "", draft->config->partners[i].id);
    mistakes_add(draft->mistakes, part_line_of(part, "partner"),
                 "[%s] partner = « %s » : ce partenaire n'existe pas ; permis : %.*s", part->title,
                 offer->partner, STR_ARG(buf_str(&known)));
}

static void check_network(struct draft *draft, const struct part *part)
{
    if (part_has(part, "wifi_password") && !part_has(part, "wifi_name"))
        add_at_key(draft, part, "wifi_name", "manque : wifi_password le demande");
    if (part_has(part, "gateway") && !part_has(part, "address"))
        add_at_key(draft, part, "address", "manque : gateway le demande");
}

static void check_part(struct draft *draft, const struct part *part)
{
    for (int i = 0; i < KEY_COUNT; i++)
        check_key(draft, part, i);
    if (part->section == SECTION_PARTNER) check_partner(draft, part);
    if (part->section == SECTION_NETWORK) check_network(draft, part);
    if (part->section == SECTION_OFFER) check_offer_partner(draft, part);
    if (part->section == SECTION_OFFER && part_is_sound(part)) check_offer_dates(draft, part);
}

void checks_run(struct draft *draft)
{
    holidays_join(&draft->config->holidays);
    if (!has_section(draft, SECTION_PLACE)) mistakes_add(draft->mistakes, 0, "[place] manque");
    if (!draft->any_partner)
        mistakes_add(draft->mistakes, 0, "[partner.<id>] manque : permis : de 1 à %d", LIMIT_PARTNERS);
    draft_blame(draft, NULL);
    for (size_t i = 0; i < draft->part_count; i++) {
        check_part(draft, &draft->parts[i]);
        draft_blame(draft, &draft->parts[i]);
    }
}
