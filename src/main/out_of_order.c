#include "main/out_of_order.h"

#include "main/still.h"

struct languages {
    const struct messages *const *list;
    int count;
};

static void show(struct screen *screen, const void *what)
{
    static struct still still;
    const struct languages *languages = what;
    struct screen_paper paper = still_paper(&still, screen, 0, 0);
    ui_begin(&still.tree, &still.theme, paper.w, paper.h, still.memory, sizeof still.memory);
    screen_out_of_order(languages->list, languages->count, &still.tree);
    ui_layout(&still.tree, &still.text);
    still_show(&still, screen);
}

void out_of_order_run(struct screen *screen, const struct messages *const *languages, int count)
{
    still_run(screen, "out-of-order", &(struct languages){languages, count}, show);
}
