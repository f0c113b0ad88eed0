// Where the kiosk hands over to a person.
#include "screens/parts.h"

struct person_line {
    const char *picture;
    struct str text;
};
enum { MOST_LINES = 6 };
struct person_lines {
    struct person_line list[MOST_LINES];
    int count;
};

static void add(struct person_lines *lines, const char *picture, struct str text)
{
    if (text.n) lines->list[lines->count++] = (struct person_line){picture, text};
}

static void show_card(const struct screen_view *view, struct ui_tree *tree, struct str title, bool no_back,
                      const struct person_lines *lines)
{
    const struct theme *theme = tree->theme;
    struct page page = page_of(view, lines->count, 0, lines->count);
    frame_open(view, tree, (struct frame){.title = title, .words = true});
    ui_open(
        tree,
        (struct ui_spec){
            .id = "card", .role = UI_GROUP, .look = UI_CARD, .pad = theme->gap * 1.5f, .gap = theme->gap});
    for (int i = page.from; i < page.to; i++)
        add_line(tree, "line", i, lines->list[i].picture, i ? UI_BODY : UI_LARGE, lines->list[i].text);
    ui_close(tree);
    ui_add(tree, (struct ui_spec){.id = "below", .role = UI_SPACER, .grow = 1});
    frame_close(view, tree,
                (struct foot){.label = T("J’ai compris"),
                              .icon = UI_ICON_CHECK,
                              .action = act(FLOW_FINISH, 0),
                              .at_end = true,
                              .no_back = no_back,
                              .page = page});
}

static void add_place(const struct screen_view *view, struct person_lines *lines)
{
    add(lines, "🕘", str_from(view->world->config->hours));
    add(lines, "📞", str_from(view->world->config->phone));
}

static void add_helplines(const struct screen_view *view, struct person_lines *lines)
{
    add(lines, "☎️", T("119 : enfance en danger, gratuit, jour et nuit"));
    add(lines, "💚", T("0 800 235 236 : Fil Santé Jeunes, gratuit, 9 h à 23 h"));
}

static struct str person(const struct screen_view *view, struct ui_tree *tree, struct str sentence)
{
    return fill(tree, sentence, "person", str_from(view->world->config->person));
}

void screen_meet(const struct screen_view *view, struct ui_tree *tree)
{
    struct person_lines lines = {0};
    add(&lines, "🧑", person(view, tree, T("Montre ton code en images à {person}.")));
    add(&lines, "🔁", T("Pour changer ou annuler, c’est la même personne."));
    add_place(view, &lines);
    show_card(view, tree, T("Tu as rendez-vous"), false, &lines);
}

void screen_human(const struct screen_view *view, struct ui_tree *tree)
{
    struct person_lines lines = {0};
    add(&lines, "🧑", person(view, tree, T("Va voir {person}. Pas besoin d’expliquer.")));
    add_place(view, &lines);
    add_helplines(view, &lines);
    show_card(view, tree, T("Quelqu’un, maintenant"), false, &lines);
}

void screen_minor(const struct screen_view *view, struct ui_tree *tree)
{
    struct person_lines lines = {0};
    add(&lines, "🧑", person(view, tree, T("Va voir {person}. Rien n’a été gardé ici.")));
    add(&lines, "🏡", T("Le point accueil écoute jeunes (PAEJ) reçoit sans rendez-vous."));
    add_helplines(view, &lines);
    show_card(view, tree, T("On peut t’aider tout de suite"), true, &lines);
}
