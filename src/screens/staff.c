// Which screen of staff is shown, what it says in the place of its title, and what visitors see of staff: a
// pause, and the band of a training visit.
#include "screens/parts.h"

bool is_staff(const struct screen_view *view)
{
    return view->staff && staff_is_here(view->staff);
}

struct ui_action staff_act(enum staff_action action, int64_t arg)
{
    return (struct ui_action){(uint16_t)action, (int32_t)arg};
}

struct str staff_notice_text(const struct screen_view *view)
{
    switch (view->staff->notice) {
    case STAFF_SAYS_NOTHING: return STR("");
    case STAFF_SAYS_WAIT_A_MOMENT: return STR("Un instant…");
    case STAFF_SAYS_NO: return STR("Ce code n’ouvre pas.");
    case STAFF_SAYS_RETRIED: return STR("C’est renvoyé. La borne réessaie dès qu’elle peut.");
    case STAFF_SAYS_CLOSED: return STR("C’est réglé et effacé de la borne.");
    case STAFF_SAYS_NOT_WRITTEN: return STR("La borne n’a pas pu l’écrire. Réessayez.");
    case STAFF_SAYS_LET_GO: return STR("C’est effacé de la borne.");
    case STAFF_SAYS_NO_PHRASE: return STR("Ce n’est pas la bonne phrase.");
    case STAFF_SAYS_NO_MEMORY: return STR("Pas assez de mémoire ici : ouvrez-la sur un ordinateur.");
    case STAFF_SAYS_NAMES: return STR("La clé est ouverte : les noms se voient.");
    case STAFF_SAYS_KEY_GONE: return STR("La clé USB n’est plus là.");
    case STAFF_SAYS_KEY_DAMAGED: return STR("La clé de collecte est abîmée : prenez l’autre exemplaire.");
    case STAFF_SAYS_NOTED: return STR("C’est noté.");
    case STAFF_SAYS_INITIALS: return STR("Deux lettres au moins.");
    }
    return STR("");
}

void screen_training_band(const struct screen_view *view, struct ui_tree *tree)
{
    ui_add(tree, (struct ui_spec){.id = "training",
                                  .role = UI_STATUS,
                                  .look = UI_WARNING,
                                  .scale = UI_SMALL,
                                  .align = UI_CENTER,
                                  .pad = 0.5F,
                                  .label = T("FORMATION : rien n’est gardé.")});
}

// Nothing can be touched: a person is there, or it ends by itself.
void screen_closed(const struct screen_view *view, struct ui_tree *tree)
{
    ui_open(tree, (struct ui_spec){.id = "closed",
                                   .role = UI_GROUP,
                                   .pad = tree->theme->margin,
                                   .gap = tree->theme->gap,
                                   .grow = 1});
    ui_add(tree, (struct ui_spec){.id = "closed-top", .role = UI_SPACER, .grow = 1});
    if (tree->theme->wish.size < 2)
        ui_add(
            tree,
            (struct ui_spec){
                .id = "closed-picture", .role = UI_PICTURE, .flags = UI_DECOR, .picture = STR("☕"), .h = 28});
    ui_add(tree, (struct ui_spec){.id = "closed-title",
                                  .role = UI_HEADING,
                                  .scale = UI_TITLE,
                                  .align = UI_CENTER,
                                  .label = T("La borne fait une pause")});
    ui_add(tree, (struct ui_spec){
                     .id = "closed-text",
                     .role = UI_TEXT,
                     .align = UI_CENTER,
                     .label = person_text(view, tree, T("Besoin de quelque chose ? Va voir {person}."))});
    ui_add(tree, (struct ui_spec){.id = "closed-bottom", .role = UI_SPACER, .grow = 1});
    ui_close(tree);
}

void screen_staff(const struct screen_view *view, struct ui_tree *tree)
{
    switch (view->staff->place) {
    case STAFF_AWAY:
    case STAFF_PLACES: break;
    case STAFF_CLOSED: screen_closed(view, tree); break;
    case STAFF_PIN: screen_staff_pin(view, tree); break;
    case STAFF_NO_PIN: screen_staff_no_pin(view, tree); break;
    case STAFF_MENU: screen_staff_menu(view, tree); break;
    case STAFF_NEEDING: screen_staff_needing(view, tree); break;
    case STAFF_ITEM: screen_staff_item(view, tree); break;
    case STAFF_WHO: screen_staff_who(view, tree); break;
    case STAFF_ARRIVALS: screen_staff_arrivals(view, tree); break;
    case STAFF_LATELY: screen_staff_lately(view, tree); break;
    case STAFF_PAUSE: screen_staff_pause(view, tree); break;
    case STAFF_COLLECT: screen_staff_collect(view, tree); break;
    case STAFF_MISTAKES: screen_staff_mistakes(view, tree); break;
    case STAFF_LET_GO: screen_staff_let_go(view, tree); break;
    case STAFF_KEY: screen_staff_key(view, tree); break;
    case STAFF_READY: screen_staff_ready(view, tree); break;
    case STAFF_TRIALS: screen_staff_trials(view, tree); break;
    case STAFF_TRIAL: screen_staff_trial(view, tree); break;
    }
}
