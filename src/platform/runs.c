#include "platform/runs.h"

#include <string.h>

#include "base/utf8.h"
#include "base/wipe.h"
#include "platform/pictures.h"

// Marks, joiners and variation selectors belong to the letter or picture before them.
static bool belongs_to_last(uint32_t code)
{
    return (code >= 0x300 && code < 0x370) || code == 0x200c || code == 0x200d || code == 0x20e3 ||
           (code >= 0xfe00 && code <= 0xfe0f) || (code >= 0x1f3fb && code <= 0x1f3ff);
}

// Spaces and punctuation stay with the words before them, so that "كلمة، كلمة" is one run of one font. Digits
// do not: they read from left to right in every script. Pictures keep nothing: their space is a picture wide.
static bool stays_if_shown(uint32_t code)
{
    return code < 0x80 ? !SDL_isalnum((int)code) : code == 0xa0;
}

static struct str run_front(struct canvas *canvas, enum text_weight weight, struct str text, int *ret_face)
{
    struct str rest = text;
    int face = -1;
    bool joined = false;
    while (rest.n) {
        struct str before = rest;
        uint32_t code = utf8_next(&rest);
        bool stays =
            face >= 0 &&
            (joined || belongs_to_last(code) ||
             (stays_if_shown(code) && face != FONT_EMOJI && fonts_face_has(&canvas->fonts, face, code)));
        joined = code == 0x200d;
        int wanted = stays ? face : fonts_face(&canvas->fonts, weight, code);
        if (face >= 0 && (wanted != face || text.n - rest.n >= CANVAS_RUN)) {
            rest = before;
            break;
        }
        face = wanted;
    }
    *ret_face = face;
    return str_slice(text, 0, text.n - rest.n);
}

struct run runs_next(struct canvas *canvas, enum text_weight weight, struct str *rest)
{
    struct run run;
    run.text = run_front(canvas, weight, *rest, &run.face);
    *rest = str_slice(*rest, run.text.n, rest->n);
    return run;
}

static bool colored(const struct canvas *canvas, int face)
{
    return canvas->fonts.faces[face].colored;
}

// What SDL_ttf wants: the face at its size, the text with a NUL. NULL when the face cannot be opened.
static TTF_Font *take_run(struct canvas *canvas, struct run run, int px)
{
    memcpy(canvas->run, run.text.p, run.text.n);
    canvas->run[run.text.n] = 0;
    return fonts_at(&canvas->fonts, run.face, colored(canvas, run.face) ? FONT_STRIKE : px);
}

static void leave_run(struct canvas *canvas, struct run run)
{
    wipe(canvas->run, run.text.n);
}

static int shaped_width(struct canvas *canvas, struct run run, int px)
{
    TTF_Font *font = take_run(canvas, run, px);
    int w = 0, h = 0;
    if (font && TTF_SizeUTF8(font, canvas->run, &w, &h)) w = 0;
    leave_run(canvas, run);
    return colored(canvas, run.face) ? pictures_scaled(w, px) : w;
}

static uint64_t hash_run(struct run run, int px)
{
    uint64_t hash = 0xcbf29ce484222325u ^ (uint64_t)run.face << 32 ^ (uint64_t)px << 40;
    for (size_t i = 0; i < run.text.n; i++)
        hash = (hash ^ (unsigned char)run.text.p[i]) * 0x100000001b3u;
    return hash | 1;
}

int runs_width(struct canvas *canvas, struct run run, int px)
{
    uint64_t hash = hash_run(run, px);
    struct canvas_width *known = &canvas->widths[(hash >> 20) % CANVAS_WIDTHS];
    if (known->hash != hash) *known = (struct canvas_width){hash, shaped_width(canvas, run, px)};
    return known->w;
}

static SDL_Surface *draw_run(struct canvas *canvas, struct run run, const struct draw_item *item)
{
    SDL_Color color = {(uint8_t)(item->color >> 24), (uint8_t)(item->color >> 16),
                       (uint8_t)(item->color >> 8), 255};
    TTF_Font *font = take_run(canvas, run, item->style.px);
    SDL_Surface *pixels = font ? TTF_RenderUTF8_Blended(font, canvas->run, color) : NULL;
    leave_run(canvas, run);
    return colored(canvas, run.face) ? pictures_shrink(pixels, item->style.px) : pixels;
}

static const struct cached *run_texture(struct canvas *canvas, struct run run, const struct draw_item *item)
{
    struct cache_key key = {
        .kind = CACHE_RUN, .size = {run.face, item->style.px}, .color = item->color | 0xff, .text = run.text};
    const struct cached *found = cache_find(&canvas->cache, &key, item->personal);
    if (found) return found;
    return cache_add(&canvas->cache, canvas->renderer, &key, item->personal, draw_run(canvas, run, item));
}

static int ascent_of(struct canvas *canvas, struct run run, int px)
{
    bool picture = colored(canvas, run.face);
    TTF_Font *font = fonts_at(&canvas->fonts, run.face, picture ? FONT_STRIKE : px);
    int ascent = font ? TTF_FontAscent(font) : px;
    return picture ? pictures_scaled(ascent, px) : ascent;
}

void runs_paint(struct canvas *canvas, struct run run, const struct draw_item *item, int x, int baseline)
{
    const struct cached *texture = run_texture(canvas, run, item);
    if (!texture) return;
    SDL_Rect to = {x, baseline - ascent_of(canvas, run, item->style.px), texture->w, texture->h};
    SDL_SetTextureAlphaMod(texture->texture, (uint8_t)item->color);
    SDL_RenderCopy(canvas->renderer, texture->texture, NULL, &to);
}

void runs_forget(struct canvas *canvas)
{
    wipe(canvas->widths, sizeof canvas->widths);
    wipe(canvas->run, sizeof canvas->run);
}
