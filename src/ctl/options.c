#include "ctl/options.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"

struct command {
    const char *first, *second; // words; second is NULL for commands of one word
    enum ctl_command command;
    const char *takes; // letters of the options it understands
    bool file;         // wants FILE
    bool may_file;     // takes FILE, or a partner
    bool key;          // wants --key
};

static const struct command commands[] = {
    {"help", NULL, CTL_HELP, "", false, false, false},
    {"version", NULL, CTL_VERSION, "", false, false, false},
    {"key", "new", CTL_KEY_NEW, "d", true, true, false},
    {"key", "show", CTL_KEY_SHOW, "c", false, true, false},
    {"key", "rotate", CTL_KEY_ROTATE, "kcs", false, false, true},
    {"pin", "set", CTL_PIN_SET, "sf", false, false, false},
    {"doctor", NULL, CTL_DOCTOR, "csaj", false, false, false},
    {"report", NULL, CTL_REPORT, "csaj", false, false, false},
    {"open", NULL, CTL_OPEN, "kcsj", false, true, true},
    {"status", NULL, CTL_STATUS_OF, "csaj", false, false, false},
    {"arrivals", NULL, CTL_ARRIVALS, "cs", false, false, false},
    {"stats", NULL, CTL_STATS, "cswjx", false, false, false},
    {"export", NULL, CTL_EXPORT, "tcsaj", false, false, false},
    {"partner", "probe", CTL_PARTNER_PROBE, "csj", false, true, false},
    {"config", "check", CTL_CONFIG_CHECK, "", true, true, false},
    {"config", "usable", CTL_CONFIG_USABLE, "", true, true, false},
};

struct given { // what getopt_long found
    struct ctl_options options;
    char letters[16]; // of the options given
    size_t letter_count;
};

// -1 when it is no number of weeks.
static int read_weeks(const char *text)
{
    int64_t weeks;
    if (str_parse_u63(str_from(text), &weeks) || weeks < 1 || weeks >= STATS_WEEKS_MAX) return -1;
    return (int)weeks;
}

static void take_letter(struct given *given, int letter)
{
    if (letter == 'k') given->options.key = optarg;
    if (letter == 'c') given->options.config = optarg;
    if (letter == 's') given->options.state = optarg;
    if (letter == 'a') given->options.assets = optarg;
    if (letter == 't') given->options.to = optarg;
    if (letter == 'f') given->options.from = optarg;
    if (letter == 'j') given->options.json = true;
    if (letter == 'd') given->options.device = true;
    if (letter == 'x') given->options.csv = true;
    if (letter == 'w') given->options.weeks = read_weeks(optarg);
    if (given->letter_count < sizeof given->letters - 1) given->letters[given->letter_count++] = (char)letter;
}

static err_t take_options(int count, char **words, struct given *given, char ret_problem[OPTION_PROBLEM])
{
    static const struct option table[] = {
        {"key", required_argument, NULL, 'k'},
        {"config", required_argument, NULL, 'c'},
        {"state", required_argument, NULL, 's'},
        {"assets", required_argument, NULL, 'a'},
        {"to", required_argument, NULL, 't'},
        {"from", required_argument, NULL, 'f'},
        {"json", no_argument, NULL, 'j'},
        {"device", no_argument, NULL, 'd'},
        {"weeks", required_argument, NULL, 'w'},
        {"csv", no_argument, NULL, 'x'},
        {"help", no_argument, NULL, 'h'},
        {"version", no_argument, NULL, 'v'},
        {NULL, 0, NULL, 0},
    };
    optind = 0; // the C library's way to begin anew
    opterr = 0; // we say it ourselves
    int letter;
    while ((letter = getopt_long(count, words, ":", table, NULL)) != -1) {
        if (letter == '?' || letter == ':') {
            const char *why = letter == ':' ? "il manque sa valeur" : "option inconnue";
            snprintf(ret_problem, OPTION_PROBLEM, "%s : %s", words[optind - 1], why);
            return ERR_INVALID;
        }
        take_letter(given, letter);
    }
    return OK;
}

static const struct command *find_command(int count, char **words)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        const struct command *command = &commands[i];
        if (count < 1 || strcmp(words[0], command->first) != 0) continue;
        if (!command->second || (count > 1 && strcmp(words[1], command->second) == 0)) return command;
    }
    return NULL;
}

// Why these words after the options do not go with the command, or NULL.
static const char *mismatch(const struct command *command, const struct given *given, int left)
{
    if (command->file && left < 1) return "il manque le nom du fichier";
    if (left > (command->may_file ? 1 : 0)) return "il y a un mot de trop";
    if (given->options.weeks < 0) return "--weeks veut un nombre de 1 à 156";
    if (given->options.csv && given->options.json) return "--csv ou --json, pas les deux";
    if (command->key && !given->options.key) return "il manque --key FICHIER";
    if (command->command == CTL_EXPORT && !given->options.to) return "il manque --to DOSSIER";
    for (size_t i = 0; i < given->letter_count; i++)
        if (!strchr(command->takes, given->letters[i])) return "cette commande n'a pas cette option";
    return NULL;
}

static err_t take_command(int count, char **words, struct given *given, char ret_problem[OPTION_PROBLEM])
{
    const struct command *command = find_command(count, words);
    if (!command) {
        snprintf(ret_problem, OPTION_PROBLEM, "%s%s",
                 count ? "commande inconnue : " : "il manque une commande", count ? words[0] : "");
        return ERR_INVALID;
    }
    int used = command->second ? 2 : 1;
    const char *why = mismatch(command, given, count - used);
    if (why) {
        snprintf(ret_problem, OPTION_PROBLEM, "%s : %s", command->first, why);
        return ERR_INVALID;
    }
    given->options.command = command->command;
    given->options.file = count > used ? words[used] : NULL;
    return OK;
}

err_t options_parse(int count, char **words, struct ctl_options *ret_options,
                    char ret_problem[OPTION_PROBLEM])
{
    struct given given = {.options = {.config = "/etc/rebond/rebond.ini",
                                      .state = "/var/lib/rebond",
                                      .assets = "/usr/share/rebond",
                                      .weeks = STATS_WEEKS}};
    err_t err = take_options(count, words, &given, ret_problem);
    if (err) return err;
    bool help = strchr(given.letters, 'h'), version = strchr(given.letters, 'v');
    const struct command *asked = find_command(count - optind, words + optind);
    given.options.help = help;
    if (help || version)
        given.options.command = asked && help ? asked->command : help ? CTL_HELP : CTL_VERSION;
    else
        err = take_command(count - optind, words + optind, &given, ret_problem);
    if (!err) *ret_options = given.options;
    return err;
}
