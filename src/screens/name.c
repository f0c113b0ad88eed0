#include "screens/parts.h"

void screen_name(const struct screen_view *view, struct ui_tree *tree)
{
    frame_open(view, tree, (struct frame){.title = T("Comment on t’appelle ?")});
    add_field(view, tree, T("Prénom ou surnom"), pii_str(&view->flow->draft.name), T("celui que tu veux"));
    add_keyboard(view, tree, false, false);
    frame_close(view, tree, (struct foot){0});
}
