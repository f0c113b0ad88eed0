#include "screens/parts.h"

static void add_other(struct ui_tree *tree, const struct messages *messages, int index)
{
    ui_add(tree, (struct ui_spec){
                     .id = "other",
                     .index = index,
                     .role = UI_TEXT,
                     .scale = UI_SMALL,
                     .align = UI_CENTER,
                     .label = messages_text(messages, STR("Va voir quelqu’un à l’accueil : on t’aide.")),
                 });
}

void screen_out_of_order(const struct messages *const *languages, int count, struct ui_tree *tree)
{
    const struct theme *theme = tree->theme;
    ui_open(tree, (struct ui_spec){
                      .id = "page", .role = UI_GROUP, .pad = theme->margin, .gap = theme->gap, .grow = 1});
    ui_add(tree, (struct ui_spec){
                     .id = "picture", .role = UI_PICTURE, .flags = UI_DECOR, .picture = STR("🔧"), .grow = 1});
    ui_add(tree, (struct ui_spec){.id = "title",
                                  .role = UI_HEADING,
                                  .scale = UI_TITLE,
                                  .align = UI_CENTER,
                                  .label = messages_text(NULL, STR("Cette borne est en panne"))});
    ui_add(tree, (struct ui_spec){
                     .id = "text",
                     .role = UI_TEXT,
                     .scale = UI_LARGE,
                     .align = UI_CENTER,
                     .label = messages_text(NULL, STR("Va voir quelqu’un à l’accueil : on t’aide.")),
                 });
    for (int i = 0; i < count; i++)
        if (languages[i]) add_other(tree, languages[i], i);
    ui_close(tree);
}
