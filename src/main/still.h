// A picture beside the visitor's journey (out of order, not ready, the ruler): the memory it is made in, and
// how it comes onto the screen. Must never: open a store, or need a configuration that is right.
#pragma once

#include "platform/screen.h"
#include "screens/screens.h"

enum { STILL_TEXT = 32 << 10, STILL_ITEMS = 2048 };

struct still {
    struct theme theme;
    struct text_port text;
    struct ui_tree tree;
    struct ui_memory hands;
    char memory[STILL_TEXT];
    struct draw_item items[STILL_ITEMS];
};

// Of the size that the screen has now, for a tree to be built on; mm 0: not known.
struct screen_paper still_paper(struct still *still, struct screen *screen, int w_mm, int h_mm);
// What was built is seen.
void still_show(struct still *still, struct screen *screen);
// Until the program is asked to end: `show` at once and whenever the window wants it. `status`: of sd_notify.
void still_run(struct screen *screen, const char *status, const void *what,
               void (*show)(struct screen *screen, const void *what));
