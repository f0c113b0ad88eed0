// How large texts are. The outside is slow at it (it shapes), so what was asked once in a layout is kept.
#include "ui/solve.h"

static uint32_t slot_of(struct text_style style, struct str text, int wrap)
{
    uint64_t mix = (uintptr_t)text.p * 0x9e3779b97f4a7c15U;
    mix ^= ((uint64_t)(unsigned)style.px << 40 | (uint64_t)(unsigned)wrap << 8 | style.weight) *
           0xbf58476d1ce4e5b9U;
    return (uint32_t)((mix ^ mix >> 29) % MEASURE_SLOTS);
}

static bool is_same(const struct measured *m, struct text_style style, struct str text, int wrap)
{
    return m->p == text.p && m->n == text.n && m->wrap == wrap && m->style.px == style.px &&
           m->style.weight == style.weight && m->style.right_to_left == style.right_to_left;
}

struct text_size ui_measure(struct solve *solve, struct text_style style, struct str text, int wrap)
{
    struct measured *m = &solve->measured[slot_of(style, text, wrap)];
    if (!m->p || !is_same(m, style, text, wrap))
        *m = (struct measured){text.p, text.n, style, wrap,
                               solve->text->measure(solve->text->self, style, text, wrap)};
    return m->size;
}

int ui_px(const struct solve *solve, float mm)
{
    return theme_px(solve->tree->theme, mm);
}
