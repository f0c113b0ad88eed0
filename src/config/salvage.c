#include "config/salvage.h"

#include <string.h>

#include "base/check.h"

// A request that goes to the wrong partner, that nobody can open or that is promised for a closed day is
// worse than a kiosk that says it is not ready. Everything else has a sound value without a word in the file.
static bool may_be_left_out(enum section section)
{
    switch (section) {
    case SECTION_PLACE:
    case SECTION_HOLIDAYS:
    case SECTION_DEVICE:
    case SECTION_PARTNER: return false;
    case SECTION_PANEL:
    case SECTION_CLOCK:
    case SECTION_SOUND:
    case SECTION_PRINTER:
    case SECTION_WATCH:
    case SECTION_ARRIVAL:
    case SECTION_PRESENCE:
    case SECTION_OFFER:
    case SECTION_SCREEN:
    case SECTION_NETWORK:
    case SECTION_UPDATE:
    case SECTION_STAFF: return true;
    }
    return false;
}

static bool is_incomplete(const struct part *part)
{
    for (int i = 0; i < KEY_COUNT; i++) {
        const struct key *key = &config_keys[i];
        if (key->section != part->section || !(key->flags & KEY_REQUIRED)) continue;
        if (!part->line_of[i] || part->spoilt_of[i]) return true;
    }
    return false;
}

// Width without height, paper without a printer: half of it means nothing.
static void leave_out_keys(struct config *config, const struct part *part)
{
    struct draft fresh = {.config = &(struct config){0}, .mistakes = &(struct config_mistakes){0}};
    bool all = is_incomplete(part);
    draft_read(&fresh, STR(""));
    for (int i = 0; i < KEY_COUNT; i++) {
        const struct key *key = &config_keys[i];
        if (key->section != part->section || !(all || part->spoilt_of[i])) continue;
        memcpy((char *)config + key->at, (const char *)fresh.config + key->at, key->size);
    }
}

static void leave_out_offer(struct config *config, const char *id)
{
    size_t kept = 0;
    for (size_t i = 0; i < config->offer_count; i++)
        if (strcmp(config->offers[i].id, id) != 0) config->offers[kept++] = config->offers[i];
    config->offer_count = (uint8_t)kept;
}

static void leave_out(struct config *config, const struct part *part)
{
    if (part->section == SECTION_PRESENCE)
        config->presence = (struct offer){0}; // hours that were half understood would send people home
    else if (part->section == SECTION_OFFER)
        leave_out_offer(config, part->title + sizeof "offer." - 1);
    else
        leave_out_keys(config, part);
}

bool salvage_run(struct draft *draft)
{
    if (draft->lost) return false;
    for (size_t i = 0; i < draft->part_count; i++)
        if (draft->parts[i].wrong && !may_be_left_out(draft->parts[i].section)) return false;
    for (size_t i = 0; i < draft->part_count; i++)
        if (draft->parts[i].wrong) leave_out(draft->config, &draft->parts[i]);
    return true;
}
