// QR codes (ISO/IEC 18004): made once a layout, painted as runs of dark modules on whole pixels.
#include <limits.h>
#include <qrencode.h>

#include "ui/paint.h"
#include "ui/solve.h"

static bool keep_modules(struct ui_tree *tree, struct ui_node *node, const QRcode *code)
{
    size_t count = (size_t)code->width * (size_t)code->width;
    uint8_t *bits = arena_take(&tree->text, count / 8 + 1);
    if (!bits) return false;
    for (size_t i = 0; i < count; i++)
        if (code->data[i] & 1) bits[i / 8] |= (uint8_t)(1U << i % 8);
    node->modules = bits;
    node->side = code->width;
    return true;
}

static int module_px(const struct ui_node *node)
{
    return node->side ? node->figure_at.w / (node->side + 2 * CODE_QUIET) : 0;
}

// Level L: the code is read from a lit screen at arm's length, so larger modules help more than repair.
void ui_code_make(struct ui_tree *tree, struct ui_node *node)
{
    struct str value = node->spec.value;
    QRcode *code = NULL;
    if (value.n && value.n < INT_MAX)
        code = QRcode_encodeData((int)value.n, (const unsigned char *)value.p, 0, QR_ECLEVEL_L);
    if (code && !keep_modules(tree, node, code) && !tree->mistake)
        tree->mistake = "no room for the texts of the screen";
    QRcode_free(code);
    node->clipped = module_px(node) < 2; // a telephone cannot read finer ones from a screen
}

static bool is_dark(const struct ui_node *node, int at)
{
    return node->modules[at / 8] >> at % 8 & 1;
}

static void paint_row(struct painter *painter, const struct ui_node *node, int row, int x, int y, int px)
{
    for (int from = 0, to; from < node->side; from = to + 1) {
        for (to = from; to < node->side && is_dark(node, row * node->side + to);)
            to++;
        ui_paint_rect(painter, (struct box){x + from * px, y, (to - from) * px, px}, 0, 0x000000ff);
    }
}

void ui_paint_code(struct painter *painter, const struct ui_node *node)
{
    int px = module_px(node);
    if (!px) return;
    int full = (node->side + 2 * CODE_QUIET) * px;
    struct box sheet = {node->figure_at.x + (node->figure_at.w - full) / 2,
                        node->figure_at.y + (node->figure_at.h - full) / 2, full, full};
    ui_paint_rect(painter, sheet, px * 2, 0xffffffff); // readers want dark on light, whatever the theme
    for (int row = 0; row < node->side; row++)
        paint_row(painter, node, row, sheet.x + CODE_QUIET * px, sheet.y + (CODE_QUIET + row) * px, px);
}
