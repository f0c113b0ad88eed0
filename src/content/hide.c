#include "content/hide.h"

#include "content/figures.h"

static bool is_small(int64_t n)
{
    return n > 0 && n < HIDE_BELOW;
}

// The last cell that is shown and is not 0, or -1. Not the smallest: which cell goes must not tell how the
// others compare with it.
static int last_shown(const int64_t *cells, size_t count, const bool *hidden)
{
    int last = -1;
    for (size_t i = 0; i < count; i++)
        if (!hidden[i] && cells[i] > 0) last = (int)i;
    return last;
}

// Hidden cells whose sum is told by the others: could one of them be worked out? A sum can be that of ones
// only, or of fours only.
static bool is_told(const int64_t *cells, size_t count, const bool *hidden)
{
    int64_t sum = 0;
    int n = 0, small = 0;
    for (size_t i = 0; i < count; i++)
        if (hidden[i]) {
            sum += cells[i];
            small += is_small(cells[i]);
            n++;
        }
    return n > 0 && (n < 2 || sum < HIDE_BELOW || sum == n || (small == n && sum == n * (HIDE_BELOW - 1)));
}

void hide_cells(const int64_t *cells, size_t count, bool total_shown, bool *ret_hidden)
{
    int more;
    for (size_t i = 0; i < count; i++)
        ret_hidden[i] = is_small(cells[i]);
    while (total_shown && is_told(cells, count, ret_hidden) &&
           (more = last_shown(cells, count, ret_hidden)) >= 0)
        ret_hidden[more] = true;
    for (size_t i = 0; total_shown && i < count && is_told(cells, count, ret_hidden); i++)
        ret_hidden[i] = true; // nothing else is there: a 0 has to hide it
}

static void hide_group(const struct figure_group *group, const int64_t *figures, bool *hidden)
{
    bool total_hidden = group->total >= 0 && hidden[group->total];
    hide_cells(figures + group->first, (size_t)group->count, group->total >= 0 && !total_hidden,
               hidden + group->first);
    for (int i = group->first; i < group->first + group->count && total_hidden; i++)
        hidden[i] = true;
}

// Groups stand in the order of their totals.
void hide_figures(const int64_t *figures, bool *ret_hidden)
{
    ret_hidden[FIGURE_VISITS] = is_small(figures[FIGURE_VISITS]);
    for (int i = 0; i < FIGURE_GROUPS; i++)
        hide_group(&figure_groups[i], figures, ret_hidden);
}
