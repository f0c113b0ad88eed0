// Paints every screen of the gallery with the real painter: shots FOLDER WxH WMMxHMM LANGUAGE [LOOK [NAME]].
// LOOK: a digit for the size of the text, b black on white, d dark, c calm, l low, s with a voice. For people
// to look at.
#include <SDL_image.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/gallery.h"
#include "platform/screen.h"

static char memory[256 << 10];
static struct draw_item items[4096];
static struct ui_tree tree;
static struct gallery gallery;

static void save(const struct screen *screen, const char *path)
{
    int w, h, pitch;
    const uint8_t *pixels = screen_pixels(screen, &pitch);
    screen_size(screen, &w, &h);
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormatFrom((void *)(uintptr_t)pixels, w, h, 32, pitch,
                                                              SDL_PIXELFORMAT_XRGB8888);
    IMG_SavePNG(surface, path);
    SDL_FreeSurface(surface);
}

static int language_index(const char *code)
{
    int i = 0;
    while (i < LANGUAGE_COUNT - 1 && strcmp(language_table[i].code, code) != 0)
        i++;
    return i;
}

// All screens small on one picture, for a look at the whole.
enum { SHEET_COLUMNS = 6, SHEET_GAP = 6 };
static SDL_Surface *sheet;
static int sheet_factor;

static void open_sheet(int w, int h)
{
    int rows = (GALLERY_SHOTS + SHEET_COLUMNS - 1) / SHEET_COLUMNS;
    sheet_factor = (w + 639) / 640;
    sheet =
        SDL_CreateRGBSurfaceWithFormat(0, SHEET_COLUMNS * (w / sheet_factor + SHEET_GAP),
                                       rows * (h / sheet_factor + SHEET_GAP), 32, SDL_PIXELFORMAT_XRGB8888);
    SDL_FillRect(sheet, NULL, 0x707070);
}

static unsigned mean_channel(const uint8_t *pixels, int pitch, int channel)
{
    unsigned sum = 0;
    for (int y = 0; y < sheet_factor; y++)
        for (int x = 0; x < sheet_factor; x++)
            sum += pixels[y * pitch + x * 4 + channel];
    return sum / (unsigned)(sheet_factor * sheet_factor);
}

static void add_to_sheet(const struct screen *screen, int shot)
{
    int w, h, pitch;
    const uint8_t *pixels = screen_pixels(screen, &pitch);
    screen_size(screen, &w, &h);
    w /= sheet_factor;
    h /= sheet_factor;
    int left = shot % SHEET_COLUMNS * (w + SHEET_GAP), top = shot / SHEET_COLUMNS * (h + SHEET_GAP);
    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++)
            for (int c = 0; c < 3; c++)
                ((uint8_t *)sheet->pixels)[(top + y) * sheet->pitch + (left + x) * 4 + c] =
                    (uint8_t)mean_channel(pixels + y * sheet_factor * pitch + x * sheet_factor * 4, pitch, c);
}

static struct flow_display parse_look(const char *look)
{
    struct flow_display display = {0};
    for (; *look; look++) {
        if (*look >= '0' && *look <= '3') display.size = (uint8_t)(*look - '0');
        if (*look == 'b') display.colours = THEME_CONTRAST;
        if (*look == 'd') display.colours = THEME_DARK;
        if (*look == 'c') display.calm = true;
        if (*look == 'l') display.low = true;
        if (*look == 's') gallery.sound.available = true;
    }
    return display;
}

int main(int argc, char **argv)
{
    int w, h, w_mm, h_mm, clipped = 0;
    struct screen *screen;
    if (argc < 5 || sscanf(argv[2], "%dx%d", &w, &h) != 2 || sscanf(argv[3], "%dx%d", &w_mm, &h_mm) != 2)
        return 2;
    gallery_init(&gallery);
    if (screen_open_hidden(w, h, &screen) != OK) {
        fprintf(stderr, "%s\n", screen_problem());
        return 1;
    }
    const char *look = argc > 5 ? argv[5] : "0";
    gallery.display = parse_look(look);
    struct theme theme = theme_make(w, h, w_mm, h_mm);
    struct text_port text = screen_text(screen);
    open_sheet(w, h);
    for (int i = 0; i < GALLERY_SHOTS; i++) {
        struct flow flow;
        struct ui_memory hands = {0};
        char path[512];
        const char *name = gallery_set(&gallery, i, &flow);
        if (argc > 6 && strcmp(name, argv[6]) != 0) continue;
        gallery_build(&gallery, &flow, language_index(argv[4]), &tree, &theme, w, h, &text, memory,
                      sizeof memory);
        struct draw_list list = {.items = items, .cap = 4096, .background = gallery.theme.background};
        ui_draw(&tree, &hands, &list);
        screen_show(screen, &list);
        snprintf(path, sizeof path, "%s/%s-%s-%s-%s.png", argv[1], name, argv[2], argv[4], look);
        save(screen, path);
        add_to_sheet(screen, i);
        if (tree.mistake) printf("%s: %s\n", name, tree.mistake);
        for (int n = 0; n < tree.count; n++)
            if (tree.nodes[n].clipped) {
                clipped++;
                printf("%s: clipped: %s \"%.*s\"\n", name, tree.nodes[n].spec.id,
                       STR_ARG(tree.nodes[n].spec.label));
            }
    }
    char path[512];
    snprintf(path, sizeof path, "%s/sheet-%s-%s-%s.png", argv[1], argv[2], argv[4], look);
    IMG_SavePNG(sheet, path);
    SDL_FreeSurface(sheet);
    screen_close(screen);
    return clipped != 0;
}
