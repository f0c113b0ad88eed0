#include "screens/parts.h"

void screen_welcome(const struct screen_view *view, struct ui_tree *tree)
{
    const struct tile doors[] = {{.id = "door",
                                  .index = DOOR_NEED,
                                  .picture = "💡",
                                  .label = T("J’ai besoin de quelque chose"),
                                  .hint = T("un rendez-vous, un coup de main, une question"),
                                  .action = act(FLOW_DOOR, DOOR_NEED)},
                                 {.id = "door",
                                  .index = DOOR_MEET,
                                  .picture = "🕙",
                                  .label = T("J’ai rendez-vous"),
                                  .hint = T("dire que je suis là, changer, annuler"),
                                  .action = act(FLOW_DOOR, DOOR_MEET)},
                                 {.id = "door",
                                  .index = DOOR_HUMAN,
                                  .picture = "🧑",
                                  .label = T("Je veux parler à quelqu’un maintenant"),
                                  .hint = T("une personne, tout de suite"),
                                  .action = act(FLOW_DOOR, DOOR_HUMAN)}};
    frame_open(view, tree, (struct frame){.title = T("Bonjour ! Tu viens pour quoi ?")});
    struct page page = add_tiles(view, tree, "doors", doors, 3, tree->theme->portrait ? 1 : 3);
    frame_close(view, tree, (struct foot){.page = page});
}
