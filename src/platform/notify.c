#include "platform/notify.h"

#include <systemd/sd-daemon.h>

// A message that does not arrive is systemd's to notice: it restarts what it does not hear from.
static void tell(const char *state)
{
    (void)sd_notify(0, state);
}

void notify_ready(void)
{
    tell("READY=1");
}

void notify_stopping(void)
{
    tell("STOPPING=1");
}

void notify_alive(void)
{
    tell("WATCHDOG=1");
}

void notify_status(const char *words)
{
    (void)sd_notifyf(0, "STATUS=%s", words);
}

int64_t notify_every_ms(void)
{
    uint64_t usec = 0;
    if (sd_watchdog_enabled(0, &usec) <= 0) return -1;
    return (int64_t)(usec / 2000);
}
