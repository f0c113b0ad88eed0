#include "platform/fonts.h"

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/check.h"
#include "base/str.h"

static const char family[] = "Noto Sans";
static const char emoji_family[] = "Noto Color Emoji";

static int fontconfig_weight(enum text_weight weight)
{
    switch (weight) {
    case TEXT_REGULAR: return FC_WEIGHT_REGULAR;
    case TEXT_SEMIBOLD: return FC_WEIGHT_SEMIBOLD;
    case TEXT_BOLD: return FC_WEIGHT_BOLD;
    }
    CHECK(false);
}

static struct str family_of(const FcPattern *pattern)
{
    FcChar8 *name;
    if (FcPatternGetString(pattern, FC_FAMILY, 0, &name) != FcResultMatch) return STR("");
    return str_from((const char *)name);
}

static int number_of(const FcPattern *pattern, const char *object, int otherwise)
{
    int value;
    return FcPatternGetInteger(pattern, object, 0, &value) == FcResultMatch ? value : otherwise;
}

// Mapped rather than read: the emoji file is 10 MB, and every size of a face shares the same pages.
static err_t map_file(const char *path, struct font_face *face)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return ERR_MISSING;
    struct stat status;
    bool sized = fstat(fd, &status) == 0 && status.st_size > 0 && status.st_size <= INT32_MAX;
    void *bytes = sized ? mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
    close(fd);
    if (bytes == MAP_FAILED) return ERR_IO;
    face->bytes = bytes;
    face->n = (size_t)status.st_size;
    return OK;
}

// Takes `pattern` over in every case.
static err_t add_face(struct fonts *fonts, FcPattern *pattern, enum text_weight weight, bool colored)
{
    struct font_face face = {.pattern = pattern, .weight = weight, .colored = colored};
    FcChar8 *path;
    err_t err = ERR_MISSING;
    if (fonts->face_count == FONT_FACES)
        err = ERR_FULL;
    else if (FcPatternGetString(pattern, FC_FILE, 0, &path) == FcResultMatch &&
             FcPatternGetCharSet(pattern, FC_CHARSET, 0, &face.charset) == FcResultMatch)
        err = map_file((const char *)path, &face);
    if (err) {
        FcPatternDestroy(pattern);
        return err;
    }
    face.index = number_of(pattern, FC_INDEX, 0);
    fonts->faces[fonts->face_count++] = face;
    return OK;
}

// fontconfig answers with the nearest font it has; only the family that was asked for will do.
static err_t add_family(struct fonts *fonts, const char *name, enum text_weight weight, bool colored)
{
    FcPattern *wanted = FcPatternCreate();
    FcPatternAddString(wanted, FC_FAMILY, (const FcChar8 *)name);
    FcPatternAddInteger(wanted, FC_WEIGHT, fontconfig_weight(weight));
    FcConfigSubstitute(fonts->config, wanted, FcMatchPattern);
    FcDefaultSubstitute(wanted);
    FcResult result;
    FcPattern *found = FcFontMatch(fonts->config, wanted, &result);
    FcPatternDestroy(wanted);
    if (!found) return ERR_MISSING;
    if (!str_eq(family_of(found), str_from(name))) {
        FcPatternDestroy(found);
        return ERR_MISSING;
    }
    return add_face(fonts, found, weight, colored);
}

static err_t add_families(struct fonts *fonts, const char **ret_problem)
{
    for (enum text_weight weight = TEXT_REGULAR; weight <= TEXT_BOLD; weight++)
        if (add_family(fonts, family, weight, false)) {
            *ret_problem = "the font Noto Sans is missing: install the Debian package fonts-noto-core";
            return ERR_MISSING;
        }
    if (add_family(fonts, emoji_family, TEXT_REGULAR, true)) {
        *ret_problem =
            "the font Noto Color Emoji is missing: install the Debian package fonts-noto-color-emoji";
        return ERR_MISSING;
    }
    return OK;
}

err_t fonts_open(struct fonts *fonts, const char **ret_problem)
{
    *fonts = (struct fonts){.config = FcInitLoadConfigAndFonts(), .nowhere = FcCharSetCreate()};
    err_t err = ERR_MISSING;
    if (fonts->config && fonts->nowhere)
        err = add_families(fonts, ret_problem);
    else
        *ret_problem = "fontconfig cannot be used: install the Debian package fontconfig-config";
    if (err) fonts_close(fonts);
    return err;
}

void fonts_close(struct fonts *fonts)
{
    fonts_forget(fonts);
    for (int i = 0; i < fonts->face_count; i++) {
        munmap((void *)(uintptr_t)fonts->faces[i].bytes, fonts->faces[i].n);
        FcPatternDestroy(fonts->faces[i].pattern);
    }
    if (fonts->nowhere) FcCharSetDestroy(fonts->nowhere);
    if (fonts->config) FcConfigDestroy(fonts->config);
    *fonts = (struct fonts){0};
}

bool fonts_face_has(const struct fonts *fonts, int face, uint32_t code)
{
    return FcCharSetHasChar(fonts->faces[face].charset, code);
}

// How many of the 256 characters around `code` a font lacks. Many a font of another script has the comma or
// the alif of Arabic; letters join only with those of their own font.
static int lacks_around(const FcPattern *pattern, uint32_t code)
{
    FcCharSet *has;
    int found = 0;
    if (FcPatternGetCharSet(pattern, FC_CHARSET, 0, &has) != FcResultMatch) return 256;
    for (uint32_t i = 0; i < 256; i++)
        found += FcCharSetHasChar(has, (code & ~255u) + i);
    return 256 - found;
}

// Smaller is better: an upright font of the same design, of the same script, of normal width, of nearly the
// same weight; and the plain one of two alike.
static int strangeness(const FcPattern *pattern, enum text_weight weight, uint32_t code)
{
    int slant = number_of(pattern, FC_SLANT, FC_SLANT_ROMAN);
    int width = number_of(pattern, FC_WIDTH, FC_WIDTH_NORMAL);
    int heavier = number_of(pattern, FC_WEIGHT, FC_WEIGHT_REGULAR) - fontconfig_weight(weight);
    int design = str_starts(family_of(pattern), str_from(family)) ? 0 : 1000000;
    return design + lacks_around(pattern, code) * 1000 + abs(slant) * 100 +
           abs(width - FC_WIDTH_NORMAL) * 100 + abs(heavier) * 100 + (int)family_of(pattern).n;
}

static FcFontSet *fonts_with(struct fonts *fonts, uint32_t code)
{
    FcCharSet *one = FcCharSetCreate();
    FcCharSetAddChar(one, code);
    FcPattern *wanted = FcPatternCreate();
    FcPatternAddCharSet(wanted, FC_CHARSET, one);
    FcPatternAddBool(wanted, FC_SCALABLE, FcTrue);
    FcPatternAddBool(wanted, FC_COLOR, FcFalse);
    FcObjectSet *told = FcObjectSetBuild(FC_FAMILY, FC_FILE, FC_INDEX, FC_CHARSET, FC_WEIGHT, FC_WIDTH,
                                         FC_SLANT, (char *)NULL);
    FcFontSet *set = FcFontList(fonts->config, wanted, told);
    FcObjectSetDestroy(told);
    FcPatternDestroy(wanted);
    FcCharSetDestroy(one);
    return set;
}

// A face for a character that none of the known ones has; the weight's own face when the system has none
// either.
static int find_fallback(struct fonts *fonts, enum text_weight weight, uint32_t code)
{
    FcFontSet *set = fonts_with(fonts, code);
    FcPattern *best = NULL;
    for (int i = 0, least = INT_MAX; set && i < set->nfont; i++) {
        int strange = strangeness(set->fonts[i], weight, code);
        if (strange >= least) continue;
        best = set->fonts[i];
        least = strange;
    }
    err_t err = ERR_MISSING;
    if (best) {
        FcPatternReference(best);
        err = add_face(fonts, best, weight, false);
    }
    if (set) FcFontSetDestroy(set);
    if (!err) return fonts->face_count - 1;
    FcCharSetAddChar(fonts->nowhere, code);
    return (int)weight;
}

int fonts_face(struct fonts *fonts, enum text_weight weight, uint32_t code)
{
    if (fonts_face_has(fonts, (int)weight, code)) return (int)weight;
    if (fonts_face_has(fonts, FONT_EMOJI, code)) return FONT_EMOJI;
    for (int i = FONT_FIRST_FALLBACK; i < fonts->face_count; i++)
        if (fonts->faces[i].weight == weight && fonts_face_has(fonts, i, code)) return i;
    if (FcCharSetHasChar(fonts->nowhere, code)) return (int)weight;
    return find_fallback(fonts, weight, code);
}

static TTF_Font *open_size(const struct font_face *face, int px)
{
    SDL_RWops *file = SDL_RWFromConstMem(face->bytes, (int)face->n);
    TTF_Font *font = file ? TTF_OpenFontIndexRW(file, 1, px, face->index) : NULL;
    // Letters keep their own distances: whole-pixel advances make large text look badly set.
    if (font) TTF_SetFontHinting(font, TTF_HINTING_LIGHT_SUBPIXEL);
    return font;
}

TTF_Font *fonts_at(struct fonts *fonts, int face, int px)
{
    struct font_size *oldest = &fonts->sizes[0];
    for (struct font_size *size = fonts->sizes; size < fonts->sizes + FONT_SIZES; size++) {
        if (size->font && size->face == face && size->px == px) {
            size->used = ++fonts->tick;
            return size->font;
        }
        if (size->used < oldest->used) oldest = size;
    }
    TTF_Font *font = open_size(&fonts->faces[face], px);
    if (!font) return NULL;
    if (oldest->font) TTF_CloseFont(oldest->font);
    *oldest = (struct font_size){font, face, px, ++fonts->tick};
    return font;
}

void fonts_forget(struct fonts *fonts)
{
    for (struct font_size *size = fonts->sizes; size < fonts->sizes + FONT_SIZES; size++) {
        if (size->font) TTF_CloseFont(size->font);
        *size = (struct font_size){0};
    }
    if (!fonts->nowhere) return;
    FcCharSetDestroy(fonts->nowhere);
    fonts->nowhere = FcCharSetCreate();
}
