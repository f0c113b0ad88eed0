// Switching the panel off and on through the kernel's display interface (DRM property DPMS), which takes the
// backlight along where the panel's driver has it.
#pragma once

#include <stdbool.h>

// Every connected panel of the card. `drm_fd` must be its master. False when there is none that can be
// switched: a black picture has to do then.
bool panel_power(int drm_fd, bool on);
