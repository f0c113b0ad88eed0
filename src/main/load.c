#include "main/load.h"

#include <stdio.h>

#include "base/log.h"
#include "config/mistakes.h"
#include "platform/files.h"
#include "platform/read_file.h"
#include "platform/zone.h"

enum { CONFIG_BYTES = 256 << 10 };

static void print_mistakes(const char *path, const struct config_mistakes *mistakes)
{
    for (int i = 0; i < mistakes->count && i < CONFIG_MISTAKES; i++)
        fprintf(stderr, "%s:%d: %s\n", path, mistakes->list[i].line, mistakes->list[i].words);
}

static char bytes[CONFIG_BYTES];

enum load_found load_config(const char *program, const char *path, struct config *ret_config,
                            struct zone *ret_zone, struct config_mistakes *ret_mistakes)
{
    size_t n = 0;
    ret_mistakes->count = 0;
    err_t err = read_file(path, bytes, sizeof bytes, &n);
    if (err) {
        fprintf(stderr, "%s: %s: %s\n", program, path, err_name(err));
        mistakes_add(ret_mistakes, 0, "Le fichier rebond.ini manque, ou ne peut pas être lu");
        return LOAD_UNUSABLE;
    }
    err = config_salvage((struct str){bytes, n}, ret_config, ret_mistakes);
    if (!err && zone_load(ret_config->timezone, ret_zone) != OK) {
        err = ERR_INVALID;
        mistakes_add(ret_mistakes, 0,
                     "[place] timezone = « %s » : ce fuseau n'existe pas sur cette machine (paquet tzdata)",
                     ret_config->timezone);
    }
    print_mistakes(path, ret_mistakes);
    return err ? LOAD_UNUSABLE : LOAD_USABLE;
}

void load_mistakes(const char *path, struct config_mistakes *ret_mistakes)
{
    static struct config unused;
    size_t n = 0;
    if (read_file(path, bytes, sizeof bytes, &n) != OK) return;
    (void)!config_parse((struct str){bytes, n}, &unused, ret_mistakes);
}

bool load_path(char path[LOAD_PATH], const char *folder, const char *name)
{
    int n = snprintf(path, LOAD_PATH, "%s/%s", folder, name);
    return n > 0 && n < LOAD_PATH;
}

err_t load_store(const char *state, const struct files_port *files, struct store **ret_store)
{
    char path[LOAD_PATH];
    enum store_found found;
    if (!load_path(path, state, "rebond.db")) return ERR_INVALID;
    err_t err = store_open(path, NULL, files, ret_store, &found);
    if (err) {
        log_event(LOG_STORE_FAILED, err, 0);
        return err;
    }
    files_share(path); // both programs write into it, each as its own user
    if (found == STORE_SET_ASIDE) log_event(LOG_STORE_SET_ASIDE, 0, 0);
    if (found == STORE_CREATED) log_event(LOG_STORE_CREATED, 0, 0);
    return OK;
}
