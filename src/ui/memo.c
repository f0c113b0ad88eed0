#include "ui/memo.h"

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * 0x9e3779b97f4a7c15U;
    return hash ^ hash >> 29;
}

static uint64_t key_of(struct text_style style, struct str text, int wrap_w)
{
    uint64_t hash = mix((uint64_t)text.n << 32 | (uint32_t)style.px, (uint64_t)style.weight);
    hash = mix(hash, (uint64_t)(uint32_t)wrap_w);
    for (size_t i = 0; i < text.n; i++)
        hash = mix(hash, (uint8_t)text.p[i]);
    return hash ? hash : 1;
}

static struct text_size measure(void *self, struct text_style style, struct str text, int wrap_w)
{
    struct text_memo *memo = self;
    uint64_t key = key_of(style, text, wrap_w);
    size_t slot = key % MEMO_SLOTS;
    if (memo->slots[slot].key != key) {
        memo->slots[slot].size = memo->text->measure(memo->text->self, style, text, wrap_w);
        memo->slots[slot].key = key;
    }
    return memo->slots[slot].size;
}

struct text_port text_memo_port(struct text_memo *memo, const struct text_port *text)
{
    memo->text = text;
    return (struct text_port){memo, measure};
}
