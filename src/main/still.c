#include "main/still.h"

#include "platform/notify.h"

enum { WAIT_MS = 5000 }; // shorter than any watchdog of ours

struct screen_paper still_paper(struct still *still, struct screen *screen, int w_mm, int h_mm)
{
    struct screen_paper paper = {
        .theme = &still->theme, .text = &still->text, .memory = still->memory, .cap = sizeof still->memory};
    screen_size(screen, &paper.w, &paper.h);
    still->text = screen_text(screen);
    still->theme = theme_make(paper.w, paper.h, w_mm, h_mm);
    return paper;
}

void still_show(struct still *still, struct screen *screen)
{
    struct draw_list list = {.items = still->items, .cap = STILL_ITEMS};
    ui_draw(&still->tree, &still->hands, &list);
    list.background = still->theme.background;
    screen_show(screen, &list);
}

void still_run(struct screen *screen, const char *status, const void *what,
               void (*show)(struct screen *screen, const void *what))
{
    struct screen_event event = {.kind = SCREEN_EXPOSED};
    show(screen, what);
    notify_status(status);
    notify_ready();
    while (event.kind != SCREEN_QUIT) {
        notify_alive();
        if (!screen_wait(screen, WAIT_MS, &event)) continue;
        if (event.kind == SCREEN_RESIZED || event.kind == SCREEN_EXPOSED) show(screen, what);
    }
    notify_stopping();
}
