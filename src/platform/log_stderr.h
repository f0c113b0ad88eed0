// Log lines to standard error, one a line. Under systemd each begins with its priority as sd-daemon(3) wants
// it, which the journal takes off again; in a terminal it is left out.
#pragma once

#include "base/log.h"

// Sends the log of this program there.
void log_to_stderr(void);
