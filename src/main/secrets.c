#include "main/secrets.h"

#include "base/log.h"
#include "base/wipe.h"
#include "platform/read_file.h"
#include "platform/secret_file.h"

static err_t read_secret(const char *path, char secret[SECRET_BYTES])
{
    size_t n = 0;
    err_t err = secret_file_check(path);
    if (!err) err = read_file(path, secret, SECRET_BYTES - 1, &n);
    if (err) wipe(secret, SECRET_BYTES);
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
        err_t err = read_secret(p->password_file, ret_secrets->passwords[i]);
        if (err) log_event(LOG_PASSWORD_UNREADABLE, i + 1, err);
        if (err) continue;
        account->user = p->user;
        account->secret = ret_secrets->passwords[i];
    }
}
