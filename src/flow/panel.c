// What stands in the place of the question for a moment: the list of languages, and how one wants to see it.
// The question waits behind it as it was.
#include "flow/internal.h"

uint8_t flow_page(const struct flow *flow)
{
    return flow->panel == PANEL_NONE ? flow->page : flow->panel_page;
}

void flow_turn_page(struct flow *flow, int32_t to)
{
    uint8_t *page = flow->panel == PANEL_NONE ? &flow->page : &flow->panel_page;
    *page = (uint8_t)(to < 0 ? 0 : to > UINT8_MAX ? UINT8_MAX : to);
}

void flow_close_panel(struct flow *flow)
{
    flow->panel = PANEL_NONE;
    flow->panel_page = 0;
}

// The calm screen is left for it: who cannot read what it says finds the way there.
static void toggle(struct flow *flow, const struct flow_world *world, enum flow_panel panel)
{
    if (flow->place == FLOW_ATTRACT) flow_go(flow, world, FLOW_WELCOME);
    flow->panel = flow->panel == panel ? PANEL_NONE : panel;
    flow->panel_page = 0;
}

bool flow_panel_takes(const struct flow *flow, enum flow_action action)
{
    bool display = flow->panel == PANEL_DISPLAY;
    if (action == FLOW_BACK || action == FLOW_HIDE || action == FLOW_PAGE || action == FLOW_DISPLAY ||
        action == FLOW_LANGUAGE)
        return true;
    if (action == FLOW_STAY) return flow->warning;
    if (action == FLOW_SIZE || action == FLOW_COLOURS || action == FLOW_CALM || action == FLOW_LOW)
        return display;
    return action == FLOW_LANGUAGE_CHOSEN && !display;
}

// Two languages are switched between; of more, one is chosen from a list.
void flow_ask_language(struct flow *flow, const struct flow_world *world)
{
    if (world->config->language_count > 2)
        toggle(flow, world, PANEL_LANGUAGES);
    else
        flow->language = (uint8_t)((flow->language + 1) % world->config->language_count);
}

void flow_choose_language(struct flow *flow, const struct flow_world *world, int32_t index)
{
    flow->language = (uint8_t)((unsigned)index % world->config->language_count);
    flow->symbols = 0; // the page of letters is another one
    flow_close_panel(flow);
}

void flow_ask_display(struct flow *flow, const struct flow_world *world)
{
    toggle(flow, world, PANEL_DISPLAY);
}

void flow_set_display(struct flow *flow, enum flow_action action, int32_t arg)
{
    struct flow_display *display = &flow->display;
    if (action == FLOW_SIZE) display->size = (uint8_t)((unsigned)arg % FLOW_SIZES);
    if (action == FLOW_COLOURS) display->colours = (uint8_t)((unsigned)arg % FLOW_THEMES);
    if (action == FLOW_CALM) display->calm = !display->calm;
    if (action == FLOW_LOW) display->low = !display->low;
}
