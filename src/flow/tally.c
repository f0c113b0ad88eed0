#include "flow/tally.h"

static enum figure_stop stop_of(enum flow_place place)
{
    switch (place) {
    case FLOW_NEEDS: return STOP_NEEDS;
    case FLOW_WISH: return STOP_WISH;
    case FLOW_DAY:
    case FLOW_TIME:
    case FLOW_WORKSHOP: return STOP_SLOT;
    case FLOW_NAME: return STOP_NAME;
    case FLOW_CONTACT:
    case FLOW_REACH:
    case FLOW_SAFE: return STOP_CONTACT;
    case FLOW_AGE: return STOP_AGE;
    case FLOW_CHECK:
    case FLOW_SAVING: return STOP_CHECK;
    case FLOW_SETTLED:
    case FLOW_SORRY: return STOP_SORRY;
    case FLOW_CODE:
    case FLOW_HOUR:
    case FLOW_FOUND:
    case FLOW_ARRIVED:
    case FLOW_UNDO:
    case FLOW_SURE:
    case FLOW_MEET: return STOP_MEET;
    case FLOW_HUMAN: return STOP_HUMAN;
    case FLOW_MINOR: return STOP_YOUNG;
    case FLOW_ATTRACT:
    case FLOW_WELCOME:
    case FLOW_DONE:
    case FLOW_MISSING:
    case FLOW_PLACES: break;
    }
    return STOP_WELCOME;
}

static bool is_completed(const struct flow *flow)
{
    if (flow->place == FLOW_ARRIVED || flow->place == FLOW_HUMAN) return flow->arrival.told;
    if (flow->place == FLOW_SAVING) return flow->recorded;
    return flow_is_done(flow) && flow->result != RESULT_NOT_DONE;
}

static enum figure_kind kind_of(const struct flow *flow)
{
    if (flow->place == FLOW_ARRIVED) return KIND_ARRIVED;
    if (flow->place == FLOW_HUMAN) return KIND_HUMAN;
    if (flow->undo == UNDO_CHANGE) return KIND_CHANGED;
    if (flow->undo == UNDO_CANCEL) return KIND_CANCELLED;
    switch (flow->draft.kind) {
    case ITEM_APPOINTMENT: return KIND_APPOINTMENT;
    case ITEM_WORKSHOP: return flow->draft.waiting ? KIND_CALLBACK : KIND_WORKSHOP;
    case ITEM_INTEREST: return KIND_INTEREST;
    case ITEM_CALLBACK:
    case ITEM_ARRIVAL:
    case ITEM_CANCEL: break;
    }
    return KIND_CALLBACK;
}

static int language_of(const struct flow *flow, const struct flow_world *world)
{
    const struct language *language = language_find(str_from(world->config->languages[flow->language]));
    return language ? (int)(language - language_table) : 0;
}

// Of somebody too young nothing but that is counted, and that was when they said so: until they leave they
// are nobody.
struct tally tally_take(const struct flow *flow, const struct flow_world *world, bool heard)
{
    struct tally tally = {.any = flow->place != FLOW_ATTRACT && flow->place != FLOW_MINOR,
                          .completed = is_completed(flow),
                          .kind = kind_of(flow),
                          .stop = stop_of(flow->place),
                          .language = language_of(flow, world),
                          .heard = heard,
                          .size = flow->display.size,
                          .face = flow->face,
                          .missing = flow->missing,
                          .need_count = flow->draft.need_count};
    for (int i = 0; i < tally.need_count; i++)
        tally.needs[i] = flow->draft.needs[i];
    return tally;
}

void tally_add(const struct tally *tally, uint32_t figures[FIGURE_COUNT])
{
    if (!tally->any) return;
    figures[FIGURE_VISITS]++;
    figures[tally->completed ? FIGURE_COMPLETED : FIGURE_UNFINISHED]++;
    figures[tally->completed ? FIGURE_KIND + (int)tally->kind : FIGURE_STOP + (int)tally->stop]++;
    figures[FIGURE_LANGUAGE + tally->language]++;
    figures[FIGURE_SIZE + tally->size]++;
    figures[tally->heard ? FIGURE_HEARD : FIGURE_READ]++;
    figures[FIGURE_FACE + tally->face]++;
    for (int i = 0; i < tally->need_count; i++)
        figures[FIGURE_NEED + tally->needs[i]]++;
    for (int i = 0; i < MISSING_COUNT; i++)
        if (tally->missing >> i & 1) figures[FIGURE_MISSING + i]++;
}
