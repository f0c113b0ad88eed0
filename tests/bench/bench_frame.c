// links: platform
// How long a frame of ours takes at 1920x1080 in software: twelve tiles with pictures, a heading and two
// bars. cold: the first showing. whole: everything painted anew. tap: one tile changes. Against SDL blending
// one picture of the same size, measured in the same run.
#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>

#include "platform/screen.h"

enum { W = 1920, H = 1080, ITEMS = 128, COLD_ROUNDS = 20, WARM_ROUNDS = 300, TILES = 12 };

static struct draw_item items[ITEMS];
static struct draw_list list = {.items = items, .cap = ITEMS, .background = 0xf6f3eeff};
static size_t first_tile;

static void add(struct draw_item item)
{
    items[list.count++] = item;
}

static void add_text(struct box box, const char *text, int px, rgba_t color, enum draw_align align)
{
    add((struct draw_item){.kind = DRAW_TEXT,
                           .box = box,
                           .color = color,
                           .style = {.weight = TEXT_SEMIBOLD, .px = px},
                           .align = align,
                           .text = str_from(text)});
}

static void add_card(struct box b, int radius, rgba_t color)
{
    add((struct draw_item){.kind = DRAW_SHADOW,
                           .box = {b.x, b.y + 6, b.w, b.h},
                           .color = 0x2b1f1028,
                           .radius = radius,
                           .blur = 28});
    add((struct draw_item){.kind = DRAW_RECT, .box = b, .color = color, .radius = radius});
}

static void add_tile(int i)
{
    static const char *const pictures[TILES] = {"💬",       "🏠", "🍎", "❤️", "📄", "💶",
                                                "🛠️", "🎓", "🚲", "📚",      "⚽", "❓"};
    static const char *const labels[TILES] = {"Parler à quelqu'un",
                                              "Un toit, dormir",
                                              "Manger, m'habiller",
                                              "Ma santé",
                                              "Mes papiers",
                                              "L'argent",
                                              "Travailler",
                                              "Une formation",
                                              "Me déplacer, le permis",
                                              "Apprendre le français",
                                              "Bouger, faire",
                                              "Je ne sais pas encore"};
    struct box box = {80 + i % 4 * 445, 210 + i / 4 * 235, 420, 210};
    add_card(box, 28, 0xffffffff);
    add((struct draw_item){
        .kind = DRAW_PICTURE, .box = {box.x + 20, box.y + 18, 380, 100}, .text = str_from(pictures[i])});
    add_text((struct box){box.x + 20, box.y + 118, 380, 80}, labels[i], 32, 0x22303cff, DRAW_CENTER);
}

static void add_bar(void)
{
    static const uint8_t back[] = {150, 30, 60, 127, 150, 225};
    static const char *const labels[] = {"Retour", "Recommencer", "Langue", "Écouter"};
    for (int i = 0; i < 4; i++) {
        struct box box = {80 + i * 310, 940, 290, 100};
        add_card(box, 24, 0xffffffff);
        add((struct draw_item){.kind = DRAW_STROKE,
                               .box = {box.x + 24, box.y + 32, 36, 36},
                               .color = 0x22303cff,
                               .width = 6,
                               .points = back,
                               .point_count = 3});
        add_text((struct box){box.x + 80, box.y, 200, 100}, labels[i], 30, 0x22303cff, DRAW_START);
    }
    add_card((struct box){1400, 940, 440, 100}, 50, 0x0b7a6cff);
    add_text((struct box){1400, 940, 440, 100}, "Continuer", 36, 0xffffffff, DRAW_CENTER);
}

static void compose(void)
{
    add_text((struct box){80, 40, 1700, 90}, "Qu'est-ce qui t'aiderait ?", 56, 0x22303cff, DRAW_START);
    add_text((struct box){80, 120, 1700, 60}, "Choisis jusqu'à trois réponses.", 30, 0x55636fff, DRAW_START);
    first_tile = list.count;
    for (int i = 0; i < TILES; i++)
        add_tile(i);
    add_bar();
}

static double now_ms(void)
{
    return (double)SDL_GetPerformanceCounter() * 1000 / (double)SDL_GetPerformanceFrequency();
}

static int by_size(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static void report(const char *what, double *ms, int n, double baseline)
{
    qsort(ms, (size_t)n, sizeof *ms, by_size);
    double p50 = ms[n / 2], p99 = ms[n * 99 / 100];
    printf("frame %-6s p50 %6.2f ms (x%.2f)  p99 %6.2f ms (x%.2f)\n", what, p50, p50 / baseline, p99,
           p99 / baseline);
}

static double blend_ms(void)
{
    SDL_Surface *to = SDL_CreateRGBSurfaceWithFormat(0, W, H, 32, SDL_PIXELFORMAT_RGB888);
    SDL_Surface *from = SDL_CreateRGBSurfaceWithFormat(0, W, H, 32, SDL_PIXELFORMAT_ARGB8888);
    double ms[20];
    SDL_FillRect(from, NULL, 0x80402010);
    SDL_FillRect(to, NULL, 0xffffffff);
    for (int i = 0; i < 20; i++) {
        double start = now_ms();
        SDL_BlitSurface(from, NULL, to, NULL);
        ms[i] = now_ms() - start;
    }
    SDL_FreeSurface(from);
    SDL_FreeSurface(to);
    qsort(ms, 20, sizeof *ms, by_size);
    return ms[10];
}

static struct screen *open_or_exit(void)
{
    struct screen *screen;
    if (screen_open_hidden(W, H, &screen) == OK) return screen;
    printf("%s\n", screen_problem());
    exit(1);
}

static double show_ms(struct screen *screen)
{
    double start = now_ms();
    screen_show(screen, &list);
    return now_ms() - start;
}

int main(void)
{
    double ms[WARM_ROUNDS], baseline = blend_ms();
    compose();
    printf("frame baseline: SDL blends one %dx%d picture in %.2f ms\n", W, H, baseline);
    for (int i = 0; i < COLD_ROUNDS; i++) {
        struct screen *screen = open_or_exit();
        ms[i] = show_ms(screen);
        screen_close(screen);
    }
    report("cold", ms, COLD_ROUNDS, baseline);
    struct screen *screen = open_or_exit();
    screen_show(screen, &list);
    for (int i = 0; i < WARM_ROUNDS; i++) {
        list.background ^= 0x100; // another background: nothing of the last frame can stay
        ms[i] = show_ms(screen);
    }
    report("whole", ms, WARM_ROUNDS, baseline);
    for (int i = 0; i < WARM_ROUNDS; i++) {
        items[first_tile + 4 * (size_t)(i % TILES) + 1].color ^= 0x1000;
        ms[i] = show_ms(screen);
    }
    report("tap", ms, WARM_ROUNDS, baseline);
    screen_close(screen);
    return 0;
}
