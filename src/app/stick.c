#include "app/stick.h"

#include "app/internal.h"
#include "base/wipe.h"
#include "export/export.h"

enum { ASK_AGAIN_MS = 1000 };

void app_stick_attach(struct app *app, const struct app_stick_ports *ports)
{
    app->stick.ports = *ports;
}

bool app_stick_is_there(const struct app *app)
{
    return str_eq(str_from(app->stick.word), STR("ready"));
}

static bool ended_well(const struct collect *seen)
{
    return seen->end == COLLECT_ALL || seen->end == COLLECT_SOME || seen->end == COLLECT_NOTHING;
}

// The run is over: the folder is closed, and rebond-stick is asked to let go of it.
static void close_run(struct app *app, struct moment now)
{
    struct app_stick *stick = &app->stick;
    stick->seen = *export_state(stick->run);
    export_close(stick->run);
    stick->run = NULL;
    wipe(&stick->key, sizeof stick->key);
    stick->ports.close(stick->ports.self);
    stick->letting_go = ended_well(&stick->seen) && app_stick_is_there(app);
    if (stick->letting_go) stick->ports.let_go(stick->ports.self);
    stick->ask_ms = now.mono_ms + ASK_AGAIN_MS;
    app->stale = true;
}

void app_take_stick(struct app *app, struct moment now, struct str word)
{
    struct app_stick *stick = &app->stick;
    if (str_copy(word, stick->word, sizeof stick->word)) stick->word[0] = '\0';
    stick->letting_go = stick->letting_go && app_stick_is_there(app);
    if (stick->run && !app_stick_is_there(app)) {
        export_pull(stick->run);
        close_run(app, now);
    }
    // The next stick is a new beginning; one that was pulled out too early is still told of.
    if (app_stick_is_there(app) && !stick->letting_go && ended_well(&stick->seen))
        stick->seen = (struct collect){0};
    app->stale = true;
    app_key_look(app, now);
}

void app_stick_allow(struct app *app, struct moment now, bool allowed)
{
    if (!allowed) app_stick_stop(app, now);
    if (!allowed) app->stick.seen = (struct collect){0};
    app->stick.allowed = allowed;
}

static bool can_start(const struct app *app)
{
    const struct app_stick *stick = &app->stick;
    return stick->allowed && stick->ports.open && !stick->run && !stick->letting_go &&
           app_stick_is_there(app);
}

static err_t open_run(struct app *app, struct moment now)
{
    struct app_stick *stick = &app->stick;
    struct export_options options = {
        .store = app->store, .key = &stick->key, .place = app->options.config->place, .wall_s = now.wall_s};
    err_t err = stick->ports.get_key(stick->ports.self, &stick->key);
    if (err) return err;
    err = stick->ports.open(stick->ports.self, &options.stick);
    if (err) return err;
    options.page = stick->ports.get_page(stick->ports.self);
    options.report = app_ready_page(app, now, stick->report, sizeof stick->report);
    err = export_open(&options, &stick->run);
    if (err) stick->ports.close(stick->ports.self);
    return err;
}

bool app_stick_start(struct app *app, struct moment now)
{
    if (!can_start(app) || !app_has_store(app)) return false;
    err_t err = open_run(app, now);
    app->stick.seen = (struct collect){.end = err ? COLLECT_UNKEPT : COLLECT_RUNNING};
    app->stale = true;
    return err == OK;
}

void app_stick_stop(struct app *app, struct moment now)
{
    if (!app->stick.run) return;
    export_stop(app->stick.run);
    close_run(app, now);
}

void app_stick_turn(struct app *app, struct moment now)
{
    struct app_stick *stick = &app->stick;
    if (stick->run) {
        if (!export_turn(stick->run)) close_run(app, now);
        app->stale = true;
    }
    if (!stick->letting_go || now.mono_ms < stick->ask_ms) return;
    stick->ports.let_go(stick->ports.self); // somebody had a file open on it
    stick->ask_ms = now.mono_ms + ASK_AGAIN_MS;
}

int64_t app_stick_deadline(const struct app *app, struct moment now)
{
    if (app->stick.run) return now.mono_ms;
    return app->stick.letting_go ? app->stick.ask_ms : MOMENT_NEVER;
}

void app_stick_finish(struct app *app)
{
    if (app->stick.run) app->stick.ports.close(app->stick.ports.self);
    export_close(app->stick.run);
}

static struct str words_of_state(const struct app *app)
{
    static const struct {
        const char *word, *sentence;
    } words[] = {
        {"", "Mettez une clé USB dans la borne."},
        {"ready", "La clé USB est prête."},
        {"out", "Vous pouvez retirer la clé USB."},
        {"locked", "Cette clé USB est chiffrée : la borne ne peut pas y écrire. Mettez une autre clé."},
        {"empty", "Cette clé USB n'est pas formatée. Mettez une autre clé."},
        {"several",
         "Cette clé USB a plusieurs parties : la borne ne sait pas laquelle prendre. Mettez une autre clé."},
        {"in-use", "Cette clé USB sert déjà à autre chose. Mettez une autre clé."},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq(str_from(app->stick.word), str_from(words[i].word))) return str_from(words[i].sentence);
    return STR("La borne ne sait pas lire cette clé USB. Mettez une autre clé.");
}

static void add_words(struct buf *to, const struct app *app, const struct collect *seen)
{
    const struct app_stick *stick = &app->stick;
    if (stick->run || (seen->end != COLLECT_RUNNING && !stick->letting_go))
        collect_add_words(to, seen);
    else if (stick->letting_go)
        buf_add(to, STR("C'est copié et vérifié. Un instant encore : laissez la clé USB en place."));
    else
        buf_add(to, words_of_state(app));
}

void app_stick_look(const struct app *app, struct app_stick_view *ret_view)
{
    const struct app_stick *stick = &app->stick;
    const struct collect *seen = stick->run ? export_state(stick->run) : &stick->seen;
    struct app_stick_view view = {.can_start = can_start(app),
                                  .running = stick->run,
                                  .may_pull = !stick->run && !stick->letting_go,
                                  .end = seen->end,
                                  .waiting = seen->waiting,
                                  .copied = seen->written + seen->already,
                                  .left = seen->left};
    struct buf words = buf_init(view.words, sizeof view.words);
    collect_progress(seen, &view.done, &view.total);
    add_words(&words, app, seen);
    (void)buf_c(&words);
    *ret_view = view;
}

err_t app_stick_forget_collected(struct app *app, int64_t *ret_count)
{
    const struct config *config = app->options.config;
    int64_t all = 0;
    err_t err = app_has_store(app) ? OK : ERR_IO;
    for (int i = 0; i < config->partner_count && !err; i++) {
        int64_t count = 0;
        if (config->partners[i].adapter == ADAPTER_LOCAL)
            err = collect_let_go(app->store, config->partners[i].id, &count);
        all += count;
    }
    if (!err) *ret_count = all;
    return err;
}
