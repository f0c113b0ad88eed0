// How to reach somebody, and whether that is safe for them.
#include "screens/parts.h"

static void add_way(struct ui_tree *tree, enum contact_kind kind, const char *picture, struct str label)
{
    add_tile(tree, (struct tile){.id = "way",
                                 .index = (int)kind,
                                 .picture = picture,
                                 .label = label,
                                 .action = act(FLOW_CONTACT_CHOSEN, kind)});
}

void screen_contact(const struct screen_view *view, struct ui_tree *tree)
{
    frame_open(view, tree, (struct frame){.title = T("Comment on peut te joindre ?")});
    open_grid(tree, "ways", tree->theme->portrait ? 2 : 3);
    add_way(tree, CONTACT_SMS, "💬", T("Par SMS"));
    add_way(tree, CONTACT_CALL, "📞", T("Par appel"));
    add_way(tree, CONTACT_EMAIL, "📧", T("Par e-mail"));
    add_way(tree, CONTACT_PLACE, "🏠", T("Par ce lieu"));
    add_way(tree, CONTACT_WORKER, "🤝", T("Par la personne qui me suit"));
    add_way(tree, CONTACT_RETURN, "👣", T("Je repasserai"));
    ui_close(tree);
    frame_close(view, tree, (struct foot){0});
}

void screen_reach(const struct screen_view *view, struct ui_tree *tree)
{
    struct str typed = pii_str(&view->flow->draft.contact);
    bool email = view->flow->draft.contact_kind == CONTACT_EMAIL;
    frame_open(view, tree,
               (struct frame){.title = email ? T("Ton adresse e-mail ?") : T("Ton numéro de téléphone ?")});
    if (email)
        add_field(view, tree, T("Adresse e-mail"), typed, STR("nom@exemple.fr"));
    else
        add_field(view, tree, T("Numéro"), in_pairs(tree, typed), STR("06 12 34 56 78"));
    add_keyboard(view, tree, !email, email);
    frame_close(view, tree, (struct foot){0});
}

static void add_safe(struct ui_tree *tree, enum safe_kind kind, const char *picture, struct str label,
                     struct str hint)
{
    add_tile(tree, (struct tile){.id = "safe",
                                 .index = (int)kind,
                                 .picture = picture,
                                 .label = label,
                                 .hint = hint,
                                 .action = act(FLOW_SAFE_CHOSEN, kind)});
}

void screen_safe(const struct screen_view *view, struct ui_tree *tree)
{
    bool email = view->flow->draft.contact_kind == CONTACT_EMAIL;
    frame_open(
        view, tree,
        (struct frame){.title = email ? T("Cette adresse est à qui ?") : T("Ce téléphone est à qui ?")});
    open_grid(tree, "safes", tree->theme->portrait ? 1 : 3);
    add_safe(tree, SAFE_MINE, "👤", T("À moi"), T("on peut m’écrire"));
    add_safe(tree, SAFE_OTHER_OK, "👥", T("À quelqu’un de confiance"), T("on peut lui parler"));
    add_safe(tree, SAFE_OTHER_NOT, "🤫", T("À quelqu’un d’autre"), T("ne dites pas pourquoi vous appelez"));
    ui_close(tree);
    frame_close(
        view, tree,
        (struct foot){.label = T("Passer"), .quiet = true, .action = act(FLOW_SAFE_CHOSEN, SAFE_NOT_ASKED)});
}
