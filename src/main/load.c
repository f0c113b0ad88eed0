#include "main/load.h"

#include <stdio.h>

#include "base/log.h"
#include "platform/files.h"
#include "platform/read_file.h"
#include "platform/zone.h"

enum { CONFIG_BYTES = 256 << 10 };

static void print_mistakes(const char *path, const struct config_mistakes *mistakes)
{
    for (int i = 0; i < mistakes->count && i < CONFIG_MISTAKES; i++)
        fprintf(stderr, "%s:%d: %s\n", path, mistakes->list[i].line, mistakes->list[i].words);
}

bool load_config(const char *program, const char *path, struct config *ret_config, struct zone *ret_zone)
{
    static char bytes[CONFIG_BYTES];
    static struct config_mistakes mistakes;
    size_t n = 0;
    err_t err = read_file(path, bytes, sizeof bytes, &n);
    if (err) {
        fprintf(stderr, "%s: %s: %s\n", program, path, err_name(err));
        return false;
    }
    if (config_parse((struct str){bytes, n}, ret_config, &mistakes) != OK) {
        print_mistakes(path, &mistakes);
        return false;
    }
    if (zone_load(ret_config->timezone, ret_zone) == OK) return true;
    fprintf(stderr, "%s: [place] timezone = \"%s\": not in the system's time zones (package tzdata)\n", path,
            ret_config->timezone);
    return false;
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
