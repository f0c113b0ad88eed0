#include "harness/twin.h"

#include <stdio.h>
#include <stdlib.h>

#include "main/load.h"
#include "platform/clock.h"
#include "platform/entropy.h"
#include "seal/seal.h"

void twin_give_up(const struct twin *twin, const char *why)
{
    fprintf(stderr, "%s: %s\n", twin->program, why);
    exit(1);
}

static void nothing(void *self)
{
    (void)self;
}

void twin_prepare(struct twin *twin)
{
    struct system_clock clock = clock_init(true);
    if (seal_init() != OK) twin_give_up(twin, "no cryptography");
    struct config_mistakes mistakes;
    if (load_config(twin->program, twin->config_path, &twin->config, &twin->zone, &mistakes) != LOAD_USABLE)
        twin_give_up(twin, "no configuration");
    twin->files = files_system();
    twin->now = clock_now(&clock);
}

static struct speech_port voice_of(struct twin *twin, bool voiced)
{
    return voiced && voice_open(&twin->voice) == OK ? voice_port(twin->voice) : (struct speech_port){0};
}

void twin_open(struct twin *twin, bool voiced, struct store *(*store)(void *self), void *self)
{
    if (screen_open_hidden(twin->w, twin->h, &twin->screen) != OK) twin_give_up(twin, screen_problem());
    twin->options = (struct app_options){.config = &twin->config,
                                         .zone = &twin->zone,
                                         .w = twin->w,
                                         .h = twin->h,
                                         .ports = {.entropy = entropy_system(),
                                                   .text = screen_text(twin->screen),
                                                   .speech = voice_of(twin, voiced),
                                                   .printer = twin->printer,
                                                   .self = self,
                                                   .open_store = store,
                                                   .nudge = nothing,
                                                   .read_pin = twin->read_pin,
                                                   .forget = nothing}};
    if (app_open(&twin->options, twin->now, &twin->app) != OK) twin_give_up(twin, "no memory");
}

void twin_close(struct twin *twin)
{
    app_close(twin->app);
    voice_close(twin->voice);
    screen_close(twin->screen);
}

void twin_turn(struct twin *twin, int64_t ms)
{
    const struct draw_list *list;
    twin->now.mono_ms += ms;
    app_tick(twin->app, twin->now);
    (void)app_draw(twin->app, twin->now, &list);
    app_after_draw(twin->app, twin->now);
    (void)app_draw(twin->app, twin->now, &list);
}

const struct ui_node *twin_find(const struct twin *twin, enum flow_action action, int32_t arg, bool any)
{
    const struct ui_tree *tree = app_tree(twin->app);
    for (int i = 0; i < tree->count; i++) {
        struct ui_action have = tree->nodes[i].spec.action;
        if (have.kind == action && (any || have.arg == arg)) return &tree->nodes[i];
    }
    return NULL;
}

void twin_touch_at(struct twin *twin, int x, int y)
{
    struct app_input input = {.kind = APP_POINT, .ui = {.kind = UI_DOWN, .x = x, .y = y}};
    app_take_input(twin->app, twin->now, &input);
    input.ui.kind = UI_UP;
    app_take_input(twin->app, twin->now, &input);
}

void twin_touch(struct twin *twin, const struct ui_node *node, int *ret_x, int *ret_y)
{
    *ret_x = node->box.x + node->box.w / 2;
    *ret_y = node->box.y + node->box.h / 2;
    twin_touch_at(twin, *ret_x, *ret_y);
}
