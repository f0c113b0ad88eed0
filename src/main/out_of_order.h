// The still picture of rebond-kiosk --out-of-order: nothing works, and visitors are told where to go.
#pragma once

#include "content/messages.h"
#include "platform/screen.h"

// Shows it until the window is closed. `languages` beside French, NULL where one could not be read. Needs no
// configuration and opens no store.
void out_of_order_run(struct screen *screen, const struct messages *const *languages, int count);
