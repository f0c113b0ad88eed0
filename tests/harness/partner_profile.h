// Servers by name, and what was measured of each (partner-caldav.md): plain data that the simulated partner
// obeys, taken on by `*partner_sim_settings(sim) = profile->dav`.
#pragma once

#include "harness/partner_dav.h"

struct partner_profile {
    const char *name;
    char server_class; // what the probe finds, and the configuration says
    struct dav_settings dav;
};

extern const struct partner_profile partner_profiles[];
extern const size_t partner_profile_count;

const struct partner_profile *partner_profile_find(const char *name); // NULL
