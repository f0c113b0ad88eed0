// Where the kiosk hands over to a person.
#include "content/pictures.h"

#include "screens/parts.h"

void card_add(struct card *card, const char *picture, struct str text)
{
    if (text.n) card->lines[card->count++] = (struct card_line){picture, text, false};
}

static void add_moment(const struct screen_view *view, struct ui_tree *tree, const struct slot *slot)
{
    const struct theme *theme = tree->theme;
    ui_open(tree,
            (struct ui_spec){
                .id = "moment", .role = UI_GROUP, .flow = UI_ROW, .gap = theme->gap, .cross = UI_CENTER});
    add_moment_pictures(view, tree, "moment", 0, slot->start_s, theme->text[UI_LARGE] * 2);
    ui_add(tree, (struct ui_spec){.id = "moment-text",
                                  .role = UI_TEXT,
                                  .scale = UI_LARGE,
                                  .label = when_text(view, tree, slot),
                                  .grow = 1});
    ui_close(tree);
}

void card_show(const struct screen_view *view, struct ui_tree *tree, const struct card *card)
{
    const struct theme *theme = tree->theme;
    int first = card->moment ? 1 : 0;
    struct page page = page_of(view, card->count + first, 0, card->count + first);
    frame_open(view, tree, (struct frame){.title = card->title, .words = true});
    ui_open(
        tree,
        (struct ui_spec){
            .id = "card", .role = UI_GROUP, .look = UI_CARD, .pad = theme->gap * 1.5f, .gap = theme->gap});
    for (int i = page.from; i < page.to; i++) {
        const struct card_line *line = &card->lines[i - first < 0 ? 0 : i - first];
        if (i < first)
            add_moment(view, tree, card->moment);
        else
            add_line_of(tree, "line", i, line->picture, i ? UI_BODY : UI_LARGE, line->text,
                        line->personal ? UI_PERSONAL : 0u);
    }
    ui_close(tree);
    ui_add(tree, (struct ui_spec){.id = "below", .role = UI_SPACER, .grow = 1});
    struct foot foot = card->foot;
    if (!foot.label.n) {
        foot.label = T("J’ai compris");
        foot.icon = UI_ICON_CHECK;
        foot.action = act(FLOW_FINISH, 0);
    }
    foot.at_end = !card->foot.label.n;
    foot.page = page;
    frame_close(view, tree, foot);
}

struct str person_text(const struct screen_view *view, struct ui_tree *tree, struct str sentence)
{
    return fill(tree, sentence, "person", str_from(view->world->config->person));
}

static void add_place(const struct screen_view *view, struct card *card)
{
    card_add(card, "🕘", str_from(view->world->config->hours));
    card_add(card, "📞", str_from(view->world->config->phone));
}

static void add_helplines(const struct screen_view *view, struct card *card)
{
    card_add(card, "☎️", T("119 : enfance en danger, gratuit, jour et nuit"));
    card_add(card, "💚", T("0 800 235 236 : Fil Santé Jeunes, gratuit, 9 h à 23 h"));
}

void screen_meet(const struct screen_view *view, struct ui_tree *tree)
{
    struct card card = {.title = T("Tu as rendez-vous")};
    card_add(&card, "🧑", person_text(view, tree, T("Montre ton code en images à {person}.")));
    card_add(&card, "🔁", T("Pour changer ou annuler, c’est la même personne."));
    add_place(view, &card);
    card_show(view, tree, &card);
}

// Under which words staff call: only once they stand on the disk.
static void add_own_code(const struct screen_view *view, struct ui_tree *tree, struct card *card)
{
    char memory[128];
    struct buf words = buf_init(memory, sizeof memory);
    const struct flow_arrival *arrival = &view->flow->arrival;
    if (!arrival->told) return;
    pictures_words(&words, view->messages, arrival->code.pictures, arrival->code.number);
    card_add(card, picture_table[arrival->code.pictures[0]].emoji,
             fill(tree, T("C’est noté. On t’appelle : {code}."), "code", buf_str(&words)));
    card->lines[card->count - 1].personal = true;
}

static void add_waiting(const struct screen_view *view, struct ui_tree *tree, struct card *card)
{
    const struct config *config = view->world->config;
    if (config->waiting[0])
        card_add(card, "🪑", fill(tree, T("Assieds-toi : {where}."), "where", str_from(config->waiting)));
    if (config->wait_minutes)
        card_add(card, "⏳",
                 fill(tree, T("Attente : à peu près {minutes} min."), "minutes",
                      number_text(tree, config->wait_minutes)));
}

void screen_human(const struct screen_view *view, struct ui_tree *tree)
{
    struct card card = {.title = T("Quelqu’un, maintenant")};
    if (flow_presence(view->world) == PRESENCE_NOBODY) {
        card_add(&card, "🌙", T("Il n’y a personne ici en ce moment."));
    } else {
        card_add(&card, "🧑", person_text(view, tree, T("Va voir {person}. Pas besoin d’expliquer.")));
        add_own_code(view, tree, &card);
        add_waiting(view, tree, &card);
    }
    add_place(view, &card);
    add_helplines(view, &card);
    card_show(view, tree, &card);
}

void screen_minor(const struct screen_view *view, struct ui_tree *tree)
{
    struct card card = {.title = T("On peut t’aider tout de suite"), .foot.no_back = true};
    card_add(&card, "🧑", person_text(view, tree, T("Va voir {person}. Rien n’a été gardé ici.")));
    card_add(&card, "🏡", T("Le point accueil écoute jeunes (PAEJ) reçoit sans rendez-vous."));
    add_helplines(view, &card);
    card_show(view, tree, &card);
}

// --- after "je suis là"

void screen_arrived(const struct screen_view *view, struct ui_tree *tree)
{
    bool told = view->flow->arrival.told, late = view->flow->found.state == FOUND_LATE;
    struct card card = {.title = told ? T("C’est noté : tu es là") : T("Va voir une personne"),
                        .foot.no_back = true};
    if (!told)
        card_add(&card, "🧑",
                 person_text(view, tree, T("La borne n’arrive pas à le dire. Va voir {person}.")));
    else if (late)
        card_add(&card, "🧑",
                 person_text(view, tree, T("Va d’abord voir {person}, on s’arrange avec toi.")));
    if (told) add_waiting(view, tree, &card);
    if (told && !late)
        card_add(&card, "🧑", person_text(view, tree, T("On vient te chercher. Une question ? {person}.")));
    card_show(view, tree, &card);
}
