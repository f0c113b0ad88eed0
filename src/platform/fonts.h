// Which font file shows which character (asked of fontconfig), and fonts opened at a size (SDL_ttf). A face
// is a file; faces are found once and stay; sizes of them are opened when needed and closed again.
#pragma once

#include <fontconfig/fontconfig.h>
#include <SDL_ttf.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "port/text.h"

enum {
    FONT_EMOJI = TEXT_BOLD + 1, // the faces of the three weights come first, by their number
    FONT_FIRST_FALLBACK,
    FONT_FACES = 24,  // three weights, emoji, and every script shipped in three weights
    FONT_SIZES = 32,  // open at once: five text sizes in four steps, with room for two scripts
    FONT_STRIKE = 109 // px of an em in Noto Color Emoji's only size
};

struct font_face {
    FcPattern *pattern; // owns `charset`
    FcCharSet *charset; // what it has glyphs for
    enum text_weight weight;
    bool colored;
    const void *bytes; // the mapped file
    size_t n;
    int index; // of the face in its file
};

struct font_size {
    TTF_Font *font;
    int face, px;
    uint64_t used;
};

struct fonts {
    FcConfig *config;
    FcCharSet *nowhere; // characters that no font has, so that they are looked for once
    struct font_face faces[FONT_FACES];
    int face_count;
    struct font_size sizes[FONT_SIZES];
    uint64_t tick;
};

// ERR_MISSING when a font that Rebond cannot do without is not installed; `ret_problem` says which and where
// from.
NODISCARD err_t fonts_open(struct fonts *fonts, const char **ret_problem);
void fonts_close(struct fonts *fonts);
// The face that shows `code` in a text of this weight; the weight's own face when none does.
int fonts_face(struct fonts *fonts, enum text_weight weight, uint32_t code);
bool fonts_face_has(const struct fonts *fonts, int face, uint32_t code);
// The face at an em of `px`. Valid until the next call. NULL when its file cannot be opened.
TTF_Font *fonts_at(struct fonts *fonts, int face, int px);
// Closes every size: SDL_ttf keeps the glyphs of what it drew last.
void fonts_forget(struct fonts *fonts);
