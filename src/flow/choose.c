// Which slots a visitor is offered.
#include "flow/internal.h"

#include <string.h>

static bool takes_needs(const struct config_partner *partner, const struct booking *draft)
{
    if (draft->need_count == 0) return true;
    for (int i = 0; i < draft->need_count; i++)
        if (partner->needs & (1u << draft->needs[i])) return true;
    return false;
}

static bool is_first_choice(const struct flow *flow, const struct slot *slot)
{
    return flow->choosing == 1 && strcmp(slot->key, flow->draft.choices[0].key) == 0;
}

// A second choice is claimed at the same partner: the sealed item can be opened there only.
static bool same_partner(const struct flow *flow, const struct slot *slot)
{
    return flow->choosing == 0 || strcmp(slot->partner, flow->draft.choices[0].partner) == 0;
}

// Would it be offered if it was free?
static bool may_choose(const struct flow *flow, const struct flow_world *world, const struct slot *slot)
{
    const struct config_partner *partner = config_find_partner(world->config, str_from(slot->partner));
    if (!partner || !world->now.wall_trusted) return false;
    if (slot->workshop != (flow->draft.kind == ITEM_WORKSHOP)) return false;
    if (slot->start_s < world->now.wall_s + FLOW_LEAD_S) return false;
    if (flow->undo == UNDO_CHANGE && !flow_is_change(flow, slot)) return false;
    if (is_first_choice(flow, slot) || !same_partner(flow, slot)) return false;
    return takes_needs(partner, &flow->draft);
}

bool flow_offers(const struct flow *flow, const struct flow_world *world, const struct slot *slot)
{
    return slot_is_free(slot) && may_choose(flow, world, slot);
}

bool flow_has_list(const struct flow *flow, const struct flow_world *world, const struct slot *slot)
{
    bool first = flow->choosing == 0 && flow->undo == UNDO_NONE;
    return first && slot->workshop && !slot_is_free(slot) && may_choose(flow, world, slot);
}

size_t flow_list_days(const struct flow *flow, const struct flow_world *world,
                      struct flow_day days[FLOW_DAYS])
{
    size_t count = 0;
    for (size_t i = 0; i < world->slot_count; i++) {
        if (!flow_offers(flow, world, &world->slots[i])) continue;
        int64_t day = zone_local_day(world->zone, world->slots[i].start_s);
        if (count == 0 || days[count - 1].day != day) {
            if (count == FLOW_DAYS) break;
            days[count++] = (struct flow_day){.day = day};
        }
        days[count - 1].free++;
    }
    return count;
}

size_t flow_list_slots(const struct flow *flow, const struct flow_world *world, int64_t day,
                       int32_t *ret_indices, size_t cap)
{
    size_t count = 0;
    for (size_t i = 0; i < world->slot_count && count < cap; i++) {
        if (day != INT64_MIN && zone_local_day(world->zone, world->slots[i].start_s) != day) continue;
        const struct slot *slot = &world->slots[i];
        if (flow_offers(flow, world, slot) || flow_has_list(flow, world, slot))
            ret_indices[count++] = (int32_t)i;
    }
    return count;
}

bool flow_may_be_lost(const struct slot *slot)
{
    return !slot->exclusive;
}

const struct config_partner *flow_partner(const struct flow *flow, const struct flow_world *world)
{
    const struct config_partner *chosen =
        flow->draft.choice_count
            ? config_find_partner(world->config, str_from(flow->draft.choices[0].partner))
            : NULL;
    return chosen ? chosen : config_route(world->config, flow->draft.needs, flow->draft.need_count);
}
