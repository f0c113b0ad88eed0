// Says where a visitor touches the screen of the card, visit after visit: one line a touch, "x y words".
// Where things are it knows from the same program without a window, of the same size, with the same fonts and
// configuration.
//   taps --config FILE --state FOLDER --size WxH [--visits N] [--voice]
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "main/load.h"
#include "platform/clock.h"
#include "platform/entropy.h"
#include "platform/files.h"
#include "platform/screen.h"
#include "platform/voice.h"
#include "seal/seal.h"

struct twin {
    const char *config_path, *state;
    int w, h, visits;
    bool voiced;
    struct config config;
    struct zone zone;
    struct moment now;
    struct screen *screen;
    struct voice *voice;
    struct app *app;
    struct app_options options;
    struct files_port files;
};

static void give_up(const char *why)
{
    fprintf(stderr, "taps: %s\n", why);
    exit(1);
}

static struct store *open_twin_store(void *self)
{
    struct twin *twin = self;
    struct store *store = NULL;
    return load_store(twin->state, &twin->files, &store) == OK ? store : NULL;
}

static void nothing(void *self)
{
    (void)self;
}

// A screen with a voice has a button more; a machine without a sound card has none.
static struct speech_port voice_of_twin(struct twin *twin)
{
    return twin->voiced && voice_open(&twin->voice) == OK ? voice_port(twin->voice) : (struct speech_port){0};
}

static void turn(struct twin *twin, int64_t ms)
{
    const struct draw_list *list;
    twin->now.mono_ms += ms;
    for (int i = 0; i < 2; i++) { // what is saved is saved after its picture was drawn
        app_tick(twin->app, twin->now);
        (void)app_draw(twin->app, twin->now, &list);
        app_after_draw(twin->app, twin->now);
    }
    (void)app_draw(twin->app, twin->now, &list);
}

static void open_twin(struct twin *twin)
{
    struct system_clock clock = clock_init(true);
    if (seal_init() != OK) give_up("no cryptography");
    if (!load_config("taps", twin->config_path, &twin->config, &twin->zone)) give_up("no configuration");
    twin->files = files_system();
    twin->now = clock_now(&clock);
    if (screen_open_hidden(twin->w, twin->h, &twin->screen) != OK) give_up(screen_problem());
    twin->options = (struct app_options){.config = &twin->config,
                                         .zone = &twin->zone,
                                         .w = twin->w,
                                         .h = twin->h,
                                         .ports = {.entropy = entropy_system(),
                                                   .text = screen_text(twin->screen),
                                                   .speech = voice_of_twin(twin),
                                                   .self = twin,
                                                   .open_store = open_twin_store,
                                                   .nudge = nothing,
                                                   .forget = nothing}};
    if (app_open(&twin->options, twin->now, &twin->app) != OK) give_up("no memory");
    turn(twin, 700);
}

static const struct ui_node *find(const struct twin *twin, enum flow_action action, int32_t arg, bool any)
{
    const struct ui_tree *tree = app_tree(twin->app);
    for (int i = 0; i < tree->count; i++) {
        struct ui_action have = tree->nodes[i].spec.action;
        if (have.kind == action && (any || have.arg == arg)) return &tree->nodes[i];
    }
    return NULL;
}

// The next look at the screen is `ms` later: nothing here waits.
static void touch(struct twin *twin, const char *words, enum flow_action action, int32_t arg, bool any)
{
    const struct ui_node *node = find(twin, action, arg, any);
    struct app_input input = {.kind = APP_POINT, .ui = {.kind = UI_DOWN}};
    if (!node) {
        fprintf(stderr, "taps: nothing to touch for %s\n", words);
        exit(1);
    }
    input.ui.x = node->box.x + node->box.w / 2;
    input.ui.y = node->box.y + node->box.h / 2;
    printf("%d %d %s\n", input.ui.x, input.ui.y, words);
    app_take_input(twin->app, twin->now, &input);
    input.ui.kind = UI_UP;
    app_take_input(twin->app, twin->now, &input);
    turn(twin, 700);
}

static void type(struct twin *twin, const char *text)
{
    for (; *text; text++) {
        if (!find(twin, FLOW_TYPED, *text, false)) touch(twin, "shift", FLOW_SHIFT, 0, true);
        touch(twin, "letter", FLOW_TYPED, *text, false);
    }
}

static void choose_slot(struct twin *twin)
{
    touch(twin, "day", FLOW_DAY_CHOSEN, 0, true);
    touch(twin, "time", FLOW_SLOT_CHOSEN, 0, true);
}

static void visit(struct twin *twin, const char *name)
{
    touch(twin, "start", FLOW_START, 0, true);
    touch(twin, "need", FLOW_DOOR, DOOR_NEED, false);
    touch(twin, "tile", FLOW_NEED, 6, false);
    touch(twin, "next", FLOW_NEXT, 0, true);
    touch(twin, "appointment", FLOW_WISHED, ITEM_APPOINTMENT, false);
    choose_slot(twin);
    if (app_flow(twin->app)->choosing == 1) choose_slot(twin);
    type(twin, name);
    touch(twin, "next", FLOW_NEXT, 0, true);
    touch(twin, "sms", FLOW_CONTACT_CHOSEN, CONTACT_SMS, false);
    type(twin, "0692123456");
    touch(twin, "next", FLOW_NEXT, 0, true);
    touch(twin, "mine", FLOW_SAFE_CHOSEN, SAFE_MINE, false);
    touch(twin, "age", FLOW_AGE_CHOSEN, AGE_18_25, false);
    touch(twin, "confirm", FLOW_CONFIRM, 0, true);
    turn(twin, FLOW_NETWORK_MS + 100);
    touch(twin, "finish", FLOW_FINISH, 0, true);
}

int main(int argc, char **argv)
{
    static struct twin twin = {.state = ".", .visits = 1};
    static const struct option options[] = {
        {"config", required_argument, NULL, 'c'}, {"state", required_argument, NULL, 's'},
        {"size", required_argument, NULL, 'z'},   {"visits", required_argument, NULL, 'n'},
        {"voice", no_argument, NULL, 'v'},        {0}};
    int option;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'c') twin.config_path = optarg;
        if (option == 's') twin.state = optarg;
        if (option == 'n') twin.visits = atoi(optarg);
        if (option == 'v') twin.voiced = true;
        if (option == '?' || (option == 'z' && sscanf(optarg, "%4dx%4d", &twin.w, &twin.h) != 2)) return 2;
    }
    if (!twin.config_path || twin.w < 1 || twin.h < 1)
        give_up("wants --config FILE --state FOLDER --size WxH");
    open_twin(&twin);
    for (int i = 0; i < twin.visits; i++)
        visit(&twin, "Nadia");
    app_close(twin.app);
    voice_close(twin.voice);
    screen_close(twin.screen);
    return 0;
}
