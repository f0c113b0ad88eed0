// Inside of layout: how a node without children is arranged, in millimetres.
#pragma once

#include "ui/solve.h"

// Dots of UI_STEPS, mm: from dot to dot, their height, and how much longer the current one is.
#define STEP_PITCH 5.0F
#define STEP_THICK 2.6F
#define STEP_LONG 6.0F

struct frame {
    float pad_x, pad_y;
    float figure, least_figure; // side of the picture or icon; 0 none
    float gap;                  // between figure and texts
    bool above;                 // the figure stands over the texts rather than beside them
    bool after;                 // beside, but behind the texts
    bool alone;                 // the figure stands for the label
};

bool ui_leaf_is_control(const struct ui_node *node);
bool ui_leaf_is_bare(const struct ui_node *node);
struct frame ui_leaf_frame(const struct solve *solve, const struct ui_node *node);
int ui_leaf_wrap(const struct solve *solve, const struct ui_node *node, const struct frame *frame);
