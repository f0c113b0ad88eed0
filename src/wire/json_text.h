// One text as a JSON string (RFC 8259), with its quotation marks, for lists that are written piece by piece.
#pragma once

#include "base/str.h"

// ERR_INVALID: no UTF-8; ERR_FULL.
NODISCARD err_t json_text(struct str text, char *to, size_t cap, size_t *ret_n);
