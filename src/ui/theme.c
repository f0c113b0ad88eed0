#include "ui/theme.h"

static const struct theme warm = {
    .background = 0xfaf6f0ff,
    .surface = 0xffffffff,
    .ink = 0x1b2430ff,
    .ink_soft = 0x434d59ff,
    .accent = 0x0b5a5eff,
    .accent_pressed = 0x07474aff,
    .accent_tint = 0xe8f3f1ff,
    .on_accent = 0xffffffff,
    .line = 0xe7dfd4ff,
    .line_strong = 0x7c858eff,
    .warning = 0x8a4a00ff,
    .warning_tint = 0xfff0d4ff,
    .danger = 0x9c1c22ff,
    .focus = 0x101820ff,
    .shadow = 0x1b243024,
    .scrim = 0x1b2430b8,
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
    .hint_ratio = 0.78F,
};

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
    if ((float)h_px / theme.px_per_mm < 150) make_compact(&theme);
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
