// The on-screen keyboard as nodes: AZERTY with an accents row and shift, an e-mail row, a number pad. No
// suggestion, no history. Keys carry `typed` with the code point as arg; special keys carry their own
// actions.
#pragma once

#include "ui/ui.h"

enum keyboard_kind { KEYBOARD_TEXT, KEYBOARD_EMAIL, KEYBOARD_NUMBER };

struct keyboard_actions {
    uint16_t typed;  // arg: code point
    uint16_t phrase; // arg: index of keyboard_phrase (".fr", ".com", "@gmail.com"…)
    uint16_t erase, shift, symbols;
};
struct keyboard_state { // kept by the flow
    bool shifted;       // next letter is a capital
    bool symbols;
};
struct keyboard_words { // labels in the visitor's language, for keys that are words
    struct str erase, space, shift, letters, digits;
};
void keyboard_add(struct ui_tree *tree, enum keyboard_kind kind, struct keyboard_state state,
                  const struct keyboard_actions *actions, const struct keyboard_words *words,
                  struct str language);
struct str keyboard_phrase(int index);
