// A secret typed at the terminal, which shows nothing of it.
#pragma once

#include <stddef.h>

#include "base/err.h"

// ERR_MISSING: there is no terminal; ERR_FULL: longer than `cap`; ERR_IO. Wipe `to` after use, on errors too.
NODISCARD err_t ask_secret(const char *prompt, char *to, size_t cap, size_t *ret_n);
