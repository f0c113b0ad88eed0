// A pause is written down when it begins and read again by the next start of this program
// (booking/pause.h). What cannot be written down again is not gone on with: it might never end.
#include "app/internal.h"
#include "base/log.h"

enum { AGAIN_MS = 10 * 1000 }; // when the store cannot be read

static err_t keep(struct app *app, struct pause pause)
{
    if (app->faults.forget_pause) return OK;
    err_t err = app_has_store(app) ? store_keep_pause(app->store, pause) : ERR_IO;
    if (err) log_event(LOG_STORE_FAILED, err, 0);
    return err;
}

void app_pause_begin(struct app *app, struct moment now)
{
    struct pause pause = pause_begin(app->staff.paused_until_ms - now.mono_ms, now);
    err_t err = keep(app, pause);
    (void)err; // it holds until this program ends
    app->pause_waits = false;
}

void app_pause_end(struct app *app)
{
    err_t err = keep(app, (struct pause){0});
    (void)err; // it ends by itself after a restart, too
    app->pause_waits = false;
}

static void obey(struct app *app, struct moment now, int64_t left_ms)
{
    app_staff_event(app, now, (struct staff_event){.kind = STAFF_EVENT_PAUSED, .wait_ms = left_ms});
}

static void restore(struct app *app, struct moment now)
{
    struct pause kept;
    app->pause_again_ms = now.mono_ms + AGAIN_MS;
    if (!app_has_store(app)) return;
    app->pause_read = true;
    err_t err = store_get_pause(app->store, &kept);
    if (err) log_event(LOG_STORE_FAILED, err, 0);
    if (err || !kept.left_ms) return;
    app->pause = app->faults.endless_pause ? kept : pause_restart(kept, now);
    err = keep(app, app->pause);
    if (err || !app->pause.left_ms) return;
    app->pause_waits = app->pause.until_s && !now.wall_trusted;
    obey(app, now, app->pause.left_ms);
}

// Not while a visitor is there: what they are doing goes on.
void app_pause_turn(struct app *app, struct moment now)
{
    bool nobody = app->flow.place == FLOW_ATTRACT && !staff_is_here(&app->staff);
    if (!app->pause_read && nobody && now.mono_ms >= app->pause_again_ms) restore(app, now);
    if (!app->pause_waits || !pause_is_told(app->pause, now)) return;
    app->pause_waits = false;
    if (app->staff.paused_until_ms) obey(app, now, pause_left_by_wall(app->pause, now.wall_s));
}
