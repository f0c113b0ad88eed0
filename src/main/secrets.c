#include "main/secrets.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/log.h"
#include "base/wipe.h"
#include "platform/read_file.h"
#include "platform/secret_file.h"

static err_t read_credential(const char *name, char *to, size_t cap, size_t *ret_n)
{
    char path[PATH_MAX];
    const char *folder = getenv("CREDENTIALS_DIRECTORY");
    if (!folder) return ERR_MISSING;
    int n = snprintf(path, sizeof path, "%s/%s", folder, name);
    if (n < 0 || n >= (int)sizeof path) return ERR_MISSING;
    return read_file(path, to, cap, ret_n);
}

err_t secrets_read(const char *path, const char *name, char *to, size_t cap, size_t *ret_n)
{
    err_t err = path[0] ? secret_file_check(path) : OK;
    if (!err) err = path[0] ? read_file(path, to, cap, ret_n) : read_credential(name, to, cap, ret_n);
    if (err) wipe(to, cap);
    return err;
}

static err_t read_password(const struct config_partner *partner, char secret[SECRET_BYTES])
{
    char name[sizeof "password-" + LIMIT_ID];
    size_t n = 0;
    snprintf(name, sizeof name, "password-%s", partner->id);
    err_t err = secrets_read(partner->password_file, name, secret, SECRET_BYTES - 1, &n);
    if (err) return err;
    secret[n] = '\0';
    while (n > 0 && (secret[n - 1] == '\n' || secret[n - 1] == '\r')) // editors end a file with one
        secret[--n] = '\0';
    return OK;
}

void secrets_load(const struct config *config, struct secrets *ret_secrets)
{
    for (int i = 0; i < config->partner_count; i++) {
        const struct config_partner *p = &config->partners[i];
        struct http_account *account = &ret_secrets->accounts[i];
        *account = (struct http_account){.ca_file = p->ca_file[0] ? p->ca_file : NULL};
        if (p->adapter != ADAPTER_CALDAV || !p->user[0]) continue;
        err_t err = read_password(p, ret_secrets->passwords[i]);
        if (err) log_event(LOG_PASSWORD_UNREADABLE, i + 1, err);
        if (err) continue;
        account->user = p->user;
        account->secret = ret_secrets->passwords[i];
    }
}
