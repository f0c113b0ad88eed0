#include "screens/parts.h"

static struct tile wish(enum item_kind kind, const char *picture, struct str label, struct str hint)
{
    return (struct tile){.id = "wish",
                         .index = (int)kind,
                         .picture = picture,
                         .label = label,
                         .hint = hint,
                         .action = act(FLOW_WISHED, kind)};
}

// Without a clock that can be trusted no date can be promised: what needs none comes first, and the reason is
// said.
void screen_wishes(const struct screen_view *view, struct ui_tree *tree)
{
    const struct tile wishes[] = {
        wish(ITEM_APPOINTMENT, "🕙", T("Un rendez-vous"), T("tu choisis le jour et l’heure")),
        wish(ITEM_WORKSHOP, "🧩", T("Un atelier"), T("avec d’autres, pour faire ensemble")),
        wish(ITEM_CALLBACK, "📞", T("Qu’on me rappelle"), T("quelqu’un te contacte")),
        wish(ITEM_INTEREST, "🌱", T("Juste dire que ça m’intéresse"), T("sans rien décider maintenant"))};
    enum { WITH_DATE = 2, ALL = 4 };
    int first = view->world->now.wall_trusted ? 0 : WITH_DATE;
    struct frame frame = {.title = T("Comment on continue ?"), .weighty = true};
    if (first) frame.note = T("Les horaires ne s’affichent pas pour l’instant. On peut te rappeler.");
    frame_open(view, tree, frame);
    struct page page =
        add_tiles(view, tree, "wishes", wishes + first, ALL - first, tree->theme->portrait ? 1 : 2);
    frame_close(view, tree, (struct foot){.page = page});
}
