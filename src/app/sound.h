// Listening mode: when something is said, when it is cut, and who may hear it. Shared by the files of app/
// only.
//
// It is off until a visitor puts headphones in, presses a key before anything else, or touches "Écouter"; any
// of the first two also begins the visit, so that nobody has to read to begin. It ends with the visitor, with
// volume and rate. A screen is said when it is another one, else what changed: what was typed, the state of
// what has the focus, another focus. Every touch and key cuts what is being said.
#pragma once

#include "base/moment.h"
#include "screens/screens.h"
#include "speech/speech.h"
#include "ui/ui.h"

struct app;

struct sound_known { // what a listener knows of the screen
    uint64_t screen, words;
    uint32_t focus;
    enum flow_place place;
    uint8_t language;
};

struct sound {
    bool listening;
    bool eyes_closed; // began by headphones or keys: touch explores instead of acting
    bool told_how;
    bool plugged; // something is in the headphone socket
    bool sheet;
    uint8_t volume, rate; // steps, from 0
    const char *voice;    // language of what is being said
    struct speech speech, scratch;
    uint16_t given; // utterances of `speech` that the voice has
    struct sound_known known;
    bool behind; // the screen may have changed since
    bool typed;  // something was typed or erased since
    struct str typed_text;
    char typed_memory[32];
};

void sound_reset(struct app *app); // nobody is there
bool sound_has_voice(const struct app *app);
bool sound_explores(const struct app *app);
struct screen_sound sound_view(const struct app *app);

void sound_begin(struct app *app, bool eyes_closed);
void sound_plug(struct app *app, bool plugged);
void sound_hush(struct app *app);
void sound_repeat(struct app *app);
void sound_say_node(struct app *app, uint16_t node);
void sound_say_focus(struct app *app);
void sound_act(struct app *app, enum sound_action action);
// A sentence as visitors would hear it, whether anybody is listening or not: for staff who try the sound.
void sound_try(struct app *app);
// A field became longer by `typed`, or shorter by a character when it is empty.
void sound_typed(struct app *app, struct str typed);

bool sound_speaks(const struct app *app);
// Says what changed, and gives the voice the next words before it has none.
void sound_turn(struct app *app);
int64_t sound_deadline(const struct app *app, struct moment now); // MOMENT_NEVER: nothing waits to be said
// What a visitor's words made here goes; with the visitor, listening ends too.
void sound_forget(struct app *app);
