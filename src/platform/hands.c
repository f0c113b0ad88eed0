#include "platform/hands.h"

#include <string.h>

#include "base/utf8.h"
#include "base/wipe.h"

enum {
    POLL_BUSY_MS = 4,     // between looks while somebody is touching: a tap shows in the next frame
    POLL_IDLE_MS = 25,    // else: 40 looks a second cost nothing to be seen, and nobody feels 25 ms
    BUSY_FOR_MS = 4000,   // after the last event
    WAIT_MAX_MS = 1000,   // a signal between SDL's look and its sleep is seen after this at the latest
    EVENTS_RECYCLED = 512 // events that SDL keeps for reuse: more than one turn ever brings
};

void hands_ask_sdl(void)
{
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1"); // the house decides, not the bus
}

void hands_init(struct hands *hands)
{
    static const char *const wait_themselves[] = {"x11", "wayland"};
    const char *driver = SDL_GetCurrentVideoDriver();
    *hands = (struct hands){.polls = true};
    for (size_t i = 0; driver && i < SDL_arraysize(wait_themselves); i++)
        if (strcmp(driver, wait_themselves[i]) == 0) hands->polls = false;
}

static bool touched(const SDL_TouchFingerEvent *e, int w, int h, enum screen_event_kind kind,
                    struct screen_event *ret_event)
{
    *ret_event = (struct screen_event){
        .kind = kind, .finger = e->fingerId, .x = (int)(e->x * (float)w), .y = (int)(e->y * (float)h)};
    return true;
}

static bool pointed(enum screen_event_kind kind, int x, int y, struct screen_event *ret_event)
{
    *ret_event = (struct screen_event){.kind = kind, .x = x, .y = y};
    return true;
}

static bool clicked(struct hands *hands, const SDL_MouseButtonEvent *e, struct screen_event *ret_event)
{
    if (e->button != SDL_BUTTON_LEFT || e->which == SDL_TOUCH_MOUSEID) return false;
    hands->mouse_down = e->state == SDL_PRESSED;
    return pointed(hands->mouse_down ? SCREEN_TOUCH_DOWN : SCREEN_TOUCH_UP, e->x, e->y, ret_event);
}

static bool moved(const struct hands *hands, const SDL_MouseMotionEvent *e, struct screen_event *ret_event)
{
    if (!hands->mouse_down || e->which == SDL_TOUCH_MOUSEID) return false;
    return pointed(SCREEN_TOUCH_MOVE, e->x, e->y, ret_event);
}

static bool key_of(const SDL_KeyboardEvent *e, enum screen_key *ret_key)
{
    switch (e->keysym.sym) {
    case SDLK_TAB: *ret_key = e->keysym.mod & KMOD_SHIFT ? SCREEN_PREVIOUS : SCREEN_NEXT; return true;
    case SDLK_LEFT: *ret_key = SCREEN_LEFT; return true;
    case SDLK_RIGHT: *ret_key = SCREEN_RIGHT; return true;
    case SDLK_UP: *ret_key = SCREEN_ABOVE; return true;
    case SDLK_DOWN: *ret_key = SCREEN_BELOW; return true;
    case SDLK_RETURN:
    case SDLK_KP_ENTER: *ret_key = SCREEN_CHOOSE; return true;
    case SDLK_ESCAPE:
    case SDLK_AC_BACK: *ret_key = SCREEN_ESCAPE; return true;
    case SDLK_F1:
    case SDLK_HELP: *ret_key = SCREEN_REPEAT; return true;
    case SDLK_F2:
    case SDLK_VOLUMEDOWN: *ret_key = SCREEN_SOFTER; return true;
    case SDLK_F3:
    case SDLK_VOLUMEUP: *ret_key = SCREEN_LOUDER; return true;
    case SDLK_F4: *ret_key = SCREEN_SLOWER; return true;
    case SDLK_F5: *ret_key = SCREEN_FASTER; return true;
    case SDLK_F6:
    case SDLK_AUDIOMUTE: *ret_key = SCREEN_HUSH; return true;
    case SDLK_F12: *ret_key = SCREEN_STAFF; return true;
    case SDLK_BACKSPACE: *ret_key = SCREEN_ERASE; return true;
    default: return false;
    }
}

// A key that is held moves and erases again and again, but chooses and leaves once.
static bool pressed(const SDL_KeyboardEvent *e, struct screen_event *ret_event)
{
    enum screen_key key;
    if (!key_of(e, &key) ||
        (e->repeat && (key == SCREEN_CHOOSE || key == SCREEN_ESCAPE || key == SCREEN_STAFF)))
        return false;
    *ret_event = (struct screen_event){.kind = SCREEN_KEY, .key = key};
    return true;
}

static bool next_typed(struct hands *hands, struct screen_event *ret_event)
{
    if (hands->typed_first == hands->typed_count) return false;
    uint32_t *code = &hands->typed[hands->typed_first++];
    *ret_event = (struct screen_event){.kind = SCREEN_TYPED, .typed = *code};
    wipe(code, sizeof *code);
    return true;
}

static bool typed(struct hands *hands, const SDL_TextInputEvent *e, struct screen_event *ret_event)
{
    hands->typed_first = hands->typed_count = 0;
    for (struct str rest = str_from(e->text); rest.n;)
        hands->typed[hands->typed_count++] = utf8_next(&rest);
    return next_typed(hands, ret_event);
}

static bool window_changed(const SDL_WindowEvent *e, struct screen_event *ret_event)
{
    bool resized = e->event == SDL_WINDOWEVENT_SIZE_CHANGED;
    if (!resized && e->event != SDL_WINDOWEVENT_EXPOSED) return false;
    *ret_event = (struct screen_event){.kind = resized ? SCREEN_RESIZED : SCREEN_EXPOSED};
    return true;
}

static bool told(enum screen_event_kind kind, struct screen_event *ret_event)
{
    *ret_event = (struct screen_event){.kind = kind};
    return true;
}

// False for everything that is of no concern to a kiosk.
static bool translate(struct hands *hands, const SDL_Event *e, int w, int h, struct screen_event *ret_event)
{
    switch (e->type) {
    case SDL_FINGERDOWN: return touched(&e->tfinger, w, h, SCREEN_TOUCH_DOWN, ret_event);
    case SDL_FINGERMOTION: return touched(&e->tfinger, w, h, SCREEN_TOUCH_MOVE, ret_event);
    case SDL_FINGERUP: return touched(&e->tfinger, w, h, SCREEN_TOUCH_UP, ret_event);
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP: return clicked(hands, &e->button, ret_event);
    case SDL_MOUSEMOTION: return moved(hands, &e->motion, ret_event);
    case SDL_KEYDOWN: return pressed(&e->key, ret_event);
    case SDL_TEXTINPUT: return typed(hands, &e->text, ret_event);
    case SDL_WINDOWEVENT: return window_changed(&e->window, ret_event);
    case SDL_QUIT: return told(SCREEN_QUIT, ret_event);
    default: return false;
    }
}

static int64_t now_ms(void)
{
    return (int64_t)SDL_GetTicks64();
}

static int64_t at_most(int64_t ms, int64_t limit)
{
    return ms < 0 || ms > limit ? limit : ms;
}

// One SDL event, or false after `left_ms` or a good while, whichever is sooner.
static bool next_event(struct hands *hands, int64_t left_ms, SDL_Event *ret_event)
{
    if (!hands->polls) return SDL_WaitEventTimeout(ret_event, (int)at_most(left_ms, WAIT_MAX_MS));
    if (SDL_PollEvent(ret_event)) return true;
    int64_t pause = now_ms() - hands->last_ms < BUSY_FOR_MS ? POLL_BUSY_MS : POLL_IDLE_MS;
    SDL_Delay((uint32_t)at_most(left_ms, pause));
    return false;
}

bool hands_wait(struct hands *hands, int w, int h, int64_t timeout_ms, struct screen_event *ret_event)
{
    int64_t end = timeout_ms < 0 ? -1 : now_ms() + timeout_ms;
    if (next_typed(hands, ret_event)) return true;
    for (;;) {
        SDL_Event event;
        int64_t left = end < 0 ? -1 : end - now_ms();
        bool came = next_event(hands, end >= 0 && left < 0 ? 0 : left, &event);
        if (came) hands->last_ms = now_ms();
        bool told_one = came && translate(hands, &event, w, h, ret_event);
        if (came) wipe(&event, sizeof event);
        if (told_one) return true;
        if (!came && end >= 0 && now_ms() >= end) return false;
    }
}

// SDL keeps used events, with the keys and places in them, to use them again: they are used again here.
static void overwrite_queue(void)
{
    SDL_Event blank = {.type = SDL_USEREVENT};
    for (int i = 0; i < EVENTS_RECYCLED; i++)
        SDL_PeepEvents(&blank, 1, SDL_ADDEVENT, SDL_USEREVENT, SDL_USEREVENT);
    SDL_FlushEvent(SDL_USEREVENT);
}

void hands_forget(struct hands *hands)
{
    wipe(hands->typed, sizeof hands->typed);
    hands->typed_first = hands->typed_count = 0;
    overwrite_queue();
}
