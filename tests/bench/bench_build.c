// links: gallery platform
// How long the screens take to be built and laid out with the real fonts, as usual and with the largest words
// on a low screen, where several ways are tried until one fits.
#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>

#include "harness/gallery.h"
#include "platform/screen.h"

enum { W = 1024, H = 600, ROUNDS = 20, TIMES = ROUNDS * GALLERY_SHOTS };

static struct gallery gallery;
static struct ui_tree tree;
static char memory[256 << 10];

static double now_ms(void)
{
    return (double)SDL_GetPerformanceCounter() * 1000 / (double)SDL_GetPerformanceFrequency();
}

static int by_size(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

// `again`: the same screen once more, as after a touch that stays on it.
static double measure(const char *what, struct flow_display display, bool again, const struct text_port *text,
                      double baseline)
{
    static double ms[TIMES];
    struct theme theme = theme_make(W, H, 222, 125);
    gallery.display = display;
    for (int i = 0; i < TIMES; i++) {
        struct flow flow;
        gallery_set(&gallery, i % GALLERY_SHOTS, &flow);
        static struct screen_habit habit;
        habit = (struct screen_habit){0};
        gallery.habit = again ? &habit : NULL;
        if (again) gallery_build(&gallery, &flow, 0, &tree, &theme, W, H, text, memory, sizeof memory);
        double start = now_ms();
        gallery_build(&gallery, &flow, 0, &tree, &theme, W, H, text, memory, sizeof memory);
        ms[i] = now_ms() - start;
    }
    qsort(ms, TIMES, sizeof *ms, by_size);
    double p50 = ms[TIMES / 2], p99 = ms[TIMES * 99 / 100], base = baseline > 0 ? baseline : p50;
    printf("build %-11s p50 %6.2f ms (x%.1f)  p99 %6.2f ms (x%.1f)\n", what, p50, p50 / base, p99,
           p99 / base);
    return p50;
}

int main(void)
{
    struct screen *screen;
    if (screen_open_hidden(W, H, &screen) != OK) {
        printf("%s\n", screen_problem());
        return 1;
    }
    struct text_port text = screen_text(screen);
    gallery_init(&gallery);
    (void)measure("first", (struct flow_display){0}, false, &text, 0);
    double usual = measure("usual", (struct flow_display){0}, false, &text, 0);
    (void)measure("large", (struct flow_display){.size = 3}, false, &text, usual);
    (void)measure("large again", (struct flow_display){.size = 3}, true, &text, usual);
    (void)measure("low", (struct flow_display){.low = true}, false, &text, usual);
    (void)measure("low again", (struct flow_display){.low = true}, true, &text, usual);
    screen_close(screen);
    return 0;
}
