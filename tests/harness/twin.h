// The same program without a window: where things are on a running kiosk's screen is learned from it, fed
// with the same touches, with the same fonts and the same configuration.
#pragma once

#include "app/app.h"
#include "platform/files.h"
#include "platform/screen.h"
#include "platform/voice.h"

struct twin {
    const char *program; // for what it says when it gives up
    const char *config_path;
    int w, h; // px
    struct config config;
    struct zone zone;
    struct moment now;
    struct screen *screen;
    struct voice *voice;
    struct app *app;
    bool (*read_pin)(void *self, char *to); // NULL: staff have none
    struct printer_port printer;            // all NULL: none
    struct app_options options;
    struct files_port files;
};

_Noreturn void twin_give_up(const struct twin *twin, const char *why);
// Configuration, clock and files; then the program itself. `store` is asked for with `self`. `voiced`: a
// screen with a voice has a button more.
void twin_prepare(struct twin *twin);
void twin_open(struct twin *twin, bool voiced, struct store *(*store)(void *self), void *self);
void twin_close(struct twin *twin);
// `ms` go by.
void twin_turn(struct twin *twin, int64_t ms);
// NULL: there is none. `any`: whatever its argument.
const struct ui_node *twin_find(const struct twin *twin, enum flow_action action, int32_t arg, bool any);
// Down and up at a point; what follows from it is the next turn's.
void twin_touch_at(struct twin *twin, int x, int y);
// ... in the middle of a node, which is told.
void twin_touch(struct twin *twin, const struct ui_node *node, int *ret_x, int *ret_y);
