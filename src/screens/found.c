// What a code, a scan or an hour led to: each answer has a sentence of its own and a person to turn to.
#include "screens/parts.h"

static struct str title_of(const struct screen_view *view)
{
    switch (view->flow->found.state) {
    case FOUND_NOTHING: return T("On ne trouve pas ce code");
    case FOUND_UNKNOWABLE: return T("La borne ne peut pas vérifier");
    case FOUND_TODAY:
    case FOUND_TIMELESS: return T("Bonjour ! Tu as rendez-vous");
    case FOUND_EARLY: return T("Tu es en avance, c’est bien");
    case FOUND_LATE: return T("Ton rendez-vous a commencé");
    case FOUND_LATER_DAY: return T("Ton rendez-vous est un autre jour");
    case FOUND_PAST_DAY: return T("Ce rendez-vous est passé");
    case FOUND_CANCELLED: return T("Ce rendez-vous est annulé");
    case FOUND_ARRIVED: return T("On sait que tu es là");
    case FOUND_REQUEST: return T("Ta demande est notée");
    }
    return STR("");
}

static struct str from_when(const struct screen_view *view, struct ui_tree *tree)
{
    int64_t from_s = view->flow->found.slot.start_s - view->world->config->early_minutes * 60;
    return fill(tree, T("Reviens dire que tu es là à partir de {time}."), "time",
                time_text(view, tree, from_s));
}

static struct str next_step(const struct screen_view *view)
{
    switch (view->flow->found.state) {
    case FOUND_NOTHING: return T("Ce n’est pas grave. Montre ton code à {person}.");
    case FOUND_UNKNOWABLE: return T("L’agenda n’est pas à jour ici. Montre ton code à {person}.");
    case FOUND_TODAY: return STR("");
    case FOUND_TIMELESS: return T("La borne ne connaît pas l’heure. Une question ? {person}.");
    case FOUND_EARLY: return T("Tu peux attendre ici. Une question ? {person}.");
    case FOUND_LATE: return T("Pas grave. Dis que tu es là, puis va voir {person}.");
    case FOUND_LATER_DAY: return T("Besoin de voir quelqu’un avant ? Va voir {person}.");
    case FOUND_PAST_DAY: return T("Va voir {person} pour un autre moment.");
    case FOUND_CANCELLED: return T("Va voir {person} pour un autre moment.");
    case FOUND_ARRIVED: return T("On vient te chercher. C’est long ? Va voir {person}.");
    case FOUND_REQUEST: return T("Il n’y a pas encore d’heure. Une question ? Va voir {person}.");
    }
    return STR("");
}

static void add_lines(const struct screen_view *view, struct ui_tree *tree, struct card *card)
{
    const struct flow_found *found = &view->flow->found;
    const struct config *config = view->world->config;
    bool known = found->state != FOUND_NOTHING && found->state != FOUND_UNKNOWABLE;
    bool ahead =
        flow_may_arrive(found->state) || found->state == FOUND_EARLY || found->state == FOUND_LATER_DAY;
    if (found->state == FOUND_EARLY) card_add(card, "🕘", from_when(view, tree));
    if (found->state == FOUND_ARRIVED && config->waiting[0])
        card_add(card, "🪑", fill(tree, T("Assieds-toi : {where}."), "where", str_from(config->waiting)));
    if (ahead) card_add(card, "📍", str_from(config->partners[found->partner].address));
    card_add(card, "🧑", person_text(view, tree, next_step(view)));
    if (known && ahead && found->noted)
        card_add(card, "📝",
                 person_text(view, tree, T("Ce n’est pas encore confirmé. Une question ? {person}.")));
    else if (known && ahead && !found->sure)
        card_add(card, "📡", T("La borne n’a pas vu l’agenda depuis un moment : ça a pu changer."));
}

void screen_found(const struct screen_view *view, struct ui_tree *tree)
{
    const struct flow_found *found = &view->flow->found;
    bool has_moment = found->slot.start_s != 0 && found->state != FOUND_REQUEST;
    struct card card = {.title = title_of(view), .moment = has_moment ? &found->slot : NULL};
    add_lines(view, tree, &card);
    if (flow_may_arrive(found->state))
        card.foot =
            (struct foot){.label = T("Je suis là"), .icon = UI_ICON_CHECK, .action = act(FLOW_ARRIVE, 0)};
    else if (found->state == FOUND_NOTHING)
        card.foot = (struct foot){
            .label = T("Essayer encore"), .icon = UI_ICON_BACK, .no_back = true, .action = act(FLOW_BACK, 0)};
    if (flow_may_undo(view->flow, UNDO_CANCEL)) {
        card.foot.aside = found->state == FOUND_REQUEST ? T("Annuler") : T("Changer");
        card.foot.aside_action = act(FLOW_UNDO_CHOSEN, UNDO_NONE);
    }
    card_show(view, tree, &card);
}
