// The panel and the hands: one window, the events of touch, mouse and keys as one stream, and draw lists made
// to pixels. Everything of SDL stays below this header. One screen at a time; not for threads.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "port/draw.h"
#include "port/text.h"

struct screen;

struct screen_options {
    const char *title; // UTF-8, copied
    bool full_screen;  // the whole panel, no cursor
    int w, h;          // px of the window when not full screen
    int rotation; // degrees the picture is turned clockwise on the panel, and touch with it: 0, 90, 180, 270
};

// ERR_MISSING without a display or a font: screen_problem() says which and what to install.
NODISCARD err_t screen_open(const struct screen_options *options, struct screen **ret_screen);
// No window: draws into memory. For tests and benches.
NODISCARD err_t screen_open_hidden(int w, int h, struct screen **ret_screen);
// The same on a panel of `w` by `h` px that hangs turned.
NODISCARD err_t screen_open_hidden_turned(int w, int h, int rotation, struct screen **ret_screen);
void screen_close(struct screen *screen);
// Why the last opening failed, one static sentence for a technician; "" when it did not fail.
const char *screen_problem(void);

void screen_size(const struct screen *screen, int *ret_w, int *ret_h); // px of the picture, as it is read
struct text_port screen_text(struct screen *screen);                   // valid until screen_close

enum screen_event_kind {
    SCREEN_TOUCH_DOWN, // finger, x, y; a mouse is finger 0
    SCREEN_TOUCH_MOVE, // only between down and up
    SCREEN_TOUCH_UP,
    SCREEN_KEY,     // key
    SCREEN_TYPED,   // typed, from a physical keyboard
    SCREEN_RESIZED, // screen_size has changed: lay out and show again
    SCREEN_EXPOSED, // show the last list again
    SCREEN_QUIT,    // the window was closed, SIGTERM or SIGINT
};

enum screen_key {
    SCREEN_NEXT,     // Tab
    SCREEN_PREVIOUS, // Shift and Tab
    SCREEN_LEFT,
    SCREEN_RIGHT,
    SCREEN_ABOVE,
    SCREEN_BELOW,
    SCREEN_CHOOSE, // Enter, on the keypad too; the space bar types a space
    SCREEN_ESCAPE,
    SCREEN_ERASE,  // Backspace
    SCREEN_REPEAT, // F1, as the "?" of tactile keypads is set up to send
    SCREEN_SOFTER, // F2 and the volume keys, which tactile keypads send by themselves
    SCREEN_LOUDER, // F3
    SCREEN_SLOWER, // F4
    SCREEN_FASTER, // F5
    SCREEN_HUSH,   // F6, mute
    SCREEN_STAFF,  // F12, said once however long it is held
};

struct screen_event {
    enum screen_event_kind kind;
    int64_t finger;
    int x, y; // px
    enum screen_key key;
    uint32_t typed; // code point
};

// Waits up to `timeout_ms` (-1: for ever) and costs nothing meanwhile. False when nothing came.
bool screen_wait(struct screen *screen, int64_t timeout_ms, struct screen_event *ret_event);
// Paints the list and presents it. Texts and points are read during the call only.
void screen_show(struct screen *screen, const struct draw_list *list);
// The panel itself, where it can be switched (on the console); elsewhere nothing. Off: only after a black
// picture was shown. On: before anything is shown again.
void screen_power(struct screen *screen, bool on);
// Draws nothing, but makes ready what the list will need, so that its first showing is as quick as the
// second. For idle moments; never with personal text.
void screen_prepare(struct screen *screen, const struct draw_list *list);
// The visitor left: destroys and zeroes every texture, glyph and key that came from personal text. The next
// screen_show paints over every pixel of the frames before.
void screen_forget(struct screen *screen);

// For tests: rows of `*ret_pitch` bytes, 4 bytes a pixel in the order blue, green, red, unused. NULL unless
// the screen is hidden.
const uint8_t *screen_pixels(const struct screen *screen, int *ret_pitch);
// For tests: textures in the cache, and how many of them came from personal text.
void screen_cached(const struct screen *screen, int *ret_all, int *ret_personal);
