#include "main/device_key.h"

#include "base/log.h"
#include "base/wipe.h"
#include "main/secrets.h"

enum { KEY_FILE_MAX = 4096 };

static bool is_wanted(const struct config *config)
{
    for (int i = 0; i < config->partner_count; i++)
        if (config->partners[i].custody == CUSTODY_OPEN) return true;
    return false;
}

static err_t read_key(const struct config *config, struct device_key *to)
{
    char text[KEY_FILE_MAX];
    size_t n = 0;
    int line;
    err_t err = secrets_read(config->device_key_file, "device-key", text, sizeof text, &n);
    if (!err) err = seal_parse_identities((struct str){text, n}, to->list, DEVICE_KEYS, &to->count, &line);
    wipe(text, sizeof text);
    return err;
}

// False when none belongs to the recipient that the screen program seals to.
static bool put_first(struct device_key *key, const char *age1)
{
    struct seal_recipient wanted, found;
    if (seal_parse_recipient(str_from(age1), &wanted) != OK) return false;
    for (size_t i = 0; i < key->count; i++) {
        seal_public_of(&key->list[i], &found);
        if (!seal_same_recipient(&wanted, &found)) continue;
        struct seal_identity first = key->list[i];
        key->list[i] = key->list[0];
        key->list[0] = first;
        wipe(&first, sizeof first);
        return true;
    }
    return false;
}

void device_key_load(const struct config *config, struct device_key *ret_key)
{
    *ret_key = (struct device_key){.count = 0};
    if (!is_wanted(config)) return;
    err_t err = read_key(config, ret_key);
    bool ours = !err && put_first(ret_key, config->device_recipient);
    if (err) log_event(LOG_DEVICE_KEY_UNREADABLE, err, 0);
    if (!err && !ours) log_event(LOG_DEVICE_KEY_OTHER, 0, 0);
    if (!ours) wipe(ret_key, sizeof *ret_key);
}
