#include "main/out_of_order.h"

#include "platform/notify.h"
#include "screens/screens.h"

enum { TEXT_BYTES = 32 << 10, ITEMS = 512, WAIT_MS = 60000 };

struct page {
    struct theme theme;
    struct text_port text;
    struct ui_tree tree;
    struct ui_memory hands;
    char memory[TEXT_BYTES];
    struct draw_item items[ITEMS];
};

static void show(struct screen *screen, const struct messages *const *languages, int count)
{
    static struct page page;
    int w, h;
    screen_size(screen, &w, &h);
    page.text = screen_text(screen);
    page.theme = theme_make(w, h, 0, 0);
    struct draw_list list = {.items = page.items, .cap = ITEMS};
    ui_begin(&page.tree, &page.theme, w, h, page.memory, sizeof page.memory);
    screen_out_of_order(languages, count, &page.tree);
    ui_layout(&page.tree, &page.text);
    ui_draw(&page.tree, &page.hands, &list);
    list.background = page.theme.background;
    screen_show(screen, &list);
}

void out_of_order_run(struct screen *screen, const struct messages *const *languages, int count)
{
    struct screen_event event = {.kind = SCREEN_EXPOSED};
    show(screen, languages, count);
    notify_ready();
    while (event.kind != SCREEN_QUIT) {
        if (!screen_wait(screen, WAIT_MS, &event)) continue;
        if (event.kind == SCREEN_RESIZED || event.kind == SCREEN_EXPOSED) show(screen, languages, count);
    }
    notify_stopping();
}
