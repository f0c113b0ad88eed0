// Reading a collection key: an age identity file, with lines of any system's ending.
#include "ctl/internal.h"

#include "base/wipe.h"

static const char *why_not(err_t err)
{
    if (err == ERR_MISSING) return "ce fichier n'existe pas";
    if (err == ERR_DENIED) return "pas le droit de lire ce fichier";
    if (err == ERR_FULL) return "ce fichier est trop long pour une clé";
    return "la lecture n'a pas réussi";
}

// What is wrong, or NULL. `ret_line` is the line where.
static const char *parse_keys(struct str text, struct keys *to, int *ret_line)
{
    *ret_line = 1;
    if (str_starts(text, STR("age-encryption.org/")) || str_starts(text, STR("-----BEGIN AGE")))
        return "cette clé est protégée par une phrase de passe : ouvrez-la d'abord avec age -d";
    err_t err = seal_parse_identities(text, to->list, KEYS_MAX, &to->count, ret_line);
    if (err == ERR_FULL) return "il y a trop de clés dans ce fichier";
    if (err == ERR_MISSING) return "il n'y a pas de clé dans ce fichier";
    return err ? "ce n'est pas une clé de collecte" : NULL;
}

bool keys_read(const struct ctl_ports *ports, const char *path, struct keys *ret_keys)
{
    char text[KEY_FILE_MAX];
    struct keys keys = {0};
    size_t n = 0;
    int line = 0;
    err_t err = ports->read(path, text, sizeof text, &n);
    const char *wrong = err ? why_not(err) : parse_keys((struct str){text, n}, &keys, &line);
    wipe(text, sizeof text);
    if (wrong && line)
        say(ports, CTL_ERR, "%s, ligne %d : %s.\n", path, line, wrong);
    else if (wrong)
        say(ports, CTL_ERR, "%s : %s.\n", path, wrong);
    else
        *ret_keys = keys;
    wipe(&keys, sizeof keys);
    return !wrong;
}
