#include "flow/internal.h"

#include <string.h>

#include "content/missing.h"

void flow_init(struct flow *flow, const struct flow_world *world)
{
    memset(flow, 0, sizeof *flow);
    flow->touched_ms = world->now.mono_ms;
    flow_greet(flow, world);
}

static void toggle_need(struct flow *flow, int need)
{
    struct booking *draft = &flow->draft;
    flow->notice = NOTICE_NONE;
    for (int i = 0; i < draft->need_count; i++) {
        if (draft->needs[i] != need) continue;
        memmove(draft->needs + i, draft->needs + i + 1, (size_t)(draft->need_count - i - 1));
        draft->need_count--;
        return;
    }
    if (draft->need_count == LIMIT_NEEDS) {
        flow->notice = NOTICE_THREE_NEEDS;
        return;
    }
    draft->needs[draft->need_count++] = (uint8_t)need;
}

static enum flow_command open_door(struct flow *flow, const struct flow_world *world, enum flow_door door)
{
    switch (door) {
    case DOOR_NEED: flow_go(flow, world, FLOW_NEEDS); return FLOW_DO_REFRESH;
    case DOOR_MEET: flow_begin_code(flow, world); break;
    case DOOR_HUMAN: flow_go(flow, world, FLOW_HUMAN); return flow_tell(flow);
    }
    return FLOW_DO_NOTHING;
}

static enum flow_command wish(struct flow *flow, const struct flow_world *world, enum item_kind kind)
{
    flow->draft.kind = kind;
    flow->draft.choice_count = 0;
    flow->draft.waiting = false;
    flow->choosing = 0;
    switch (kind) {
    case ITEM_APPOINTMENT: flow_go(flow, world, FLOW_DAY); return FLOW_DO_REFRESH;
    case ITEM_WORKSHOP: flow_go(flow, world, FLOW_WORKSHOP); return FLOW_DO_REFRESH;
    case ITEM_CALLBACK:
    case ITEM_INTEREST: flow_go(flow, world, FLOW_NAME); break;
    case ITEM_ARRIVAL:
    case ITEM_CANCEL: break; // nobody begins a visit with them
    }
    return FLOW_DO_NOTHING;
}

// After the first choice of a slot that somebody else may take, a second one is asked, if there is any.
static void choose_slot(struct flow *flow, const struct flow_world *world, int32_t index)
{
    if (index < 0 || (size_t)index >= world->slot_count) return;
    const struct slot *slot = &world->slots[index];
    bool waiting = flow_has_list(flow, world, slot);
    if (!waiting && !flow_offers(flow, world, slot)) return;
    int32_t other;
    flow->draft.choices[flow->choosing] = *slot;
    flow->draft.choice_count = (uint8_t)(flow->choosing + 1);
    flow->draft.waiting = waiting;
    if (flow->undo == UNDO_CHANGE) { // what they have is their second choice
        flow_go(flow, world, FLOW_SURE);
        return;
    }
    if (flow->choosing == 0 && !waiting && flow_may_be_lost(slot)) {
        flow->choosing = 1;
        if (flow_list_slots(flow, world, INT64_MIN, &other, 1) > 0) {
            flow_go(flow, world, flow->draft.kind == ITEM_WORKSHOP ? FLOW_WORKSHOP : FLOW_DAY);
            return;
        }
    }
    flow_go(flow, world, FLOW_NAME);
}

static void choose_contact(struct flow *flow, const struct flow_world *world, enum contact_kind kind)
{
    bool other_field = (kind == CONTACT_EMAIL) != (flow->draft.contact_kind == CONTACT_EMAIL);
    if (other_field || !flow_needs_value(kind)) pii_wipe(&flow->draft.contact);
    flow->draft.contact_kind = kind;
    flow->draft.safe = SAFE_NOT_ASKED;
    flow_go(flow, world, flow_needs_value(kind) ? FLOW_REACH : FLOW_AGE);
}

static enum flow_command choose_age(struct flow *flow, const struct flow_world *world, enum age_band band)
{
    flow->draft.age = band;
    if (!flow_is_minor(band, world->config->minimum_age)) {
        flow_go(flow, world, FLOW_CHECK);
        return FLOW_DO_NOTHING;
    }
    uint8_t language = flow->language; // nothing else of a minor is kept, not even until they leave
    struct flow_display display = flow->display;
    (void)flow_leave(flow, world);
    flow->language = language;
    flow->display = display;
    flow_go(flow, world, FLOW_MINOR);
    return FLOW_DO_WIPE;
}

static void next(struct flow *flow, const struct flow_world *world)
{
    if (flow->place == FLOW_NEEDS) flow_go(flow, world, FLOW_WISH);
    if (flow->place != FLOW_NAME && flow->place != FLOW_REACH) return;
    flow->notice = flow_check_field(flow);
    if (flow->notice == NOTICE_NONE)
        flow_go(flow, world, flow->place == FLOW_NAME ? FLOW_CONTACT : FLOW_SAFE);
}

// Retour first takes back a second choice in the making, then goes to the question before.
static enum flow_command back(struct flow *flow, const struct flow_world *world)
{
    enum flow_place to = flow_place_before(flow);
    bool choosing_place = flow->place == FLOW_DAY || flow->place == FLOW_WORKSHOP;
    if (flow->panel != PANEL_NONE) {
        flow_close_panel(flow);
        return FLOW_DO_NOTHING;
    }
    if (to == FLOW_ATTRACT) return flow_leave(flow, world);
    if (to == FLOW_CODE) {
        flow_begin_code(flow, world);
        return FLOW_DO_NOTHING;
    }
    if (choosing_place && flow->choosing == 1) {
        flow->choosing = 0;
        to = flow->place;
    } else if (flow->place == FLOW_NAME) {
        flow->choosing = 0;
    }
    if (to == FLOW_DAY || to == FLOW_WORKSHOP) flow->draft.choice_count = flow->choosing;
    flow_go(flow, world, to);
    return FLOW_DO_NOTHING;
}

static enum flow_command choose_again(struct flow *flow, const struct flow_world *world,
                                      enum flow_notice notice)
{
    flow->choosing = 0;
    flow->draft.choice_count = 0;
    flow_go(flow, world, flow->draft.kind == ITEM_WORKSHOP ? FLOW_WORKSHOP : FLOW_DAY);
    flow->notice = notice;
    return FLOW_DO_REFRESH;
}

// A clock that nobody answers for cannot say what is past.
static bool is_past(const struct flow_world *world, const struct slot *slot)
{
    return world->now.wall_trusted && slot->start_s <= world->now.wall_s;
}

// Between the choice and Confirm time went by, or the clock was set right: what has begun is not recorded.
static enum flow_command save(struct flow *flow, const struct flow_world *world)
{
    struct booking *draft = &flow->draft;
    if (draft->choice_count > 1 && is_past(world, &draft->choices[1])) draft->choice_count = 1;
    if (draft->choice_count > 0 && is_past(world, &draft->choices[0])) {
        draft->uid = (struct uid){0}; // a try that seemed to fail may have recorded the other moment
        return choose_again(flow, world, NOTICE_SLOT_PAST);
    }
    flow_go(flow, world, FLOW_SAVING);
    flow->saving_ms = world->now.mono_ms;
    flow->recorded = false;
    return FLOW_DO_SAVE;
}

// One touch says how it was and leads to what is missing; another face takes the place of the first.
static void show_face(struct flow *flow, const struct flow_world *world, int32_t face)
{
    if (face <= FACE_NONE || face >= FLOW_FACES) return;
    flow_go(flow, world, FLOW_MISSING);
    flow->face = (uint8_t)face;
}

// A slip is not in the way of anything: whoever touches twice is told once more.
static enum flow_command print_slip(struct flow *flow)
{
    if (flow->notice == NOTICE_SLIP_PRINTING) return FLOW_DO_NOTHING;
    flow->notice = NOTICE_SLIP_PRINTING;
    return FLOW_DO_PRINT;
}

static void slip_ended(struct flow *flow, int32_t notice)
{
    if (flow->place == FLOW_DONE && flow->notice == NOTICE_SLIP_PRINTING)
        flow->notice = (enum flow_notice)notice;
}

static void toggle_missing(struct flow *flow, int32_t index)
{
    if (index >= 0 && index < MISSING_COUNT) flow->missing ^= (uint8_t)(1u << index);
}

// Which actions a place knows: a tap that was meant for the screen before changes nothing here.
static bool belongs(const struct flow *flow, const struct flow_world *world, enum flow_action action)
{
    enum flow_place at = flow->place;
    bool field = at == FLOW_NAME || at == FLOW_REACH;
    bool choosing = at == FLOW_DAY || at == FLOW_TIME || at == FLOW_WORKSHOP;
    bool code = at == FLOW_CODE && !flow->code.seeking;
    if (flow->panel != PANEL_NONE) return flow_panel_takes(flow, action);
    switch (action) {
    case FLOW_NO_ACTION: return false;
    case FLOW_START: return at == FLOW_ATTRACT;
    case FLOW_DOOR: return at == FLOW_WELCOME;
    case FLOW_NEED: return at == FLOW_NEEDS;
    case FLOW_NEXT: return at == FLOW_NEEDS || field;
    case FLOW_BACK:
    case FLOW_HIDE: return at != FLOW_ATTRACT && at != FLOW_SAVING;
    case FLOW_LANGUAGE:
    case FLOW_DISPLAY: return at != FLOW_SAVING;
    case FLOW_WISHED: return at == FLOW_WISH || (choosing && flow->undo == UNDO_NONE);
    case FLOW_DAY_CHOSEN: return at == FLOW_DAY;
    case FLOW_SLOT_CHOSEN: return at == FLOW_TIME || at == FLOW_WORKSHOP;
    case FLOW_NO_SECOND: return choosing && flow->choosing == 1;
    case FLOW_PAGE: return true;
    case FLOW_CONTACT_CHOSEN: return at == FLOW_CONTACT;
    case FLOW_SAFE_CHOSEN: return at == FLOW_SAFE;
    case FLOW_AGE_CHOSEN: return at == FLOW_AGE;
    case FLOW_TYPED:
    case FLOW_ERASE: return field || code;
    case FLOW_REPLACED:
    case FLOW_PHRASE:
    case FLOW_SHIFT:
    case FLOW_SYMBOLS: return field;
    case FLOW_PICTURE:
    case FLOW_DIGIT:
    case FLOW_HOURS: return code;
    case FLOW_HOUR_CHOSEN:
    case FLOW_NO_HOUR: return at == FLOW_HOUR;
    case FLOW_ARRIVE: return at == FLOW_FOUND && flow_may_arrive(flow->found.state);
    case FLOW_UNDO_CHOSEN: return at == FLOW_FOUND || at == FLOW_UNDO;
    case FLOW_AGREE: return at == FLOW_SURE;
    case FLOW_LANGUAGE_CHOSEN:
    case FLOW_SIZE:
    case FLOW_COLOURS:
    case FLOW_CALM:
    case FLOW_LOW: return false; // of the panels
    case FLOW_CONFIRM: return at == FLOW_CHECK;
    case FLOW_RETRY: return at == FLOW_SORRY;
    case FLOW_FACE: return at == FLOW_DONE;
    case FLOW_PRINT: return at == FLOW_DONE && world->printer;
    case FLOW_MISSES: return at == FLOW_MISSING;
    case FLOW_STAY: return flow->warning;
    case FLOW_FINISH:
        return at == FLOW_DONE || at == FLOW_MISSING || at == FLOW_MINOR || at == FLOW_SORRY ||
               at == FLOW_MEET || at == FLOW_HUMAN || at == FLOW_FOUND || at == FLOW_ARRIVED ||
               at == FLOW_SETTLED || (choosing && flow->undo == UNDO_CHANGE);
    }
    return false;
}

// Digits of a keypad go into the code, everything else into the field.
static enum flow_command type(struct flow *flow, const struct flow_event *event)
{
    if (flow->place != FLOW_CODE)
        flow_type(flow, event);
    else if (event->action == FLOW_ERASE)
        flow_erase_code(flow);
    else if (event->arg >= '0' && event->arg <= '9')
        return flow_add_digit(flow, event->arg - '0');
    return FLOW_DO_NOTHING;
}

static enum flow_command act(struct flow *flow, const struct flow_world *world,
                             const struct flow_event *event)
{
    if (!belongs(flow, world, event->action)) return FLOW_DO_NOTHING;
    switch (event->action) {
    case FLOW_NO_ACTION:
    case FLOW_STAY: break;
    case FLOW_START:
        flow->language = (uint8_t)((unsigned)event->arg % world->config->language_count);
        flow_go(flow, world, FLOW_WELCOME);
        break;
    case FLOW_DOOR: return open_door(flow, world, (enum flow_door)event->arg);
    case FLOW_NEED: toggle_need(flow, event->arg); break;
    case FLOW_NEXT: next(flow, world); break;
    case FLOW_BACK: return back(flow, world);
    case FLOW_HIDE:
    case FLOW_FINISH: return flow_leave(flow, world);
    case FLOW_LANGUAGE: flow_ask_language(flow, world); break;
    case FLOW_LANGUAGE_CHOSEN: flow_choose_language(flow, world, event->arg); break;
    case FLOW_DISPLAY: flow_ask_display(flow, world); break;
    case FLOW_WISHED: return wish(flow, world, (enum item_kind)event->arg);
    case FLOW_DAY_CHOSEN:
        flow_go(flow, world, FLOW_TIME);
        flow->day = event->arg;
        break;
    case FLOW_SLOT_CHOSEN: choose_slot(flow, world, event->arg); break;
    case FLOW_NO_SECOND: flow_go(flow, world, FLOW_NAME); break;
    case FLOW_PAGE: flow_turn_page(flow, event->arg); break;
    case FLOW_SIZE:
    case FLOW_COLOURS:
    case FLOW_CALM:
    case FLOW_LOW: flow_set_display(flow, event->action, event->arg); break;
    case FLOW_CONTACT_CHOSEN: choose_contact(flow, world, (enum contact_kind)event->arg); break;
    case FLOW_SAFE_CHOSEN:
        flow->draft.safe = (enum safe_kind)event->arg;
        flow_go(flow, world, FLOW_AGE);
        break;
    case FLOW_AGE_CHOSEN: return choose_age(flow, world, (enum age_band)event->arg);
    case FLOW_TYPED:
    case FLOW_REPLACED:
    case FLOW_PHRASE:
    case FLOW_ERASE: return type(flow, event);
    case FLOW_PICTURE: return flow_add_picture(flow, event->arg);
    case FLOW_DIGIT: return flow_add_digit(flow, event->arg);
    case FLOW_HOURS: flow_go(flow, world, FLOW_HOUR); return FLOW_DO_HOURS;
    case FLOW_HOUR_CHOSEN: flow_choose_hour(flow, world, event->arg); break;
    case FLOW_NO_HOUR: flow_go(flow, world, FLOW_MEET); break;
    case FLOW_ARRIVE: return flow_tell(flow);
    case FLOW_UNDO_CHOSEN: return flow_begin_undo(flow, world, (enum flow_undo)event->arg);
    case FLOW_AGREE: return flow->undo == UNDO_CHANGE ? save(flow, world) : FLOW_DO_CANCEL;
    case FLOW_SHIFT: flow->shifted = !flow->shifted; break;
    case FLOW_SYMBOLS: flow->symbols = (uint8_t)event->arg; break;
    case FLOW_CONFIRM:
    case FLOW_RETRY: return save(flow, world);
    case FLOW_PRINT: return print_slip(flow);
    case FLOW_FACE: show_face(flow, world, event->arg); break;
    case FLOW_MISSES: toggle_missing(flow, event->arg); break;
    }
    return FLOW_DO_NOTHING;
}

static void finish(struct flow *flow, const struct flow_world *world, enum flow_result result)
{
    flow->result = result;
    flow_go(flow, world, flow->undo == UNDO_CHANGE ? FLOW_SETTLED : FLOW_DONE);
    flow->touched_ms = world->now.mono_ms; // thirty seconds to read it, however long the answer took
}

// A slot that only this kiosk can give is the visitor's once it is on the disk; any other waits for the
// partner.
static void recorded(struct flow *flow, const struct flow_world *world)
{
    if (flow->place != FLOW_SAVING) return;
    flow->recorded = true;
    if (flow->draft.choice_count == 0 || flow->draft.waiting)
        finish(flow, world, RESULT_REQUESTED);
    else if (!flow_may_be_lost(&flow->draft.choices[0]))
        finish(flow, world, RESULT_CONFIRMED);
}

static enum flow_command slot_taken(struct flow *flow, const struct flow_world *world)
{
    if (flow->place != FLOW_SAVING) return FLOW_DO_NOTHING;
    return choose_again(flow, world, NOTICE_SLOT_TAKEN);
}

// The partner may answer while Done says "noted", or while the visitor says what is missing: then Done tells
// the better news.
static void outcome(struct flow *flow, const struct flow_world *world, enum flow_result result)
{
    bool waiting = flow->place == FLOW_SAVING && flow->recorded;
    bool noted = flow_is_done(flow) && flow->result == RESULT_NOTED;
    if (waiting || (noted && flow->undo != UNDO_CANCEL)) finish(flow, world, result);
    if (noted && flow->undo == UNDO_CANCEL) flow_undone(flow, world, result);
}

static bool is_empty(const struct flow *flow)
{
    const struct booking *draft = &flow->draft;
    bool asked = draft->need_count || draft->choice_count || draft->name.n || draft->contact.n;
    return !asked && flow->code.count == 0 && flow->place != FLOW_FOUND && flow->undo == UNDO_NONE;
}

static int64_t warn_at(const struct flow *flow)
{
    return flow->touched_ms + FLOW_IDLE_MS;
}

int64_t flow_deadline(const struct flow *flow)
{
    switch (flow->place) {
    case FLOW_ATTRACT: return flow->since_ms + flow->greeting_ms;
    case FLOW_SAVING: return flow->recorded ? flow->saving_ms + FLOW_NETWORK_MS : MOMENT_NEVER;
    case FLOW_ARRIVED:
    case FLOW_SETTLED:
    case FLOW_DONE:
    case FLOW_MISSING: return flow->touched_ms + FLOW_DONE_MS;
    case FLOW_WELCOME:
    case FLOW_NEEDS:
    case FLOW_WISH:
    case FLOW_DAY:
    case FLOW_TIME:
    case FLOW_WORKSHOP:
    case FLOW_NAME:
    case FLOW_CONTACT:
    case FLOW_REACH:
    case FLOW_SAFE:
    case FLOW_AGE:
    case FLOW_CHECK:
    case FLOW_MINOR:
    case FLOW_CODE:
    case FLOW_HOUR:
    case FLOW_FOUND:
    case FLOW_UNDO:
    case FLOW_SURE:
    case FLOW_MEET:
    case FLOW_HUMAN:
    case FLOW_SORRY:
    case FLOW_PLACES: break;
    }
    if (is_empty(flow)) return flow->touched_ms + FLOW_EMPTY_MS;
    return warn_at(flow) + (flow->warning ? FLOW_WARNING_MS : 0);
}

static enum flow_command time_came(struct flow *flow, const struct flow_world *world)
{
    if (world->now.mono_ms < flow_deadline(flow)) return FLOW_DO_NOTHING;
    if (flow->place == FLOW_ATTRACT) {
        flow->greeting = (uint8_t)((flow->greeting + 1) % world->config->language_count);
        flow_greet(flow, world);
        return FLOW_DO_NOTHING;
    }
    if (flow->place == FLOW_SAVING) {
        finish(flow, world, RESULT_NOTED);
        return FLOW_DO_NOTHING;
    }
    bool over = flow_is_done(flow) || flow->place == FLOW_ARRIVED;
    if (over || is_empty(flow) || flow->warning) return flow_leave(flow, world);
    flow->warning = true;
    return FLOW_DO_NOTHING;
}

static enum flow_command end_visit(struct flow *flow, const struct flow_world *world)
{
    bool writing = flow->place == FLOW_SAVING && !flow->recorded;
    return writing || flow->place == FLOW_ATTRACT ? FLOW_DO_NOTHING : flow_leave(flow, world);
}

enum flow_command flow_step(struct flow *flow, const struct flow_world *world, const struct flow_event *event)
{
    switch (event->kind) {
    case FLOW_EVENT_ACTION: return act(flow, world, event);
    case FLOW_EVENT_INPUT:
        flow->touched_ms = world->now.mono_ms;
        flow->warning = false;
        return FLOW_DO_NOTHING;
    case FLOW_EVENT_TIME: return time_came(flow, world);
    case FLOW_EVENT_LEFT: return end_visit(flow, world);
    case FLOW_EVENT_RECORDED: recorded(flow, world); return FLOW_DO_NOTHING;
    case FLOW_EVENT_SLOT_TAKEN: return slot_taken(flow, world);
    case FLOW_EVENT_NOT_RECORDED:
        if (flow->place == FLOW_SAVING) flow_go(flow, world, FLOW_SORRY);
        return FLOW_DO_NOTHING;
    case FLOW_EVENT_SLIP: slip_ended(flow, event->arg); return FLOW_DO_NOTHING;
    case FLOW_EVENT_OUTCOME: outcome(flow, world, event->result); return FLOW_DO_NOTHING;
    case FLOW_EVENT_UNDONE: flow_undone(flow, world, event->result); return FLOW_DO_NOTHING;
    case FLOW_EVENT_FOUND: flow_take_found(flow, world, event->facts); return FLOW_DO_NOTHING;
    case FLOW_EVENT_TOLD:
    case FLOW_EVENT_NOT_TOLD: flow_told(flow, world, event->kind == FLOW_EVENT_TOLD); return FLOW_DO_NOTHING;
    }
    return FLOW_DO_NOTHING;
}
