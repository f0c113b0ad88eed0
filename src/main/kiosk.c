// rebond-kiosk: the screen program. Wiring and the wait, nothing else. It opens no network socket.
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "app/app.h"
#include "base/log.h"
#include "main/load.h"
#include "main/not_ready.h"
#include "main/out_of_order.h"
#include "main/ruler.h"
#include "main/usb.h"
#include "platform/clock.h"
#include "platform/entropy.h"
#include "platform/files.h"
#include "platform/jack.h"
#include "platform/log_stderr.h"
#include "platform/no_dump.h"
#include "platform/notify.h"
#include "platform/nudge.h"
#include "platform/printer.h"
#include "platform/read_file.h"
#include "platform/screen.h"
#include "platform/voice.h"
#include "seal/pin.h"
#include "seal/seal.h"

enum { CATALOGUE_BYTES = 512 << 10, ALIVE_MS = 5000, JACK_MS = 50 };

struct kiosk {
    const char *config_path, *given, *state, *assets, *run;
    struct screen_options window;
    struct config config;
    struct config_mistakes mistakes;
    struct zone zone;
    struct system_clock clock;
    struct files_port files;
    struct screen *screen;
    struct voice *voice; // NULL: nothing is read aloud
    struct jack jack;
    struct printer printer;
    bool plugged;
    struct usb usb;
    struct app *app;
    const char *status; // told last; NULL: nothing yet
    struct messages messages[LANGUAGE_COUNT];
    struct app_options options;
    bool quit, ruler, out_of_order;
};

static const char usage[] =
    "usage: rebond-kiosk [--config FILE] [--given FILE] [--state FOLDER] [--assets FOLDER] [--run FOLDER]\n"
    "                    [--window WxH] [--ruler | --out-of-order]\n"
    "  --config   default /etc/rebond/rebond.ini\n"
    "  --given    rebond.ini of a card when another is used in its place: its mistakes are shown,\n"
    "             default /run/rebond-card/given.ini\n"
    "  --state    where the database is, default /var/lib/rebond\n"
    "  --assets   where po/ is, default /usr/share/rebond\n"
    "  --run      where rebond-stick mounts a USB stick and says so, default /run/rebond\n"
    "  --window   a window of that size instead of the full screen\n"
    "  --ruler    a ruler of 50 mm and a grid to touch, for technicians; Escape ends it\n"
    "  --out-of-order  a still picture that says where to ask; needs no configuration\n";

static bool read_arguments(struct kiosk *kiosk, int argc, char **argv)
{
    static const struct option options[] = {
        {"config", required_argument, NULL, 'c'}, {"given", required_argument, NULL, 'g'},
        {"state", required_argument, NULL, 's'},  {"assets", required_argument, NULL, 'a'},
        {"run", required_argument, NULL, 'u'},    {"window", required_argument, NULL, 'w'},
        {"ruler", no_argument, NULL, 'r'},        {"out-of-order", no_argument, NULL, 'o'},
        {"help", no_argument, NULL, 'h'},         {0}};
    int option;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'c') kiosk->config_path = optarg;
        if (option == 'g') kiosk->given = optarg;
        if (option == 's') kiosk->state = optarg;
        if (option == 'a') kiosk->assets = optarg;
        if (option == 'u') kiosk->run = optarg;
        if (option == 'r') kiosk->ruler = true;
        if (option == 'o') kiosk->out_of_order = true;
        if (option == 'w') {
            kiosk->window.full_screen = false;
            if (sscanf(optarg, "%4dx%4d", &kiosk->window.w, &kiosk->window.h) != 2) return false;
        }
        if (option == '?' || option == 'h') return false;
    }
    return optind == argc;
}

static bool read_catalogue(const struct kiosk *kiosk, const char *language, const char *ending,
                           struct arena *arena, struct messages *ret_messages)
{
    static char bytes[CATALOGUE_BYTES];
    char path[LOAD_PATH], name[32];
    size_t n = 0;
    int line = 0;
    snprintf(name, sizeof name, "po/%s%s", language, ending);
    err_t err = load_path(path, kiosk->assets, name) ? read_file(path, bytes, sizeof bytes, &n) : ERR_FULL;
    if (err == OK) err = messages_parse((struct str){bytes, n}, arena, ret_messages, &line);
    if (err) fprintf(stderr, "%s:%d: this catalogue cannot be used: %s\n", path, line, err_name(err));
    return err == OK;
}

static char memory[LANGUAGE_COUNT + 1][CATALOGUE_BYTES];

// French is the source and has no catalogue.
static bool read_languages(struct kiosk *kiosk)
{
    static struct messages all;
    struct arena arena = arena_init(memory[LANGUAGE_COUNT], CATALOGUE_BYTES);
    if (!read_catalogue(kiosk, "rebond", ".pot", &arena, &all)) return false;
    for (int i = 0; i < kiosk->config.language_count; i++) {
        const char *language = kiosk->config.languages[i];
        struct messages *messages = &kiosk->messages[i];
        if (str_eq(str_from(language), STR("fr"))) continue;
        arena = arena_init(memory[i], CATALOGUE_BYTES);
        if (!read_catalogue(kiosk, language, ".po", &arena, messages)) return false;
        if (messages_complete(messages, &all, &arena)) return false;
        if (messages->missing) log_event(LOG_WORDS_MISSING, (int64_t)messages->missing, i);
        kiosk->options.languages[i] = messages;
    }
    return true;
}

static struct store *open_store(void *self)
{
    struct kiosk *kiosk = self;
    struct store *store = NULL;
    return load_store(kiosk->state, &kiosk->files, &store) == OK ? store : NULL;
}

static void send_nudge(void *self)
{
    struct kiosk *kiosk = self;
    nudge_send(kiosk->state);
}

static bool read_pin(void *self, char *to)
{
    const struct kiosk *kiosk = self;
    char path[LOAD_PATH];
    size_t n = 0;
    if (!load_path(path, kiosk->state, "staff-pin")) return false;
    if (read_file(path, to, SEAL_PIN_TEXT - 1, &n) != OK) return false;
    while (n > 0 && (to[n - 1] == '\n' || to[n - 1] == '\0'))
        n--;
    to[n] = '\0';
    return n > 0;
}

static void forget(void *self)
{
    struct kiosk *kiosk = self;
    screen_forget(kiosk->screen);
    voice_forget(kiosk->voice);
}

// A kiosk without sound is a kiosk all the same: its screens have no button for it.
static struct speech_port start_voice(struct kiosk *kiosk)
{
    err_t err = voice_open(&kiosk->voice);
    if (err != OK || !voice_has_device(kiosk->voice)) log_event(LOG_NO_VOICE, 0, 0);
    return err == OK ? voice_port(kiosk->voice) : (struct speech_port){0};
}

static bool open_screen(struct kiosk *kiosk)
{
    kiosk->window.rotation = kiosk->config.rotation; // 0 when there is no configuration
    if (screen_open(&kiosk->window, &kiosk->screen) == OK) return true;
    fprintf(stderr, "rebond-kiosk: %s\n", screen_problem());
    return false;
}

static bool read_config(struct kiosk *kiosk)
{
    enum load_found found =
        load_config("rebond-kiosk", kiosk->config_path, &kiosk->config, &kiosk->zone, &kiosk->mistakes);
    if (found == LOAD_USABLE) load_mistakes(kiosk->given, &kiosk->mistakes);
    return found == LOAD_USABLE;
}

static bool show_ruler(struct kiosk *kiosk)
{
    if (!read_config(kiosk)) return false;
    if (!open_screen(kiosk)) return false;
    ruler_run(kiosk->screen, &kiosk->config);
    screen_close(kiosk->screen);
    return true;
}

// For what is said when the configuration cannot be: as many languages as can be read.
static void read_all_languages(struct kiosk *kiosk, const struct messages *languages[LANGUAGE_COUNT])
{
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        const char *code = language_table[i].code;
        struct arena arena = arena_init(memory[i], CATALOGUE_BYTES);
        if (str_eq(str_from(code), STR("fr"))) continue;
        if (read_catalogue(kiosk, code, ".po", &arena, &kiosk->messages[i]))
            languages[i] = &kiosk->messages[i];
    }
}

// A place that never had a right rebond.ini: what a visitor left could not be promised to anybody, so nothing
// is taken, and whoever installs it reads why on the screen itself.
static bool show_not_ready(struct kiosk *kiosk)
{
    const struct messages *languages[LANGUAGE_COUNT] = {0};
    read_all_languages(kiosk, languages);
    if (!open_screen(kiosk)) return false;
    not_ready_run(kiosk->screen, &(struct not_ready){languages, LANGUAGE_COUNT, &kiosk->mistakes});
    screen_close(kiosk->screen);
    return true;
}

static bool show_out_of_order(struct kiosk *kiosk)
{
    const struct messages *languages[LANGUAGE_COUNT] = {0};
    read_all_languages(kiosk, languages);
    (void)read_config(kiosk); // which way the panel hangs, if that can be known
    if (!open_screen(kiosk)) return false;
    out_of_order_run(kiosk->screen, languages, LANGUAGE_COUNT);
    screen_close(kiosk->screen);
    return true;
}

static bool start(struct kiosk *kiosk)
{
    if (seal_init() != OK) return false;
    if (!read_languages(kiosk)) return false;
    if (!open_screen(kiosk)) return false;
    kiosk->clock = clock_init(kiosk->config.clock == CLOCK_TRUST);
    kiosk->files = files_system();
    kiosk->options.config = &kiosk->config;
    kiosk->options.zone = &kiosk->zone;
    kiosk->options.mistakes = kiosk->mistakes.count ? &kiosk->mistakes : NULL;
    kiosk->options.ports = (struct app_ports){
        entropy_system(),
        screen_text(kiosk->screen),
        start_voice(kiosk),
        printer_init(&kiosk->printer, kiosk->config.printer, (int)kiosk->config.printer_baud),
        kiosk,
        open_store,
        send_nudge,
        read_pin,
        forget};
    jack_look(&kiosk->jack, "/dev/input");
    kiosk->options.jack = kiosk->jack.count > 0;
    screen_size(kiosk->screen, &kiosk->options.w, &kiosk->options.h);
    if (app_open(&kiosk->options, clock_now(&kiosk->clock), &kiosk->app) != OK) return false;
    usb_init(&kiosk->usb, kiosk->run, kiosk->state, kiosk->assets);
    struct app_stick_ports ports = usb_ports(&kiosk->usb);
    app_stick_attach(kiosk->app, &ports);
    return true;
}

static void take_key(struct kiosk *kiosk, struct moment now, enum screen_key key)
{
    static const struct app_input inputs[] = {
        [SCREEN_NEXT] = {.ui.kind = UI_NEXT},     [SCREEN_PREVIOUS] = {.ui.kind = UI_PREVIOUS},
        [SCREEN_LEFT] = {.ui.kind = UI_LEFT},     [SCREEN_RIGHT] = {.ui.kind = UI_RIGHT},
        [SCREEN_ABOVE] = {.ui.kind = UI_ABOVE},   [SCREEN_BELOW] = {.ui.kind = UI_BELOW},
        [SCREEN_CHOOSE] = {.ui.kind = UI_CHOOSE}, [SCREEN_ESCAPE] = {.ui.kind = UI_ESCAPE},
        [SCREEN_ERASE] = {.kind = APP_ERASE},     [SCREEN_REPEAT] = {.kind = APP_REPEAT},
        [SCREEN_SOFTER] = {.kind = APP_SOFTER},   [SCREEN_LOUDER] = {.kind = APP_LOUDER},
        [SCREEN_SLOWER] = {.kind = APP_SLOWER},   [SCREEN_FASTER] = {.kind = APP_FASTER},
        [SCREEN_HUSH] = {.kind = APP_HUSH},       [SCREEN_STAFF] = {.kind = APP_KNOCK},
    };
    struct app_input input = inputs[key];
    app_take_input(kiosk->app, now, &input);
}

static void take_touch(struct kiosk *kiosk, struct moment now, const struct screen_event *event,
                       enum ui_input_kind kind)
{
    struct ui_input touch = {.kind = kind, .finger = event->finger, .x = event->x, .y = event->y};
    app_take_input(kiosk->app, now, &(struct app_input){.kind = APP_POINT, .ui = touch});
}

static void take(struct kiosk *kiosk, const struct screen_event *event)
{
    struct moment now = clock_now(&kiosk->clock);
    int w, h;
    switch (event->kind) {
    case SCREEN_TOUCH_DOWN: take_touch(kiosk, now, event, UI_DOWN); break;
    case SCREEN_TOUCH_MOVE: take_touch(kiosk, now, event, UI_MOVE); break;
    case SCREEN_TOUCH_UP: take_touch(kiosk, now, event, UI_UP); break;
    case SCREEN_KEY: take_key(kiosk, now, event->key); break;
    case SCREEN_TYPED:
        app_take_input(kiosk->app, now, &(struct app_input){.kind = APP_TYPED, .typed = event->typed});
        break;
    case SCREEN_RESIZED:
    case SCREEN_EXPOSED:
        screen_size(kiosk->screen, &w, &h);
        app_resize(kiosk->app, now, w, h);
        break;
    case SCREEN_QUIT: kiosk->quit = true; break;
    }
}

static int64_t wait_ms(const struct kiosk *kiosk)
{
    struct moment now = clock_now(&kiosk->clock);
    int64_t left = app_deadline(kiosk->app, now) - now.mono_ms;
    if (left < 0) return 0;
    if (kiosk->jack.count && left > JACK_MS) return JACK_MS; // a plug is not an event of the screen
    int64_t alive = notify_every_ms(), most = alive > 0 && alive < ALIVE_MS ? alive : ALIVE_MS;
    return left < most ? left : most;
}

// Draws first, then does the slow things.
static void show(struct kiosk *kiosk)
{
    const struct draw_list *list;
    app_tick(kiosk->app, clock_now(&kiosk->clock));
    if (!app_is_dark(kiosk->app)) screen_power(kiosk->screen, true);
    if (app_draw(kiosk->app, clock_now(&kiosk->clock), &list)) screen_show(kiosk->screen, list);
    if (app_is_dark(kiosk->app)) screen_power(kiosk->screen, false);
    app_after_draw(kiosk->app, clock_now(&kiosk->clock));
}

// An update waits for "attract" (kiosk-image/update).
static void tell_status(struct kiosk *kiosk)
{
    const char *status = app_status(kiosk->app);
    if (status != kiosk->status) notify_status(status);
    kiosk->status = status;
}

static void look_at_jack(struct kiosk *kiosk)
{
    bool plugged = jack_is_in(&kiosk->jack);
    if (plugged != kiosk->plugged) app_take_headphones(kiosk->app, clock_now(&kiosk->clock), plugged);
    kiosk->plugged = plugged;
}

static void turn(struct kiosk *kiosk)
{
    struct screen_event event;
    if (screen_wait(kiosk->screen, wait_ms(kiosk), &event)) {
        take(kiosk, &event);
        while (screen_wait(kiosk->screen, 0, &event))
            take(kiosk, &event);
    }
    look_at_jack(kiosk);
    voice_look(kiosk->voice);
    usb_look(&kiosk->usb, kiosk->app, clock_now(&kiosk->clock));
    show(kiosk);
    tell_status(kiosk);
    notify_alive();
}

int main(int argc, char **argv)
{
    static struct kiosk kiosk = {.config_path = "/etc/rebond/rebond.ini",
                                 .given = "/run/rebond-card/given.ini",
                                 .state = "/var/lib/rebond",
                                 .assets = "/usr/share/rebond",
                                 .run = "/run/rebond",
                                 .window = {.title = "Rebond", .full_screen = true, .w = 1280, .h = 800}};
    no_dump();
    log_to_stderr();
    if (!read_arguments(&kiosk, argc, argv)) {
        fputs(usage, stderr);
        return 2;
    }
    if (kiosk.out_of_order) return show_out_of_order(&kiosk) ? 0 : 1;
    if (kiosk.ruler) return show_ruler(&kiosk) ? 0 : 1;
    if (!read_config(&kiosk)) return show_not_ready(&kiosk) ? 0 : 1;
    if (!start(&kiosk)) return 1;
    log_event(LOG_STARTED, REBOND_VERSION_MAJOR, REBOND_VERSION_MINOR);
    show(&kiosk);
    tell_status(&kiosk);
    notify_ready(); // the picture is there
    while (!kiosk.quit)
        turn(&kiosk);
    notify_stopping();
    app_close(kiosk.app);
    printer_finish(&kiosk.printer);
    usb_finish(&kiosk.usb);
    jack_finish(&kiosk.jack);
    voice_close(kiosk.voice);
    screen_close(kiosk.screen);
    log_event(LOG_STOPPED, 0, 0);
    return 0;
}
