#include "platform/runs.h"

#include <hb.h>
#include <string.h>

#include "base/utf8.h"
#include "base/wipe.h"
#include "platform/pictures.h"

// Marks, joiners and variation selectors belong to the letter or picture before them.
static bool belongs_to_last(uint32_t code)
{
    if (code < 0x300) return false;
    hb_unicode_general_category_t kind = hb_unicode_general_category(hb_unicode_funcs_get_default(), code);
    return kind == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK ||
           kind == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK || code == 0x200c || code == 0x200d ||
           (code >= 0x1f3fb && code <= 0x1f3ff);
}

// Spaces and punctuation stay with the words before them, so that "كلمة، كلمة" is one run of one font. Digits
// do not: they read from left to right in every script. Pictures keep nothing: their space is a picture wide.
static bool stays_if_shown(uint32_t code)
{
    return code < 0x80 ? !SDL_isalnum((int)code) : code == 0xa0;
}

// Controls, and what only turns directions: part of any run, seen in none.
static bool is_unseen(uint32_t code)
{
    return code != UTF8_BAD && !utf8_printable(code);
}

// 0 for what any script uses: spaces, signs, digits, marks.
static uint32_t script_of(uint32_t code)
{
    if (code < 0x80) return SDL_isalpha((int)code) ? HB_SCRIPT_LATIN : 0;
    hb_script_t script = hb_unicode_script(hb_unicode_funcs_get_default(), code);
    bool shared = script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED || script == HB_SCRIPT_UNKNOWN;
    return shared ? 0 : script;
}

static bool keeps(struct canvas *canvas, int face, uint32_t code)
{
    return belongs_to_last(code) ||
           (stays_if_shown(code) && face != FONT_EMOJI && fonts_face_has(&canvas->fonts, face, code));
}

// Makes the run one character longer; false when the character begins another run.
static bool run_takes(struct canvas *canvas, enum text_weight weight, struct run *run, uint32_t code,
                      uint8_t level, bool joined)
{
    bool begun = run->face >= 0;
    bool kept = begun && (joined || keeps(canvas, run->face, code));
    int face = kept ? run->face : fonts_face(&canvas->fonts, weight, code);
    uint32_t script = script_of(code);
    bool other_script = script && run->script && script != run->script;
    if (begun && (face != run->face || level != run->level || other_script)) return false;
    run->face = face;
    run->level = level;
    run->script = script ? script : run->script;
    return true;
}

struct run runs_next(struct canvas *canvas, enum text_weight weight, struct str *rest)
{
    struct run run = {.face = -1};
    bool joined = false;
    const char *from = rest->p;
    size_t n = 0;
    for (struct str left = *rest; left.n && n < CANVAS_RUN - 4; n = rest->n - left.n) {
        const char *at = left.p;
        uint32_t code = utf8_next(&left);
        if (is_unseen(code)) continue;
        if (!run_takes(canvas, weight, &run, code, bidi_level(&canvas->bidi, at), joined)) break;
        joined = code == 0x200d;
    }
    if (run.face < 0) run.face = (int)weight;
    run.text = (struct str){from, n};
    *rest = str_slice(*rest, n, rest->n);
    return run;
}

static bool colored(const struct canvas *canvas, int face)
{
    return canvas->fonts.faces[face].colored;
}

static void copy_seen(struct str text, char *to)
{
    while (text.n) {
        const char *at = text.p;
        if (is_unseen(utf8_next(&text))) continue;
        memcpy(to, at, (size_t)(text.p - at));
        to += text.p - at;
    }
    *to = 0;
}

// What SDL_ttf wants: the face at its size, turned and with the rules of the script, and the text with a NUL.
// NULL when the face cannot be opened.
static TTF_Font *take_run(struct canvas *canvas, struct run run, int px)
{
    char script[5];
    hb_tag_to_string(run.script ? run.script : HB_SCRIPT_COMMON, script);
    script[4] = 0;
    copy_seen(run.text, canvas->run);
    TTF_Font *font = fonts_at(&canvas->fonts, run.face, colored(canvas, run.face) ? FONT_STRIKE : px);
    if (!font) return NULL;
    (void)TTF_SetFontDirection(font, run.level & 1 ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
    (void)TTF_SetFontScriptName(font, script);
    return font;
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
    hash = (hash ^ run.script ^ (uint64_t)(run.level & 1) << 56) * 0x100000001b3u;
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
    struct cache_key key = {.kind = CACHE_RUN,
                            .size = {run.face, item->style.px, run.level & 1, (int)run.script},
                            .color = item->color | 0xff,
                            .text = run.text};
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
    wipe(&canvas->bidi, sizeof canvas->bidi);
}
