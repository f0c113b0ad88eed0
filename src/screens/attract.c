#include "screens/parts.h"

// The whole picture is one button: wherever a hand lands, it is right.
void screen_attract(const struct screen_view *view, struct ui_tree *tree)
{
    const struct theme *theme = tree->theme;
    const struct messages *messages = view->languages[view->flow->greeting];
    struct str touch = messages_text(messages, STR("Touche l’écran"));
    ui_open(tree, (struct ui_spec){.id = "start",
                                   .role = UI_BUTTON,
                                   .look = UI_PLAIN,
                                   .label = touch,
                                   .action = act(FLOW_START, 0),
                                   .grow = 1,
                                   .pad = theme->margin,
                                   .gap = theme->gap * 1.5f});
    ui_add(tree, (struct ui_spec){.id = "top", .role = UI_SPACER, .grow = 1});
    ui_add(tree, (struct ui_spec){.id = "hand",
                                  .role = UI_PICTURE,
                                  .flags = UI_DECOR,
                                  .picture = STR("👋"),
                                  .h = theme->compact ? 30 : 60});
    ui_add(tree, (struct ui_spec){.id = "hello",
                                  .role = UI_HEADING,
                                  .scale = UI_HUGE,
                                  .align = UI_CENTER,
                                  .label = messages_text(messages, STR("Bonjour"))});
    ui_add(tree,
           (struct ui_spec){.id = "what",
                            .role = UI_TEXT,
                            .scale = theme->compact ? UI_LARGE : UI_TITLE,
                            .align = UI_CENTER,
                            .label = messages_text(
                                messages, STR("Deux minutes, sans compte. Tu dis ce qui t’aiderait."))});
    ui_open(tree, (struct ui_spec){.id = "pill-row", .role = UI_GROUP, .flow = UI_ROW});
    ui_add(tree, (struct ui_spec){.id = "pill-left", .role = UI_SPACER, .grow = 1});
    ui_add(tree, (struct ui_spec){.id = "pill",
                                  .role = UI_TEXT,
                                  .look = UI_PRIMARY,
                                  .scale = theme->compact ? UI_LARGE : UI_TITLE,
                                  .flags = UI_DECOR,
                                  .label = touch,
                                  .align = UI_CENTER,
                                  .h = theme->primary,
                                  .min_w = 80,
                                  .pad = 4});
    ui_add(tree, (struct ui_spec){.id = "pill-right", .role = UI_SPACER, .grow = 1});
    ui_close(tree);
    ui_add(tree, (struct ui_spec){.id = "bottom", .role = UI_SPACER, .grow = 1});
    ui_add(tree, (struct ui_spec){.id = "place",
                                  .role = UI_TEXT,
                                  .scale = UI_BODY,
                                  .align = UI_CENTER,
                                  .label = str_from(view->world->config->place)});
    ui_close(tree);
}
