// The figures of `rebondctl stats`, as JSON: for machines, so in English and with the ids of the database.
// What is hidden is null.
// {"hidden_below":5,"weeks":[{"week":"2026-W48","figures":{"visits":42,"need.toit":null}}]}
#pragma once

#include <stdbool.h>

#include "base/str.h"

struct figures_week {
    int week; // 202648
    const int64_t *numbers;
    const bool *hidden;
};
struct figures {
    int hidden_below;
    const char *const *ids; // of the numbers of every week
    size_t id_count;
    const struct figures_week *weeks;
    size_t week_count;
};

// ERR_FULL.
NODISCARD err_t figures_encode(const struct figures *figures, char *to, size_t cap, size_t *ret_n);
