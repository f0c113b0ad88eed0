// Changing or cancelling: which of the two, once more whether it is meant, and what was done, in words that
// are true.
#include "screens/parts.h"

static struct tile undo_tile(const char *picture, struct str label, struct str hint, enum flow_undo undo)
{
    return (struct tile){.id = "undo",
                         .index = (int)undo,
                         .picture = picture,
                         .side = true,
                         .label = label,
                         .hint = hint,
                         .action = act(FLOW_UNDO_CHOSEN, undo)};
}

void screen_undo(const struct screen_view *view, struct ui_tree *tree)
{
    const struct tile tiles[] = {
        undo_tile("🔁", T("Changer de moment"), T("tu choisis un autre jour ou une autre heure"), UNDO_CHANGE),
        undo_tile("🗑", T("Annuler"), T("ta place est rendue, tu peux revenir quand tu veux"),
                  UNDO_CANCEL)};
    int first = flow_may_undo(view->flow, UNDO_CHANGE) ? 0 : 1;
    frame_open(view, tree, (struct frame){.title = T("Changer ou annuler")});
    struct page page =
        add_tiles(view, tree, "undos", tiles + first, 2 - first, tree->theme->portrait ? 1 : 2);
    frame_close(view, tree, (struct foot){.page = page});
}

static void ask_cancel(const struct screen_view *view, struct card *card)
{
    const struct flow_found *found = &view->flow->found;
    bool booked = found->state != FOUND_REQUEST;
    card->title = booked ? T("Annuler ce rendez-vous ?") : T("Annuler ta demande ?");
    card->moment = booked ? &found->slot : NULL;
    card_add(card, "💚", T("Ce n’est pas grave. Tu pourras revenir quand tu veux."));
    card->foot.label = T("Oui, annuler");
}

static void ask_change(const struct screen_view *view, struct ui_tree *tree, struct card *card)
{
    card->title = T("Changer pour ce moment ?");
    card->moment = &view->flow->draft.choices[0];
    card_add(card, "🔁",
             fill(tree, T("Tu avais : {date}. Tu le gardes si l’autre est déjà pris."), "date",
                  when_text(view, tree, &view->flow->found.slot)));
    card->foot.label = T("Oui, changer");
}

void screen_sure(const struct screen_view *view, struct ui_tree *tree)
{
    struct card card = {.foot = {.icon = UI_ICON_CHECK, .action = act(FLOW_AGREE, 0)}};
    if (view->flow->undo == UNDO_CHANGE)
        ask_change(view, tree, &card);
    else
        ask_cancel(view, &card);
    card_show(view, tree, &card);
}

static struct str settled_title(const struct screen_view *view)
{
    bool change = view->flow->undo == UNDO_CHANGE;
    switch (view->flow->result) {
    case RESULT_CONFIRMED:
    case RESULT_CONFIRMED_SECOND: return change ? T("C’est changé") : T("C’est annulé");
    case RESULT_NOTED: return change ? T("C’est noté, pas encore confirmé") : T("C’est noté");
    case RESULT_BECAME_CALLBACK: return T("Ce moment vient d’être pris");
    case RESULT_REQUESTED:
    case RESULT_NOT_DONE: return T("Va voir une personne");
    }
    return STR("");
}

static void tell_change(const struct screen_view *view, struct ui_tree *tree, struct card *card)
{
    const struct slot *old = &view->flow->found.slot, *new = &view->flow->draft.choices[0];
    bool lost = view->flow->result == RESULT_BECAME_CALLBACK;
    struct str kept = STR("");
    if (view->flow->result == RESULT_NOTED)
        kept = T("Tu gardes aussi : {date}, tant que ce n’est pas confirmé.");
    card->moment = lost ? old : new;
    if (lost) card_add(card, "✅", T("Tu gardes le moment que tu avais."));
    if (kept.n) card_add(card, "📝", fill(tree, kept, "date", when_text(view, tree, old)));
    card_add(card, "📷", T("Ton code en images reste le même."));
}

static void tell_cancel(const struct screen_view *view, struct ui_tree *tree, struct card *card)
{
    switch (view->flow->result) {
    case RESULT_CONFIRMED:
    case RESULT_CONFIRMED_SECOND: card_add(card, "✅", T("Tu n’as plus rien à faire.")); break;
    case RESULT_NOTED:
        card_add(card, "📝", T("La borne le dira à l’équipe dès qu’elle peut. Tu n’as rien à faire."));
        break;
    case RESULT_BECAME_CALLBACK:
    case RESULT_REQUESTED:
    case RESULT_NOT_DONE:
        card_add(card, "🧑",
                 person_text(view, tree, T("La borne n’arrive pas à annuler. Va voir {person}.")));
        return;
    }
    card_add(card, "💚", person_text(view, tree, T("Envie de revenir ? Ici, ou avec {person}.")));
}

void screen_settled(const struct screen_view *view, struct ui_tree *tree)
{
    struct card card = {.title = settled_title(view), .foot.no_back = true};
    if (view->flow->undo == UNDO_CHANGE)
        tell_change(view, tree, &card);
    else
        tell_cancel(view, tree, &card);
    card_show(view, tree, &card);
}
