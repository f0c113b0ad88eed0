// The panel is dark in the hours that rebond.ini names, while nobody is there.
#include "app/internal.h"

enum { LIT_MS = 120 * 1000 }; // after a touch: time to read the first screen and to come nearer

// In a visit, in staff mode and while something is said nobody's screen goes dark; a pause is for nobody.
static bool nobody_is_there(const struct app *app)
{
    const struct flow *flow = &app->flow;
    return flow->place == FLOW_ATTRACT && flow->panel == PANEL_NONE && !flow->warning && !app->training &&
           !staff_is_here(&app->staff) && !sound_speaks(app);
}

bool app_is_dark(const struct app *app)
{
    return app->dark;
}

void app_light(struct app *app, struct moment now)
{
    app->lit_until_ms = now.mono_ms + LIT_MS;
}

void app_dark_turn(struct app *app, struct moment now)
{
    struct flow_world world = app_world(app, now);
    bool dark = flow_is_off_hours(&world) && nobody_is_there(app) && now.mono_ms >= app->lit_until_ms;
    if (dark == app->dark) return;
    app->dark = dark;
    app->stale = true;
    app->fingerprint = 0;
}

// A key is another matter than a touch: it presses nothing that cannot be seen, and who uses keys may never
// see the screen, so it does what it would do in the light.
bool app_dark_takes(struct app *app, struct moment now, const struct app_input *input)
{
    bool was_dark = app->dark;
    bool touch = input->kind == APP_POINT &&
                 (input->ui.kind == UI_DOWN || input->ui.kind == UI_MOVE || input->ui.kind == UI_UP);
    app_light(app, now);
    if (!was_dark) return false;
    app_dark_turn(app, now);
    ui_new_screen(&app->memory, now.mono_ms);
    return touch;
}

int64_t app_dark_deadline(const struct app *app, struct moment now)
{
    struct flow_world world = app_world(app, now);
    int64_t change_ms = flow_off_hours_change(&world);
    bool waits = !app->dark && flow_is_off_hours(&world) && nobody_is_there(app);
    return waits && app->lit_until_ms < change_ms ? app->lit_until_ms : change_ms;
}
