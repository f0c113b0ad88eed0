// `doctor`: is this device fit for its work? One line a check: what it means, and what to do next. Looks, and
// changes nothing but what opening the database for `status` would.
#include "ctl/doctor.h"

#include "ctl/languages.h"
#include "ctl/words.h"

#include <stdarg.h>
#include <stdio.h>

enum { DAY_S = 86400, CERTIFICATE_DAYS = 21 };

void doctor_add(struct doctor *doctor, const char *id, const char *partner, enum doctor_mark mark,
                const char *format, ...)
{
    if (doctor->count == DOCTOR_CHECKS) return;
    struct doctor_check *check = &doctor->checks[doctor->count++];
    va_list args;
    *check = (struct doctor_check){.id = id, .partner = partner, .mark = mark};
    va_start(args, format);
    vsnprintf(check->words, sizeof check->words, format, args);
    va_end(args);
}

static void judge_certificate(const struct ctl_ports *ports, struct doctor *to,
                              const struct config_partner *p)
{
    int64_t until_s = 0;
    const char *ca_file = p->ca_file[0] ? p->ca_file : NULL;
    err_t err = ports->checkup.certificate(ports->checkup.self, p->slots_url, ca_file, &until_s);
    long long days = (long long)((until_s - ports->wall_s) / DAY_S);
    if (err == ERR_INVALID)
        doctor_add(to, "certificate", p->id, DOCTOR_GOOD, "pas de certificat : c'est cette machine même");
    else if (err)
        doctor_add(to, "reachable", p->id, DOCTOR_LOOK,
                   "son serveur ne répond pas : les demandes attendent ici sans rien perdre ; vérifiez le "
                   "réseau et l'adresse");
    else if (until_s < ports->wall_s)
        doctor_add(to, "certificate", p->id, DOCTOR_BAD,
                   "le certificat de son serveur n'est plus valable : rien n'est envoyé ; prévenez qui le "
                   "tient (ou l'horloge d'ici est fausse)");
    else
        doctor_add(to, "certificate", p->id, days < CERTIFICATE_DAYS ? DOCTOR_LOOK : DOCTOR_GOOD,
                   "le certificat de son serveur vaut encore %lld jours%s", days,
                   days < CERTIFICATE_DAYS ? " : prévenez qui le tient" : "");
}

static void judge_class(struct store *store, struct doctor *to, const struct config_partner *p)
{
    struct partner_probe probe;
    enum partner_condition condition;
    if (partner_get_probe(store, p->id, &probe) || partner_get_condition(store, p->id, &condition)) return;
    if (!probe.server_class)
        doctor_add(to, "class", p->id, DOCTOR_LOOK,
                   "son serveur n'a jamais été éprouvé : rebondctl partner probe %s", p->id);
    else
        doctor_add(to, "class", p->id, DOCTOR_GOOD, "classe %c", config_server_class(p, probe.server_class));
    if (condition == PARTNER_CREDENTIALS)
        doctor_add(to, "condition", p->id, DOCTOR_BAD,
                   "son serveur refuse le mot de passe : vérifiez user et password_file");
    if (condition == PARTNER_SUSPECT)
        doctor_add(to, "condition", p->id, DOCTOR_BAD,
                   "son serveur a pu écraser des rendez-vous : vérifiez son agenda, puis éprouvez-le encore");
}

static void judge_keys(const struct ctl_ports *ports, struct doctor *to, const struct config *config)
{
    bool closed = true;
    const char *device = config->device_key_file;
    if (device[0] && ports->check_secret(device) != OK) closed = false;
    for (size_t i = 0; i < config->partner_count; i++)
        if (config->partners[i].password_file[0] && ports->check_secret(config->partners[i].password_file))
            closed = false;
    doctor_add(to, "secrets", NULL, closed ? DOCTOR_GOOD : DOCTOR_BAD,
               closed ? "Les mots de passe et les clés sont fermés aux autres comptes"
                      : "Un mot de passe ou une clé manque, ou d'autres comptes le lisent : rebondctl config "
                        "check dit lequel");
}

// A value of the file may hold what would end a JSON text.
static void judge_mistakes(const struct config_mistakes *mistakes, struct doctor *to, enum doctor_mark mark)
{
    int kept = mistakes->count < CONFIG_MISTAKES ? mistakes->count : CONFIG_MISTAKES;
    for (int i = 0; i < kept; i++) {
        char words[sizeof mistakes->list[i].words];
        snprintf(words, sizeof words, "%s", mistakes->list[i].words);
        for (char *at = words; *at; at++)
            if (*at == '"' || *at == '\\') *at = '\'';
        doctor_add(to, "mistake", NULL, mark, "rebond.ini, ligne %d : %s", mistakes->list[i].line, words);
    }
}

// What a card's rebond.ini says is used while it can be; else its last right one, and the card's own mistakes
// are in a file beside.
static void judge_config(const struct ctl_ports *ports, const struct place *place, struct doctor *to)
{
    struct config unused;
    struct config_mistakes given;
    if (!place->known)
        doctor_add(to, "config", NULL, DOCTOR_BAD,
                   "La configuration ne peut pas être utilisée : la borne ne prend rien, et dit pourquoi");
    judge_mistakes(&place->mistakes, to, place->known ? DOCTOR_LOOK : DOCTOR_BAD);
    if (config_load(ports, CTL_GIVEN, &unused, &given) != ERR_INVALID || !given.count) return;
    doctor_add(to, "config", NULL, DOCTOR_LOOK,
               "Le rebond.ini de la carte ne peut pas servir : le dernier qui était bon sert à sa place");
    judge_mistakes(&given, to, DOCTOR_LOOK);
}

static void judge_languages(const struct ctl_ports *ports, struct doctor *to, const char *assets,
                            const struct config *config)
{
    struct languages languages;
    languages_look(ports, assets, config, &languages);
    for (size_t i = 0; i < languages.count; i++) {
        const struct status_language *l = &languages.list[i];
        if (!l->readable)
            doctor_add(to, "language", NULL, DOCTOR_BAD, "Langue %s : pas de traductions utilisables ici",
                       l->language);
        else if (!l->native_checked)
            doctor_add(to, "language", NULL, DOCTOR_LOOK,
                       "Langue %s : aucune personne qui la parle depuis l'enfance ne l'a relue ; demandez-le",
                       l->language);
    }
}

static void judge_queue(struct store *store, const struct config *config, int64_t now_s, struct doctor *to)
{
    struct store_counts counts;
    if (store_count(store, &counts) != OK) return;
    bool late = counts.oldest_s && now_s - counts.oldest_s > (int64_t)config->watch.oldest_h * 3600;
    if (late)
        doctor_add(to, "queue", NULL, DOCTOR_LOOK,
                   "Une demande attend depuis plus de %d h : collectez, ou voyez le partenaire",
                   config->watch.oldest_h);
    if (counts.needing_you)
        doctor_add(to, "quarantine", NULL, DOCTOR_LOOK, "Demandes à voir par l'équipe : %lld (mode équipe)",
                   (long long)counts.needing_you);
    if (!late && !counts.needing_you)
        doctor_add(to, "queue", NULL, DOCTOR_GOOD, "Rien n'attend trop longtemps");
}

static void judge_place(const struct ctl_ports *ports, const struct ctl_options *options,
                        const struct place *place, const struct checkup *checkup, struct doctor *to)
{
    const struct config *config = &place->config;
    judge_keys(ports, to, config);
    for (size_t i = 0; i < config->partner_count; i++)
        if (config->partners[i].adapter == ADAPTER_CALDAV) judge_certificate(ports, to, &config->partners[i]);
    judge_languages(ports, to, options->assets, config);
    struct store *store = checkup->database == OK ? state_open(ports, options->state) : NULL;
    if (!store) return;
    judge_queue(store, config, ports->wall_s, to);
    for (size_t i = 0; i < config->partner_count; i++)
        if (config->partners[i].adapter == ADAPTER_CALDAV) judge_class(store, to, &config->partners[i]);
    store_close(store);
}

// --- telling

static void say_words(const struct ctl_ports *ports, const struct place *place, const struct doctor *doctor)
{
    static const char *const marks[] = {"✓", "!", "✗"};
    for (size_t i = 0; i < doctor->count; i++) {
        const struct doctor_check *check = &doctor->checks[i];
        if (check->partner)
            say(ports, CTL_OUT, "%s %.*s : %s.\n", marks[check->mark],
                STR_ARG(words_partner(place, check->partner)), check->words);
        else
            say(ports, CTL_OUT, "%s %s.\n", marks[check->mark], check->words);
    }
}

// Everything here is ours: ids and French words without quotation marks or backslashes.
static void say_json(const struct ctl_ports *ports, const struct doctor *doctor)
{
    static const char *const marks[] = {"good", "look", "bad"};
    say(ports, CTL_OUT, "{\"version\":\"%s\",\"checks\":[", REBOND_VERSION);
    for (size_t i = 0; i < doctor->count; i++) {
        const struct doctor_check *check = &doctor->checks[i];
        say(ports, CTL_OUT, "%s{\"id\":\"%s\",\"mark\":\"%s\"", i ? ",\n" : "\n", check->id,
            marks[check->mark]);
        if (check->partner) say(ports, CTL_OUT, ",\"partner\":\"%s\"", check->partner);
        say(ports, CTL_OUT, ",\"words\":\"%s\"}", check->words);
    }
    say(ports, CTL_OUT, "\n]}\n");
}

static enum ctl_status verdict(const struct doctor *doctor)
{
    enum doctor_mark worst = DOCTOR_GOOD;
    for (size_t i = 0; i < doctor->count; i++)
        if (doctor->checks[i].mark > worst) worst = doctor->checks[i].mark;
    return worst == DOCTOR_GOOD ? CTL_GOOD : worst == DOCTOR_LOOK ? CTL_FOUND : CTL_FAILED;
}

bool doctor_examine(const struct ctl_ports *ports, const struct ctl_options *options, struct place *ret_place,
                    struct doctor *ret_doctor)
{
    struct checkup checkup = {0};
    const char *languages[LIMIT_LANGUAGES + 1] = {0};
    ret_doctor->count = 0;
    if (!place_load(ports, options->config, ret_place)) return false;
    for (size_t i = 0; i < ret_place->config.language_count; i++)
        languages[i] = ret_place->config.languages[i];
    ports->checkup.look(ports->checkup.self, options->state, languages, &checkup);
    judge_config(ports, ret_place, ret_doctor);
    doctor_judge_machine(ret_doctor, &checkup, &ret_place->config);
    if (ret_place->known) judge_place(ports, options, ret_place, &checkup, ret_doctor);
    doctor_add(ret_doctor, "version", NULL, DOCTOR_GOOD, "Rebond %s", REBOND_VERSION);
    return true;
}

enum ctl_status doctor(const struct ctl_ports *ports, const struct ctl_options *options)
{
    static struct doctor doctor;
    struct place place;
    if (!doctor_examine(ports, options, &place, &doctor)) return CTL_FAILED;
    if (options->json)
        say_json(ports, &doctor);
    else
        say_words(ports, &place, &doctor);
    return verdict(&doctor);
}
