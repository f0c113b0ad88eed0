// Personal text: a name, a way to reach somebody. It is a type of its own so that the log has no way to take
// it, and so that whoever holds it is seen to wipe it. Lives in the visitor's state only; never written to a
// disk in clear.
#pragma once

#include "base/limits.h"
#include "base/str.h"

struct pii {
    char p[LIMIT_NAME > LIMIT_CONTACT ? LIMIT_NAME : LIMIT_CONTACT];
    size_t n;
};

struct str pii_str(const struct pii *pii);
// ERR_FULL when it does not fit; `pii` is untouched then.
NODISCARD err_t pii_set(struct pii *pii, struct str s);
void pii_wipe(struct pii *pii);
