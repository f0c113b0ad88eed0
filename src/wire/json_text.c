#include "wire/json_text.h"

#include <jansson.h>

#include "wire/json_memory.h"

err_t json_text(struct str text, char *to, size_t cap, size_t *ret_n)
{
    json_memory_begin();
    json_t *json = json_stringn(text.p, text.n);
    size_t n = json ? json_dumpb(json, to, cap, JSON_ENCODE_ANY) : 0;
    json_memory_end();
    if (n == 0) return ERR_INVALID;
    if (n > cap) return ERR_FULL;
    *ret_n = n;
    return OK;
}
