#include <stdlib.h>

#include "app/internal.h"
#include "base/check.h"
#include "base/log.h"
#include "base/wipe.h"
#include "ui/keyboard.h"

static err_t add_recipient(struct app *app, int partner, const char *age1)
{
    size_t *count = &app->recipient_counts[partner];
    return seal_parse_recipient(str_from(age1), &app->recipients[partner][(*count)++]);
}

// With custody open the sync program opens the item too; here only the public half of its key is known.
static err_t parse_recipients(struct app *app)
{
    const struct config *config = app->options.config;
    err_t err = OK;
    for (int i = 0; i < config->partner_count && !err; i++) {
        const struct config_partner *partner = &config->partners[i];
        for (int j = 0; j < partner->recipient_count && !err; j++)
            err = add_recipient(app, i, partner->recipients[j]);
        if (!err && partner->custody == CUSTODY_OPEN) err = add_recipient(app, i, config->device_recipient);
    }
    return err;
}

static void set_size(struct app *app, int w, int h)
{
    app->options.w = w;
    app->options.h = h;
    app->panel = theme_make(w, h, app->options.config->panel_w_mm, app->options.config->panel_h_mm);
    app->stale = true;
}

// A finger that meant the screen before must not touch this one: another question, its panel or another page,
// where something else stands under it.
static int what_is_shown(const struct flow *flow)
{
    int place = (int)flow->place + (flow->display_open ? FLOW_PLACES : 0);
    return place * (UINT8_MAX + 1) + (flow->display_open ? flow->display_page : flow->page);
}

static void build(struct app *app, struct moment now)
{
    struct flow_world world = app_world(app, now);
    struct screen_view view = {.flow = &app->flow,
                               .world = &world,
                               .messages = app->options.languages[app->flow.language],
                               .languages = app->options.languages,
                               .mirror_age_s = app->mirror_age_s};
    app_make_entry(app, &view);
    view.calendar_entry = (struct str){app->entry, app->entry_n};
    app->theme = theme_dress(&app->panel, screen_wish(&app->flow, &world));
    struct screen_paper paper = {&app->theme, app->options.w,   app->options.h, &app->options.ports.text,
                                 app->text,   sizeof app->text, &app->habit};
    screen_make(&view, &app->tree, &paper);
    if (app->shown != what_is_shown(&app->flow)) ui_new_screen(&app->memory, now.mono_ms);
    app->shown = what_is_shown(&app->flow);
    app->stale = false;
}

err_t app_open(const struct app_options *options, struct moment now, struct app **ret_app)
{
    struct app *app = calloc(1, sizeof *app);
    if (!app) return ERR_FULL;
    app->options = *options;
    err_t err = parse_recipients(app);
    if (err) {
        free(app);
        return err;
    }
    app->list = (struct draw_list){.items = app->items, .cap = APP_ITEMS};
    app->timetable_day = INT64_MIN;
    struct flow_world world = app_world(app, now);
    flow_init(&app->flow, &world);
    set_size(app, options->w, options->h);
    build(app, now);
    *ret_app = app;
    return OK;
}

void app_close(struct app *app)
{
    if (!app) return;
    store_close(app->store);
    wipe(app, sizeof *app);
    free(app);
}

struct flow_world app_world(const struct app *app, struct moment now)
{
    return (struct flow_world){.now = now,
                               .config = app->options.config,
                               .zone = app->options.zone,
                               .slots = app->slots,
                               .slot_count = app->slot_count};
}

// Everything of the visitor goes: the tree's words, the picture list, the QR, what the outside made of them.
static void forget_visitor(struct app *app)
{
    if (app->faults.skip_wipe) return;
    wipe(app->text, sizeof app->text);
    wipe(app->entry, sizeof app->entry);
    wipe(app->items, sizeof app->items);
    wipe(&app->memory, sizeof app->memory);
    app->tree.count = 0;
    app->entry_n = 0;
    app->list.count = 0;
    app->fingerprint = 0;
    app->options.ports.forget(app->options.ports.self);
    log_event(LOG_VISITOR_WIPED, 0, 0);
}

void app_event(struct app *app, struct moment now, struct flow_event event)
{
    struct flow_world world = app_world(app, now);
    bool unseen = event.kind == FLOW_EVENT_INPUT && !app->flow.warning; // it only puts off a deadline
    struct pii left_behind = {0};
    if (app->faults.skip_wipe) left_behind = app->flow.draft.name;
    enum flow_command command = flow_step(&app->flow, &world, &event);
    switch (command) {
    case FLOW_DO_NOTHING: break;
    case FLOW_DO_SAVE: app->save_wanted = true; break;
    case FLOW_DO_REFRESH:
        app_refresh_slots(app, now);
        app->options.ports.nudge(app->options.ports.self); // it looks again before the visitor chooses
        break;
    case FLOW_DO_WIPE: forget_visitor(app); break;
    }
    if (app->faults.skip_wipe && command == FLOW_DO_WIPE) app->flow.draft.name = left_behind;
    if (app->faults.confirm_early && app->flow.place == FLOW_DONE) app->flow.result = RESULT_CONFIRMED;
    app->stale = app->stale || !unseen;
}

static void act(struct app *app, struct moment now, struct ui_action action)
{
    struct flow_event event = {
        .kind = FLOW_EVENT_ACTION, .action = (enum flow_action)action.kind, .arg = action.arg};
    if (event.action == FLOW_NO_ACTION) return;
    if (event.action == FLOW_PHRASE) event.text = keyboard_phrase(action.arg);
    app_event(app, now, event);
    build(app, now); // at once: a new screen is not to be touched for a moment from now on
}

void app_take_input(struct app *app, struct moment now, const struct app_input *input)
{
    struct ui_action action = {0};
    if (app->stale) build(app, now);
    switch (input->kind) {
    case APP_POINT: action = ui_step(&app->tree, &app->memory, input->ui, now.mono_ms); break;
    case APP_TYPED: action = (struct ui_action){FLOW_TYPED, (int32_t)input->typed}; break;
    case APP_ERASE: action = (struct ui_action){FLOW_ERASE, 0}; break;
    }
    bool warned = app->flow.warning;
    app_event(app, now, (struct flow_event){.kind = FLOW_EVENT_INPUT});
    // While the warning covers the screen, any input only says "I am here".
    if (!warned) act(app, now, action);
}

void app_resize(struct app *app, struct moment now, int w, int h)
{
    set_size(app, w, h);
    app->fingerprint = 0;
    build(app, now);
}

void app_tick(struct app *app, struct moment now)
{
    if (now.mono_ms >= flow_deadline(&app->flow))
        app_event(app, now, (struct flow_event){.kind = FLOW_EVENT_TIME});
    if (app_waits(app) && now.mono_ms >= app->poll_ms) app_poll(app, now);
}

bool app_draw(struct app *app, struct moment now, const struct draw_list **ret_list)
{
    if (app->stale) build(app, now);
    uint64_t fingerprint = ui_fingerprint(&app->tree, &app->memory);
    if (fingerprint == app->fingerprint) return false;
    app->fingerprint = fingerprint;
    app->list.count = 0;
    app->list.full = false;
    app->list.background = app->theme.background;
    ui_draw(&app->tree, &app->memory, &app->list);
    CHECK(!app->list.full);
    *ret_list = &app->list;
    return true;
}

void app_after_draw(struct app *app, struct moment now)
{
    if (app->save_wanted) {
        app->save_wanted = false;
        app_save(app, now);
    } else {
        app_renew_timetable(app, now);
    }
}

int64_t app_deadline(const struct app *app, struct moment now)
{
    int64_t deadline = flow_deadline(&app->flow);
    if (app->stale) return now.mono_ms; // what the slow things changed is not on the screen yet
    if (app_waits(app) && app->poll_ms < deadline) deadline = app->poll_ms;
    return deadline;
}

const struct ui_tree *app_tree(const struct app *app)
{
    return &app->tree;
}

const struct flow *app_flow(const struct app *app)
{
    return &app->flow;
}

struct str app_memory(const struct app *app)
{
    return (struct str){(const char *)app, sizeof *app};
}

void app_plant(struct app *app, struct app_faults faults)
{
    app->faults = faults;
}
