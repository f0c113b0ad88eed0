// The English catalogue of the source tree, for tests.
#pragma once

#include "content/messages.h"

// Read once; valid for the life of the program.
const struct messages *english_messages(void);
