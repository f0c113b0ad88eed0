// The health of this machine, for `rebondctl doctor`: read from /proc, /sys, the file system, fontconfig.
#pragma once

#include "port/checkup.h"

// All of port/checkup.h but the database.
void checkup_look(const char *state, const char *const *languages, struct checkup *ret_checkup);
// As port/checkup.h says. Nothing is sent but the greeting of TLS.
NODISCARD err_t checkup_certificate(const char *url, const char *ca_file, int64_t *ret_until_s);
