// What is to be seen: the visitor's state as a tree of nodes, one small file a screen. Pure.
// Must never: decide anything (that is flow/), read a clock, or show a word that is not in the catalogue.
#pragma once

#include "content/messages.h"
#include "flow/flow.h"
#include "ui/ui.h"

// What app/ does by itself, without the flow: what the visitor hears. Beyond every enum flow_action.
enum sound_action {
    SOUND_LISTEN = 1000, // begins to listen; when listening already, opens the sheet of sound
    SOUND_REPEAT,
    SOUND_SOFTER,
    SOUND_LOUDER,
    SOUND_SLOWER,
    SOUND_FASTER,
    SOUND_STOP,
    SOUND_CLOSE,
};

struct screen_sound {
    bool available; // the language has a voice: only then there is a button
    bool listening, sheet;
};

struct screen_view {
    const struct flow *flow;
    const struct flow_world *world;
    const struct messages *messages;         // of the visitor's language; NULL is French
    const struct messages *const *languages; // by index of the configuration, for greetings and the switch
    int64_t mirror_age_s; // how old what is known of the partners' slots is; 0 fresh or nothing to know, -1
                          // never known
    struct str calendar_entry; // iCalendar text for the QR of Done
    struct screen_sound sound;
};

// Builds the screen between ui_begin and ui_layout.
void screen_build(const struct screen_view *view, struct ui_tree *tree);
