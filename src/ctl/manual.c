#include "ctl/manual.h"

#define EXIT                                                                                                 \
    "\nCODE DE SORTIE\n"                                                                                     \
    "    0  c'est fait, tout va bien\n"                                                                      \
    "    1  c'est fait, et il y a quelque chose à voir\n"                                                   \
    "    2  ce n'était pas possible, ou la commande est mal écrite\n"
#define CONFIG_OPTION "    --config FICHIER  la configuration ; sans elle /etc/rebond/rebond.ini\n"
#define STATE_OPTION "    --state DOSSIER   où est la base ; sans elle /var/lib/rebond\n"
#define ASSETS_OPTION "    --assets DOSSIER  où sont les traductions ; sans elle /usr/share/rebond\n"
#define JSON_OPTION "    --json            la même chose en JSON, pour un programme\n"

static const char all[] =
    "NOM\n"
    "    rebondctl - les commandes de Rebond pour l'équipe et pour qui l'installe\n"
    "\nSYNOPSIS\n"
    "    rebondctl COMMANDE [OPTIONS]\n"
    "    rebondctl COMMANDE --help\n"
    "\nCOMMANDES\n"
    "    rebondctl status          combien de demandes attendent, comment vont les partenaires et les "
    "langues\n"
    "    rebondctl doctor          cette borne est-elle en état ? une ligne par point, et quoi faire\n"
    "    rebondctl report          l'état de la borne, une page à imprimer et à signer\n"
    "    rebondctl arrivals        qui s'est annoncé aujourd'hui, sans nom\n"
    "    rebondctl stats           les chiffres des dernières semaines : des sommes, jamais une visite\n"
    "    rebondctl export          copie les demandes scellées dans un dossier, avec la page qui les ouvre\n"
    "    rebondctl open            montre les demandes qui attendent, ouvertes avec la clé de collecte\n"
    "    rebondctl key new         fait une clé de collecte, ou celle de la borne\n"
    "    rebondctl key show        montre la partie publique d'un fichier de clé, ou celles de la "
    "configuration\n"
    "    rebondctl key rotate      change de clé sans rien perdre : quoi faire, et ce qui reste à ouvrir "
    "avec "
    "l'ancienne\n"
    "    rebondctl pin set         change le code de l'équipe\n"
    "    rebondctl partner probe   éprouve le serveur d'un partenaire\n"
    "    rebondctl config check    dit chaque faute d'un fichier de configuration\n"
    "    rebondctl config usable   dit si une borne peut servir malgré elles\n"
    "    help, version\n"
    "\nFICHIERS\n"
    "    /etc/rebond/rebond.ini  la configuration\n"
    "    /var/lib/rebond         la base, et le code de l'équipe\n" EXIT;

static const char key_new_page[] =
    "NOM\n"
    "    rebondctl key new - fait une clé de collecte\n"
    "\nSYNOPSIS\n"
    "    rebondctl key new [--device] FICHIER\n"
    "\nDESCRIPTION\n"
    "    Écrit une clé secrète dans un nouveau fichier, lisible par vous seul, et affiche sa partie "
    "publique\n"
    "    (age1…), à mettre dans « recipients ». Le fichier ouvre les demandes : il ne reste pas sur la "
    "borne.\n"
    "    Gardez-le en deux endroits : sans lui, personne ne peut les lire.\n"
    "\nOPTIONS\n"
    "    --device          la clé de la borne elle-même, pour les partenaires en garde « open » ; elle y "
    "reste\n"
    "\nEXEMPLE\n"
    "    rebondctl key new cle-de-collecte.txt\n" EXIT;

static const char key_show_page[] =
    "NOM\n"
    "    rebondctl key show - montre des clés publiques\n"
    "\nSYNOPSIS\n"
    "    rebondctl key show FICHIER\n"
    "    rebondctl key show [--config FICHIER]\n"
    "\nDESCRIPTION\n"
    "    Avec un fichier de clé : sa partie publique, une ligne par clé. Sans : celles de la configuration,\n"
    "    avec le partenaire devant. Ne montre jamais un secret.\n"
    "\nOPTIONS\n" CONFIG_OPTION "\nEXEMPLE\n"
    "    rebondctl key show cle-de-collecte.txt\n" EXIT;

static const char key_rotate_page[] =
    "NOM\n"
    "    rebondctl key rotate - change de clé de collecte sans rien perdre\n"
    "\nSYNOPSIS\n"
    "    rebondctl key rotate --key NOUVELLE [--config FICHIER] [--state DOSSIER]\n"
    "\nDESCRIPTION\n"
    "    Une demande est scellée au moment où elle est faite : celles d'avant s'ouvrent avec l'ancienne clé, "
    "et\n"
    "    avec elle seule. Tant que la nouvelle clé n'est pas dans la configuration, cette commande écrit "
    "l'ordre\n"
    "    des gestes. Ensuite elle essaie la nouvelle clé sur tout ce qui attend, sans rien montrer, et "
    "compte "
    "ce\n"
    "    qui a encore besoin de l'ancienne. Ne change rien elle-même.\n"
    "\nOPTIONS\n"
    "    --key NOUVELLE    le fichier de la nouvelle clé seule\n" CONFIG_OPTION STATE_OPTION "\nEXEMPLE\n"
    "    rebondctl key rotate --key nouvelle-cle.txt\n"
    "\nCODE DE SORTIE\n"
    "    0  plus rien sur cette borne n'a besoin de l'ancienne clé\n"
    "    1  gardez l'ancienne clé : il y a encore à faire\n"
    "    2  ce n'était pas possible, ou la commande est mal écrite\n";

static const char pin_set_page[] =
    "NOM\n"
    "    rebondctl pin set - change le code de l'équipe\n"
    "\nSYNOPSIS\n"
    "    rebondctl pin set [--from FICHIER] [--state DOSSIER]\n"
    "\nDESCRIPTION\n"
    "    Demande deux fois un code de 6 à 12 chiffres, sans l'afficher, et le remplace. Refuse ce qui se "
    "devine :\n"
    "    répétitions, suites, dates, codes les plus choisis. N'en garde qu'une empreinte (Argon2id). Le "
    "code\n"
    "    ouvre le mode équipe ; les noms demandent en plus la clé de collecte.\n"
    "\nOPTIONS\n"
    "    --from FICHIER    le code est la seule ligne de ce fichier ; il n'est pas effacé\n" STATE_OPTION
    "\nFICHIERS\n"
    "    /var/lib/rebond/staff-pin\n"
    "\nEXEMPLE\n"
    "    sudo rebondctl pin set\n" EXIT;

static const char open_page[] =
    "NOM\n"
    "    rebondctl open - montre les demandes, ouvertes avec la clé de collecte\n"
    "\nSYNOPSIS\n"
    "    rebondctl open --key FICHIER [--config FICHIER] [--state DOSSIER] [--json] [DEMANDE.age]\n"
    "\nDESCRIPTION\n"
    "    Ouvre ce qui attend sur la borne, ou un fichier scellé, et le montre. Dit combien sont pour une "
    "autre\n"
    "    clé ou abîmées. N'efface et n'envoie rien. Ce qui s'affiche nomme des personnes : pas dans un "
    "fichier,\n"
    "    pas devant quelqu'un.\n"
    "\nOPTIONS\n"
    "    --key FICHIER     la clé de collecte\n" CONFIG_OPTION STATE_OPTION JSON_OPTION "\nEXEMPLE\n"
    "    rebondctl open --key cle-de-collecte.txt\n" EXIT;

static const char status_page[] =
    "NOM\n"
    "    rebondctl status - combien de demandes attendent\n"
    "\nSYNOPSIS\n"
    "    rebondctl status [--config FICHIER] [--state DOSSIER] [--assets DOSSIER] [--json]\n"
    "\nDESCRIPTION\n"
    "    Trois nombres (sur cette borne, livrées, à voir par l'équipe), l'état de chaque partenaire et de "
    "chaque\n"
    "    langue. Aucun nom.\n"
    "\nOPTIONS\n" CONFIG_OPTION STATE_OPTION ASSETS_OPTION JSON_OPTION "\nEXEMPLE\n"
    "    rebondctl status --json\n" EXIT;

static const char doctor_page[] =
    "NOM\n"
    "    rebondctl doctor - cette borne est-elle en état ?\n"
    "\nSYNOPSIS\n"
    "    rebondctl doctor [--config FICHIER] [--state DOSSIER] [--assets DOSSIER] [--json]\n"
    "\nDESCRIPTION\n"
    "    Une ligne par point : ✓ va bien, ! à voir, ✗ à réparer, avec ce que cela veut dire et quoi faire.\n"
    "    Regarde l'horloge, le support, la base, les droits, le toucher, le clavier, le son, les "
    "imprimantes, "
    "les\n"
    "    polices, les clés, les serveurs et leurs certificats (à voir sous 21 jours), les langues non "
    "relues, la\n"
    "    file. Ne répare rien. À lancer en root : sinon, une partie n'est pas lisible.\n"
    "\nOPTIONS\n" CONFIG_OPTION STATE_OPTION ASSETS_OPTION JSON_OPTION "\nEXEMPLE\n"
    "    sudo rebondctl doctor\n"
    "\nCODE DE SORTIE\n"
    "    0  tout va bien\n"
    "    1  il y a quelque chose à voir (!)\n"
    "    2  il y a quelque chose à réparer (✗), ou ce n'était pas possible\n";

static const char report_page[] =
    "NOM\n"
    "    rebondctl report - l'état de la borne, une page à imprimer et à signer\n"
    "\nSYNOPSIS\n"
    "    rebondctl report [--config FICHIER] [--state DOSSIER] [--assets DOSSIER] [--json]\n"
    "\nDESCRIPTION\n"
    "    Écrit une page HTML sur la sortie : ce qui a été essayé à la main sur la borne (toucher, règle, "
    "son,\n"
    "    couleurs, clavier, lecteur de codes : mode équipe, « Vérifier la borne »), ce que la borne sait\n"
    "    d'elle-même, ce que voit doctor. Une feuille A4, sans script, qui ne charge rien ; aucun nom de\n"
    "    visiteur. À lancer en root : sinon, une partie n'est pas lisible.\n"
    "\nOPTIONS\n" CONFIG_OPTION STATE_OPTION ASSETS_OPTION JSON_OPTION "\nEXEMPLE\n"
    "    sudo rebondctl report > etat-de-la-borne.html\n" EXIT;

static const char probe_page[] =
    "NOM\n"
    "    rebondctl partner probe - éprouve le serveur d'un partenaire\n"
    "\nSYNOPSIS\n"
    "    rebondctl partner probe [PARTENAIRE] [--config FICHIER] [--state DOSSIER] [--json]\n"
    "\nDESCRIPTION\n"
    "    Essaie ce que le serveur sait arbitrer : ce que la borne peut promettre en dépend (classe A, B ou "
    "C). À\n"
    "    faire à l'installation et quand le serveur a changé. N'écrit que des événements probe-… de l'an "
    "2000, et\n"
    "    les efface ; jamais deux essais à la fois sur le même agenda.\n"
    "\nOPTIONS\n" CONFIG_OPTION STATE_OPTION JSON_OPTION "\nEXEMPLE\n"
    "    rebondctl partner probe ml\n" EXIT;

static const char check_page[] =
    "NOM\n"
    "    rebondctl config check - dit chaque faute d'une configuration\n"
    "\nSYNOPSIS\n"
    "    rebondctl config check FICHIER\n"
    "\nDESCRIPTION\n"
    "    Une ligne par faute : FICHIER:LIGNE: ce qui ne va pas, et ce qui est permis. Regarde aussi si les "
    "fichiers\n"
    "    qu'elle nomme sont là et fermés aux autres comptes.\n"
    "\nEXEMPLE\n"
    "    rebondctl config check /etc/rebond/rebond.ini\n" EXIT;

static const char usable_page[] =
    "NOM\n"
    "    rebondctl config usable - une borne peut-elle servir avec cette configuration ?\n"
    "\nSYNOPSIS\n"
    "    rebondctl config usable FICHIER\n"
    "\nDESCRIPTION\n"
    "    Oui si ses fautes peuvent être laissées de côté ; non si elles touchent le lieu, un partenaire, une "
    "clé "
    "ou\n"
    "    les fermetures : alors la borne dit qu'elle n'est pas prête. Pour la carte, qui choisit.\n"
    "\nEXEMPLE\n"
    "    rebondctl config usable /etc/rebond/rebond.ini\n" EXIT;

static const char arrivals_page[] =
    "NOM\n"
    "    rebondctl arrivals - qui s'est annoncé aujourd'hui\n"
    "\nSYNOPSIS\n"
    "    rebondctl arrivals [--config FICHIER] [--state DOSSIER]\n"
    "\nDESCRIPTION\n"
    "    Une ligne par personne : l'heure, le rendez-vous, le code en images. Aucun nom.\n"
    "\nOPTIONS\n" CONFIG_OPTION STATE_OPTION EXIT;

static const char stats_page[] =
    "NOM\n"
    "    rebondctl stats - les chiffres des dernières semaines\n"
    "\nSYNOPSIS\n"
    "    rebondctl stats [--weeks N] [--csv | --json] [--config FICHIER] [--state DOSSIER]\n"
    "\nDESCRIPTION\n"
    "    Visites, demandes, besoins, langues, arrêts en chemin et avis des semaines finies. Des sommes, "
    "jamais "
    "une\n"
    "    visite ; ce qui est sous 5, ou le ferait deviner, est caché. Rien n'est envoyé.\n"
    "\nOPTIONS\n"
    "    --weeks N         combien de semaines, de 1 à 156 ; sans elle 12\n"
    "    --csv             pour un tableur\n" CONFIG_OPTION STATE_OPTION JSON_OPTION "\nEXEMPLE\n"
    "    rebondctl stats --weeks 52 --csv > annee.csv\n" EXIT;

static const char export_page[] =
    "NOM\n"
    "    rebondctl export - copie les demandes scellées dans un dossier\n"
    "\nSYNOPSIS\n"
    "    rebondctl export --to DOSSIER [--config FICHIER] [--state DOSSIER] [--assets DOSSIER] [--json]\n"
    "\nDESCRIPTION\n"
    "    Copie tout ce qui attend, le relit, et met à côté la liste signée et la page qui ouvre les "
    "demandes. "
    "Peut\n"
    "    être coupé et recommencé : rien n'est perdu ni double. Rien ne quitte la borne pour autant.\n"
    "\nOPTIONS\n"
    "    --to DOSSIER      le dossier, celui d'une clé USB par exemple\n" CONFIG_OPTION STATE_OPTION
        ASSETS_OPTION JSON_OPTION "\nEXEMPLE\n"
    "    rebondctl export --to /media/cle\n" EXIT;

const char *manual_page(enum ctl_command command)
{
    switch (command) {
    case CTL_HELP:
    case CTL_VERSION: return all;
    case CTL_KEY_NEW: return key_new_page;
    case CTL_KEY_SHOW: return key_show_page;
    case CTL_KEY_ROTATE: return key_rotate_page;
    case CTL_PIN_SET: return pin_set_page;
    case CTL_OPEN: return open_page;
    case CTL_STATUS_OF: return status_page;
    case CTL_DOCTOR: return doctor_page;
    case CTL_REPORT: return report_page;
    case CTL_ARRIVALS: return arrivals_page;
    case CTL_STATS: return stats_page;
    case CTL_EXPORT: return export_page;
    case CTL_PARTNER_PROBE: return probe_page;
    case CTL_CONFIG_CHECK: return check_page;
    case CTL_CONFIG_USABLE: return usable_page;
    }
    return all;
}
