// How it was, in one touch, and what is missing here: optional, after Done. Nothing of it stays with anybody.
#include "content/missing.h"

#include "screens/parts.h"

static struct str face_words(const struct screen_view *view, enum flow_face face)
{
    switch (face) {
    case FACE_GOOD: return T("La borne, c’était bien");
    case FACE_MIXED: return T("La borne, c’était moyen");
    case FACE_BAD: return T("La borne, ça n’allait pas");
    case FACE_NONE:
    case FLOW_FACES: break;
    }
    return STR("");
}

static void add_print(const struct screen_view *view, struct ui_tree *tree)
{
    float size = tree->theme->target;
    ui_add(tree, (struct ui_spec){.id = "print",
                                  .role = UI_BUTTON,
                                  .look = UI_TILE,
                                  .flags = UI_ALONE,
                                  .picture = STR("🖨️"),
                                  .label = T("Imprimer"),
                                  .action = act(FLOW_PRINT, 0),
                                  .align = UI_CENTER,
                                  .w = size,
                                  .h = size});
}

static void add_face(const struct screen_view *view, struct ui_tree *tree, enum flow_face face)
{
    static const char *const pictures[FLOW_FACES] = {"", "😊", "😐", "🙁"};
    float size = tree->theme->target;
    ui_add(tree, (struct ui_spec){.id = "face",
                                  .index = (int)face,
                                  .role = UI_CHOICE,
                                  .look = UI_TILE,
                                  .flags = UI_ALONE | (view->flow->face == face ? UI_CHOSEN : 0u),
                                  .picture = str_from(pictures[face]),
                                  .label = face_words(view, face),
                                  .action = act(FLOW_FACE, face),
                                  .align = UI_CENTER,
                                  .w = size,
                                  .h = size});
}

void add_extras(const struct screen_view *view, struct ui_tree *tree)
{
    ui_open(tree,
            (struct ui_spec){.id = "extras", .role = UI_GROUP, .flow = UI_ROW, .gap = tree->theme->gap});
    if (view->world->printer) add_print(view, tree);
    for (int face = FACE_GOOD; face < FLOW_FACES; face++)
        add_face(view, tree, (enum flow_face)face);
    ui_close(tree);
}

void screen_missing(const struct screen_view *view, struct ui_tree *tree)
{
    struct tile tiles[MISSING_COUNT];
    for (int i = 0; i < MISSING_COUNT; i++)
        tiles[i] = (struct tile){.id = "missing",
                                 .index = i,
                                 .picture = missing_table[i].picture,
                                 .label = messages_text(view->messages, str_from(missing_table[i].label)),
                                 .action = act(FLOW_MISSES, i),
                                 .choice = true,
                                 .side = true,
                                 .chosen = view->flow->missing >> i & 1};
    frame_open(view, tree, (struct frame){.title = T("Merci ! Qu’est-ce qui manque ici ?")});
    struct page page =
        add_tiles(view, tree, "missing-tiles", tiles, MISSING_COUNT, tree->theme->portrait ? 2 : 4);
    frame_close(view, tree,
                (struct foot){.label = T("Effacer maintenant"),
                              .icon = UI_ICON_CLOSE,
                              .action = act(FLOW_FINISH, 0),
                              .page = page});
}
