#include "content/needs.h"

const struct need need_table[NEED_COUNT] = {
    {"parler", "Parler à quelqu’un", "💬", {"remobilisation--lien-social"}},
    {"toit",
     "Un toit, dormir",
     "🏠",
     {"logement-hebergement--rechercher-une-solution-dhebergement-temporaire",
      "logement-hebergement--louer-un-logement"}},
    {"manger",
     "Manger, m’habiller",
     "🍴",
     {"equipement-et-alimentation--alimentation", "equipement-et-alimentation--habillement"}},
    {"sante", "Ma santé", "🩺", {"sante"}},
    {"papiers",
     "Mes papiers, mes droits",
     "📄",
     {"difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives",
      "difficultes-administratives-ou-juridiques--accompagnement-pour-lacces-aux-droits"}},
    {"argent", "L’argent", "💶", {"difficultes-financieres"}},
    {"travail", "Travailler", "💼", {"trouver-un-emploi"}},
    {"formation",
     "Une formation, un métier",
     "🔧",
     {"se-former--trouver-sa-formation", "choisir-un-metier--decouvrir-un-metier-ou-un-secteur-dactivite"}},
    {"permis",
     "Me déplacer, le permis",
     "🚗",
     {"mobilite--preparer-un-permis", "mobilite--financer-ma-mobilite"}},
    {"francais", "Apprendre le français", "📖", {"lecture-ecriture-calcul--maitriser-le-francais"}},
    {"bouger",
     "Bouger, faire quelque chose",
     "⚽",
     {"remobilisation--activites-sportives-et-culturelles", "remobilisation--benevolat-action-citoyenne"}},
    {"sais-pas", "Je ne sais pas encore", "🤔", {NULL}},
};

int need_find(struct str id)
{
    for (int i = 0; i < NEED_COUNT; i++)
        if (str_eq(id, str_from(need_table[i].id))) return i;
    return -1;
}

void need_list_ids(const char *ret_ids[NEED_COUNT])
{
    for (int i = 0; i < NEED_COUNT; i++)
        ret_ids[i] = need_table[i].id;
}
