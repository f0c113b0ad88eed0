// What is left of a file with mistakes.
#pragma once

#include "config/draft.h"

// Takes what is wrong out of the draft's configuration. False when nothing may be promised with the rest.
bool salvage_run(struct draft *draft);
