// `config check`: the mistakes of a configuration, then whether the parts of the system that it names are
// there. Lines are "FILE:LINE: words", in the language of the configuration, so that editors can jump.
#include "ctl/internal.h"

static void say_mistakes(const struct ctl_ports *ports, const char *path,
                         const struct config_mistakes *mistakes)
{
    int kept = mistakes->count < CONFIG_MISTAKES ? mistakes->count : CONFIG_MISTAKES;
    for (int i = 0; i < kept; i++)
        say(ports, CTL_OUT, "%s:%d: %s\n", path, mistakes->list[i].line, mistakes->list[i].words);
    if (mistakes->count > kept) say(ports, CTL_OUT, "%s: and %d more\n", path, mistakes->count - kept);
}

static const char *why_not(err_t err)
{
    if (err == ERR_MISSING) return "is not there";
    if (err == ERR_DENIED) return "cannot be read by this user";
    if (err == ERR_INVALID) return "is not a file that only its owner can read (chmod 600)";
    return "cannot be read";
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
        say(ports, CTL_OUT, "%s: [partner.%s] ca_file = \"%s\" %s\n", path, partner->id, partner->ca_file,
            why_not(err));
        found++;
    }
    err = partner->password_file[0] ? ports->check_secret(partner->password_file) : OK;
    if (err) {
        say(ports, CTL_OUT, "%s: [partner.%s] password_file = \"%s\" %s\n", path, partner->id,
            partner->password_file, why_not(err));
        found++;
    }
    return found;
}

static int check_device(const struct ctl_ports *ports, const char *path, const struct config *config)
{
    err_t err = config->device_key_file[0] ? ports->check_secret(config->device_key_file) : OK;
    if (err)
        say(ports, CTL_OUT, "%s: [device] key_file = \"%s\" %s\n", path, config->device_key_file,
            why_not(err));
    return err != OK;
}

static int check_watch(const struct ctl_ports *ports, const char *path, const struct config *config)
{
    const char *ca_file = config->watch.ca_file;
    err_t err = ca_file[0] ? check_readable(ports, ca_file) : OK;
    if (err) say(ports, CTL_OUT, "%s: [watch] ca_file = \"%s\" %s\n", path, ca_file, why_not(err));
    return err != OK;
}

static int check_system(const struct ctl_ports *ports, const char *path, const struct config *config)
{
    int found = 0;
    struct zone zone;
    if (ports->load_zone(config->timezone, &zone) != OK) {
        say(ports, CTL_OUT, "%s: [place] timezone = \"%s\" is not a zone of this system\n", path,
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
            "%s: [place] languages: espeak-ng has no voice for %.*s: nothing is read aloud in them\n", path,
            STR_ARG(buf_str(&list)));
}

enum ctl_status config_check(const struct ctl_ports *ports, const struct ctl_options *options)
{
    struct config config;
    struct config_mistakes mistakes;
    err_t err = config_load(ports, options->file, &config, &mistakes);
    if (err && mistakes.count == 0) {
        say(ports, CTL_ERR, "%s: %s\n", options->file, err == ERR_FULL ? "is too long" : why_not(err));
        return CTL_FAILED;
    }
    say_mistakes(ports, options->file, &mistakes);
    if (err || check_system(ports, options->file, &config)) return CTL_FOUND;
    say_voiceless(ports, options->file, &config);
    say(ports, CTL_OUT, "%s: no mistake\n", options->file);
    return CTL_GOOD;
}
