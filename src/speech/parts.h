// Shared by the files of speech/ only.
#pragma once

#include "speech/speech.h"

#define T(sentence) messages_text(messages, STR(sentence))

// Adds a text as it is said: times of day in words ("10 heures 30"), telephone numbers by their groups or in
// pairs, addresses with their signs named, a number of a code (`digits`) digit by digit.
void words_add(struct buf *to, const struct messages *messages, struct str text, bool digits);
// The name of one character, as on a key: "arobase", "espace", or itself.
void words_add_character(struct buf *to, const struct messages *messages, uint32_t code);
// Ends what was added since `from` as a sentence, unless it already ends as one.
void words_end(struct buf *to, size_t from);

bool node_is_said(const struct ui_node *node); // has words and is not decorative
bool node_is_control(const struct ui_node *node);
