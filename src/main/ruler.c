#include "main/ruler.h"

#include "ui/ruler.h"

enum { TEXT_BYTES = 32 << 10, ITEMS = 2048, WAIT_MS = 60000 };

struct page {
    struct screen *screen;
    struct ui_ruler ruler;
    struct theme theme;
    struct text_port text;
    struct ui_tree tree;
    struct ui_memory hands;
    char memory[TEXT_BYTES];
    struct draw_item items[ITEMS];
};

static void show(struct page *page)
{
    int w, h;
    screen_size(page->screen, &w, &h);
    page->theme = theme_make(w, h, page->ruler.w_mm, page->ruler.h_mm);
    struct draw_list list = {.items = page->items, .cap = ITEMS};
    ui_begin(&page->tree, &page->theme, w, h, page->memory, sizeof page->memory);
    ui_ruler_build(&page->ruler, &page->tree);
    ui_layout(&page->tree, &page->text);
    ui_draw(&page->tree, &page->hands, &list);
    list.background = page->theme.background;
    screen_show(page->screen, &list);
}

// A cell is marked as soon as it is touched: what counts is where the panel says the finger is.
static void touch(struct page *page, const struct screen_event *event)
{
    const struct ui_node *node = ui_hit(&page->tree, event->x, event->y);
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
    page.text = screen_text(screen);
    page.ruler = (struct ui_ruler){.w_mm = config->panel_w_mm, .h_mm = config->panel_h_mm};
    while (on) {
        show(&page);
        if (screen_wait(screen, WAIT_MS, &event)) on = take(&page, &event);
    }
}
