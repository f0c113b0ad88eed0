#include "config/config.h"

#include "base/check.h"
#include "config/checks.h"
#include "config/draft.h"
#include "config/salvage.h"
#include "config/values.h"

static err_t read_all(struct str ini, bool salvage, struct config *ret_config,
                      struct config_mistakes *ret_mistakes)
{
    struct config config;
    struct draft draft = {.config = &config, .mistakes = ret_mistakes};
    ret_mistakes->count = 0;
    draft_read(&draft, ini);
    checks_run(&draft);
    mistakes_sort(ret_mistakes);
    if (ret_mistakes->count && !(salvage && salvage_run(&draft))) return ERR_INVALID;
    *ret_config = config;
    return OK;
}

err_t config_parse(struct str ini, struct config *ret_config, struct config_mistakes *ret_mistakes)
{
    return read_all(ini, false, ret_config, ret_mistakes);
}

err_t config_salvage(struct str ini, struct config *ret_config, struct config_mistakes *ret_mistakes)
{
    return read_all(ini, true, ret_config, ret_mistakes);
}

const struct config_partner *config_find_partner(const struct config *config, struct str id)
{
    for (size_t i = 0; i < config->partner_count; i++)
        if (str_eq(id, str_from(config->partners[i].id))) return &config->partners[i];
    return NULL;
}

static bool covers(const struct config_partner *partner, unsigned wanted)
{
    return wanted ? (partner->needs & wanted) != 0 : partner->needs == NEEDS_ALL;
}

const struct config_partner *config_route(const struct config *config, const uint8_t *needs,
                                          size_t need_count)
{
    unsigned wanted = 0;
    CHECK(config->partner_count > 0);
    for (size_t i = 0; i < need_count; i++)
        wanted |= 1u << needs[i];
    for (size_t i = 0; i < config->partner_count; i++)
        if (covers(&config->partners[i], wanted)) return &config->partners[i];
    return wanted ? config_route(config, NULL, 0) : &config->partners[0];
}

char config_server_class(const struct config_partner *partner, char probed)
{
    char worse = partner->server_class > probed ? partner->server_class : probed;
    return worse ? worse : 'C';
}
