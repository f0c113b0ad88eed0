// age's armor: PEM (RFC 7468, strict) with the label "AGE ENCRYPTED FILE". Private to seal/.
#pragma once

#include "base/str.h"

bool seal_is_armored(struct str file); // by its first line
// Lines of any system's ending, blanks before and after. ERR_INVALID; ERR_FULL.
NODISCARD err_t seal_open_armor(struct str file, void *to, size_t cap, size_t *ret_n);
