// What is said of a screen, and in which order: the tree of ui/ (and what has its focus) as sentences in the
// visitor's language. Pure; when they are said and when they are cut is for app/.
//
// Order: the title; the notice, and with it the field that it is about; every text; what has the focus; how
// to go on; the choices. Nothing decorative is said, and every other node is: in the script of its screen, or
// when it is reached. What is a visitor's own (UI_PERSONAL: name, contact, picture code) is said to
// headphones only; to a loudspeaker it is "écrit à l'écran".
#pragma once

#include "content/messages.h"
#include "ui/ui.h"

enum speech_way {     // how this visitor goes on
    SPEECH_BY_TOUCH,  // eyes open: touches what they see
    SPEECH_BY_KEYS,   // keys, a tactile keypad, or the edges of the screen
    SPEECH_FIRST_KEYS // the same, and nobody has told them how yet
};

struct speech_view {
    const struct ui_tree *tree;      // laid out
    const struct messages *messages; // of the screen's language; NULL is French
    uint32_t focus;                  // key of a node, 0 none
    bool headphones;                 // known to be in use: what is private may be said
    enum speech_way way;
};

struct utterance {
    uint16_t node; // index in the tree, 0: of the screen as a whole
    bool personal; // says something of the visitor's own
    struct str text;
};
enum { SPEECH_UTTERANCES = 96, SPEECH_BYTES = 16 << 10 };
struct speech { // personal text: wipe with the visitor
    struct utterance list[SPEECH_UTTERANCES];
    uint16_t count;
    bool full; // something did not fit: a screen of that many words is a mistake
    struct buf text;
    char memory[SPEECH_BYTES];
};
void speech_clear(struct speech *speech);

void speech_screen(const struct speech_view *view, struct speech *to);
// One node: its label and hint, role, state, value, and which of how many it is.
void speech_node(const struct speech_view *view, uint16_t node, struct speech *to);
// A sentence that stands on no screen ("Le casque est débranché.").
void speech_sentence(struct str sentence, struct speech *to);
// What typing did to a field: the character, or without headphones only that there was one. Nothing typed
// means that the last character was erased.
void speech_typed(const struct speech_view *view, struct str typed, struct speech *to);
// The node a person means who touches there, focusable or not; 0 none. What is behind a sheet is not there.
uint16_t speech_node_at(const struct ui_tree *tree, int x, int y);
// Hash of what the screen is about, without focus, states and typed values: another one is another screen.
uint64_t speech_screen_hash(const struct ui_tree *tree);
