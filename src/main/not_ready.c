#include "main/not_ready.h"

#include "main/still.h"

static void show(struct screen *screen, const void *what)
{
    static struct still still;
    struct screen_paper paper = still_paper(&still, screen, 0, 0);
    screen_not_ready(what, &still.tree, &paper);
    still_show(&still, screen);
}

void not_ready_run(struct screen *screen, const struct not_ready *what)
{
    still_run(screen, "not-ready", what, show);
}
