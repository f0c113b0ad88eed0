// The order of the questions, there and back.
#include "flow/internal.h"

#include "base/wipe.h"

bool flow_needs_value(enum contact_kind kind)
{
    return kind == CONTACT_SMS || kind == CONTACT_CALL || kind == CONTACT_EMAIL;
}

bool flow_is_done(const struct flow *flow)
{
    return flow->place == FLOW_DONE || flow->place == FLOW_MISSING || flow->place == FLOW_SETTLED;
}

bool flow_is_minor(enum age_band band, int minimum_age)
{
    return (band == AGE_UNDER_16 && minimum_age > 0) || (band == AGE_16_17 && minimum_age > 16);
}

int flow_step_number(const struct flow *flow)
{
    if (flow->undo != UNDO_NONE) return 0;
    switch (flow->place) {
    case FLOW_NEEDS: return 1;
    case FLOW_WISH: return 2;
    case FLOW_DAY:
    case FLOW_TIME:
    case FLOW_WORKSHOP: return 3;
    case FLOW_NAME: return 4;
    case FLOW_CONTACT:
    case FLOW_REACH:
    case FLOW_SAFE: return 5;
    case FLOW_AGE: return 6;
    case FLOW_CHECK: return 7;
    case FLOW_ATTRACT:
    case FLOW_WELCOME:
    case FLOW_SAVING:
    case FLOW_DONE:
    case FLOW_MISSING:
    case FLOW_MINOR:
    case FLOW_CODE:
    case FLOW_HOUR:
    case FLOW_FOUND:
    case FLOW_ARRIVED:
    case FLOW_UNDO:
    case FLOW_SURE:
    case FLOW_SETTLED:
    case FLOW_MEET:
    case FLOW_HUMAN:
    case FLOW_SORRY:
    case FLOW_PLACES: return 0;
    }
    return 0;
}

void flow_go(struct flow *flow, const struct flow_world *world, enum flow_place place)
{
    flow->place = place;
    flow->page = 0;
    flow_close_panel(flow);
    flow->notice = NOTICE_NONE;
    flow->symbols = 0;
    flow->shifted = place == FLOW_NAME && flow->draft.name.n == 0;
    flow->since_ms = world->now.mono_ms;
}

bool flow_is_night(const struct flow_world *world)
{
    enum { NIGHT_FROM = 22, NIGHT_TO = 6 };
    if (!world->now.wall_trusted) return false;
    int hour = zone_local(world->zone, world->now.wall_s).hour;
    return hour >= NIGHT_FROM || hour < NIGHT_TO;
}

static int minute_of_day(const struct flow_world *world)
{
    struct civil local = zone_local(world->zone, world->now.wall_s);
    return local.hour * 60 + local.minute;
}

bool flow_is_off_hours(const struct flow_world *world)
{
    struct config_night night = world->config->off_hours;
    if (!world->now.wall_trusted || night.from_min == night.to_min) return false;
    int minute = minute_of_day(world);
    if (night.from_min < night.to_min) return minute >= night.from_min && minute < night.to_min;
    return minute >= night.from_min || minute < night.to_min;
}

// Looked at anew then: an hour that summer time takes or gives puts it off, and nothing else.
int64_t flow_off_hours_change(const struct flow_world *world)
{
    enum { MINUTE_MS = 60 * 1000, DAY_MIN = 24 * 60 };
    struct config_night night = world->config->off_hours;
    if (!world->now.wall_trusted || night.from_min == night.to_min) return MOMENT_NEVER;
    int end = flow_is_off_hours(world) ? night.to_min : night.from_min;
    int left = (end - minute_of_day(world) + DAY_MIN) % DAY_MIN;
    int64_t into_ms = world->now.wall_s % 60 * 1000;
    return world->now.mono_ms + (int64_t)(left ? left : DAY_MIN) * MINUTE_MS - into_ms;
}

void flow_greet(struct flow *flow, const struct flow_world *world)
{
    bool quiet = world->config->language_count < 2 || flow_is_night(world);
    flow->greeting_ms = quiet ? FLOW_CALM_MS : FLOW_GREETING_MS;
    flow->since_ms = world->now.mono_ms;
}

static enum flow_place before_name(const struct flow *flow)
{
    if (flow->draft.kind == ITEM_WORKSHOP) return FLOW_WORKSHOP;
    return flow->draft.kind == ITEM_APPOINTMENT ? FLOW_DAY : FLOW_WISH;
}

enum flow_place flow_place_before(const struct flow *flow)
{
    switch (flow->place) {
    case FLOW_WELCOME: return FLOW_ATTRACT;
    case FLOW_NEEDS:
    case FLOW_CODE:
    case FLOW_HUMAN: return FLOW_WELCOME;
    case FLOW_HOUR:
    case FLOW_FOUND: return FLOW_CODE;
    case FLOW_MEET: return FLOW_HOUR;
    case FLOW_UNDO: return FLOW_FOUND;
    case FLOW_SURE: return flow->undo == UNDO_CHANGE ? before_name(flow) : FLOW_UNDO;
    case FLOW_WISH: return FLOW_NEEDS;
    case FLOW_DAY:
    case FLOW_WORKSHOP: return flow->undo == UNDO_CHANGE ? FLOW_UNDO : FLOW_WISH;
    case FLOW_TIME: return FLOW_DAY;
    case FLOW_NAME: return before_name(flow);
    case FLOW_CONTACT: return FLOW_NAME;
    case FLOW_REACH: return FLOW_CONTACT;
    case FLOW_SAFE: return FLOW_REACH;
    case FLOW_AGE: return flow_needs_value(flow->draft.contact_kind) ? FLOW_SAFE : FLOW_CONTACT;
    case FLOW_CHECK: return FLOW_AGE;
    case FLOW_SORRY: return flow->undo == UNDO_CHANGE ? FLOW_SURE : FLOW_CHECK;
    case FLOW_MISSING: return FLOW_DONE;
    case FLOW_ATTRACT:
    case FLOW_SAVING:
    case FLOW_DONE:
    case FLOW_MINOR:
    case FLOW_ARRIVED:
    case FLOW_SETTLED:
    case FLOW_PLACES: return flow->place;
    }
    return flow->place;
}

enum flow_command flow_leave(struct flow *flow, const struct flow_world *world)
{
    uint8_t greeting = flow->greeting;
    wipe(flow, sizeof *flow);
    flow->greeting = greeting;
    flow_go(flow, world, FLOW_ATTRACT);
    flow_greet(flow, world);
    flow->touched_ms = world->now.mono_ms;
    return FLOW_DO_WIPE;
}
