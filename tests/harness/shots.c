// Paints every screen of the gallery with the real painter: shots FOLDER WxH WMMxHMM LANGUAGE [NAME]. For
// people to look at.
#include <SDL_image.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/gallery.h"
#include "platform/screen.h"

static char memory[256 << 10];
static struct draw_item items[4096];
static struct ui_tree tree;

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

int main(int argc, char **argv)
{
    static struct gallery gallery;
    int w, h, w_mm, h_mm, clipped = 0;
    struct screen *screen;
    if (argc < 5 || sscanf(argv[2], "%dx%d", &w, &h) != 2 || sscanf(argv[3], "%dx%d", &w_mm, &h_mm) != 2)
        return 2;
    gallery_init(&gallery);
    if (screen_open_hidden(w, h, &screen) != OK) {
        fprintf(stderr, "%s\n", screen_problem());
        return 1;
    }
    struct theme theme = theme_make(w, h, w_mm, h_mm);
    struct text_port text = screen_text(screen);
    for (int i = 0; i < GALLERY_SHOTS; i++) {
        struct flow flow;
        struct ui_memory hands = {0};
        char path[512];
        const char *name = gallery_set(&gallery, i, &flow);
        if (argc > 5 && strcmp(name, argv[5]) != 0) continue;
        gallery_build(&gallery, &flow, language_index(argv[4]), &tree, &theme, w, h, &text, memory,
                      sizeof memory);
        struct draw_list list = {.items = items, .cap = 4096, .background = theme.background};
        ui_draw(&tree, &hands, &list);
        screen_show(screen, &list);
        snprintf(path, sizeof path, "%s/%s-%s-%s.png", argv[1], name, argv[2], argv[4]);
        save(screen, path);
        if (tree.mistake) printf("%s: %s\n", name, tree.mistake);
        for (int n = 0; n < tree.count; n++)
            if (tree.nodes[n].clipped) {
                clipped++;
                printf("%s: clipped: %s \"%.*s\"\n", name, tree.nodes[n].spec.id,
                       STR_ARG(tree.nodes[n].spec.label));
            }
    }
    screen_close(screen);
    return clipped != 0;
}
