#include "platform/pictures.h"

#include "base/wipe.h"
#include "platform/scale.h"

int pictures_scaled(int length, int px)
{
    return (length * px + FONT_STRIKE / 2) / FONT_STRIKE;
}

static SDL_Surface *scaled(SDL_Surface *strike, int w, int h)
{
    if (!strike) return NULL;
    SDL_Surface *picture = w > 0 && h > 0 ? scale_picture(strike, w, h) : NULL;
    SDL_FreeSurface(strike);
    return picture;
}

SDL_Surface *pictures_shrink(SDL_Surface *strike, int px)
{
    if (!strike) return NULL;
    return scaled(strike, pictures_scaled(strike->w, px), pictures_scaled(strike->h, px));
}

// As large as fits in `box` with its own proportions.
static SDL_Surface *fitted(SDL_Surface *strike, struct box box)
{
    if (!strike) return NULL;
    int w = box.w, h = box.w * strike->h / strike->w;
    if (h > box.h) {
        h = box.h;
        w = box.h * strike->w / strike->h;
    }
    return scaled(strike, w, h);
}

static SDL_Surface *strike_of(struct canvas *canvas, struct str emoji)
{
    TTF_Font *font = fonts_at(&canvas->fonts, FONT_EMOJI, FONT_STRIKE);
    if (!font || str_copy(emoji, canvas->run, sizeof canvas->run)) return NULL;
    SDL_Surface *strike = TTF_RenderUTF8_Blended(font, canvas->run, (SDL_Color){255, 255, 255, 255});
    wipe(canvas->run, emoji.n);
    return strike;
}

void pictures_paint(struct canvas *canvas, const struct draw_item *item)
{
    struct box b = item->box;
    struct cache_key key = {.kind = CACHE_PICTURE, .size = {b.w, b.h}, .text = item->text};
    const struct cached *picture = cache_find(&canvas->cache, &key, item->personal);
    if (!picture)
        picture = cache_add(&canvas->cache, canvas->renderer, &key, item->personal,
                            fitted(strike_of(canvas, item->text), b));
    if (!picture) return;
    SDL_Rect to = {b.x + (b.w - picture->w) / 2, b.y + (b.h - picture->h) / 2, picture->w, picture->h};
    SDL_SetTextureAlphaMod(picture->texture, (uint8_t)item->color ? (uint8_t)item->color : 255);
    SDL_RenderCopy(canvas->renderer, picture->texture, NULL, &to);
}
