#include "booking/tries.h"

enum { MINUTE_MS = 60 * 1000, HOUR_MS = 60 * MINUTE_MS };

const struct tries_rule tries_of_all = {6 * MINUTE_MS, 10 * 6 * MINUTE_MS};
const struct tries_rule tries_of_pictures = {HOUR_MS, 3 * HOUR_MS};
const struct tries_rule tries_of_calls = {5 * MINUTE_MS, 4 * 5 * MINUTE_MS};

int64_t tries_debt(struct tries tries, int64_t now_ms)
{
    int64_t passed_ms = now_ms >= tries.at_ms ? now_ms - tries.at_ms : now_ms;
    if (passed_ms < 0) passed_ms = 0;
    return passed_ms < tries.debt_ms ? tries.debt_ms - passed_ms : 0;
}

bool tries_allow(struct tries tries, const struct tries_rule *rule, int64_t now_ms)
{
    return tries_debt(tries, now_ms) + rule->price_ms <= rule->most_ms;
}

struct tries tries_add(struct tries tries, const struct tries_rule *rule, int64_t now_ms)
{
    int64_t debt_ms = tries_debt(tries, now_ms) + rule->price_ms;
    return (struct tries){debt_ms < rule->most_ms ? debt_ms : rule->most_ms, now_ms};
}
