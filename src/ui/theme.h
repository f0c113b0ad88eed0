// Colours and sizes, in one place. Sizes in millimetres, turned into pixels by the panel's dots per
// millimetre.
#pragma once

#include "port/draw.h"
#include "port/text.h"

struct theme {
    float px_per_mm;
    bool compact; // panel lower than 150 mm: smaller gaps, targets at their lower bounds
    bool portrait;
    // Colours
    rgba_t background, surface, ink, ink_soft, accent, accent_pressed, accent_tint, on_accent, line,
        line_strong, warning, warning_tint, danger, focus, shadow, scrim;
    // Sizes, mm
    float margin, gap, radius, target, primary, key, key_gap, border, ring;
    float text[5];       // cap height by enum ui_scale: body, small, large, title, huge
    float smallest_text; // cap height: nothing under it
    float hint_ratio;    // size of hints against their label
    int steps;           // unused sizes are 0; kept for text size steps 0..3
};

// `dpi_x100`… the panel in pixels and millimetres (0 mm: 96 dpi).
struct theme theme_make(int w_px, int h_px, int w_mm, int h_mm);
int theme_px(const struct theme *theme, float mm); // rounded, at least 1 for anything above 0
struct text_style theme_style(const struct theme *theme, float cap_mm, enum text_weight weight);
