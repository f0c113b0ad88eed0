// Every screen of the journey with something typical on it, for pictures, golden trees and checks over all
// screens.
#pragma once

#include "content/messages.h"
#include "flow/flow.h"
#include "screens/screens.h"

enum { GALLERY_SHOTS = 104, GALLERY_HOURS = 9 };

struct gallery {
    struct config config;
    struct zone zone;
    struct slot slots[64];
    struct flow_found hours[GALLERY_HOURS];
    struct flow_world world;
    const struct messages *languages[LANGUAGE_COUNT];
    struct theme theme;          // of the shot built last
    struct flow_display display; // as somebody may have asked for it
    struct screen_habit *habit;  // NULL: screens are built as if for the first time
    char entry[1024];
    size_t entry_n;
    struct staff staff;
    struct staff_facts facts;
    bool training;
    const struct config_mistakes *mistakes; // of rebond.ini; NULL none
    struct screen_sound sound;              // none: no button for it, as on a kiosk without a voice
};

// A place that offers every language, in the order of content/languages.h.
void gallery_init(struct gallery *gallery);
// The state of shot `index`; returns its name, as in file names.
const char *gallery_set(struct gallery *gallery, int index, struct flow *flow);
int gallery_find(const char *name);
// Builds and lays out a shot in the language, by index.
void gallery_build(struct gallery *gallery, const struct flow *flow, int language, struct ui_tree *tree,
                   const struct theme *theme, int w, int h, const struct text_port *text, void *memory,
                   size_t cap);
