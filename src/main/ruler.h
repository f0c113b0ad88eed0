// The page for technicians of rebond-kiosk --ruler.
#pragma once

#include "config/config.h"
#include "platform/screen.h"

// Shows the page until the window is closed or Escape is pressed. Records nothing and opens no store.
void ruler_run(struct screen *screen, const struct config *config);
