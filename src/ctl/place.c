// The configuration and the database of a place, as far as they can be had.
#include "ctl/internal.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

err_t config_load(const struct ctl_ports *ports, const char *path, struct config *ret_config,
                  struct config_mistakes *ret_mistakes)
{
    char text[CONFIG_FILE_MAX];
    size_t n = 0;
    ret_mistakes->count = 0;
    err_t err = ports->read(path, text, sizeof text, &n);
    return err ? err : config_salvage((struct str){text, n}, ret_config, ret_mistakes);
}

bool place_load(const struct ctl_ports *ports, const char *path, struct place *ret_place)
{
    memset(ret_place, 0, sizeof *ret_place);
    ret_place->known = config_load(ports, path, &ret_place->config, &ret_place->mistakes) == OK;
    const char *zone = ret_place->known ? ret_place->config.timezone : "Europe/Paris";
    if (!ret_place->known)
        say(ports, CTL_ERR,
            "%s ne peut pas être utilisé : les partenaires sont inconnus, les heures sont celles de Paris.\n"
            "rebondctl config check %s dit pourquoi.\n",
            path, path);
    if (ports->load_zone(zone, &ret_place->zone) == OK) return true;
    say(ports, CTL_ERR, "Le fuseau horaire %s manque sur cette machine.\n", zone);
    return false;
}

static const char *why_not(err_t err)
{
    if (err == ERR_MISSING) return "il n'y a pas de base de Rebond ici";
    if (err == ERR_DENIED || err == ERR_READONLY) return "pas le droit d'ouvrir cette base";
    if (err == ERR_NOSPACE) return "il n'y a plus de place sur ce support";
    if (err == ERR_BUSY) return "la base est occupée, essayez encore";
    if (err == ERR_FULL) return "ce nom de dossier est trop long";
    return "la base ne s'ouvre pas";
}

// Looks first: store_open would make a new database in the wrong folder.
static err_t open_there(const struct ctl_ports *ports, const char *path, struct store **ret_store)
{
    enum store_found found;
    err_t err = ports->become_owner(path);
    if (!err) err = store_open(path, NULL, &ports->files, ret_store, &found);
    if (!err && found == STORE_SET_ASIDE)
        say(ports, CTL_ERR,
            "La base était abîmée : elle est gardée à côté (%s.damaged-…) et une nouvelle, vide, la "
            "remplace.\n",
            path);
    return err;
}

struct store *state_open(const struct ctl_ports *ports, const char *state)
{
    char path[PATH_MAX];
    struct store *store = NULL;
    int n = snprintf(path, sizeof path, "%s/rebond.db", state);
    err_t err = n < 0 || n >= (int)sizeof path ? ERR_FULL : open_there(ports, path, &store);
    if (err) say(ports, CTL_ERR, "%s : %s.\n", state, why_not(err));
    return err ? NULL : store;
}
