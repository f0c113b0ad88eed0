// How a length is shared among children in a row. With room, children that do not grow get what they need and
// the others share all the rest by `grow`, so that two equal shares are equally long whatever stands in them.
// Without room everybody gives way towards its least; below that those who grow do so first, so that bars and
// buttons keep the size a finger needs as long as possible.
#include "ui/solve.h"

// Takes up to `over` in proportion to weights; gives back what could not be taken. The running total makes
// the roundings cancel out.
static int take(struct portion *portions, int n, int over, int (*weight)(const struct portion *))
{
    int64_t all = 0, seen = 0, taken = 0;
    for (int i = 0; i < n; i++)
        all += weight(&portions[i]);
    int64_t most = over < all ? over : all;
    for (int i = 0; i < n; i++) {
        seen += weight(&portions[i]);
        int64_t upto = all ? most * seen / all : 0;
        portions[i].given -= (int)(upto - taken);
        taken = upto;
    }
    return over - (int)most;
}

static int spare(const struct portion *portion)
{
    return portion->nat - portion->min;
}
static int given_to_growing(const struct portion *portion)
{
    return portion->grow > 0 ? portion->given : 0;
}
static int given(const struct portion *portion)
{
    return portion->given;
}

static void shrink(struct portion *portions, int n, int over)
{
    for (int i = 0; i < n; i++)
        portions[i].given = portions[i].nat;
    over = take(portions, n, over, spare);
    over = take(portions, n, over, given_to_growing);
    take(portions, n, over, given);
}

struct growth {
    int left;
    float sum;
};

static bool is_open(const struct portion *portion)
{
    return portion->given < 0;
}

static struct growth growth_left(const struct portion *portions, int n, int total)
{
    struct growth growth = {total, 0};
    for (int i = 0; i < n; i++) {
        if (is_open(&portions[i]))
            growth.sum += portions[i].grow;
        else
            growth.left -= portions[i].given;
    }
    return growth;
}

static int target_of(const struct portion *portion, struct growth growth)
{
    return (int)((float)growth.left * portion->grow / growth.sum);
}

// Fixes the children whose share would be under their need, or else those over their limit.
static bool fix_some(struct portion *portions, int n, struct growth growth, bool under)
{
    bool fixed = false;
    for (int i = 0; i < n; i++) {
        struct portion *p = &portions[i];
        if (!is_open(p)) continue;
        int target = target_of(p, growth);
        bool wrong = under ? target < p->nat : p->most && target > p->most;
        if (wrong) {
            p->given = under ? p->nat : p->most;
            fixed = true;
        }
    }
    return fixed;
}

static void give_rest(struct portion *portions, int n, struct growth growth)
{
    float seen = 0;
    int given = 0;
    for (int i = 0; i < n; i++) {
        if (!is_open(&portions[i])) continue;
        seen += portions[i].grow;
        int upto = seen >= growth.sum ? growth.left : (int)((float)growth.left * seen / growth.sum);
        portions[i].given = upto - given;
        given = upto;
    }
}

void ui_share_out(struct portion *portions, int n, int total)
{
    int need = 0;
    for (int i = 0; i < n; i++)
        need += portions[i].nat;
    if (total < 0) total = 0;
    if (need > total) {
        shrink(portions, n, need - total);
        return;
    }
    for (int i = 0; i < n; i++)
        portions[i].given = portions[i].grow > 0 ? -1 : portions[i].nat;
    struct growth growth = growth_left(portions, n, total);
    while (growth.sum > 0 && (fix_some(portions, n, growth, true) || fix_some(portions, n, growth, false)))
        growth = growth_left(portions, n, total);
    give_rest(portions, n, growth);
}
