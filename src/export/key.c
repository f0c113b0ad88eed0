#include <limits.h>
#include <stdio.h>

#include "base/log.h"
#include "base/wipe.h"
#include "export/export.h"

static err_t read_key(const struct export_key_ports *ports, const char *path, struct sign_key *ret_key)
{
    char text[SIGN_KEY_FILE];
    size_t n = 0;
    err_t err = ports->read(path, text, sizeof text, &n);
    if (!err) err = sign_parse_key((struct str){text, n}, ret_key);
    wipe(text, sizeof text);
    return err == ERR_FULL ? ERR_INVALID : err;
}

static err_t make_key(const struct export_key_ports *ports, const char *path)
{
    struct sign_key key;
    char text[SIGN_KEY_FILE];
    sign_make_key(&ports->entropy, &key);
    size_t n = sign_key_text(&key, text);
    err_t err = ports->create_secret(path, (struct str){text, n});
    wipe(text, sizeof text);
    wipe(&key, sizeof key);
    return err == ERR_EXISTS ? OK : err; // the other program was faster: its key is read
}

static err_t set_aside(const struct export_key_ports *ports, const char *path)
{
    char aside[PATH_MAX];
    int n = snprintf(aside, sizeof aside, "%s.damaged", path);
    if (n < 0 || n >= (int)sizeof aside) return ERR_FULL;
    log_event(LOG_SIGNING_KEY_DAMAGED, 0, 0);
    return ports->files.rename(ports->files.self, path, aside);
}

err_t export_key(const struct export_key_ports *ports, const char *state, struct sign_key *ret_key)
{
    char path[PATH_MAX];
    int n = snprintf(path, sizeof path, "%s/signing-key", state);
    if (n < 0 || n >= (int)sizeof path) return ERR_FULL;
    err_t err = read_key(ports, path, ret_key);
    if (err == ERR_INVALID) err = set_aside(ports, path) ? ERR_INVALID : ERR_MISSING;
    if (err != ERR_MISSING) return err;
    err = make_key(ports, path);
    return err ? err : read_key(ports, path, ret_key);
}
