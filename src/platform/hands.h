// Touch, mouse and keys as one stream of screen events. A mouse is finger 0.
#pragma once

#include <SDL.h>

#include "platform/screen.h"

struct hands {
    uint32_t typed[SDL_TEXTINPUTEVENT_TEXT_SIZE]; // code points of one SDL event not yet told; wiped as told
    int typed_first, typed_count;
    bool mouse_down;
    int64_t last_ms; // when the last event came
    bool polls;      // SDL has no real wait on this video driver
};

// Before SDL_Init: what SDL shall do with touch, signals and the screen saver.
void hands_ask_sdl(void);
void hands_init(struct hands *hands); // after SDL_Init
// As screen_wait; `w` and `h` are what a finger's 0..1 stands for.
bool hands_wait(struct hands *hands, int w, int h, int64_t timeout_ms, struct screen_event *ret_event);
// Zeroes what was typed or touched, here and in SDL's queue.
void hands_forget(struct hands *hands);
