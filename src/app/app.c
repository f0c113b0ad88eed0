#include <stdlib.h>

#include "app/internal.h"
#include "base/check.h"
#include "base/log.h"
#include "base/utf8.h"
#include "base/wipe.h"
#include "ui/explore.h"
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

// A finger that meant the screen before must not touch this one: another question, a panel or another page,
// where something else stands under it.
static int what_is_shown(const struct app *app)
{
    const struct flow *flow = &app->flow;
    if (staff_is_shown(&app->staff)) return -((int)app->staff.place * (UINT8_MAX + 1) + app->staff.page);
    int stage = flow->place == FLOW_CODE && flow->code.count >= 3; // digits stand where pictures were
    int place = (int)flow->place + (int)flow->panel * FLOW_PLACES;
    return (2 * place + stage) * (UINT8_MAX + 1) + flow_page(flow);
}

static void build(struct app *app, struct moment now)
{
    app_look_at_stick(app, now);
    struct flow_world world = app_world(app, now);
    struct screen_view view = {.flow = &app->flow,
                               .staff = &app->staff,
                               .facts = &app->facts,
                               .mistakes = app->options.mistakes,
                               .training = app->training,
                               .world = &world,
                               .messages = app->options.languages[app->flow.language],
                               .languages = app->options.languages,
                               .mirror_age_s = app->mirror_age_s,
                               .sound = sound_view(app)};
    app_make_entry(app, &view);
    view.calendar_entry = (struct str){app->entry, app->entry_n};
    app->theme = theme_dress(&app->panel, screen_wish(&app->flow, &world));
    struct screen_paper paper = {&app->theme, app->options.w,   app->options.h, &app->options.ports.text,
                                 app->text,   sizeof app->text, &app->habit};
    screen_make(&view, &app->tree, &paper);
    if (app->shown != what_is_shown(app)) ui_new_screen(&app->memory, now.mono_ms);
    if (app->shown_sheet != view.sound.sheet) ui_new_sheet(&app->memory, now.mono_ms);
    app->shown = what_is_shown(app);
    app->shown_sheet = view.sound.sheet;
    ui_keep_focus(&app->tree, &app->memory);
    app->sound.behind = true;
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
    app->guesses = guesses_unknown();
    app_light(app, now); // whoever switched it on is there
    struct flow_world world = app_world(app, now);
    flow_init(&app->flow, &world);
    sound_reset(app);
    set_size(app, options->w, options->h);
    build(app, now);
    *ret_app = app;
    return OK;
}

void app_close(struct app *app)
{
    if (!app) return;
    app_stick_finish(app);
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
                               .slot_count = app->slot_count,
                               .hours = app->hours,
                               .hour_count = app->hour_count,
                               .printer = app->printer && !app->training};
}

// Everything of the visitor goes: the tree's words, the picture list, the QR, what the outside made of them.
void app_forget(struct app *app)
{
    wipe(app->text, sizeof app->text);
    wipe(app->entry, sizeof app->entry);
    wipe(app->items, sizeof app->items);
    wipe(&app->memory, sizeof app->memory);
    wipe(app->hours, sizeof app->hours);
    wipe(&app->scan, sizeof app->scan);
    app->hour_count = 0;
    app->wanted = FLOW_DO_NOTHING;
    app->tree.count = 0;
    app->entry_n = 0;
    app->list.count = 0;
    app->fingerprint = 0;
    sound_forget(app);
    app_forget_slip(app);
    app->options.ports.forget(app->options.ports.self);
}

static void forget_visitor(struct app *app)
{
    if (app->faults.skip_wipe) return;
    app_forget(app);
    log_event(LOG_VISITOR_WIPED, 0, 0);
}

static void nudge(struct app *app)
{
    if (!app->training) app->options.ports.nudge(app->options.ports.self);
}

void app_event(struct app *app, struct moment now, struct flow_event event)
{
    struct flow_world world = app_world(app, now);
    bool unseen = event.kind == FLOW_EVENT_INPUT && !app->flow.warning; // it only puts off a deadline
    struct pii left_behind = {0};
    if (app->faults.skip_wipe) left_behind = app->flow.draft.name;
    struct tally tally = tally_take(&app->flow, &world, app->sound.listening);
    enum flow_command command = flow_step(&app->flow, &world, &event);
    switch (command) {
    case FLOW_DO_NOTHING: break;
    case FLOW_DO_SAVE:
    case FLOW_DO_FIND:
    case FLOW_DO_CANCEL:
    case FLOW_DO_TELL: app->wanted = command; break;
    case FLOW_DO_HOURS:
        app_refresh_hours(app, now);
        nudge(app);
        break;
    case FLOW_DO_PRINT: app->slip_wanted = true; break;
    case FLOW_DO_REFRESH:
        app_refresh_slots(app, now);
        nudge(app); // it looks again before the visitor chooses
        break;
    case FLOW_DO_WIPE:
        if (event.kind != FLOW_EVENT_LEFT && !app->training) app_count(app, &tally);
        app->training = false;
        forget_visitor(app);
        break;
    }
    if (app->faults.skip_wipe && command == FLOW_DO_WIPE) app->flow.draft.name = left_behind;
    if (app->faults.confirm_early && app->flow.place == FLOW_DONE) app->flow.result = RESULT_CONFIRMED;
    app->stale = app->stale || !unseen;
}

static size_t field_length(const struct app *app)
{
    return app->flow.place == FLOW_NAME ? app->flow.draft.name.n : app->flow.draft.contact.n;
}

static void tell_typed(struct app *app, const struct flow_event *event, size_t before)
{
    char bytes[4];
    size_t after = field_length(app);
    if (after < before) sound_typed(app, STR(""));
    if (after <= before) return;
    struct str code = {bytes, utf8_encode((uint32_t)event->arg, bytes)};
    sound_typed(app, event->action == FLOW_PHRASE ? event->text : code);
}

static bool types(enum flow_action action)
{
    return action == FLOW_TYPED || action == FLOW_PHRASE || action == FLOW_ERASE;
}

static void act(struct app *app, struct moment now, struct ui_action action)
{
    if (action.kind >= SOUND_LISTEN && action.kind < STAFF_DIGIT) {
        sound_act(app, (enum sound_action)action.kind);
        build(app, now);
        return;
    }
    if (staff_is_shown(&app->staff)) {
        app_staff_act(app, now, action);
        build(app, now);
        return;
    }
    if (action.kind >= STAFF_DIGIT) return;
    struct flow_event event = {
        .kind = FLOW_EVENT_ACTION, .action = (enum flow_action)action.kind, .arg = action.arg};
    if (event.action == FLOW_NO_ACTION) return;
    if (event.action == FLOW_PHRASE) event.text = keyboard_phrase(action.arg);
    size_t before = field_length(app);
    app_event(app, now, event);
    if (types(event.action)) tell_typed(app, &event, before);
    build(app, now); // at once: a new screen is not to be touched for a moment from now on
}

static bool is_touch(const struct app_input *input)
{
    enum ui_input_kind kind = input->ui.kind;
    return input->kind == APP_POINT && (kind == UI_DOWN || kind == UI_MOVE || kind == UI_UP);
}

static struct ui_action press(struct app *app, struct moment now, enum ui_input_kind key)
{
    return ui_step(&app->tree, &app->memory, (struct ui_input){.kind = key}, now.mono_ms);
}

static struct ui_action explore(struct app *app, struct moment now, struct ui_input input)
{
    enum ui_felt felt = ui_explore(&app->tree, &app->memory, input, now.mono_ms);
    app->sound.behind = app->sound.behind || felt != UI_FELT_NOTHING;
    switch (felt) {
    case UI_FELT_NOTHING: break;
    case UI_FELT_NODE: sound_say_focus(app); break;
    case UI_FELT_TEXT: sound_say_node(app, speech_node_at(&app->tree, input.x, input.y)); break;
    case UI_FELT_PREVIOUS: return press(app, now, UI_PREVIOUS);
    case UI_FELT_NEXT: return press(app, now, UI_NEXT);
    case UI_FELT_CHOOSE: return press(app, now, UI_CHOOSE);
    case UI_FELT_REPEAT: sound_repeat(app); break;
    }
    return (struct ui_action){0};
}

static struct ui_action action_of(struct app *app, struct moment now, const struct app_input *input)
{
    switch (input->kind) {
    case APP_POINT:
        if (is_touch(input) && sound_explores(app)) return explore(app, now, input->ui);
        return ui_step(&app->tree, &app->memory, input->ui, now.mono_ms);
    case APP_TYPED: return (struct ui_action){FLOW_TYPED, (int32_t)input->typed};
    case APP_ERASE: return (struct ui_action){FLOW_ERASE, 0};
    case APP_HUSH:
    case APP_KNOCK: break;
    case APP_REPEAT: sound_repeat(app); break;
    case APP_LOUDER: return (struct ui_action){SOUND_LOUDER, 0};
    case APP_SOFTER: return (struct ui_action){SOUND_SOFTER, 0};
    case APP_FASTER: return (struct ui_action){SOUND_FASTER, 0};
    case APP_SLOWER: return (struct ui_action){SOUND_SLOWER, 0};
    }
    return (struct ui_action){0};
}

// Nobody is there and a key was pressed: whoever it was may not see the screen.
static bool begins_by_ear(const struct app *app, const struct app_input *input)
{
    bool nobody = app->flow.place == FLOW_ATTRACT && !staff_is_shown(&app->staff);
    return nobody && input->kind != APP_KNOCK && !is_touch(input) && sound_has_voice(app);
}

void app_take_headphones(struct app *app, struct moment now, bool plugged)
{
    (void)app_dark_takes(app, now, &(struct app_input){.kind = APP_HUSH});
    if (app->stale) build(app, now);
    app_event(app, now, (struct flow_event){.kind = FLOW_EVENT_INPUT});
    sound_plug(app, plugged);
    bool nobody = app->flow.place == FLOW_ATTRACT && !staff_is_shown(&app->staff);
    if (plugged && nobody && app->sound.listening) act(app, now, (struct ui_action){FLOW_START, 0});
}

static void take_input(struct app *app, struct moment now, const struct app_input *input)
{
    struct ui_action action;
    if (app->stale) build(app, now);
    if (!is_touch(input) || input->ui.kind == UI_DOWN) sound_hush(app); // lifting a finger says nothing new
    if (begins_by_ear(app, input)) {
        sound_begin(app, true);
        action = (struct ui_action){FLOW_START, 0};
    } else {
        action = action_of(app, now, input);
    }
    if (!is_touch(input)) app->sound.behind = true;
    bool warned = app->flow.warning;
    app_event(app, now, (struct flow_event){.kind = FLOW_EVENT_INPUT});
    app_staff_event(app, now, (struct staff_event){.kind = STAFF_EVENT_INPUT});
    // While the warning covers the screen, any input only says "I am here".
    if (!warned) act(app, now, action);
}

// It was somebody typing after all.
static bool give_back(struct app *app, struct moment now)
{
    char held[SCAN_HELD];
    size_t n = scan_give_back(&app->scan, held);
    for (size_t i = 0; i < n; i++)
        take_input(app, now, &(struct app_input){.kind = APP_TYPED, .typed = (unsigned char)held[i]});
    wipe(held, sizeof held);
    return n > 0;
}

// A scanner is a keyboard: what it types is not for the screen.
static bool is_scanned(struct app *app, struct moment now, const struct app_input *input)
{
    struct uid uid;
    bool enter = input->kind == APP_POINT && input->ui.kind == UI_CHOOSE;
    if (staff_is_shown(&app->staff)) return false;
    if (input->kind != APP_TYPED && !enter) return false;
    switch (scan_take(&app->scan, enter ? '\n' : input->typed, now.mono_ms, &uid)) {
    case SCAN_NOT: return give_back(app, now) && is_scanned(app, now, input);
    case SCAN_TAKES: return true;
    case SCAN_WHOLE: app_take_scan(app, now, uid); return true;
    }
    return false;
}

void app_take_input(struct app *app, struct moment now, const struct app_input *input)
{
    if (app_dark_takes(app, now, input)) return;
    if (app_staff_takes(app, now, input)) return;
    if (!is_scanned(app, now, input)) take_input(app, now, input);
}

void app_resize(struct app *app, struct moment now, int w, int h)
{
    set_size(app, w, h);
    app->fingerprint = 0;
    build(app, now);
}

void app_tick(struct app *app, struct moment now)
{
    app_dark_turn(app, now);
    if (app->dark) return;
    // Time to answer begins when everything was said.
    if (sound_speaks(app) && !app->flow.warning)
        app_event(app, now, (struct flow_event){.kind = FLOW_EVENT_INPUT});
    if (now.mono_ms >= scan_deadline(&app->scan)) (void)give_back(app, now);
    if (now.mono_ms >= flow_deadline(&app->flow))
        app_event(app, now, (struct flow_event){.kind = FLOW_EVENT_TIME});
    if (now.mono_ms >= staff_deadline(&app->staff))
        app_staff_event(app, now, (struct staff_event){.kind = STAFF_EVENT_TIME});
    if (app_waits(app) && now.mono_ms >= app->poll_ms) app_poll(app, now);
}

enum { DARK_FINGERPRINT = 1 };
#define BLACK 0x000000FF // 0xRRGGBBAA

// Nothing on black, said once.
static bool draw_dark(struct app *app, const struct draw_list **ret_list)
{
    if (app->fingerprint == DARK_FINGERPRINT) return false;
    app->fingerprint = DARK_FINGERPRINT;
    app->list.count = 0;
    app->list.full = false;
    app->list.background = BLACK;
    *ret_list = &app->list;
    return true;
}

bool app_draw(struct app *app, struct moment now, const struct draw_list **ret_list)
{
    if (app->dark) return draw_dark(app, ret_list);
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
    enum flow_command wanted = app->wanted;
    app->wanted = FLOW_DO_NOTHING;
    app_staff_turn(app, now);
    if (app->training && wanted != FLOW_DO_NOTHING && !app->faults.keep_training) {
        app_train(app, now, wanted);
        wanted = FLOW_DO_NOTHING;
    }
    switch (wanted) {
    case FLOW_DO_SAVE: app_save(app, now); break;
    case FLOW_DO_FIND: app_find(app, now); break;
    case FLOW_DO_TELL: app_tell(app, now); break;
    case FLOW_DO_CANCEL: app_cancel(app, now); break;
    case FLOW_DO_NOTHING:
    case FLOW_DO_REFRESH:
    case FLOW_DO_HOURS:
    case FLOW_DO_PRINT:
    case FLOW_DO_WIPE:
        app_renew_timetable(app, now);
        app_keep_figures(app, now);
        app_print_turn(app, now);
        break;
    }
    app_pause_turn(app, now);
    app_stick_turn(app, now);
    sound_turn(app);
}

int64_t app_deadline(const struct app *app, struct moment now)
{
    int64_t dark = app_dark_deadline(app, now);
    if (app->dark) return dark;
    int64_t deadline = flow_deadline(&app->flow), scan = scan_deadline(&app->scan);
    if (scan < deadline) deadline = scan;
    if (dark < deadline) deadline = dark;
    if (staff_deadline(&app->staff) < deadline) deadline = staff_deadline(&app->staff);
    if (app->stale) return now.mono_ms; // what the slow things changed is not on the screen yet
    if (app_waits(app) && app->poll_ms < deadline) deadline = app->poll_ms;
    int64_t paper = app_print_deadline(app, now);
    if (paper < deadline) deadline = paper;
    int64_t stick = app_stick_deadline(app, now);
    if (stick < deadline) deadline = stick;
    int64_t words = sound_deadline(app, now);
    return words < deadline ? words : deadline;
}

const char *app_status(const struct app *app)
{
    if (staff_is_here(&app->staff) || app->training) return "staff";
    return app->flow.place == FLOW_ATTRACT && app->wanted == FLOW_DO_NOTHING ? "attract" : "visit";
}

const struct ui_tree *app_tree(const struct app *app)
{
    return &app->tree;
}

const struct flow *app_flow(const struct app *app)
{
    return &app->flow;
}

const struct staff *app_staff(const struct app *app)
{
    return &app->staff;
}

bool app_trains(const struct app *app)
{
    return app->training;
}

uint32_t app_focus(const struct app *app)
{
    return app->memory.focus_shown ? app->memory.focus : 0;
}

bool app_explores(const struct app *app)
{
    return sound_explores(app);
}

struct str app_memory(const struct app *app)
{
    return (struct str){(const char *)app, sizeof *app};
}

void app_plant(struct app *app, struct app_faults faults)
{
    app->faults = faults;
}
