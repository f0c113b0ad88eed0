#include "ctl/ctl.h"

#include "ctl/internal.h"

#include <stdarg.h>
#include <stdio.h>

void say(const struct ctl_ports *ports, enum ctl_stream stream, const char *format, ...)
{
    char line[1024];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    bool cut = n >= (int)sizeof line;
    ports->write(ports->self, stream, str_from(line));
    if (cut) ports->write(ports->self, stream, STR("…\n"));
}

static const char help[] =
    "rebondctl, les commandes de Rebond pour l'équipe et pour qui l'installe\n"
    "\n"
    "rebondctl key new [--device] FICHIER\n"
    "    Fait une clé de collecte dans un nouveau fichier et affiche la partie publique (age1…), à mettre\n"
    "    dans la configuration. Le fichier ouvre les demandes : il ne reste pas sur la borne. Avec "
    "--device,\n"
    "    la clé de la borne elle-même, pour les partenaires en garde « open » : elle y reste.\n"
    "rebondctl open --key FICHIER [--config FICHIER] [--state DOSSIER] [--json] [DEMANDE.age]\n"
    "    Montre les demandes qui attendent sur la borne, ouvertes avec la clé ; ou celle d'un fichier "
    "scellé.\n"
    "rebondctl status [--config FICHIER] [--state DOSSIER] [--assets DOSSIER] [--json]\n"
    "    Montre combien de demandes attendent, comment vont les partenaires, et où en sont les langues. "
    "Aucun "
    "nom.\n"
    "rebondctl arrivals [--config FICHIER] [--state DOSSIER]\n"
    "    Montre qui s'est annoncé aujourd'hui : l'heure, le rendez-vous, le code en images. Aucun nom.\n"
    "rebondctl stats [--weeks N] [--csv | --json] [--config FICHIER] [--state DOSSIER]\n"
    "    Les chiffres des N dernières semaines finies (12 sans --weeks) : visites, demandes, besoins, "
    "langues,\n"
    "    arrêts, avis. Des sommes, jamais une visite ; ce qui est sous 5 est caché. Rien n'est envoyé.\n"
    "rebondctl export --to DOSSIER [--config FICHIER] [--state DOSSIER] [--assets DOSSIER] [--json]\n"
    "    Copie toutes les demandes qui attendent, scellées, dans un dossier (une clé USB), les relit, et y "
    "met\n"
    "    leur liste signée et la page qui les ouvre. Peut être coupé et recommencé : rien n'est perdu ni "
    "double.\n"
    "rebondctl partner probe [PARTENAIRE] [--config FICHIER] [--state DOSSIER] [--json]\n"
    "    Éprouve le serveur d'un partenaire, ou de tous : ce que la borne peut promettre en dépend. À faire "
    "à\n"
    "    l'installation et quand le serveur a changé. N'écrit que des événements probe-… de l'an 2000, et "
    "les\n"
    "    efface ; jamais deux essais à la fois sur le même agenda.\n"
    "rebondctl config check FICHIER\n"
    "    Dit chaque faute d'un fichier de configuration, avec sa ligne.\n"
    "rebondctl help, rebondctl version\n"
    "\n"
    "Sans --config : /etc/rebond/rebond.ini. Sans --state : /var/lib/rebond.\n"
    "Sans --assets : /usr/share/rebond.\n"
    "Code de sortie : 0 tout va bien ; 1 il y a quelque chose à voir ; 2 ce n'était pas possible.\n";

static enum ctl_status run_command(const struct ctl_ports *ports, const struct ctl_options *options)
{
    switch (options->command) {
    case CTL_HELP: ports->write(ports->self, CTL_OUT, str_from(help)); return CTL_GOOD;
    case CTL_VERSION: say(ports, CTL_OUT, "rebondctl %s\n", REBOND_VERSION); return CTL_GOOD;
    case CTL_KEY_NEW: return key_new(ports, options);
    case CTL_OPEN: return open_items(ports, options);
    case CTL_STATUS_OF: return status_of(ports, options);
    case CTL_ARRIVALS: return arrivals_of(ports, options);
    case CTL_STATS: return stats_of(ports, options);
    case CTL_EXPORT: return export_items(ports, options);
    case CTL_PARTNER_PROBE: return partner_probe(ports, options);
    case CTL_CONFIG_CHECK: return config_check(ports, options);
    }
    return CTL_FAILED;
}

enum ctl_status ctl_run(const struct ctl_ports *ports, int count, char **words)
{
    struct ctl_options options;
    char problem[OPTION_PROBLEM];
    if (options_parse(count, words, &options, problem) != OK) {
        say(ports, CTL_ERR, "rebondctl : %s\nrebondctl help montre toutes les commandes.\n", problem);
        return CTL_FAILED;
    }
    if (seal_init() != OK) {
        say(ports, CTL_ERR, "rebondctl : le chiffrement ne démarre pas sur cette machine.\n");
        return CTL_FAILED;
    }
    return run_command(ports, &options);
}
