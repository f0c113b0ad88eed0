// The figures: sums in memory until they are those of several visits, then into the store, while nobody is
// there.
#include "app/internal.h"
#include "base/log.h"

enum { AGAIN_MS = 10 * 60 * 1000 }; // after a disk that would not

void app_count(struct app *app, const struct tally *tally)
{
    struct tally visit = *tally;
    if (app->flow.place == FLOW_MINOR) visit.stop = STOP_YOUNG;
    tally_add(&visit, app->figures);
}

static bool is_time(const struct app *app, struct moment now)
{
    return app->figures[FIGURE_VISITS] >= FIGURES_BATCH && app->flow.place == FLOW_ATTRACT &&
           now.wall_trusted && now.mono_ms >= app->figures_again_ms;
}

void app_keep_figures(struct app *app, struct moment now)
{
    char ids[FIGURE_COUNT][FIGURE_ID];
    struct figure_sum sums[FIGURE_COUNT];
    if (!is_time(app, now)) return;
    app->figures_again_ms = now.mono_ms + AGAIN_MS;
    if (!app_has_store(app)) return;
    for (int i = 0; i < FIGURE_COUNT; i++) {
        figure_id(i, ids[i]);
        sums[i] = (struct figure_sum){ids[i], app->figures[i]};
    }
    int week = figure_week(zone_local_day(app->options.zone, now.wall_s));
    err_t err = figures_add(app->store, week, sums, FIGURE_COUNT);
    if (err) {
        log_event(LOG_FIGURES_NOT_KEPT, err, 0);
        return;
    }
    for (int i = 0; i < FIGURE_COUNT; i++)
        app->figures[i] = 0;
    app->figures_again_ms = 0;
}
