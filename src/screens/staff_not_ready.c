// For who installs it, and so in French but for the sentence that sends a visitor to somebody.
#include "screens/parts.h"

enum { MOST_SHOWN = 10, LINE_BYTES = 280, CLOSE_MM = 1 };

static void add_centred(struct ui_tree *tree, const char *id, int index, enum ui_role role,
                        enum ui_scale scale, struct str label)
{
    ui_add(tree,
           (struct ui_spec){
               .id = id, .index = index, .role = role, .scale = scale, .align = UI_CENTER, .label = label});
}

struct str mistake_text(struct ui_tree *tree, const struct config_mistake *mistake)
{
    char memory[LINE_BYTES];
    struct buf text = buf_init(memory, sizeof memory);
    if (mistake->line) buf_add_format(&text, "Ligne %d : ", mistake->line);
    buf_add(&text, str_from(mistake->words));
    return arena_copy(&tree->text, buf_str(&text));
}

// For whoever installs it, in small: a visitor has read all there is for them above.
static void add_mistakes(struct ui_tree *tree, const struct config_mistakes *mistakes, int shown)
{
    char memory[LINE_BYTES];
    struct buf rest = buf_init(memory, sizeof memory);
    int left = mistakes->count - shown;
    ui_add(tree,
           (struct ui_spec){.id = "install",
                            .role = UI_TEXT,
                            .scale = UI_SMALL,
                            .label = STR("Pour installer : mettez la carte dans un ordinateur, corrigez "
                                         "rebond.ini, remettez-la, rallumez.")});
    for (int i = 0; i < shown; i++)
        ui_add(tree, (struct ui_spec){.id = "mistake",
                                      .index = i,
                                      .role = UI_TEXT,
                                      .scale = UI_SMALL,
                                      .label = mistake_text(tree, &mistakes->list[i])});
    if (left <= 0) return;
    buf_add_format(&rest, "Et %d de plus : « rebondctl config check rebond.ini » les dit toutes.", left);
    ui_add(tree, (struct ui_spec){.id = "more",
                                  .role = UI_TEXT,
                                  .scale = UI_SMALL,
                                  .label = arena_copy(&tree->text, buf_str(&rest))});
}

static bool any_other(const struct not_ready *what)
{
    for (int i = 0; i < what->language_count; i++)
        if (what->languages[i]) return true;
    return false;
}

static void add_others(struct ui_tree *tree, const struct not_ready *what)
{
    if (!any_other(what)) return; // a grid of nothing has no size
    ui_open(tree, (struct ui_spec){.id = "others",
                                   .role = UI_GROUP,
                                   .flow = UI_GRID,
                                   .columns = tree->theme->portrait ? 1 : 2,
                                   .gap = CLOSE_MM});
    for (int i = 0; i < what->language_count; i++)
        if (what->languages[i])
            add_centred(tree, "other", i, UI_TEXT, UI_SMALL,
                        messages_text(what->languages[i], STR("Va voir quelqu’un à l’accueil : on t’aide.")));
    ui_close(tree);
}

static void build(struct ui_tree *tree, const struct not_ready *what, int shown)
{
    const struct theme *theme = tree->theme;
    ui_open(tree, (struct ui_spec){
                      .id = "page", .role = UI_GROUP, .pad = theme->margin, .gap = CLOSE_MM, .grow = 1});
    add_centred(tree, "title", 0, UI_HEADING, UI_TITLE, STR("Cette borne n’est pas encore prête"));
    add_centred(tree, "text", 0, UI_TEXT, UI_BODY,
                messages_text(NULL, STR("Va voir quelqu’un à l’accueil : on t’aide.")));
    add_others(tree, what);
    ui_add(tree, (struct ui_spec){.id = "between", .role = UI_SPACER, .grow = 1});
    ui_open(tree, (struct ui_spec){.id = "wrong", .role = UI_GROUP, .gap = CLOSE_MM});
    add_mistakes(tree, what->mistakes, shown);
    ui_close(tree);
    ui_close(tree);
}

void screen_not_ready(const struct not_ready *what, struct ui_tree *tree, const struct screen_paper *paper)
{
    int kept = what->mistakes->count < CONFIG_MISTAKES ? what->mistakes->count : CONFIG_MISTAKES;
    int shown = kept < MOST_SHOWN ? kept : MOST_SHOWN;
    do {
        ui_begin(tree, paper->theme, paper->w, paper->h, paper->memory, paper->cap);
        build(tree, what, shown);
        ui_layout(tree, paper->text);
    } while (shown-- > 0 && !ui_fits(tree, 0));
}
