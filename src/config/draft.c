#include "config/draft.h"

#include <string.h>

#include "base/check.h"
#include "base/utf8.h"
#include "config/entries.h"
#include "config/values.h"

static const struct {
    const char *name;
    enum section section;
} headings[] = {
    {"place", SECTION_PLACE},       {"panel", SECTION_PANEL},     {"clock", SECTION_CLOCK},
    {"holidays", SECTION_HOLIDAYS}, {"device", SECTION_DEVICE},   {"partner.", SECTION_PARTNER},
    {"offer.", SECTION_OFFER},      {"sound", SECTION_SOUND},     {"arrival", SECTION_ARRIVAL},
    {"presence", SECTION_PRESENCE}, {"printer", SECTION_PRINTER}, {"watch", SECTION_WATCH},
    {"screen", SECTION_SCREEN},     {"network", SECTION_NETWORK}, {"update", SECTION_UPDATE},
    {"staff", SECTION_STAFF},
};
enum { HEADING_COUNT = sizeof headings / sizeof *headings, SHOWN_CHARS = 60 };

static int find_key(const struct part *part, const char *key)
{
    int index = keys_find(part->section, str_from(key));
    CHECK(index >= 0);
    return index;
}

bool part_has(const struct part *part, const char *key)
{
    return part->line_of[find_key(part, key)] != 0;
}

int part_line_of(const struct part *part, const char *key)
{
    int line = part->line_of[find_key(part, key)];
    return line ? line : part->line;
}

bool part_is_sound(const struct part *part)
{
    for (int i = 0; i < KEY_COUNT; i++)
        if (part->spoilt_of[i]) return false;
    return true;
}

static const struct part *find_part(const struct draft *draft, struct str title)
{
    for (size_t i = 0; i < draft->part_count; i++)
        if (str_eq(title, str_from(draft->parts[i].title))) return &draft->parts[i];
    return NULL;
}

static bool is_named(enum section section)
{
    return section == SECTION_PARTNER || section == SECTION_OFFER;
}

// Which of the headings it is, or -1; what follows a name like "partner." goes to `ret_id`.
static int find_heading(struct str title, struct str *ret_id)
{
    for (int i = 0; i < HEADING_COUNT; i++) {
        struct str name = str_from(headings[i].name);
        bool named = is_named(headings[i].section);
        if (named ? !str_starts(title, name) : !str_eq(title, name)) continue;
        *ret_id = str_slice(title, name.n, title.n);
        return i;
    }
    return -1;
}

static struct config_partner *add_partner(struct config *config)
{
    if (config->partner_count == LIMIT_PARTNERS) return NULL;
    struct config_partner *partner = &config->partners[config->partner_count++];
    partner->max_minutes = 240;
    return partner;
}

static struct offer *add_offer(struct config *config)
{
    if (config->offer_count == LIMIT_OFFERS) return NULL;
    struct offer *offer = &config->offers[config->offer_count++];
    offer->capacity = 1;
    offer->from_day = INT64_MIN;
    offer->until_day = INT64_MAX;
    return offer;
}

// The struct that the section fills, with its id; NULL when there are too many.
static void *make_target(struct config *config, enum section section, struct str id)
{
    if (section == SECTION_PRESENCE) return &config->presence;
    if (!is_named(section)) return config;
    struct config_partner *partner = section == SECTION_PARTNER ? add_partner(config) : NULL;
    struct offer *offer = section == SECTION_OFFER ? add_offer(config) : NULL;
    if (partner) CHECK(str_copy(id, partner->id, sizeof partner->id) == OK);
    if (offer) CHECK(str_copy(id, offer->id, sizeof offer->id) == OK);
    return partner ? (void *)partner : (void *)offer;
}

static struct part *begin_part(struct draft *draft, enum section section, struct str id,
                               const struct entry *entry)
{
    void *target = make_target(draft->config, section, id);
    if (!target) {
        mistakes_add(draft->mistakes, entry->line, "[%.*s] : permis : %d partenaires et %d offres",
                     STR_ARG(entry->section), LIMIT_PARTNERS, LIMIT_OFFERS);
        return NULL;
    }
    CHECK(draft->part_count < PARTS_MAX);
    struct part *part = &draft->parts[draft->part_count++];
    *part = (struct part){.section = section, .line = entry->line, .target = target};
    CHECK(str_copy(entry->section, part->title, sizeof part->title) == OK);
    return part;
}

static struct part *refuse_heading(struct draft *draft, const struct entry *entry, const char *why)
{
    mistakes_add(draft->mistakes, entry->line, "[%.*s] : %s", STR_ARG(entry->section), why);
    return NULL;
}

static struct part *open_part(struct draft *draft, const struct entry *entry)
{
    struct str id;
    if (str_eq(entry->section, STR(ENTRIES_NO_SECTION))) return NULL;
    int heading = find_heading(entry->section, &id);
    if (heading < 0)
        return refuse_heading(
            draft, entry,
            "cette section n'existe pas ; permis : place, panel, screen, clock, sound, printer, watch, "
            "holidays, arrival, presence, device, network, update, partner.<id>, offer.<id>");
    enum section section = headings[heading].section;
    if (section == SECTION_PARTNER) draft->any_partner = true;
    if (is_named(section) && !value_is_id(id))
        return refuse_heading(draft, entry,
                              "permis après le point : jusqu'à 31 lettres minuscules, chiffres et _");
    const struct part *earlier = find_part(draft, entry->section);
    if (!earlier) return begin_part(draft, section, id, entry);
    mistakes_add(draft->mistakes, entry->line, "[%s] est déjà à la ligne %d : une seule fois est permise",
                 earlier->title, earlier->line);
    return NULL;
}

static void refuse_key(struct draft *draft, const struct entry *entry)
{
    char memory[240];
    struct buf allowed = buf_init(memory, sizeof memory);
    struct str shown = utf8_front(entry->key, SHOWN_CHARS / 2);
    keys_list(draft->part->section, &allowed);
    mistakes_add(draft->mistakes, entry->line, "[%s] %.*s : ce mot n'existe pas ici ; permis : %.*s",
                 draft->part->title, STR_ARG(shown), STR_ARG(buf_str(&allowed)));
}

static void refuse_value(struct draft *draft, int index, const struct entry *entry, const struct buf *why)
{
    bool secret = config_keys[index].flags & KEY_SECRET || value_is_secret(entry->value);
    struct str shown = utf8_front(entry->value, secret ? 0 : SHOWN_CHARS);
    mistakes_add(draft->mistakes, entry->line, "[%s] %.*s = « %.*s%s » : %.*s", draft->part->title,
                 STR_ARG(entry->key), STR_ARG(shown), shown.n < entry->value.n ? "…" : "",
                 STR_ARG(buf_str(why)));
}

// True when the key may be read here: the first of its kind, or one that may stand several times.
static bool claim_key(struct draft *draft, int index, const struct entry *entry)
{
    int *line = &draft->part->line_of[index];
    if (*line && !(config_keys[index].flags & KEY_REPEATS)) {
        mistakes_add(draft->mistakes, entry->line,
                     "[%s] %s est déjà à la ligne %d : une seule fois est permise", draft->part->title,
                     config_keys[index].name, *line);
        return false;
    }
    if (!*line) *line = entry->line;
    return true;
}

static void read_value(struct draft *draft, int index, const struct entry *entry)
{
    char memory[200];
    struct buf why = buf_init(memory, sizeof memory);
    const struct key *key = &config_keys[index];
    bool read = entry->value.p && !key->parse(key, entry->value, draft->part->target, &why);
    if (!read) draft->part->spoilt_of[index] = true;
    if (!read && entry->value.p) refuse_value(draft, index, entry, &why);
}

static void read_key(struct draft *draft, const struct entry *entry)
{
    int index = keys_find(draft->part->section, entry->key);
    if (index >= 0 && claim_key(draft, index, entry)) read_value(draft, index, entry);
    if (index < 0 && entry->value.p) refuse_key(draft, entry);
}

void draft_blame(struct draft *draft, struct part *part)
{
    if (draft->mistakes->count == draft->blamed) return;
    draft->blamed = draft->mistakes->count;
    if (part)
        part->wrong = true;
    else
        draft->lost = true;
}

static void take_line(struct draft *draft, const struct entry *entry)
{
    if (!entry->key.p) {
        draft->any_heading = true;
        draft->part = open_part(draft, entry);
    } else if (draft->part) {
        read_key(draft, entry);
    } else if (!draft->any_heading) {
        mistakes_add(draft->mistakes, entry->line,
                     "%.*s est avant la première [section] : sa place est sous l'une d'elles",
                     STR_ARG(entry->key));
    }
}

static void take_entry(void *self, const struct entry *entry)
{
    struct draft *draft = self;
    bool no_heading = str_eq(entry->section, STR(ENTRIES_NO_SECTION));
    draft_blame(draft, no_heading ? NULL : draft->part); // a line that gave no entry stood before
    take_line(draft, entry);
    draft_blame(draft, draft->part);
}

void draft_read(struct draft *draft, struct str ini)
{
    struct config *config = draft->config;
    *config = (struct config){.minimum_age = 16,
                              .languages = {"fr", "en"},
                              .language_count = 2,
                              .early_minutes = 30,
                              .late_minutes = 15,
                              .printer_mm = 80,
                              .printer_baud = 9600,
                              .update_hour = 3,
                              .watch = {.every_min = 5, .oldest_h = 24}};
    entries_read(ini, draft->mistakes, take_entry, draft);
    draft_blame(draft, draft->part);
}
