#include "ui/theme.h"

static const struct theme warm = {
    .margin = 8,
    .gap = 5,
    .radius = 4,
    .target = 20,
    .primary = 26,
    .key = 15,
    .key_gap = 3,
    .border = 1,
    .ring = 1.2F,
    .text = {4.8F, 3.6F, 5.6F, 6.6F, 9.0F},
    .smallest_text = 3.5F,
    .least_text = 3.5F,
    .hint_ratio = 0.78F,
};

static void paint_warm(struct theme *theme)
{
    theme->background = 0xfaf6f0ff;
    theme->surface = 0xffffffff;
    theme->ink = 0x1b2430ff;
    theme->ink_soft = 0x434d59ff;
    theme->accent = 0x0b5a5eff;
    theme->accent_pressed = 0x07474aff;
    theme->accent_tint = 0xe8f3f1ff;
    theme->on_accent = 0xffffffff;
    theme->line = 0xe7dfd4ff;
    theme->line_strong = 0x7c858eff;
    theme->warning = 0x8a4a00ff;
    theme->warning_tint = 0xfff0d4ff;
    theme->danger = 0x9c1c22ff;
    theme->focus = 0x101820ff;
    theme->shadow = 0x1b243024;
    theme->scrim = 0x1b2430b8;
    theme->key_shade = 22;
    theme->press_shade = 28;
}

// Two colours and no third: states are said by borders, badges and by turning both round.
static void paint_contrast(struct theme *theme)
{
    const rgba_t black = 0x000000ff, white = 0xffffffff;
    theme->background = theme->surface = theme->accent_tint = theme->warning_tint = white;
    theme->on_accent = white;
    theme->ink = theme->ink_soft = theme->accent = theme->accent_pressed = black;
    theme->line = theme->line_strong = theme->warning = theme->danger = theme->focus = black;
    theme->shadow = 0;
    theme->scrim = 0x000000c0;
    theme->key_shade = 0;
    theme->press_shade = 256;
}

static void paint_dark(struct theme *theme)
{
    theme->background = 0x12161bff;
    theme->surface = 0x1f262dff;
    theme->ink = 0xf6f2eaff;
    theme->ink_soft = 0xcfd5daff;
    theme->accent = 0x86d9d0ff;
    theme->accent_pressed = 0xa9e6dfff;
    theme->accent_tint = 0x173a3bff;
    theme->on_accent = 0x0a1d1dff;
    theme->line = 0x3a444eff;
    theme->line_strong = 0x8f9aa5ff;
    theme->warning = 0xffc97aff;
    theme->warning_tint = 0x33270fff;
    theme->danger = 0xff9d9dff;
    theme->focus = 0xffffffff;
    theme->shadow = 0x00000060;
    theme->scrim = 0x000000c0;
    theme->key_shade = 22;
    theme->press_shade = 28;
}

void theme_paint(struct theme *theme, enum theme_colours colours)
{
    switch (colours) {
    case THEME_WARM: paint_warm(theme); break;
    case THEME_CONTRAST: paint_contrast(theme); break;
    case THEME_DARK: paint_dark(theme); break;
    case THEME_COLOURS: break;
    }
    theme->wish.colours = colours;
}

// A small landscape panel: the same hands and eyes, less room between things.
static void make_compact(struct theme *theme)
{
    theme->compact = true;
    theme->margin = 4;
    theme->gap = 3.2F;
    theme->primary = 22;
    theme->key = 13;
    theme->key_gap = 2.7F;
    theme->text[2] = 5.0F;
    theme->text[3] = 5.6F;
    theme->text[4] = 7.0F;
}

struct theme theme_make(int w_px, int h_px, int w_mm, int h_mm)
{
    struct theme theme = warm;
    if (w_mm <= 0 || h_mm <= 0) {
        theme.px_per_mm = 96 / 25.4F;
    } else { // pixels are not quite square on cheap panels: the denser way, so that nothing is smaller than
             // said
        float across = (float)w_px / (float)w_mm, down = (float)h_px / (float)h_mm;
        theme.px_per_mm = across > down ? across : down;
    }
    theme.portrait = h_px > w_px;
    theme_paint(&theme, THEME_WARM);
    if ((float)h_px / theme.px_per_mm < 150) make_compact(&theme);
    return theme;
}

// Cap heights in mm by text size 1..3, as in `text`, and the least of each. Titles grow less than words: they
// are large already, and the room goes to what is chosen from.
static void make_large(struct theme *theme, int size)
{
    static const struct {
        float text[5], least;
    } sizes[] = {{{5.9F, 4.4F, 6.5F, 7.2F, 9.6F}, 4.0F},
                 {{7.2F, 5.3F, 7.6F, 8.0F, 10.2F}, 4.8F},
                 {{8.6F, 6.2F, 8.8F, 9.0F, 11.0F}, 5.6F}};
    for (int i = 0; i < 5; i++)
        theme->text[i] = sizes[size - 1].text[i];
    theme->least_text = sizes[size - 1].least;
    if (theme->compact && size == 3) theme->key = 12.7F;
}

// Half a panel for everything a hand needs: keys at their lower bound, on a low one hardly a margin.
static void make_low(struct theme *theme)
{
    if (theme->portrait) return;
    theme->margin = theme->compact ? 3.5F : 6;
    theme->primary = 22;
    theme->key = 12.7F;
    theme->key_gap = 2.7F;
}

struct theme theme_dress(const struct theme *panel, struct theme_wish wish)
{
    struct theme theme = *panel;
    if (wish.size > 0) make_large(&theme, wish.size > 3 ? 3 : wish.size);
    if (wish.low) make_low(&theme);
    theme_paint(&theme, wish.colours);
    if (wish.calm) theme.shadow = 0;
    theme.wish = wish;
    return theme;
}

int theme_px(const struct theme *theme, float mm)
{
    int px = (int)(mm * theme->px_per_mm + 0.5F);
    return mm > 0 && px < 1 ? 1 : px;
}

// Capitals of Noto Sans are 0.714 em high. Rounded up: a pixel less could be under the smallest size.
struct text_style theme_style(const struct theme *theme, float cap_mm, enum text_weight weight)
{
    float px = cap_mm * theme->px_per_mm / 0.714F;
    int whole = (int)px;
    return (struct text_style){.weight = weight, .px = (float)whole < px ? whole + 1 : whole};
}
