#include "ctl/doctor.h"

static const char *plural(int count)
{
    return count > 1 ? "s" : "";
}

static void judge_clock(struct doctor *to, const struct checkup *c, const struct config *config)
{
    bool always = config->clock == CLOCK_TRUST;
    if (c->ahead_of_build_s < 0)
        doctor_add(to, "clock", NULL, DOCTOR_BAD,
                   "L'horloge est avant la date de ce logiciel : aucune date n'est proposée. Réglez-la, ou "
                   "vérifiez le réseau (serveurs de temps)");
    else if (c->clock_synchronised)
        doctor_add(to, "clock", NULL, DOCTOR_GOOD, "L'horloge est réglée par le réseau");
    else if (c->clock_believed)
        doctor_add(to, "clock", NULL, DOCTOR_GOOD, "L'horloge est tenue par la puce de la machine");
    else if (always)
        doctor_add(to, "clock", NULL, DOCTOR_LOOK,
                   "L'horloge est crue parce que la configuration le dit ([clock] trust = always) : "
                   "regardez qu'elle est juste");
    else
        doctor_add(
            to, "clock", NULL, DOCTOR_BAD,
            "On ne peut pas se fier à l'horloge : la borne ne propose que d'être rappelé. Branchez le réseau "
            "ou ajoutez une puce d'horloge avec une pile");
    if (!c->rtc_there)
        doctor_add(to, "rtc", NULL, DOCTOR_LOOK,
                   "Pas de puce d'horloge : après une coupure de courant, la date attend le réseau");
    else
        doctor_add(to, "rtc", NULL, c->rtc_agrees ? DOCTOR_GOOD : DOCTOR_LOOK,
                   c->rtc_agrees ? "La puce d'horloge donne la même heure"
                                 : "La puce d'horloge donne une autre heure : sa pile est peut-être vide");
}

static void judge_room(struct doctor *to, const struct checkup *c)
{
    long long mib = (long long)(c->disk_free >> 20);
    if (c->disk_total == 0)
        doctor_add(to, "disk", NULL, DOCTOR_LOOK, "La place libre n'est pas connue");
    else if (mib < 64)
        doctor_add(to, "disk", NULL, mib < 16 ? DOCTOR_BAD : DOCTOR_LOOK,
                   "Il ne reste que %lld Mio : faites de la place, sinon plus rien ne s'enregistre", mib);
    else
        doctor_add(to, "disk", NULL, DOCTOR_GOOD, "Place libre : %lld Mio", mib);
}

static void judge_storage(struct doctor *to, const struct checkup *c)
{
    if (!c->state_there) {
        doctor_add(to, "storage", NULL, DOCTOR_BAD,
                   "Le dossier d'état n'existe pas : le logiciel est-il installé ici ? (--state DOSSIER)");
        return;
    }
    if (c->state_read_only)
        doctor_add(to, "storage", NULL, DOCTOR_BAD,
                   "Le support est en lecture seule : rien ne s'enregistre. Une carte usée fait cela : "
                   "changez-la");
    else if (c->disk_errors > 0)
        doctor_add(to, "storage", NULL, DOCTOR_BAD,
                   "Le système de fichiers se souvient de %d erreur%s : collectez, puis changez la carte",
                   c->disk_errors, plural(c->disk_errors));
    else if (c->life_percent >= 80)
        doctor_add(to, "storage", NULL, DOCTOR_LOOK, "Le support est usé à %d %% : prévoyez de le changer",
                   c->life_percent);
    else
        doctor_add(to, "storage", NULL, DOCTOR_GOOD, "Le support s'écrit (%s)",
                   c->file_system[0] ? c->file_system : "système de fichiers inconnu");
    judge_room(to, c);
}

static void judge_database(struct doctor *to, const struct checkup *c)
{
    if (c->damaged_there)
        doctor_add(
            to, "set-aside", NULL, DOCTOR_LOOK,
            "Une base abîmée est gardée à côté (rebond.db.damaged-1) : un technicien peut essayer d'en "
            "tirer des demandes, puis l'ôter");
    if (c->database == OK)
        doctor_add(to, "database", NULL, DOCTOR_GOOD, "La base est entière");
    else if (c->database == ERR_MISSING)
        doctor_add(to, "database", NULL, DOCTOR_LOOK,
                   "Pas encore de base : elle naît au premier démarrage de la borne");
    else if (c->database == ERR_DAMAGED)
        doctor_add(to, "database", NULL, DOCTOR_BAD,
                   "La base est abîmée : redémarrez la borne, elle la met de côté et en commence une autre");
    else
        doctor_add(to, "database", NULL, DOCTOR_LOOK,
                   "La base n'a pas pu être lue (%s) : essayez en root, ou encore une fois",
                   err_name(c->database));
}

static void judge_access(struct doctor *to, const struct checkup *c)
{
    if (!c->state_there) return;
    if (c->state_mode & 07)
        doctor_add(to, "permissions", NULL, DOCTOR_BAD,
                   "D'autres comptes entrent dans le dossier d'état : chmod o= sur ce dossier");
    else
        doctor_add(to, "permissions", NULL, DOCTOR_GOOD, "Le dossier d'état est fermé aux autres comptes");
}

// A count of devices, and what is lost without any.
static void judge_count(struct doctor *to, const char *id, int count, const char *words, const char *without)
{
    if (count > 0)
        doctor_add(to, id, NULL, DOCTOR_GOOD, "%s : %d", words, count);
    else
        doctor_add(to, id, NULL, DOCTOR_LOOK, "%s : %s", words, count < 0 ? "inconnu" : without);
}

static void judge_fonts(struct doctor *to, const struct checkup *c)
{
    if (c->script_count == 0)
        doctor_add(to, "fonts", NULL, DOCTOR_GOOD, "Chaque écriture de ce lieu a sa police");
    for (int i = 0; i < c->script_count; i++)
        doctor_add(to, "fonts", NULL, DOCTOR_BAD,
                   "Pas de police pour la langue « %s » : installez fonts-noto-core et "
                   "fonts-noto-color-emoji",
                   c->scripts_missing[i]);
}

void doctor_judge_machine(struct doctor *doctor, const struct checkup *checkup, const struct config *config)
{
    judge_clock(doctor, checkup, config);
    judge_storage(doctor, checkup);
    judge_database(doctor, checkup);
    judge_access(doctor, checkup);
    judge_count(doctor, "touch", checkup->touch, "Écran tactile",
                "aucun vu : branchez son câble USB, ou servez-vous du clavier");
    judge_count(doctor, "keyboard", checkup->keyboards, "Claviers",
                "aucun : qui ne peut pas toucher l'écran ne peut pas s'en servir");
    judge_count(doctor, "sound", checkup->sound, "Cartes son", "aucune : rien n'est lu à voix haute");
    if (checkup->printers > 0) judge_count(doctor, "printer", checkup->printers, "Imprimantes", "");
    judge_fonts(doctor, checkup);
}
