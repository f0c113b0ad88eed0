#include "main/not_ready.h"

#include "platform/notify.h"

enum { TEXT_BYTES = 32 << 10, ITEMS = 512, WAIT_MS = 5000 };

struct page {
    struct theme theme;
    struct text_port text;
    struct ui_tree tree;
    struct ui_memory hands;
    char memory[TEXT_BYTES];
    struct draw_item items[ITEMS];
};

static void show(struct screen *screen, const struct not_ready *what)
{
    static struct page page;
    struct screen_paper paper = {
        .theme = &page.theme, .text = &page.text, .memory = page.memory, .cap = sizeof page.memory};
    struct draw_list list = {.items = page.items, .cap = ITEMS};
    screen_size(screen, &paper.w, &paper.h);
    page.text = screen_text(screen);
    page.theme = theme_make(paper.w, paper.h, 0, 0);
    screen_not_ready(what, &page.tree, &paper);
    ui_draw(&page.tree, &page.hands, &list);
    list.background = page.theme.background;
    screen_show(screen, &list);
}

void not_ready_run(struct screen *screen, const struct not_ready *what)
{
    struct screen_event event = {.kind = SCREEN_EXPOSED};
    show(screen, what);
    notify_status("not-ready");
    notify_ready();
    while (event.kind != SCREEN_QUIT) {
        notify_alive();
        if (!screen_wait(screen, WAIT_MS, &event)) continue;
        if (event.kind == SCREEN_RESIZED || event.kind == SCREEN_EXPOSED) show(screen, what);
    }
    notify_stopping();
}
