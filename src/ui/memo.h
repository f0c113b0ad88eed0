// Measures of texts kept over several layouts of one screen: shaping is what trying several ways costs. Keeps
// hashes, never words.
#pragma once

#include "port/text.h"

enum { MEMO_SLOTS = 2048 };
struct text_memo {
    const struct text_port *text;
    struct {
        uint64_t key; // 0: empty
        struct text_size size;
    } slots[MEMO_SLOTS];
};

// A port that asks `text` once for each text, style and width. The memo, zeroed, outlives the port.
struct text_port text_memo_port(struct text_memo *memo, const struct text_port *text);
