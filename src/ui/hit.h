// Inside of input: which nodes can be reached by a finger and by keys.
#pragma once

#include "ui/ui.h"

uint16_t ui_reach_from(const struct ui_tree *tree); // first node that is not behind a sheet
bool ui_is_focusable(const struct ui_node *node);
const struct ui_node *ui_focus_node(const struct ui_tree *tree,
                                    uint32_t key); // NULL when it cannot be focused
// Where the body of the screen begins (the node with the id "body"), or else the screen itself.
uint16_t ui_body_from(const struct ui_tree *tree);
// Where keys begin on a new screen: the first node of its body, or what goes on from keys that are painted;
// NULL when nothing can be focused.
const struct ui_node *ui_focus_first(const struct ui_tree *tree);
// The node that a key leads to from `from` (NULL: nowhere yet); NULL when nothing can be focused.
const struct ui_node *ui_focus_move(const struct ui_tree *tree, const struct ui_node *from,
                                    enum ui_input_kind kind);
