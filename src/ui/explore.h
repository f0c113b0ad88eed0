// Touch for who does not look at the screen. A finger says what is under it and nothing more; touching again
// what was just said chooses it, however long one waits between. The edges of the screen are keys that need
// no aim, because a finger finds them along the frame: right is next, left is previous, bottom chooses what
// was said last, top repeats. Corners belong to left and right. A zone acts on release inside it.
#pragma once

#include "ui/ui.h"

#define UI_EDGE_MM 10.0F // how far a zone reaches into the screen: a fingertip that runs along the frame

enum ui_felt {
    UI_FELT_NOTHING,
    UI_FELT_NODE, // what can be chosen: it has the focus now
    UI_FELT_TEXT, // anything else at x and y
    UI_FELT_PREVIOUS,
    UI_FELT_NEXT,
    UI_FELT_CHOOSE,
    UI_FELT_REPEAT,
};
// One touch on a laid-out tree, instead of ui_step.
enum ui_felt ui_explore(const struct ui_tree *tree, struct ui_memory *memory, struct ui_input input,
                        int64_t mono_ms);
