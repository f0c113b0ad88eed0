#include "main/ruler.h"

#include "main/still.h"
#include "ui/ruler.h"

enum { WAIT_MS = 60000 };

struct page {
    struct screen *screen;
    struct ui_ruler ruler;
    struct still still;
};

static void show(struct page *page)
{
    struct still *still = &page->still;
    struct screen_paper paper = still_paper(still, page->screen, page->ruler.w_mm, page->ruler.h_mm);
    ui_begin(&still->tree, &still->theme, paper.w, paper.h, still->memory, sizeof still->memory);
    ui_ruler_build(&page->ruler, &still->tree);
    ui_layout(&still->tree, &still->text);
    still_show(still, page->screen);
}

// A cell is marked as soon as it is touched: what counts is where the panel says the finger is.
static void touch(struct page *page, const struct screen_event *event)
{
    const struct ui_node *node = ui_hit(&page->still.tree, event->x, event->y);
    if (node && node->spec.action.kind == RULER_TOUCH) page->ruler.touched[node->spec.action.arg] = true;
}

static bool take(struct page *page, const struct screen_event *event)
{
    switch (event->kind) {
    case SCREEN_TOUCH_DOWN:
    case SCREEN_TOUCH_MOVE: touch(page, event); break;
    case SCREEN_KEY: return event->key != SCREEN_ESCAPE;
    case SCREEN_QUIT: return false;
    case SCREEN_TOUCH_UP:
    case SCREEN_TYPED:
    case SCREEN_RESIZED:
    case SCREEN_EXPOSED: break;
    }
    return true;
}

void ruler_run(struct screen *screen, const struct config *config)
{
    static struct page page;
    struct screen_event event;
    bool on = true;
    page.screen = screen;
    page.ruler = (struct ui_ruler){.w_mm = config->panel_w_mm, .h_mm = config->panel_h_mm};
    while (on) {
        show(&page);
        if (screen_wait(screen, WAIT_MS, &event)) on = take(&page, &event);
    }
}
