// What was asked for on the command line. Private to ctl/.
#pragma once

#include <stdbool.h>

#include "base/err.h"

enum ctl_command {
    CTL_HELP,
    CTL_VERSION,
    CTL_KEY_NEW,
    CTL_KEY_SHOW,
    CTL_KEY_ROTATE,
    CTL_PIN_SET,
    CTL_DOCTOR,
    CTL_REPORT,
    CTL_OPEN,
    CTL_STATUS_OF,
    CTL_ARRIVALS,
    CTL_STATS,
    CTL_EXPORT,
    CTL_PARTNER_PROBE,
    CTL_CONFIG_CHECK,
    CTL_CONFIG_USABLE
};

struct ctl_options {
    enum ctl_command command;
    const char *file; // the FILE of key new, config check and, if any, key show and open; the partner of
                      // partner probe, if any
    const char *key, *config, *state, *assets;
    const char *to;   // export: the folder, NULL when it was not given
    const char *from; // pin set: the file it stands in, NULL: it is asked for
    bool help;        // the manual of the command, and nothing else
    bool json;
    bool csv;    // stats
    int weeks;   // stats: how many
    bool device; // key new: the key of this device, not one for staff
};

enum { OPTION_PROBLEM = 160, STATS_WEEKS = 12, STATS_WEEKS_MAX = 157 }; // three years

// ERR_INVALID, and what is wrong in words. `words` must outlive the options.
NODISCARD err_t options_parse(int count, char **words, struct ctl_options *ret_options,
                              char ret_problem[OPTION_PROBLEM]);
