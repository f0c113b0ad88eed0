// Changing and cancelling what a code led to: asked once, done once.
#include <string.h>

#include "flow/internal.h"

static bool has_code(const struct flow_found *found)
{
    return found->code.pictures[0] != found->code.pictures[1];
}

// Without the code itself the note for staff could not say whose it is, and a change could not keep it.
bool flow_may_undo(const struct flow *flow, enum flow_undo undo)
{
    const struct flow_found *found = &flow->found;
    if (!found->proven || !has_code(found)) return false;
    switch (found->state) {
    case FOUND_TODAY:
    case FOUND_EARLY:
    case FOUND_LATER_DAY: return true;
    case FOUND_TIMELESS:
    case FOUND_REQUEST: return undo == UNDO_CANCEL;
    case FOUND_NOTHING:
    case FOUND_UNKNOWABLE:
    case FOUND_LATE:
    case FOUND_PAST_DAY:
    case FOUND_CANCELLED:
    case FOUND_ARRIVED: return false;
    }
    return false;
}

static enum item_kind kind_of(const struct flow_found *found)
{
    bool shared = found->slot.capacity > 1; // what another kiosk made is known by its name only
    return shared || found->kind == ITEM_WORKSHOP ? ITEM_WORKSHOP : ITEM_APPOINTMENT;
}

enum flow_command flow_begin_undo(struct flow *flow, const struct flow_world *world, enum flow_undo undo)
{
    flow->undo = UNDO_NONE;
    if (undo != UNDO_NONE && !flow_may_undo(flow, undo)) return FLOW_DO_NOTHING;
    flow->undo = undo;
    if (undo == UNDO_NONE || undo == UNDO_CANCEL) {
        flow_go(flow, world, undo == UNDO_NONE ? FLOW_UNDO : FLOW_SURE);
        return FLOW_DO_NOTHING;
    }
    flow->choosing = 0;
    flow->draft = (struct booking){.kind = kind_of(&flow->found), .contact_kind = CONTACT_RETURN};
    flow->draft.code = flow->found.code;
    flow_go(flow, world, flow->draft.kind == ITEM_WORKSHOP ? FLOW_WORKSHOP : FLOW_DAY);
    return FLOW_DO_REFRESH;
}

// The moment they have is no change, and another partner could not tell that both are the same person's.
bool flow_is_change(const struct flow *flow, const struct slot *slot)
{
    const struct slot *had = &flow->found.slot;
    return strcmp(slot->partner, had->partner) == 0 && strcmp(slot->key, had->key) != 0;
}

void flow_undone(struct flow *flow, const struct flow_world *world, enum flow_result result)
{
    if (flow->place != FLOW_SURE && flow->place != FLOW_SETTLED) return;
    flow->result = result;
    flow_go(flow, world, FLOW_SETTLED);
    flow->touched_ms = world->now.mono_ms;
}
