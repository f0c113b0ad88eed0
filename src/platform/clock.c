#include "platform/clock.h"

#include <sys/timex.h>
#include <time.h>

#include "base/check.h"
#include "base/str.h"
#include "platform/read_file.h"

enum { RTC_TOLERANCE_S = 3600 };

static const int64_t twenty_years_s = INT64_C(20) * 36525 * 864;

int64_t clock_build_s(void)
{
    return REBOND_BUILD_S;
}

bool clock_believes(struct clock_facts facts, int64_t wall_s)
{
    if (wall_s < clock_build_s() || wall_s > clock_build_s() + twenty_years_s) return false;
    return facts.configured || facts.rtc || facts.synchronised;
}

static struct timespec read_clock(clockid_t id)
{
    struct timespec t;
    CHECK(clock_gettime(id, &t) == 0);
    return t;
}

// That a clock chip exists is not enough: boards ship with one and no battery, it then starts at 1970 or 2000
// while systemd sets the system's clock to the last time it remembers.
static bool rtc_agrees(int64_t wall_s)
{
    char text[32];
    size_t n = 0;
    int64_t rtc_s;
    if (read_file("/sys/class/rtc/rtc0/since_epoch", text, sizeof text, &n)) return false;
    if (str_parse_u63(str_trim((struct str){text, n}), &rtc_s)) return false;
    return rtc_s > wall_s - RTC_TOLERANCE_S && rtc_s < wall_s + RTC_TOLERANCE_S;
}

struct system_clock clock_init(bool configured)
{
    return (struct system_clock){.configured = configured,
                                 .rtc = rtc_agrees(read_clock(CLOCK_REALTIME).tv_sec)};
}

bool clock_is_synchronised(void)
{
    struct timex state = {.modes = 0};
    int condition = adjtimex(&state);
    return condition >= 0 && condition != TIME_ERROR && !(state.status & STA_UNSYNC);
}

struct moment clock_now(const struct system_clock *source)
{
    struct timespec boot = read_clock(CLOCK_BOOTTIME), wall = read_clock(CLOCK_REALTIME);
    struct clock_facts facts = {source->configured, source->rtc, clock_is_synchronised()};
    return (struct moment){
        .mono_ms = (int64_t)boot.tv_sec * 1000 + boot.tv_nsec / 1000000,
        .wall_s = wall.tv_sec,
        .wall_trusted = clock_believes(facts, wall.tv_sec),
    };
}
