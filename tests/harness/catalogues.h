// The catalogues of the source tree, for tests.
#pragma once

#include "content/messages.h"

// Read once, completed from rebond.pot; valid for the life of the program. NULL for French.
const struct messages *catalogue_messages(const char *language);
