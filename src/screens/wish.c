#include "screens/parts.h"

static void add_wish(struct ui_tree *tree, enum item_kind kind, const char *picture, struct str label,
                     struct str hint)
{
    add_tile(tree, (struct tile){.id = "wish",
                                 .index = (int)kind,
                                 .picture = picture,
                                 .label = label,
                                 .hint = hint,
                                 .action = act(FLOW_WISHED, kind)});
}

// Without a clock that can be trusted no date can be promised: what needs none comes first, and the reason is
// said.
void screen_wish(const struct screen_view *view, struct ui_tree *tree)
{
    bool dates = view->world->now.wall_trusted;
    frame_open(view, tree, (struct frame){.title = T("Comment on continue ?")});
    if (!dates)
        ui_add(tree, (struct ui_spec){
                         .id = "no-dates",
                         .role = UI_STATUS,
                         .look = UI_BANNER,
                         .pad = 2,
                         .label = T("Les horaires ne s’affichent pas pour l’instant. On peut te rappeler.")});
    open_grid(tree, "wishes", tree->theme->portrait ? 1 : 2);
    if (dates) {
        add_wish(tree, ITEM_APPOINTMENT, "🕙", T("Un rendez-vous"), T("tu choisis le jour et l’heure"));
        add_wish(tree, ITEM_WORKSHOP, "🧩", T("Un atelier"), T("avec d’autres, pour faire ensemble"));
    }
    add_wish(tree, ITEM_CALLBACK, "📞", T("Qu’on me rappelle"), T("quelqu’un te contacte"));
    add_wish(tree, ITEM_INTEREST, "🌱", T("Juste dire que ça m’intéresse"), T("sans rien décider maintenant"));
    ui_close(tree);
    frame_close(view, tree, (struct foot){0});
}
