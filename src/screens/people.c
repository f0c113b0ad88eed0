// Where the kiosk hands over to a person.
#include "screens/parts.h"

static void open_card(const struct screen_view *view, struct ui_tree *tree, struct frame frame)
{
    frame_open(view, tree, frame);
    ui_open(tree, (struct ui_spec){.id = "card",
                                   .role = UI_GROUP,
                                   .look = UI_CARD,
                                   .pad = tree->theme->gap * 1.5f,
                                   .gap = tree->theme->gap});
}

static void close_card(const struct screen_view *view, struct ui_tree *tree)
{
    struct foot foot = {.label = T("J’ai compris"), .icon = UI_ICON_CHECK, .action = act(FLOW_FINISH, 0)};
    ui_close(tree);
    ui_add(tree, (struct ui_spec){.id = "below", .role = UI_SPACER, .grow = 1});
    frame_close(view, tree, foot);
}

static void add_place(const struct screen_view *view, struct ui_tree *tree)
{
    const struct config *config = view->world->config;
    if (config->hours[0]) add_line(tree, "hours", 0, "🕘", UI_BODY, str_from(config->hours));
    if (config->phone[0]) add_line(tree, "phone", 0, "📞", UI_BODY, str_from(config->phone));
}

static void add_helplines(const struct screen_view *view, struct ui_tree *tree)
{
    add_line(tree, "help", 0, "☎️", UI_BODY, T("119 : enfance en danger, gratuit, jour et nuit"));
    add_line(tree, "help", 1, "💚", UI_BODY, T("0 800 235 236 : Fil Santé Jeunes, gratuit, 9 h à 23 h"));
}

void screen_meet(const struct screen_view *view, struct ui_tree *tree)
{
    open_card(view, tree, (struct frame){.title = T("Tu as rendez-vous")});
    add_line(tree, "meet-line", 0, "🧑", UI_LARGE,
             fill(tree, T("Montre ton code en images à {person}."), "person",
                  str_from(view->world->config->person)));
    add_line(tree, "meet-line", 1, "🔁", UI_BODY, T("Pour changer ou annuler, c’est la même personne."));
    add_place(view, tree);
    close_card(view, tree);
}

void screen_human(const struct screen_view *view, struct ui_tree *tree)
{
    open_card(view, tree, (struct frame){.title = T("Quelqu’un, maintenant")});
    add_line(tree, "human-line", 0, "🧑", UI_LARGE,
             fill(tree, T("Va voir {person}. Pas besoin d’expliquer."), "person",
                  str_from(view->world->config->person)));
    add_place(view, tree);
    add_helplines(view, tree);
    close_card(view, tree);
}

void screen_minor(const struct screen_view *view, struct ui_tree *tree)
{
    open_card(view, tree, (struct frame){.title = T("On peut t’aider tout de suite"), .no_back = true});
    add_line(tree, "minor-line", 0, "🧑", UI_LARGE,
             fill(tree, T("Va voir {person}. Rien n’a été gardé ici."), "person",
                  str_from(view->world->config->person)));
    add_line(tree, "minor-line", 1, "🏡", UI_BODY,
             T("Le point accueil écoute jeunes (PAEJ) reçoit sans rendez-vous."));
    add_helplines(view, tree);
    close_card(view, tree);
}
