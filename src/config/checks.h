// What can only be seen when the whole file was read: what is missing, and what does not go together.
#pragma once

#include "config/draft.h"

void checks_run(struct draft *draft);
