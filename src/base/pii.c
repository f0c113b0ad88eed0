#include "base/pii.h"

#include <string.h>

#include "base/wipe.h"

struct str pii_str(const struct pii *pii)
{
    return (struct str){pii->p, pii->n};
}

err_t pii_set(struct pii *pii, struct str s)
{
    if (s.n > sizeof pii->p) return ERR_FULL;
    if (s.n) memmove(pii->p, s.p, s.n);
    wipe(pii->p + s.n, sizeof pii->p - s.n);
    pii->n = s.n;
    return OK;
}

void pii_wipe(struct pii *pii)
{
    wipe(pii, sizeof *pii);
}
