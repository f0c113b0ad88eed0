#include "screens/parts.h"

static void add_space(struct ui_tree *tree, const char *id)
{
    ui_add(tree, (struct ui_spec){.id = id, .role = UI_SPACER, .grow = 1});
}

static void add_centred(struct ui_tree *tree, const char *id, enum ui_role role, enum ui_scale scale,
                        struct str text)
{
    ui_add(tree, (struct ui_spec){.id = id, .role = role, .scale = scale, .align = UI_CENTER, .label = text});
}

// It looks like a button, and is part of one.
static void add_pill(struct ui_tree *tree, struct str text, enum ui_scale scale)
{
    ui_open(tree, (struct ui_spec){.id = "pill-row", .role = UI_GROUP, .flow = UI_ROW});
    add_space(tree, "pill-left");
    ui_add(tree, (struct ui_spec){.id = "pill",
                                  .role = UI_TEXT,
                                  .look = UI_PRIMARY,
                                  .scale = scale,
                                  .flags = UI_DECOR,
                                  .label = text,
                                  .align = UI_CENTER,
                                  .h = tree->theme->primary,
                                  .min_w = 80,
                                  .pad = 4});
    add_space(tree, "pill-right");
    ui_close(tree);
}

static void add_foot_button(struct ui_tree *tree, int index, enum ui_icon icon, struct str label,
                            struct ui_action action)
{
    ui_add(tree, (struct ui_spec){.id = "language",
                                  .index = index,
                                  .role = UI_BUTTON,
                                  .look = UI_QUIET,
                                  .icon = icon,
                                  .label = label,
                                  .align = UI_CENTER,
                                  .h = tree->theme->target,
                                  .min_w = 40,
                                  .action = action});
}

enum { SIDE_BY_SIDE = 3 }; // languages that have room beside the place

// Of many languages there is the one of the greeting, and the way to all the others.
static void add_languages(const struct screen_view *view, struct ui_tree *tree)
{
    const struct config *config = view->world->config;
    int count = config->language_count, greeting = view->flow->greeting;
    if (count > SIDE_BY_SIDE) {
        struct str all = messages_text(view->languages[greeting], STR("Langue"));
        add_foot_button(tree, 0, UI_NO_ICON, own_name(config->languages[greeting]),
                        act(FLOW_START, greeting));
        add_foot_button(tree, 1, UI_ICON_GLOBE, all, act(FLOW_LANGUAGE, 0));
        return;
    }
    for (int i = 0; i < count && count > 1; i++)
        add_foot_button(tree, i, UI_NO_ICON, own_name(config->languages[i]), act(FLOW_START, i));
}

// A place that goes on in spite of mistakes looks and sounds to visitors as it always does: a file's name and
// a number under the place's are enough for who knows the file, and frighten nobody. Staff mode has the list.
static void add_place(const struct screen_view *view, struct ui_tree *tree)
{
    char memory[40];
    struct buf mark = buf_init(memory, sizeof memory);
    struct ui_spec place = {.id = "place",
                            .role = UI_TEXT,
                            .scale = UI_BODY,
                            .label = str_from(view->world->config->place),
                            .grow = 1};
    if (!view->mistakes) {
        ui_add(tree, place);
        return;
    }
    place.grow = 0;
    buf_add_format(&mark, "rebond.ini (%d)", view->mistakes->count);
    ui_open(tree, (struct ui_spec){.id = "place-and-mark", .role = UI_GROUP, .grow = 1});
    ui_add(tree, place);
    ui_add(tree, (struct ui_spec){.id = "mark",
                                  .role = UI_TEXT,
                                  .scale = UI_SMALL,
                                  .flags = UI_DECOR,
                                  .label = arena_copy(&tree->text, buf_str(&mark))});
    ui_close(tree);
}

// The place, and the languages: who reads another one need not wait for its greeting.
static void add_foot(const struct screen_view *view, struct ui_tree *tree)
{
    ui_open(tree, (struct ui_spec){.id = "foot",
                                   .role = UI_GROUP,
                                   .flow = UI_ROW,
                                   .gap = tree->theme->gap,
                                   .h = view->mistakes ? 0 : tree->theme->target,
                                   .cross = UI_CENTER});
    add_place(view, tree);
    ui_add(tree,
           (struct ui_spec){.id = "display",
                            .role = UI_BUTTON,
                            .look = UI_QUIET,
                            .flags = UI_ALONE,
                            .icon = UI_ICON_LETTERS,
                            .label = messages_text(view->languages[view->flow->greeting], STR("Affichage")),
                            .align = UI_CENTER,
                            .h = tree->theme->target,
                            .w = tree->theme->target,
                            .action = act(FLOW_DISPLAY, 0)});
    add_languages(view, tree);
    ui_close(tree);
}

// Against burn-in everything moves by 1.5 % of the screen a minute, there and back, round a circle of
// corners.
static float drift_mm(const struct screen_view *view, int px, const struct theme *theme, int phase)
{
    static const int steps[8] = {0, 1, 2, 1, 0, -1, -2, -1};
    int64_t minute = view->world->now.mono_ms / FLOW_CALM_MS;
    return 0.015F * (float)(steps[(minute + phase) % 8]) * (float)px / theme->px_per_mm;
}

static void add_margin(struct ui_tree *tree, const char *id, float mm, bool across)
{
    ui_add(tree, (struct ui_spec){.id = id, .role = UI_SPACER, .w = across ? mm : 0, .h = across ? 0 : mm});
}

// The whole picture is one button: wherever a hand lands, it is right.
void screen_attract(const struct screen_view *view, struct ui_tree *tree)
{
    const struct theme *theme = tree->theme;
    const struct messages *messages = view->languages[view->flow->greeting];
    enum ui_scale scale = theme->compact ? UI_LARGE : UI_TITLE;
    struct str touch = messages_text(messages, STR("Touche l’écran"));
    ui_open(tree, (struct ui_spec){.id = "start",
                                   .role = UI_BUTTON,
                                   .look = UI_PLAIN,
                                   .label = touch,
                                   .action = act(FLOW_START, 0),
                                   .grow = 1});
    float usual = 0.04F * (float)tree->w / theme->px_per_mm;
    float across = drift_mm(view, tree->w, theme, 0), down = drift_mm(view, tree->h, theme, 2);
    float above = 0.04F * (float)tree->h / theme->px_per_mm;
    add_margin(tree, "drift-top", above + down, false);
    ui_open(tree, (struct ui_spec){.id = "drift", .role = UI_GROUP, .flow = UI_ROW, .grow = 1});
    add_margin(tree, "drift-left", usual + across, true);
    ui_open(tree, (struct ui_spec){.id = "calm", .role = UI_GROUP, .gap = theme->gap, .grow = 1});
    add_space(tree, "top");
    ui_add(tree, (struct ui_spec){.id = "hand",
                                  .role = UI_PICTURE,
                                  .flags = UI_DECOR,
                                  .picture = STR("👋"),
                                  .h = theme->compact ? 28 : 44});
    add_centred(tree, "hello", UI_HEADING, UI_HUGE, messages_text(messages, STR("Bonjour")));
    add_centred(tree, "what", UI_TEXT, scale,
                messages_text(messages, STR("Deux minutes, sans compte. Tu dis ce qui t’aiderait.")));
    add_pill(tree, touch, scale);
    add_space(tree, "bottom");
    add_foot(view, tree);
    ui_close(tree);
    add_margin(tree, "drift-right", usual - across, true);
    ui_close(tree);
    add_margin(tree, "drift-bottom", above - down, false);
    ui_close(tree);
}
