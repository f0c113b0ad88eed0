#include "platform/screen.h"

#include <SDL.h>
#include <SDL_syswm.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/wipe.h"
#include "platform/damage.h"
#include "platform/hands.h"
#include "platform/heap.h"
#include "platform/paint.h"
#include "platform/panel_power.h"
#include "platform/runs.h"
#include "platform/text.h"
#include "platform/turn.h"

enum { FRAMES_HELD = 3 }; // pictures that a graphics card may still hold after one was shown

struct screen {
    SDL_Window *window;  // NULL when hidden
    SDL_Surface *memory; // when hidden
    SDL_Texture *sheet;  // the picture before it is turned; NULL when it is not
    int rotation;
    bool dark;         // the panel was switched off
    bool keeps_pixels; // what is not painted stays as it was: true of memory, not of a graphics card
    int stale_frames;  // shown before the visitor left and not yet painted over
    struct canvas canvas;
    struct damage damage;
    struct hands hands;
};

static const char *problem = "";

const char *screen_problem(void)
{
    return problem;
}

static err_t failed(const char *why)
{
    problem = why;
    return ERR_MISSING;
}

// Software unless a technician or the unit says otherwise: it starts at once and needs no graphics library.
// The console has no other way than OpenGL ES; SDL's own first choice there gives a black picture.
static SDL_Renderer *new_renderer(SDL_Window *window)
{
    if (strcmp(SDL_GetCurrentVideoDriver(), "KMSDRM") == 0) SDL_SetHint(SDL_HINT_RENDER_DRIVER, "opengles2");
    const char *wanted = SDL_GetHint(SDL_HINT_RENDER_DRIVER);
    if (!wanted || strcmp(wanted, "software") == 0)
        return SDL_CreateRenderer(window, -1, SDL_RENDERER_SOFTWARE);
    SDL_Renderer *fast = SDL_CreateRenderer(window, -1, SDL_RENDERER_ACCELERATED | SDL_RENDERER_PRESENTVSYNC);
    return fast ? fast : SDL_CreateRenderer(window, -1, SDL_RENDERER_SOFTWARE);
}

static bool is_software(SDL_Renderer *renderer)
{
    SDL_RendererInfo info;
    return SDL_GetRendererInfo(renderer, &info) == 0 && info.flags & SDL_RENDERER_SOFTWARE;
}

static err_t start_sdl(void)
{
    hands_ask_sdl();
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    if (SDL_Init(SDL_INIT_VIDEO))
        return failed("no display: start under X11 or Wayland, or on a console with access to /dev/dri "
                      "(groups video and render)");
    // SDL falls back to drawing for nobody.
    if (strcmp(SDL_GetCurrentVideoDriver(), "offscreen") == 0 && !SDL_GetHint(SDL_HINT_VIDEODRIVER))
        return failed("no display: there is no DISPLAY, no WAYLAND_DISPLAY and no /dev/dri to draw on");
    if (TTF_Init()) return failed("SDL_ttf cannot start: install the Debian package libsdl2-ttf-2.0-0");
    return OK;
}

static err_t open_window(struct screen *screen, const struct screen_options *options)
{
    uint32_t flags = options->full_screen ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0;
    screen->window = SDL_CreateWindow(options->title, SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                                      options->w, options->h, flags);
    if (!screen->window) return failed("no window: the display refuses to show one");
    screen->canvas.renderer = new_renderer(screen->window);
    if (!screen->canvas.renderer) return failed("no picture: the display can neither be drawn on nor filled");
    if (options->full_screen) SDL_ShowCursor(SDL_DISABLE);
    return OK;
}

static err_t open_memory(struct screen *screen, int w, int h)
{
    screen->memory = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_RGB888);
    if (screen->memory) screen->canvas.renderer = SDL_CreateSoftwareRenderer(screen->memory);
    return screen->canvas.renderer ? OK : failed("no memory for a hidden screen of this size");
}

// SDL turns no picture on the console, and not every display driver does: so the picture is painted on a
// sheet of its own, and the whole sheet is turned when it is shown. One copy more a frame, and nothing when
// the panel is upright.
static err_t make_sheet(struct screen *screen)
{
    int w, h;
    bool lies = screen->rotation == 90 || screen->rotation == 270;
    if (screen->sheet) SDL_DestroyTexture(screen->sheet);
    screen->sheet = NULL;
    if (!screen->rotation) return OK;
    CHECK(SDL_GetRendererOutputSize(screen->canvas.renderer, &w, &h) == 0);
    screen->sheet = SDL_CreateTexture(screen->canvas.renderer, SDL_PIXELFORMAT_RGB888,
                                      SDL_TEXTUREACCESS_TARGET, lies ? h : w, lies ? w : h);
    return screen->sheet ? OK : failed("no memory to turn the picture ([screen] rotation)");
}

static err_t open_all(struct screen *screen, const struct screen_options *options, bool hidden)
{
    err_t err = start_sdl();
    if (!err) err = fonts_open(&screen->canvas.fonts, &problem);
    if (!err) err = hidden ? open_memory(screen, options->w, options->h) : open_window(screen, options);
    if (err) return err;
    screen->rotation = options->rotation;
    err = make_sheet(screen);
    if (err) return err;
    screen->keeps_pixels = is_software(screen->canvas.renderer);
    hands_init(&screen->hands);
    return OK;
}

static err_t open_screen(const struct screen_options *options, bool hidden, struct screen **ret_screen)
{
    struct screen *screen = calloc(1, sizeof *screen);
    if (!screen) return ERR_FULL;
    problem = "";
    err_t err = open_all(screen, options, hidden);
    if (err) {
        screen_close(screen);
        return err;
    }
    *ret_screen = screen;
    return OK;
}

err_t screen_open(const struct screen_options *options, struct screen **ret_screen)
{
    heap_wipes_for_sdl();
    return open_screen(options, false, ret_screen);
}

err_t screen_open_hidden_turned(int w, int h, int rotation, struct screen **ret_screen)
{
    heap_wipes_for_sdl();
    SDL_SetHintWithPriority(SDL_HINT_VIDEODRIVER, "dummy",
                            SDL_HINT_OVERRIDE); // whatever the environment says
    return open_screen(&(struct screen_options){.w = w, .h = h, .rotation = rotation}, true, ret_screen);
}

err_t screen_open_hidden(int w, int h, struct screen **ret_screen)
{
    return screen_open_hidden_turned(w, h, 0, ret_screen);
}

void screen_close(struct screen *screen)
{
    if (!screen) return;
    cache_clear(&screen->canvas.cache);
    if (screen->sheet) SDL_DestroyTexture(screen->sheet);
    if (screen->canvas.renderer) SDL_DestroyRenderer(screen->canvas.renderer);
    if (screen->window) SDL_DestroyWindow(screen->window);
    SDL_FreeSurface(screen->memory);
    fonts_close(&screen->canvas.fonts);
    TTF_Quit();
    SDL_Quit();
    wipe(screen, sizeof *screen);
    free(screen);
}

void screen_size(const struct screen *screen, int *ret_w, int *ret_h)
{
    int turned = screen->sheet ? SDL_QueryTexture(screen->sheet, NULL, NULL, ret_w, ret_h) : 1;
    CHECK(turned == 0 || SDL_GetRendererOutputSize(screen->canvas.renderer, ret_w, ret_h) == 0);
}

struct text_port screen_text(struct screen *screen)
{
    return text_port_of(&screen->canvas);
}

bool screen_wait(struct screen *screen, int64_t timeout_ms, struct screen_event *ret_event)
{
    int w, h;
    CHECK(SDL_GetRendererOutputSize(screen->canvas.renderer, &w, &h) == 0);
    if (!hands_wait(&screen->hands, w, h, timeout_ms, ret_event)) return false;
    turn_point(screen->rotation, w, h, &ret_event->x, &ret_event->y);
    if (ret_event->kind == SCREEN_RESIZED) CHECK(make_sheet(screen) == OK);
    if (ret_event->kind == SCREEN_RESIZED || ret_event->kind == SCREEN_EXPOSED)
        damage_forget(&screen->damage);
    return true;
}

static void present(struct screen *screen)
{
    int w, h, panel_w, panel_h;
    SDL_Renderer *renderer = screen->canvas.renderer;
    if (screen->sheet) {
        SDL_SetRenderTarget(renderer, NULL);
        SDL_RenderSetClipRect(renderer, NULL);
        screen_size(screen, &w, &h);
        CHECK(SDL_GetRendererOutputSize(renderer, &panel_w, &panel_h) == 0);
        SDL_FRect place = {(float)(panel_w - w) / 2, (float)(panel_h - h) / 2, (float)w, (float)h};
        SDL_RenderCopyExF(renderer, screen->sheet, NULL, &place, screen->rotation, NULL, SDL_FLIP_NONE);
    }
    SDL_RenderPresent(renderer);
}

static void paint_and_present(struct screen *screen, const struct draw_list *list)
{
    if (screen->sheet) SDL_SetRenderTarget(screen->canvas.renderer, screen->sheet);
    for (int i = 0; i < screen->damage.box_count; i++)
        paint_list(&screen->canvas, list, screen->damage.boxes[i]);
    if (screen->damage.box_count) present(screen);
    if (screen->sheet) SDL_SetRenderTarget(screen->canvas.renderer, NULL);
}

void screen_show(struct screen *screen, const struct draw_list *list)
{
    struct box area = {0};
    screen_size(screen, &area.w, &area.h);
    do {
        if ((!screen->keeps_pixels && !screen->sheet) || screen->stale_frames) damage_forget(&screen->damage);
        damage_compare(&screen->damage, list, area);
        paint_and_present(screen, list);
        if (screen->stale_frames) screen->stale_frames--;
    } while (screen->stale_frames);
}

void screen_power(struct screen *screen, bool on)
{
    SDL_SysWMinfo info;
    if (screen->dark == !on) return;
    screen->dark = !on;
    SDL_VERSION(&info.version);
    if (!screen->window || !SDL_GetWindowWMInfo(screen->window, &info)) return;
    if (info.subsystem == SDL_SYSWM_KMSDRM) (void)panel_power(info.info.kmsdrm.drm_fd, on);
}

void screen_prepare(struct screen *screen, const struct draw_list *list)
{
    paint_nothing(&screen->canvas, list);
}

void screen_forget(struct screen *screen)
{
    cache_forget(&screen->canvas.cache);
    runs_forget(&screen->canvas);
    fonts_forget(&screen->canvas.fonts);
    hands_forget(&screen->hands);
    damage_forget(&screen->damage);
    heap_scrub();
    screen->stale_frames = screen->keeps_pixels ? 1 : FRAMES_HELD;
}

const uint8_t *screen_pixels(const struct screen *screen, int *ret_pitch)
{
    if (!screen->memory) return NULL;
    *ret_pitch = screen->memory->pitch;
    return screen->memory->pixels;
}

void screen_cached(const struct screen *screen, int *ret_all, int *ret_personal)
{
    *ret_all = cache_count(&screen->canvas.cache, false);
    *ret_personal = cache_count(&screen->canvas.cache, true);
}
