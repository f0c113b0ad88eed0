#include "collect/collect.h"

static const char *plural(int64_t count)
{
    return count > 1 ? "s" : "";
}

static void add_running(struct buf *to, const struct collect *collect)
{
    long long seen = collect->written + collect->already + collect->left;
    if (collect->task == COLLECT_LOOK) {
        buf_add(to, STR("Je regarde la clé USB. Laissez-la en place."));
    } else if (collect->task < COLLECT_READ_BACK) {
        buf_add_format(to, "Je copie : %lld sur %lld. Laissez la clé USB en place.", seen,
                       (long long)collect->waiting);
    } else {
        buf_add(to, STR("Je vérifie la copie. Laissez la clé USB en place."));
    }
}

static void add_some(struct buf *to, const struct collect *collect)
{
    long long went = collect->written + collect->already, left = collect->left;
    buf_add_format(
        to,
        "La clé USB est pleine. %lld demande%s copiée%s, %lld n'y tien%s pas. Vous pouvez retirer la "
        "clé. Mettez-en une autre pour le reste.",
        went, plural(went), plural(went), left, left > 1 ? "nent" : "t");
}

static const char *text_of(enum collect_end end)
{
    switch (end) {
    case COLLECT_RUNNING:
    case COLLECT_ALL:
    case COLLECT_SOME: break;
    case COLLECT_NOTHING:
        return "Aucune demande n'attend. Rien n'a été écrit. Vous pouvez retirer la clé USB.";
    case COLLECT_FULL: return "La clé USB est pleine : rien n'a pu être copié. Mettez une autre clé.";
    case COLLECT_READONLY:
        return "La clé USB est protégée : on ne peut rien y écrire. Ôtez la protection ou mettez une autre "
               "clé.";
    case COLLECT_REFUSED:
        return "Quelque chose sur la clé USB prend la place de nos dossiers. Rien n'est perdu. Mettez une "
               "autre clé.";
    case COLLECT_GONE:
        return "La clé USB ne répond plus ou a été retirée trop tôt. Rien n'est perdu : remettez-la et "
               "recommencez.";
    case COLLECT_UNFAITHFUL:
        return "Cette clé USB rend autre chose que ce qu'on y écrit. Rien n'est perdu. Ne l'utilisez plus : "
               "mettez-en "
               "une autre.";
    case COLLECT_UNKEPT:
        return "La borne n'a pas pu noter la collecte sur son propre disque. Recommencez ; si cela dure, "
               "appelez le "
               "technicien.";
    case COLLECT_STOPPED:
        return "La collecte est arrêtée avant la fin. Rien n'est perdu : vous pouvez recommencer.";
    }
    return "";
}

void collect_add_words(struct buf *to, const struct collect *collect)
{
    long long went = collect->written + collect->already;
    if (collect->end == COLLECT_RUNNING)
        add_running(to, collect);
    else if (collect->end == COLLECT_ALL)
        buf_add_format(to,
                       "C'est fait : %lld demande%s copiée%s et vérifiée%s. Vous pouvez retirer la clé USB.",
                       went, plural(went), plural(went), plural(went));
    else if (collect->end == COLLECT_SOME)
        add_some(to, collect);
    else
        buf_add(to, str_from(text_of(collect->end)));
}
