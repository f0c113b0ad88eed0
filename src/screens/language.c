// Choosing a language: every one by its own name in its own script, so that nobody has to read another.
#include "content/languages.h"

#include "screens/parts.h"

struct str own_name(const char *code)
{
    const struct language *language = language_find(str_from(code));
    return str_from(language ? language->name : code);
}

void screen_language(const struct screen_view *view, struct ui_tree *tree)
{
    const struct config *config = view->world->config;
    frame_open(view, tree, (struct frame){.title = T("Choisis ta langue")});
    open_grid(tree, "languages", tree->theme->portrait ? 2 : 3);
    for (int i = 0; i < config->language_count; i++)
        ui_add(tree, (struct ui_spec){.id = "language-choice",
                                      .index = i,
                                      .role = UI_CHOICE,
                                      .look = UI_TILE,
                                      .scale = UI_LARGE,
                                      .flags = i == view->flow->language ? UI_CHOSEN : 0,
                                      .label = own_name(config->languages[i]),
                                      .align = UI_CENTER,
                                      .min_h = tree->theme->target,
                                      .action = act(FLOW_LANGUAGE_CHOSEN, i)});
    ui_close(tree);
    frame_close(view, tree, (struct foot){0});
}
