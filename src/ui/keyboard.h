// The on-screen keyboard as nodes: the national one of each language with a row of accents or neighbours'
// letters and shift, a page of Latin letters where the script is another one, digits and symbols, an e-mail
// row, a number pad. No suggestion, no history. Keys carry `typed` with the code point as arg; special keys
// carry their own actions. The letters are tables in keyboard_letters.c.
#pragma once

#include "ui/ui.h"

enum keyboard_kind { KEYBOARD_TEXT, KEYBOARD_EMAIL, KEYBOARD_NUMBER };
enum keyboard_page { KEYBOARD_LETTERS, KEYBOARD_SYMBOLS, KEYBOARD_LATIN };

struct keyboard_actions {
    uint16_t typed;    // arg: code point
    uint16_t replaced; // arg: code point that takes the place of the last one
    uint16_t phrase;   // arg: index of keyboard_phrase (".fr", ".com", "@gmail.com"…)
    uint16_t erase, shift;
    uint16_t page; // arg: enum keyboard_page to show
};
struct keyboard_state { // kept by the flow
    bool shifted;       // next letter is a capital
    enum keyboard_page page;
    uint32_t last; // what was typed last, 0 nothing: a syllable of Ge'ez offers its other vowels
};
struct keyboard_words { // labels in the visitor's language, for keys that are words
    struct str erase, space, shift, letters, digits;
};
void keyboard_add(struct ui_tree *tree, enum keyboard_kind kind, struct keyboard_state state,
                  const struct keyboard_actions *actions, const struct keyboard_words *words,
                  struct str language);
struct str keyboard_phrase(int index);
