// Coming back: the picture code is tapped, what it leads to is judged by the clock and the place's rules, and
// staff are told.
#include "flow/internal.h"

void flow_begin_code(struct flow *flow, const struct flow_world *world)
{
    flow_go(flow, world, FLOW_CODE);
    flow->code = (struct flow_code){0};
    flow->found = (struct flow_found){0};
    flow->arrival = (struct flow_arrival){0};
    flow->undo = UNDO_NONE;
    flow->draft.choice_count = 0;
}

struct picture_code flow_code(const struct flow_code *code)
{
    return (struct picture_code){{code->pictures[0], code->pictures[1], code->pictures[2]},
                                 (uint8_t)(10 * code->digits[0] + code->digits[1])};
}

static bool has_picture(const struct flow_code *code, int32_t picture)
{
    for (int i = 0; i < code->count && i < 3; i++)
        if (code->pictures[i] == picture) return true;
    return false;
}

// No picture stands twice in a code: a second tap on one is a slip.
enum flow_command flow_add_picture(struct flow *flow, int32_t picture)
{
    struct flow_code *code = &flow->code;
    if (code->count >= 3 || picture < 0 || picture > 31 || has_picture(code, picture)) return FLOW_DO_NOTHING;
    code->pictures[code->count++] = (uint8_t)picture;
    if (code->count == 3) flow->page = 0;
    return FLOW_DO_NOTHING;
}

enum flow_command flow_add_digit(struct flow *flow, int32_t digit)
{
    struct flow_code *code = &flow->code;
    if (code->count < 3 || code->count >= FLOW_CODE_PARTS || digit < 0 || digit > 9) return FLOW_DO_NOTHING;
    code->digits[code->count++ - 3] = (uint8_t)digit;
    code->seeking = code->count == FLOW_CODE_PARTS;
    return code->seeking ? FLOW_DO_FIND : FLOW_DO_NOTHING;
}

void flow_erase_code(struct flow *flow)
{
    if (flow->code.count > 0) flow->code.count--;
}

static enum flow_found_state judge_time(const struct flow_world *world, const struct slot *slot)
{
    int64_t now_s = world->now.wall_s;
    int64_t day = zone_local_day(world->zone, slot->start_s), today = zone_local_day(world->zone, now_s);
    if (!world->now.wall_trusted) return FOUND_TIMELESS;
    if (day != today) return day > today ? FOUND_LATER_DAY : FOUND_PAST_DAY;
    if (now_s < slot->start_s - world->config->early_minutes * 60) return FOUND_EARLY;
    return now_s > slot->start_s + world->config->late_minutes * 60 ? FOUND_LATE : FOUND_TODAY;
}

enum flow_found_state flow_judge(const struct flow_world *world, const struct flow_facts *facts)
{
    const struct flow_found *booking = &facts->booking;
    if (!facts->found) return booking->sure ? FOUND_NOTHING : FOUND_UNKNOWABLE;
    if (facts->cancelled) return FOUND_CANCELLED;
    if (booking->kind == ITEM_CALLBACK || booking->kind == ITEM_INTEREST) return FOUND_REQUEST;
    enum flow_found_state state = judge_time(world, &booking->slot);
    return facts->arrived && flow_may_arrive(state) ? FOUND_ARRIVED : state;
}

bool flow_may_arrive(enum flow_found_state state)
{
    return state == FOUND_TODAY || state == FOUND_LATE || state == FOUND_TIMELESS;
}

// A scan may come where nobody has begun to ask for something else.
static bool takes_scan(enum flow_place place)
{
    return place == FLOW_ATTRACT || place == FLOW_WELCOME || place == FLOW_CODE || place == FLOW_HOUR ||
           place == FLOW_FOUND || place == FLOW_MEET;
}

void flow_take_found(struct flow *flow, const struct flow_world *world, const struct flow_facts *facts)
{
    if (!takes_scan(flow->place)) return;
    flow_begin_code(flow, world);
    flow_go(flow, world, FLOW_FOUND);
    flow->found = facts->booking;
    flow->found.state = flow_judge(world, facts);
}

void flow_choose_hour(struct flow *flow, const struct flow_world *world, int32_t index)
{
    if (index < 0 || (size_t)index >= world->hour_count) return;
    flow->found = world->hours[index];
    flow_go(flow, world, FLOW_FOUND);
}

enum flow_command flow_tell(struct flow *flow)
{
    flow->arrival.refused = false;
    return flow->arrival.told ? FLOW_DO_NOTHING : FLOW_DO_TELL;
}

// "Quelqu'un maintenant" stays where it is: what to do is the same, told or not.
void flow_told(struct flow *flow, const struct flow_world *world, bool done)
{
    if (flow->place != FLOW_FOUND && flow->place != FLOW_HUMAN) return;
    flow->arrival.told = done;
    flow->arrival.refused = !done;
    if (flow->place == FLOW_FOUND) flow_go(flow, world, FLOW_ARRIVED);
}

enum flow_presence flow_presence(const struct flow_world *world)
{
    const struct offer *presence = &world->config->presence;
    bool said = false;
    for (int weekday = 0; weekday < 7; weekday++)
        said = said || presence->range_count[weekday] > 0;
    if (!said || !world->now.wall_trusted) return PRESENCE_UNKNOWN;
    int64_t day = zone_local_day(world->zone, world->now.wall_s);
    if (holidays_contain(&world->config->holidays, day)) return PRESENCE_NOBODY;
    struct civil local = zone_local(world->zone, world->now.wall_s);
    int weekday = civil_weekday(day), minute = local.hour * 60 + local.minute;
    for (int i = 0; i < presence->range_count[weekday]; i++) {
        struct time_range range = presence->ranges[weekday][i];
        if (minute >= range.from_min && minute < range.to_min) return PRESENCE_HERE;
    }
    return PRESENCE_NOBODY;
}
