// The manual: a page a command, in French. Private to ctl/.
#pragma once

#include "ctl/options.h"

// Synopsis, description, options, files, exit status, examples.
const char *manual_page(enum ctl_command command);
