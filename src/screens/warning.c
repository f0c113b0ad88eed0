#include "screens/parts.h"

void screen_warning(const struct screen_view *view, struct ui_tree *tree)
{
    const struct theme *theme = tree->theme;
    bool large = theme->wish.size > 1; // then the words are picture enough
    ui_open(tree, (struct ui_spec){.id = "sheet",
                                   .role = UI_GROUP,
                                   .look = UI_SHEET,
                                   .pad = theme->gap * (large ? 1.5f : 2),
                                   .max_w = large ? 240 : 0,
                                   .gap = theme->gap * (large ? 1 : 1.5f)});
    if (!large)
        ui_add(
            tree,
            (struct ui_spec){
                .id = "sheet-picture", .role = UI_PICTURE, .flags = UI_DECOR, .picture = STR("⏳"), .h = 22});
    ui_add(tree, (struct ui_spec){.id = "sheet-title",
                                  .role = UI_HEADING,
                                  .scale = UI_TITLE,
                                  .align = UI_CENTER,
                                  .label = T("Tu es encore là ?")});
    ui_add(tree, (struct ui_spec){.id = "sheet-text",
                                  .role = UI_STATUS,
                                  .align = UI_CENTER,
                                  .label = T("Sans réponse, tout s’efface. Rien ne reste à l’écran.")});
    ui_add(tree, (struct ui_spec){.id = "stay",
                                  .role = UI_BUTTON,
                                  .look = UI_PRIMARY,
                                  .scale = UI_LARGE,
                                  .label = T("Je suis encore là"),
                                  .align = UI_CENTER,
                                  .h = theme->primary,
                                  .action = act(FLOW_STAY, 0)});
    ui_close(tree);
}
