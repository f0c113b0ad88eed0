// Every screen of the journey with something typical on it, for pictures, golden trees and checks over all
// screens.
#pragma once

#include "content/messages.h"
#include "flow/flow.h"
#include "harness/catalogues.h"
#include "screens/screens.h"

enum { GALLERY_SHOTS = 31 };

struct gallery {
    struct config config;
    struct zone zone;
    struct slot slots[64];
    struct flow_world world;
    struct messages catalogues[CATALOGUES];
    const struct messages *languages[CATALOGUES + 1]; // 0 French, 1 English, then the others
    int language_count;
    char entry[1024];
    size_t entry_n;
};

// Reads every catalogue of the source tree, and the tests' own.
void gallery_init(struct gallery *gallery);
// The state of shot `index`; returns its name, as in file names.
const char *gallery_set(struct gallery *gallery, int index, struct flow *flow);
const char *gallery_language(const struct gallery *gallery, int language); // its code
// Builds and lays out a shot in a language.
void gallery_build(struct gallery *gallery, const struct flow *flow, int language, struct ui_tree *tree,
                   const struct theme *theme, int w, int h, const struct text_port *text, void *memory,
                   size_t cap);
