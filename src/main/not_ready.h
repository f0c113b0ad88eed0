// The screen of a place whose rebond.ini cannot be used.
#pragma once

#include "platform/screen.h"
#include "screens/screens.h"

// Until the program is asked to end.
void not_ready_run(struct screen *screen, const struct not_ready *what);
