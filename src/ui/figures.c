// Numbers as pictures: the leaf of a calendar and the face of a clock, for who reads little.
#include "ui/paint.h"
#include "ui/solve.h"

enum { MIDDLE = 128, LONG_HAND = 84, SHORT_HAND = 54, HAND_POINTS = 3 };

// 100 sin of 0, 6 … 90 degrees.
static const uint8_t sine[16] = {0, 10, 21, 31, 41, 50, 59, 67, 74, 81, 87, 91, 95, 98, 99, 100};

static int sine_of(int sixtieth)
{
    int at = (sixtieth % 60 + 60) % 60, half = at % 30;
    int value = sine[half <= 15 ? half : 30 - half];
    return at < 30 ? value : -value;
}

static void point_at(uint8_t *point, int sixtieth, int length)
{
    point[0] = (uint8_t)(MIDDLE + sine_of(sixtieth) * length / 100);
    point[1] = (uint8_t)(MIDDLE - sine_of(sixtieth + 15) * length / 100);
}

// Both hands as one stroke: from the tip of one through the middle to the tip of the other.
void ui_figure_make(struct ui_tree *tree, struct ui_node *node)
{
    if (node->spec.figure != UI_FIGURE_TIME) return;
    uint8_t *hands = arena_take(&tree->text, 2 * HAND_POINTS);
    if (!hands) {
        tree->mistake = tree->mistake ? tree->mistake : "no room for the texts of the screen";
        return;
    }
    int minute = node->spec.number % 60, hour = node->spec.number / 60 % 12;
    point_at(hands, hour * 5 + minute / 12, SHORT_HAND);
    hands[2] = hands[3] = MIDDLE;
    point_at(hands + 4, minute, LONG_HAND);
    node->hands = hands;
}

static void paint_clock(struct painter *painter, const struct ui_node *node)
{
    const struct theme *theme = painter->tree->theme;
    struct box box = node->figure_at;
    int rim = box.w / 14 > 1 ? box.w / 14 : 1;
    ui_paint_rect(painter, box, box.w / 2, theme->surface);
    ui_paint_outline(painter, box, box.w / 2, rim, theme->accent);
    if (node->hands)
        ui_paint_strokes(painter, (struct strokes){node->hands, HAND_POINTS}, box,
                         (float)rim / theme->px_per_mm, theme->ink);
}

static struct str digits_of(int day)
{
    static const char digits[] = "01020304050607080910111213141516171819202122232425262728293031";
    int at = (day < 0 ? 0 : day > 31 ? 31 : day) * 2 - 2;
    if (at < 0) return (struct str){"", 0};
    return day < 10 ? (struct str){digits + at + 1, 1} : (struct str){digits + at, 2};
}

// A coloured head with two rings, the number below it.
static void paint_leaf(struct painter *painter, const struct ui_node *node)
{
    const struct theme *theme = painter->tree->theme;
    struct box box = node->figure_at, head = box, page = box;
    int edge = box.w / 20 > 1 ? box.w / 20 : 1, radius = box.w / 7;
    head.h = box.h / 4;
    page.y += head.h;
    page.h -= head.h;
    ui_paint_rect(painter, box, radius, theme->accent);
    ui_paint_rect(painter, (struct box){page.x + edge, page.y, page.w - 2 * edge, page.h - edge}, radius / 2,
                  theme->surface);
    ui_paint_item(painter, (struct draw_item){.kind = DRAW_TEXT,
                                              .box = page,
                                              .color = theme->ink,
                                              .style = {.weight = TEXT_BOLD, .px = box.w * 58 / 100},
                                              .align = DRAW_CENTER,
                                              .text = digits_of(node->spec.number)});
}

void ui_paint_figure(struct painter *painter, const struct ui_node *node)
{
    if (node->figure_at.w <= 0) return;
    if (node->spec.figure == UI_FIGURE_DAY) paint_leaf(painter, node);
    if (node->spec.figure == UI_FIGURE_TIME) paint_clock(painter, node);
}
