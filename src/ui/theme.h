// Colours and sizes, in one place. Sizes in millimetres, turned into pixels by the panel's dots per
// millimetre.
#pragma once

#include <stdbool.h>

#include "port/draw.h"
#include "port/text.h"

enum theme_colours { THEME_WARM, THEME_CONTRAST, THEME_DARK, THEME_COLOURS };

// What a visitor may ask for.
struct theme_wish {
    int size;                   // of texts, 0..3
    enum theme_colours colours; // ux.md: warm >= 7:1, black on white >= 20:1, dark
    bool calm;                  // nothing moves, less at a time
    bool low;                   // every control in the lower half
};

struct theme {
    float px_per_mm;
    bool compact; // panel lower than 150 mm: smaller gaps, targets at their lower bounds
    bool portrait;
    struct theme_wish wish;
    // Colours
    rgba_t background, surface, ink, ink_soft, accent, accent_pressed, accent_tint, on_accent, line,
        line_strong, warning, warning_tint, danger, focus, shadow, scrim;
    // Sizes, mm
    float margin, gap, radius, target, primary, key, key_gap, border, ring;
    float text[5];       // cap height by enum ui_scale: body, small, large, title, huge
    float smallest_text; // cap height: nothing under it
    float least_text;    // of this text size: a screen with smaller words than that is given pages
    float hint_ratio;    // size of hints against their label
    // Of 256: how much darker keys that do something are, and what is pressed; 256 turns its colours round
    unsigned key_shade, press_shade;
};

// `dpi_x100`… the panel in pixels and millimetres (0 mm: 96 dpi).
struct theme theme_make(int w_px, int h_px, int w_mm, int h_mm);
// The panel's theme as this visitor wants it.
struct theme theme_dress(const struct theme *panel, struct theme_wish wish);
// Only the colours of another theme: for a swatch of it.
void theme_paint(struct theme *theme, enum theme_colours colours);
int theme_px(const struct theme *theme, float mm); // rounded, at least 1 for anything above 0
struct text_style theme_style(const struct theme *theme, float cap_mm, enum text_weight weight);
