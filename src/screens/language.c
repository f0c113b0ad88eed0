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
    struct tile tiles[LIMIT_LANGUAGES];
    for (int i = 0; i < config->language_count; i++)
        tiles[i] = (struct tile){.id = "language-choice",
                                 .index = i,
                                 .label = own_name(config->languages[i]),
                                 .choice = true,
                                 .chosen = i == view->flow->language,
                                 .action = act(FLOW_LANGUAGE_CHOSEN, i)};
    frame_open(view, tree, (struct frame){.title = T("Choisis ta langue")});
    struct page page =
        add_tiles(view, tree, "languages", tiles, config->language_count, tree->theme->portrait ? 2 : 3);
    frame_close(view, tree, (struct foot){.page = page});
}
