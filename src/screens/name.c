#include "screens/parts.h"

void screen_name(const struct screen_view *view, struct ui_tree *tree)
{
    struct field field = {T("Prénom ou surnom"), pii_str(&view->flow->draft.name), T("celui que tu veux")};
    show_typing(view, tree, (struct frame){.title = T("Comment on t’appelle ?"), .field = field},
                TYPING_NAME);
}
