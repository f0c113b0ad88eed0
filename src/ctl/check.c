// `config check`: the mistakes of a configuration, then whether the parts of the system that it names are
// there. Lines are "FILE:LINE: words", so that editors can jump.
#include "ctl/internal.h"

static void say_mistakes(const struct ctl_ports *ports, const char *path,
                         const struct config_mistakes *mistakes)
{
    int kept = mistakes->count < CONFIG_MISTAKES ? mistakes->count : CONFIG_MISTAKES;
    for (int i = 0; i < kept; i++)
        say(ports, CTL_OUT, "%s:%d: %s\n", path, mistakes->list[i].line, mistakes->list[i].words);
    if (mistakes->count > kept) say(ports, CTL_OUT, "%s: et %d de plus\n", path, mistakes->count - kept);
}

static const char *why_not(err_t err)
{
    if (err == ERR_MISSING) return "n'est pas là";
    if (err == ERR_DENIED) return "ne peut pas être lu par ce compte";
    if (err == ERR_INVALID) return "n'est pas un fichier que seul son propriétaire peut lire (chmod 600)";
    return "ne peut pas être lu";
}

// Certificates of an authority: seldom more than a few kB, a whole system's bundle is 200 kB.
static err_t check_readable(const struct ctl_ports *ports, const char *path)
{
    char bytes[CONFIG_FILE_MAX];
    size_t n;
    err_t err = ports->read(path, bytes, sizeof bytes, &n);
    return err == ERR_FULL ? OK : err;
}

// How many of the files that a partner names are not as they must be.
static int check_partner(const struct ctl_ports *ports, const char *path,
                         const struct config_partner *partner)
{
    int found = 0;
    err_t err = partner->ca_file[0] ? check_readable(ports, partner->ca_file) : OK;
    if (err) {
        say(ports, CTL_OUT, "%s: [partner.%s] ca_file = « %s » %s\n", path, partner->id, partner->ca_file,
            why_not(err));
        found++;
    }
    err = partner->password_file[0] ? ports->check_secret(partner->password_file) : OK;
    if (err) {
        say(ports, CTL_OUT, "%s: [partner.%s] password_file = « %s » %s\n", path, partner->id,
            partner->password_file, why_not(err));
        found++;
    }
    return found;
}

static int check_device(const struct ctl_ports *ports, const char *path, const struct config *config)
{
    err_t err = config->device_key_file[0] ? ports->check_secret(config->device_key_file) : OK;
    if (err)
        say(ports, CTL_OUT, "%s: [device] key_file = « %s » %s\n", path, config->device_key_file,
            why_not(err));
    return err != OK;
}

static int check_watch(const struct ctl_ports *ports, const char *path, const struct config *config)
{
    const char *ca_file = config->watch.ca_file;
    err_t err = ca_file[0] ? check_readable(ports, ca_file) : OK;
    if (err) say(ports, CTL_OUT, "%s: [watch] ca_file = « %s » %s\n", path, ca_file, why_not(err));
    return err != OK;
}

static int check_system(const struct ctl_ports *ports, const char *path, const struct config *config)
{
    int found = 0;
    struct zone zone;
    if (ports->load_zone(config->timezone, &zone) != OK) {
        say(ports, CTL_OUT, "%s: [place] timezone = « %s » n'est pas un fuseau de cette machine\n", path,
            config->timezone);
        found++;
    }
    found += check_device(ports, path, config);
    found += check_watch(ports, path, config);
    for (size_t i = 0; i < config->partner_count; i++)
        found += check_partner(ports, path, &config->partners[i]);
    return found;
}

// Not a mistake: the kiosk offers these languages without the button "Écouter".
static void say_voiceless(const struct ctl_ports *ports, const char *path, const struct config *config)
{
    char memory[64];
    struct buf list = buf_init(memory, sizeof memory);
    for (size_t i = 0; ports->has_voice && i < config->language_count; i++)
        if (!ports->has_voice(str_from(config->languages[i])))
            buf_add_format(&list, "%s%s", list.n ? ", " : "", config->languages[i]);
    if (list.n)
        say(ports, CTL_OUT,
            "%s: [place] languages: espeak-ng n'a pas de voix pour %.*s : rien n'y est lu à voix haute\n",
            path, STR_ARG(buf_str(&list)));
}

enum ctl_status config_check(const struct ctl_ports *ports, const struct ctl_options *options)
{
    struct config config;
    struct config_mistakes mistakes;
    err_t err = config_load(ports, options->file, &config, &mistakes);
    if (err && mistakes.count == 0) {
        say(ports, CTL_ERR, "%s: %s\n", options->file, err == ERR_FULL ? "est trop long" : why_not(err));
        return CTL_FAILED;
    }
    say_mistakes(ports, options->file, &mistakes);
    if (mistakes.count || check_system(ports, options->file, &config)) return CTL_FOUND;
    say_voiceless(ports, options->file, &config);
    say(ports, CTL_OUT, "%s: aucune faute\n", options->file);
    return CTL_GOOD;
}

enum ctl_status config_usable(const struct ctl_ports *ports, const struct ctl_options *options)
{
    struct config config;
    struct zone zone;
    struct config_mistakes mistakes;
    err_t err = config_load(ports, options->file, &config, &mistakes);
    if (!err) err = ports->load_zone(config.timezone, &zone);
    say(ports, CTL_OUT, "%s: %s\n", options->file, err ? "une borne ne peut pas servir ainsi" : "utilisable");
    return err ? CTL_FOUND : CTL_GOOD;
}
