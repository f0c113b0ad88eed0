#include "content/figures.h"

#include <stddef.h>

const struct figure_group figure_groups[FIGURE_GROUPS] = {
    {"Visites", FIGURE_COMPLETED, 2, FIGURE_VISITS},
    {"Demandes", FIGURE_KIND, KIND_COUNT, FIGURE_COMPLETED},
    {"Arrêts en chemin", FIGURE_STOP, STOP_COUNT, FIGURE_UNFINISHED},
    {"Langues", FIGURE_LANGUAGE, LANGUAGE_COUNT, FIGURE_VISITS},
    {"Taille du texte", FIGURE_SIZE, 4, FIGURE_VISITS},
    {"Écoute", FIGURE_HEARD, 2, FIGURE_VISITS},
    {"Avis", FIGURE_FACE, 4, FIGURE_VISITS},
    {"Besoins", FIGURE_NEED, NEED_COUNT, -1},
    {"Ce qui manque", FIGURE_MISSING, MISSING_COUNT, -1},
};

struct figure_name {
    const char *id, *words;
};

// Languages, needs and what is missing have names of their own.
static const struct figure_name names[FIGURE_COUNT] = {
    [FIGURE_VISITS] = {"visits", "visites"},
    [FIGURE_COMPLETED] = {"completed", "allées jusqu'au bout"},
    [FIGURE_UNFINISHED] = {"unfinished", "arrêtées en chemin"},
    [FIGURE_KIND + KIND_APPOINTMENT] = {"kind.appointment", "rendez-vous"},
    [FIGURE_KIND + KIND_WORKSHOP] = {"kind.workshop", "atelier"},
    [FIGURE_KIND + KIND_CALLBACK] = {"kind.callback", "à rappeler"},
    [FIGURE_KIND + KIND_INTEREST] = {"kind.interest", "ça m'intéresse"},
    [FIGURE_KIND + KIND_ARRIVED] = {"kind.arrived", "« je suis là »"},
    [FIGURE_KIND + KIND_HUMAN] = {"kind.human", "« quelqu'un maintenant »"},
    [FIGURE_KIND + KIND_CHANGED] = {"kind.changed", "changé"},
    [FIGURE_KIND + KIND_CANCELLED] = {"kind.cancelled", "annulé"},
    [FIGURE_STOP + STOP_WELCOME] = {"stop.welcome", "à l'accueil"},
    [FIGURE_STOP + STOP_NEEDS] = {"stop.needs", "aux besoins"},
    [FIGURE_STOP + STOP_WISH] = {"stop.wish", "à « comment on continue »"},
    [FIGURE_STOP + STOP_SLOT] = {"stop.slot", "au choix du moment"},
    [FIGURE_STOP + STOP_NAME] = {"stop.name", "au prénom"},
    [FIGURE_STOP + STOP_CONTACT] = {"stop.contact", "au contact"},
    [FIGURE_STOP + STOP_AGE] = {"stop.age", "à l'âge"},
    [FIGURE_STOP + STOP_CHECK] = {"stop.check", "à la relecture"},
    [FIGURE_STOP + STOP_SORRY] = {"stop.sorry", "la borne n'a pas pu enregistrer"},
    [FIGURE_STOP + STOP_MEET] = {"stop.meet", "par la porte « j'ai rendez-vous »"},
    [FIGURE_STOP + STOP_HUMAN] = {"stop.human", "par la porte « quelqu'un maintenant »"},
    [FIGURE_STOP + STOP_YOUNG] = {"stop.young", "sous l'âge minimum"},
    [FIGURE_SIZE + 0] = {"size.0", "petit"},
    [FIGURE_SIZE + 1] = {"size.1", "moyen"},
    [FIGURE_SIZE + 2] = {"size.2", "grand"},
    [FIGURE_SIZE + 3] = {"size.3", "géant"},
    [FIGURE_HEARD] = {"heard", "avec la lecture à voix haute"},
    [FIGURE_READ] = {"read", "sans la lecture à voix haute"},
    [FIGURE_FACE + 0] = {"face.none", "sans réponse"},
    [FIGURE_FACE + 1] = {"face.good", "bien"},
    [FIGURE_FACE + 2] = {"face.mixed", "moyen"},
    [FIGURE_FACE + 3] = {"face.bad", "pas bien"},
};

static bool is_within(int figure, int first, int count)
{
    return figure >= first && figure < first + count;
}

void figure_id(int figure, char to[FIGURE_ID])
{
    struct buf id = buf_init(to, FIGURE_ID);
    if (is_within(figure, FIGURE_LANGUAGE, LANGUAGE_COUNT))
        buf_add_format(&id, "language.%s", language_table[figure - FIGURE_LANGUAGE].code);
    else if (is_within(figure, FIGURE_NEED, NEED_COUNT))
        buf_add_format(&id, "need.%s", need_table[figure - FIGURE_NEED].id);
    else if (is_within(figure, FIGURE_MISSING, MISSING_COUNT))
        buf_add_format(&id, "missing.%s", missing_table[figure - FIGURE_MISSING].id);
    else
        buf_add(&id, str_from(names[figure].id));
    (void)buf_c(&id);
}

int figure_find(struct str id)
{
    char name[FIGURE_ID];
    for (int figure = 0; figure < FIGURE_COUNT; figure++) {
        figure_id(figure, name);
        if (str_eq(id, str_from(name))) return figure;
    }
    return -1;
}

struct str figure_words(int figure)
{
    if (is_within(figure, FIGURE_LANGUAGE, LANGUAGE_COUNT))
        return str_from(language_table[figure - FIGURE_LANGUAGE].name);
    if (is_within(figure, FIGURE_NEED, NEED_COUNT)) return str_from(need_table[figure - FIGURE_NEED].label);
    if (is_within(figure, FIGURE_MISSING, MISSING_COUNT))
        return str_from(missing_table[figure - FIGURE_MISSING].label);
    return str_from(names[figure].words);
}

// A week belongs to the year of its Thursday.
int figure_week(int64_t day)
{
    int64_t thursday = day - civil_weekday(day) + 3;
    int year = civil_from_days(thursday).year;
    return year * 100 + 1 + (int)((thursday - civil_days(year, 1, 1)) / 7);
}
