// Which parts of the picture differ from the one shown before, so that a tap repaints a button and not the
// screen. Items are remembered as hashes; hashes of names are names, so a visitor's leaving wipes them.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "port/draw.h"

enum {
    DAMAGE_ITEMS = 2048, // four for every node of a tree; longer lists are repainted whole
    DAMAGE_BOXES = 6,    // a field, its key, two focus rings, and two to spare
};

struct damage_item {
    uint64_t hash;
    struct box bounds;
};

struct damage {
    struct damage_item items[DAMAGE_ITEMS];
    size_t count;
    rgba_t background;
    bool known; // `items` are what the screen shows
    struct box boxes[DAMAGE_BOXES];
    int box_count;
};

// Compares with the list before and remembers this one: `boxes` are to be repainted. `area` is the screen.
void damage_compare(struct damage *damage, const struct draw_list *list, struct box area);
// Nothing is known of what the screen shows: the next comparison gives the whole area.
void damage_forget(struct damage *damage);
// Everything that an item can touch.
struct box damage_bounds(const struct draw_item *item);
