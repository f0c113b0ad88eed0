// What opens a partner's door: passwords, read from files that only their owner can read or handed over by
// systemd. Wiped by whoever loaded them.
#pragma once

#include "config/config.h"
#include "port/http.h"

enum { SECRET_BYTES = 256 };

struct secrets {
    char passwords[LIMIT_PARTNERS][SECRET_BYTES];
    struct http_account
        accounts[LIMIT_PARTNERS]; // by index of config->partners; point into passwords and config
};

// Reads `path`, or, when it is "", the systemd credential `name` (systemd.exec(5), LoadCredentialEncrypted=):
// its folder is closed to others, whatever the mode of the file. ERR_MISSING also without a folder of
// credentials; ERR_INVALID: others can read it; ERR_DENIED, ERR_FULL, ERR_IO. On an error `to` is zeroed.
NODISCARD err_t secrets_read(const char *path, const char *name, char *to, size_t cap, size_t *ret_n);

// A partner without its password is asked without any: it refuses, staff see it, the other partners go on.
// What could not be read is in the log.
void secrets_load(const struct config *config, struct secrets *ret_secrets);
