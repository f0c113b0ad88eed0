#include "content/needs.h"

#include "screens/parts.h"

static bool is_chosen(const struct booking *draft, int need)
{
    for (int i = 0; i < draft->need_count; i++)
        if (draft->needs[i] == need) return true;
    return false;
}

void screen_needs(const struct screen_view *view, struct ui_tree *tree)
{
    struct tile tiles[NEED_COUNT];
    for (int i = 0; i < NEED_COUNT; i++)
        tiles[i] = (struct tile){.id = "need",
                                 .index = i,
                                 .picture = need_table[i].picture,
                                 .label = messages_text(view->messages, str_from(need_table[i].label)),
                                 .action = act(FLOW_NEED, i),
                                 .choice = true,
                                 .side = true,
                                 .chosen = is_chosen(&view->flow->draft, i)};
    frame_open(view, tree, (struct frame){.title = T("Qu’est-ce qui t’aiderait ? (3 au plus)")});
    struct page page = add_tiles(view, tree, "needs", tiles, NEED_COUNT, tree->theme->portrait ? 2 : 4);
    bool any = view->flow->draft.need_count > 0;
    frame_close(view, tree,
                (struct foot){.label = any ? T("Continuer") : T("Passer"),
                              .icon = UI_ICON_NEXT,
                              .quiet = !any,
                              .page = page,
                              .action = act(FLOW_NEXT, 0)});
}
