// Icons as strokes of a round pen in a square of 0..255; (255,255) lifts the pen. Drawn rather than taken
// from a font, so that they have the weight of the letters beside them and any colour.
#include "ui/paint.h"

static const uint8_t back[] = {222, 128, 34, 128, 255, 255, 110, 52, 34, 128, 110, 204};
static const uint8_t next[] = {34, 128, 222, 128, 255, 255, 146, 52, 222, 128, 146, 204};
static const uint8_t check[] = {44, 136, 104, 196, 214, 72};
static const uint8_t cross[] = {56, 56, 200, 200, 255, 255, 200, 56, 56, 200};
static const uint8_t erase[] = {90,  54,  232, 54,  232, 202, 90,  202, 24,  128, 90,  54,
                                255, 255, 126, 100, 182, 156, 255, 255, 182, 100, 126, 156};
static const uint8_t shift[] = {128, 32, 32, 132, 86, 132, 86, 216, 170, 216, 170, 132, 224, 132, 128, 32};
static const uint8_t up[] = {44, 168, 128, 84, 212, 168};
static const uint8_t down[] = {44, 88, 128, 172, 212, 88};
static const uint8_t hide[] = {22,  128, 52,  92,  88,  70,  128, 62,  168, 70,  204, 92,  234, 128, 204,
                               164, 168, 186, 128, 194, 88,  186, 52,  164, 22,  128, 255, 255, 128, 98,
                               143, 102, 154, 113, 158, 128, 154, 143, 143, 154, 128, 158, 113, 154, 102,
                               143, 98,  128, 102, 113, 113, 102, 128, 98,  255, 255, 48,  216, 208, 40};
static const uint8_t globe[] = {
    128, 24,  155, 28,  180, 38,  202, 54,  218, 76,  228, 101, 232, 128, 228, 155, 218, 180, 202, 202,
    180, 218, 155, 228, 128, 232, 101, 228, 76,  218, 54,  202, 38,  180, 28,  155, 24,  128, 28,  101,
    38,  76,  54,  54,  76,  38,  101, 28,  128, 24,  255, 255, 128, 24,  142, 29,  154, 44,  164, 67,
    170, 96,  172, 128, 170, 160, 164, 189, 154, 212, 142, 227, 128, 232, 114, 227, 102, 212, 92,  189,
    86,  160, 84,  128, 86,  96,  92,  67,  102, 44,  114, 29,  128, 24,  255, 255, 24,  128, 232, 128};
static const uint8_t dial[] = {128, 24,  155, 28,  180, 38,  202, 54,  218, 76,  228, 101, 232, 128, 228,
                               155, 218, 180, 202, 202, 180, 218, 155, 228, 128, 232, 101, 228, 76,  218,
                               54,  202, 38,  180, 28,  155, 24,  128, 28,  101, 38,  76,  54,  54,  76,
                               38,  101, 28,  128, 24,  255, 255, 128, 68,  128, 128, 172, 156};
static const uint8_t sound[] = {28,  98,  74, 98,  128, 52,  128, 204, 74,  158, 28, 158, 28,  98,  255,
                                255, 164, 96, 180, 128, 164, 160, 255, 255, 196, 64, 224, 128, 196, 192};
static const uint8_t letters[] = {14,  212, 82,  44,  150, 212, 255, 255, 40,  156, 124, 156, 255,
                                  255, 158, 212, 200, 116, 242, 212, 255, 255, 174, 180, 226, 180};
static const uint8_t swap[] = {34,  84,  222, 84, 255, 255, 182, 48, 222, 84, 182, 120, 255,
                               255, 222, 172, 34, 172, 255, 255, 74, 136, 34, 172, 74,  208};
static const uint8_t mend[] = {128, 48, 128, 148, 255, 255, 128, 204, 128, 208};

#define STROKES(points) ((struct strokes){points, sizeof points / 2})

static enum ui_icon mirror_icon(enum ui_icon icon)
{
    return icon == UI_ICON_BACK ? UI_ICON_NEXT : icon == UI_ICON_NEXT ? UI_ICON_BACK : icon;
}

struct strokes ui_icon_strokes(enum ui_icon icon, bool mirrored)
{
    switch (mirrored ? mirror_icon(icon) : icon) {
    case UI_ICON_BACK: return STROKES(back);
    case UI_ICON_NEXT: return STROKES(next);
    case UI_ICON_CHECK: return STROKES(check);
    case UI_ICON_CLOSE: return STROKES(cross);
    case UI_ICON_ERASE: return STROKES(erase);
    case UI_ICON_SHIFT: return STROKES(shift);
    case UI_ICON_UP: return STROKES(up);
    case UI_ICON_DOWN: return STROKES(down);
    case UI_ICON_HIDE: return STROKES(hide);
    case UI_ICON_GLOBE: return STROKES(globe);
    case UI_ICON_SWAP: return STROKES(swap);
    case UI_ICON_CLOCK: return STROKES(dial);
    case UI_ICON_SOUND: return STROKES(sound);
    case UI_ICON_LETTERS: return STROKES(letters);
    case UI_NO_ICON:
    case UI_ICON_COUNT: break;
    }
    return (struct strokes){NULL, 0};
}

struct strokes ui_icon_mend(void)
{
    return STROKES(mend);
}
