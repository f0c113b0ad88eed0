#include "base/uid.h"

#include <string.h>

bool uid_eq(struct uid a, struct uid b)
{
    return memcmp(a.b, b.b, sizeof a.b) == 0;
}

void uid_text(struct uid uid, char to[UID_TEXT])
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < sizeof uid.b; i++) {
        to[2 * i] = digits[uid.b[i] >> 4];
        to[2 * i + 1] = digits[uid.b[i] & 15];
    }
    to[UID_TEXT - 1] = 0;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

err_t uid_parse(struct str text, struct uid *ret_uid)
{
    struct uid uid;
    if (text.n != UID_TEXT - 1) return ERR_INVALID;
    for (size_t i = 0; i < sizeof uid.b; i++) {
        int high = hex_value(text.p[2 * i]), low = hex_value(text.p[2 * i + 1]);
        if (high < 0 || low < 0) return ERR_INVALID;
        uid.b[i] = (uint8_t)(high << 4 | low);
    }
    *ret_uid = uid;
    return OK;
}
