#include "engine/watch.h"

static err_t look_at_partner(struct store *store, const struct config_partner *config,
                             struct watch_partner *partner)
{
    struct mirror_state slots, bookings;
    struct partner_probe probe;
    *partner = (struct watch_partner){.id = config->id, .condition = PARTNER_OK};
    if (config->adapter != ADAPTER_CALDAV) return OK;
    err_t err = partner_get_condition(store, config->id, &partner->condition);
    if (!err) err = partner_get_probe(store, config->id, &probe);
    if (!err) err = mirror_get_state(store, config->id, MIRROR_SLOTS, &slots);
    if (!err) err = mirror_get_state(store, config->id, MIRROR_BOOKINGS, &bookings);
    if (err) return err;
    partner->server_class = config_server_class(config, probe.server_class);
    partner->mirrored_s = slots.mirrored_s < bookings.mirrored_s ? slots.mirrored_s : bookings.mirrored_s;
    return OK;
}

void watch_survey(struct store *store, const struct config *config, struct watch_facts *facts)
{
    struct store_counts counts;
    facts->partner_count = 0;
    err_t err = store ? store_count(store, &counts) : ERR_IO;
    for (size_t i = 0; !err && i < config->partner_count; i++)
        err = look_at_partner(store, &config->partners[i], &facts->partners[i]);
    facts->readable = !err;
    if (err) return;
    facts->partner_count = config->partner_count;
    facts->on_device = counts.on_device;
    facts->delivered = counts.delivered;
    facts->quarantine = counts.needing_you;
    facts->oldest_s = counts.oldest_s;
}
