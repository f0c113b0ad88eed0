// What systemd wants to hear of a Type=notify service with a watchdog. Outside systemd nothing happens.
#pragma once

#include <stdint.h>

void notify_ready(void);
void notify_stopping(void);
void notify_alive(void);
// What `systemctl show -p StatusText` says from now on; static text.
void notify_status(const char *words);
// How often notify_alive has to be called, in ms: half of WatchdogSec. -1 when nobody watches.
int64_t notify_every_ms(void);
