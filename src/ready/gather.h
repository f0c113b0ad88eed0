// What the configuration and the store say for the readiness report, for the screen and for the printed page.
// Reads, and writes nothing.
#pragma once

#include "config/config.h"
#include "staff/ready.h"
#include "store/store.h"

// `store` NULL: it cannot be opened. Leaves alone what only the caller knows: zone, time, languages, PIN.
// Names stay those of `config`, which must outlive `known`.
void ready_gather(const struct config *config, struct store *store, struct ready_known *known);
