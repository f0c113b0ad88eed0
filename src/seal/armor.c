#include "seal/armor.h"

#include "seal/base64.h"

#include <sodium.h>

enum { COLUMNS = 64 };

static const char first_line[] = "-----BEGIN AGE ENCRYPTED FILE-----",
                  last_line[] = "-----END AGE ENCRYPTED FILE-----";

// Without its line feed, and the carriage return that some systems put before it.
static struct str take_line(struct str *rest)
{
    struct str line = str_cut(rest, '\n');
    if (line.n && line.p[line.n - 1] == '\r') line.n--;
    return line;
}

bool seal_is_armored(struct str file)
{
    struct str rest = str_trim(file);
    return str_eq(take_line(&rest), str_from(first_line));
}

// A full line, or the last one, which may end in padding.
static err_t open_line(struct str line, char *to, size_t cap, size_t *ret_n)
{
    if (line.n == 0 || line.n > COLUMNS || line.n % 4) return ERR_INVALID;
    for (int i = 0; i < 2 && line.p[line.n - 1] == '='; i++)
        line.n--;
    return seal_base64_decode(sodium_base64_VARIANT_ORIGINAL_NO_PADDING, line, to, cap, ret_n);
}

err_t seal_open_armor(struct str file, void *to, size_t cap, size_t *ret_n)
{
    struct str rest = str_trim(file), line;
    size_t n = 0;
    bool last = false;
    if (!seal_is_armored(file)) return ERR_INVALID;
    (void)take_line(&rest);
    while (line = take_line(&rest), !str_eq(line, str_from(last_line))) {
        size_t part = 0;
        if (last) return ERR_INVALID; // only the last one is shorter
        err_t err = open_line(line, (char *)to + n, cap - n, &part);
        if (err) return err;
        n += part;
        last = part < COLUMNS / 4 * 3;
    }
    if (rest.n) return ERR_INVALID;
    *ret_n = n;
    return OK;
}
