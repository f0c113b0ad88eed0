// The readiness report on the screen of staff: what is known, what was tried by hand, and the keys that go to
// what is being tried.
#include "app/internal.h"
#include "base/log.h"
#include "ready/gather.h"

static bool is_of_report(enum staff_place place)
{
    return place == STAFF_READY || place == STAFF_TRIALS || place == STAFF_TRIAL;
}

static struct ready_screen screen_of(const struct app *app)
{
    return (struct ready_screen){true, app->options.w, app->options.h, app->options.jack};
}

static void add_languages(const struct app *app, struct ready_known *known)
{
    const struct config *config = app->options.config;
    for (int i = 0; i < config->language_count; i++) {
        const struct messages *messages = app->options.languages[i];
        if (messages) // NULL is French
            known->languages[known->language_count++] =
                (struct ready_language){config->languages[i], true, messages->native_checked};
    }
}

static struct ready_known known_of(struct app *app, struct moment now)
{
    const struct config *config = app->options.config;
    struct ready_known known = {.zone = app->options.zone,
                                .now_s = now.wall_s,
                                .clock_trusted = now.wall_trusted,
                                .screen = screen_of(app),
                                .pin = true}; // who is here gave it
    if (config->printer[0]) known.printer = app_has_printer(app) ? READY_PRINTER_SEEN : READY_PRINTER_SILENT;
    add_languages(app, &known);
    ready_gather(config, app_has_store(app) ? app->store : NULL, &known);
    return known;
}

void app_read_ready(struct app *app, struct moment now)
{
    if (!is_of_report(app->staff.place)) return;
    struct ready_known known = known_of(app, now);
    ready_make(&known, &app->facts.ready);
    app->facts.pixels = ready_pixels(&known.screen, known.w_mm, known.h_mm);
}

struct str app_ready_page(struct app *app, struct moment now, char *to, size_t cap)
{
    const struct config *config = app->options.config;
    struct ready_known known = known_of(app, now);
    struct ready ready;
    struct buf page = buf_init(to, cap);
    ready_make(&known, &ready);
    ready_page_write(&page, &(struct ready_page){.place = config->place,
                                                 .address = config->address,
                                                 .zone = app->options.zone,
                                                 .now_s = now.wall_s,
                                                 .clock_trusted = now.wall_trusted,
                                                 .ready = &ready});
    return page.full ? STR("") : buf_str(&page);
}

// For the printed page, which is made where there is no screen.
void app_keep_panel(struct app *app)
{
    const struct store_panel panel = {app->options.w, app->options.h, app->options.jack};
    if (app->panel_kept || !is_of_report(app->staff.place)) return;
    err_t err = app_has_store(app) ? store_keep_panel(app->store, &panel) : ERR_IO;
    if (err) log_event(LOG_STORE_FAILED, err, 0);
    app->panel_kept = true; // or not, and then not again at every turn
}

void app_keep_trial(struct app *app, struct moment now)
{
    const struct trial_result *judged = &app->staff.judged;
    const struct store_trial trial = {(int)app->staff.trying, judged->good, judged->value,
                                      now.wall_trusted ? now.wall_s : 0};
    err_t err = app_has_store(app) ? OK : ERR_IO;
    if (!err && !app->faults.forget_trials) err = store_keep_trial(app->store, &trial);
    if (err) log_event(LOG_STORE_FAILED, err, 0);
    app_staff_event(app, now, (struct staff_event){.kind = err ? STAFF_EVENT_NOT_DONE : STAFF_EVENT_DONE});
}

// --- keys that are tried

static enum trial_key pointed(enum ui_input_kind kind)
{
    switch (kind) {
    case UI_NEXT: return TRIAL_TAB;
    case UI_PREVIOUS: return TRIAL_BACK_TAB;
    case UI_LEFT: return TRIAL_LEFT;
    case UI_RIGHT: return TRIAL_RIGHT;
    case UI_ABOVE: return TRIAL_UP;
    case UI_BELOW: return TRIAL_DOWN;
    case UI_CHOOSE: return TRIAL_ENTER;
    case UI_ESCAPE: return TRIAL_ESCAPE;
    case UI_DOWN:
    case UI_MOVE:
    case UI_UP: break;
    }
    return TRIAL_KEY_COUNT; // a finger
}

static enum trial_key key_of(const struct app_input *input)
{
    switch (input->kind) {
    case APP_POINT: return pointed(input->ui.kind);
    case APP_TYPED: return trial_key_typed(input->typed);
    case APP_ERASE: return TRIAL_ERASE;
    case APP_REPEAT: return TRIAL_REPEAT;
    case APP_SOFTER: return TRIAL_SOFTER;
    case APP_LOUDER: return TRIAL_LOUDER;
    case APP_HUSH:
    case APP_FASTER:
    case APP_SLOWER:
    case APP_KNOCK: break;
    }
    return TRIAL_OTHER;
}

bool app_trial_takes(struct app *app, struct moment now, const struct app_input *input)
{
    enum trial_key key = key_of(input);
    struct staff_event event = {.kind = STAFF_EVENT_PRESSED, .pressed = key};
    if (app->staff.place != STAFF_TRIAL || key == TRIAL_KEY_COUNT) return false;
    if (input->kind == APP_TYPED) event.code = input->typed;
    if (key == TRIAL_ENTER) event.code = '\n';
    if (app_staff_event(app, now, event) != STAFF_DO_SWALLOW) return false;
    app->sound.behind = true;
    return true;
}
