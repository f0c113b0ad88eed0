// How to reach somebody, and whether that is safe for them.
#include "screens/parts.h"

static struct tile way(enum contact_kind kind, const char *picture, struct str label)
{
    return (struct tile){.id = "way",
                         .index = (int)kind,
                         .picture = picture,
                         .label = label,
                         .action = act(FLOW_CONTACT_CHOSEN, kind)};
}

void screen_contact(const struct screen_view *view, struct ui_tree *tree)
{
    const struct tile ways[] = {way(CONTACT_SMS, "💬", T("Par SMS")),
                                way(CONTACT_CALL, "📞", T("Par appel")),
                                way(CONTACT_EMAIL, "📧", T("Par e-mail")),
                                way(CONTACT_PLACE, "🏠", T("Par ce lieu")),
                                way(CONTACT_WORKER, "🤝", T("Par la personne qui me suit")),
                                way(CONTACT_RETURN, "👣", T("Je repasserai"))};
    frame_open(view, tree, (struct frame){.title = T("Comment on peut te joindre ?")});
    struct page page = add_tiles(view, tree, "ways", ways, 6, tree->theme->portrait ? 2 : 3);
    frame_close(view, tree, (struct foot){.page = page});
}

void screen_reach(const struct screen_view *view, struct ui_tree *tree)
{
    struct str typed = pii_str(&view->flow->draft.contact);
    bool email = view->flow->draft.contact_kind == CONTACT_EMAIL;
    struct frame frame = {.title = email ? T("Ton adresse e-mail ?") : T("Ton numéro de téléphone ?")};
    if (email)
        frame.field = (struct field){T("Adresse e-mail"), typed, STR("nom@exemple.fr")};
    else
        frame.field = (struct field){T("Numéro"), in_pairs(tree, typed), STR("06 12 34 56 78")};
    show_typing(view, tree, frame, email ? TYPING_EMAIL : TYPING_NUMBER);
}

static struct tile safe(enum safe_kind kind, const char *picture, struct str label, struct str hint)
{
    return (struct tile){.id = "safe",
                         .index = (int)kind,
                         .picture = picture,
                         .label = label,
                         .hint = hint,
                         .action = act(FLOW_SAFE_CHOSEN, kind)};
}

void screen_safe(const struct screen_view *view, struct ui_tree *tree)
{
    bool email = view->flow->draft.contact_kind == CONTACT_EMAIL;
    const struct tile tiles[] = {
        safe(SAFE_MINE, "👤", T("À moi"), T("on peut m’écrire")),
        safe(SAFE_OTHER_OK, "👥", T("À quelqu’un de confiance"), T("on peut lui parler")),
        safe(SAFE_OTHER_NOT, "🤫", T("À quelqu’un d’autre"), T("ne dites pas pourquoi vous appelez"))};
    frame_open(
        view, tree,
        (struct frame){.title = email ? T("Cette adresse est à qui ?") : T("Ce téléphone est à qui ?")});
    struct foot foot = {.label = T("Passer"), .quiet = true, .action = act(FLOW_SAFE_CHOSEN, SAFE_NOT_ASKED)};
    add_tiles_or_pass(view, tree, "safes", tiles, 3, tree->theme->portrait ? 1 : 3, &foot);
    frame_close(view, tree, foot);
}
