// How each look is painted: resting, pressed, chosen, disabled. A state is never said by colour alone: chosen
// has a thicker border and a badge, a field being typed into has a caret, one to be mended has a badge.
#include "ui/paint.h"

static rgba_t shade(rgba_t color, rgba_t other, unsigned part)
{
    rgba_t mixed = color & 0xff;
    for (int shift = 8; shift <= 24; shift += 8) {
        unsigned a = color >> shift & 0xff, b = other >> shift & 0xff;
        mixed |= (a * (256 - part) + b * part) / 256 << shift;
    }
    return mixed;
}

static struct skin plain(const struct theme *theme)
{
    return (struct skin){.text = theme->ink, .soft = theme->ink_soft, .radius = theme->radius};
}

static struct skin card(const struct theme *theme, float lift)
{
    struct skin skin = plain(theme);
    skin.fill = theme->surface;
    skin.border = theme->line;
    skin.border_w = 0.25F;
    skin.lift = lift;
    return skin;
}

static struct skin filled(const struct theme *theme, rgba_t fill, rgba_t text)
{
    struct skin skin = plain(theme);
    skin.fill = fill;
    skin.text = skin.soft = text;
    return skin;
}

static struct skin outlined(const struct theme *theme, rgba_t fill, rgba_t border, float width)
{
    struct skin skin = plain(theme);
    skin.fill = fill;
    skin.border = border;
    skin.border_w = width;
    return skin;
}

static struct skin look_skin(const struct theme *theme, enum ui_look look)
{
    struct skin skin = plain(theme);
    switch (look) {
    case UI_PLAIN: break;
    case UI_CARD:
    case UI_TILE: return card(theme, 1);
    case UI_SHEET:
        skin = card(theme, 2);
        skin.radius = theme->radius * 1.5F;
        return skin;
    case UI_PRIMARY:
        skin = filled(theme, theme->accent, theme->on_accent);
        skin.lift = 1;
        return skin;
    case UI_SECONDARY:
        skin = outlined(theme, theme->surface, theme->accent, 0.45F);
        skin.text = theme->accent;
        return skin;
    case UI_QUIET: return outlined(theme, shade(theme->background, theme->surface, 153), theme->line, 0.25F);
    case UI_BANNER: return filled(theme, theme->accent_tint, theme->ink);
    case UI_WARNING: return outlined(theme, theme->warning_tint, theme->warning, 0.45F);
    }
    return skin;
}

// Keys that do something rather than write a character are a shade darker.
static struct skin key_skin(const struct theme *theme, const struct ui_spec *spec)
{
    struct skin skin = card(theme, 0.35F);
    if (spec->flags & UI_CHOSEN)
        skin = filled(theme, theme->accent, theme->on_accent);
    else if (spec->icon || spec->look == UI_QUIET)
        skin.fill = shade(theme->background, theme->ink, theme->key_shade);
    skin.soft = skin.text; // on the darker ones soft ink would be too faint
    skin.radius = 2.4F;
    return skin;
}

static struct skin field_skin(const struct theme *theme, const struct ui_spec *spec)
{
    if (spec->flags & UI_INVALID) return outlined(theme, theme->surface, theme->danger, theme->border);
    if (spec->flags & UI_CARET) return outlined(theme, theme->surface, theme->accent, theme->border);
    return outlined(theme, theme->surface, theme->line_strong, 0.35F);
}

static struct skin resting_skin(const struct theme *theme, const struct ui_node *node)
{
    const struct ui_spec *spec = &node->spec;
    if (spec->role == UI_KEY) return key_skin(theme, spec);
    if (spec->role == UI_FIELD) return field_skin(theme, spec);
    if (spec->flags & UI_CHOSEN) return outlined(theme, theme->accent_tint, theme->accent, theme->border);
    return look_skin(theme, spec->look);
}

static struct skin disabled_skin(const struct theme *theme)
{
    struct skin skin = outlined(theme, theme->background, theme->line, 0.35F);
    skin.text = theme->ink_soft;
    return skin;
}

static struct skin turned_round(const struct theme *theme, const struct skin *skin)
{
    bool dark = skin->fill == theme->accent;
    struct skin round =
        filled(theme, dark ? theme->on_accent : theme->accent, dark ? theme->accent : theme->on_accent);
    round.border = theme->accent;
    round.border_w = theme->border;
    round.radius = skin->radius;
    return round;
}

// What a finger can reach has an edge that stands out (WCAG 2.1, 1.4.11), unless its fill does.
static void edge_of_control(const struct theme *theme, const struct ui_node *node, struct skin *skin)
{
    if (!ui_tappable(node) || skin->border != theme->line) return;
    skin->border = theme->line_strong;
    skin->border_w = 0.3F;
}

struct skin ui_skin_of(const struct theme *theme, const struct ui_node *node, bool pressed)
{
    if (node->spec.flags & UI_DISABLED) return disabled_skin(theme);
    struct skin skin = resting_skin(theme, node);
    edge_of_control(theme, node, &skin);
    if (!pressed) return skin;
    skin.lift = 0;
    if (theme->press_shade == 256) return turned_round(theme, &skin);
    if (skin.fill == theme->accent) {
        skin.fill = theme->accent_pressed;
        return skin;
    }
    skin.fill = skin.fill & 0xff ? shade(skin.fill, theme->accent, theme->press_shade)
                                 : (theme->accent & 0xffffff00U) | theme->press_shade;
    skin.text = skin.soft = theme->ink; // softer ones would be too faint on the darker fill
    return skin;
}
