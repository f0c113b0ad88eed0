// What opens a partner's door: passwords, read from files that only their owner can read. Wiped by whoever
// loaded them.
#pragma once

#include "config/config.h"
#include "port/http.h"

enum { SECRET_BYTES = 256 };

struct secrets {
    char passwords[LIMIT_PARTNERS][SECRET_BYTES];
    struct http_account
        accounts[LIMIT_PARTNERS]; // by index of config->partners; point into passwords and config
};

// A partner without its password is asked without any: it refuses, staff see it, the other partners go on.
// What could not be read is in the log.
void secrets_load(const struct config *config, struct secrets *ret_secrets);
