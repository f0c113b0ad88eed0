#include "platform/text.h"

#include "base/check.h"
#include "platform/runs.h"

// A line is its runs in the order of the text. Their order for the eye (Unicode bidi) belongs here, where
// they are told apart and not yet placed.
static int line_width(struct canvas *canvas, struct text_style style, struct str line)
{
    int w = 0;
    while (line.n)
        w += runs_width(canvas, runs_next(canvas, style.weight, &line), style.px);
    return w;
}

static void paint_line(struct canvas *canvas, const struct draw_item *item, struct str line, int x,
                       int baseline)
{
    while (line.n) {
        struct run run = runs_next(canvas, item->style.weight, &line);
        runs_paint(canvas, run, item, x, baseline);
        x += runs_width(canvas, run, item->style.px);
    }
}

// The end of the word that begins at or after `from`.
static size_t word_end(struct str text, size_t from)
{
    while (from < text.n && text.p[from] == ' ')
        from++;
    while (from < text.n && text.p[from] != ' ')
        from++;
    return from;
}

struct line {
    struct str text;
    int w;
};

// Takes the next line off `*rest`: as many words as fit, at least one. The spaces at the break go.
static struct line next_line(struct canvas *canvas, struct text_style style, int wrap_w, struct str *rest)
{
    struct str after = *rest, paragraph = str_cut(&after, '\n');
    struct line line = {paragraph, line_width(canvas, style, paragraph)};
    if (wrap_w <= 0 || line.w <= wrap_w) {
        *rest = after;
        return line;
    }
    size_t end = word_end(paragraph, 0);
    line.w = line_width(canvas, style, str_slice(paragraph, 0, end));
    for (size_t next = word_end(paragraph, end); next > end; next = word_end(paragraph, next)) {
        int w = line_width(canvas, style, str_slice(paragraph, 0, next));
        if (w > wrap_w) break;
        end = next;
        line.w = w;
    }
    line.text = str_slice(paragraph, 0, end);
    while (end < paragraph.n && paragraph.p[end] == ' ')
        end++;
    *rest = end < paragraph.n ? str_slice(*rest, end, rest->n) : after;
    return line;
}

static int line_height(struct text_style style)
{
    return (style.px * 13 + 5) / 10;
}

static int longest_word(struct canvas *canvas, struct text_style style, struct str text)
{
    int longest = 0;
    for (struct str rest = text; rest.n;) {
        struct str line = str_cut(&rest, '\n');
        while (line.n) {
            int w = line_width(canvas, style, str_cut(&line, ' '));
            if (w > longest) longest = w;
        }
    }
    return longest;
}

static struct text_size block_size(struct canvas *canvas, struct text_style style, struct str text,
                                   int wrap_w)
{
    struct text_size size = {0};
    for (struct str rest = text; size.lines == 0 || rest.n; size.lines++) {
        struct line line = next_line(canvas, style, wrap_w, &rest);
        if (line.w > size.w) size.w = line.w;
    }
    size.h = size.lines * line_height(style);
    return size;
}

static struct text_size measure(void *self, struct text_style style, struct str text, int wrap_w)
{
    struct canvas *canvas = self;
    struct text_size size = block_size(canvas, style, text, wrap_w);
    size.longest_word_w = longest_word(canvas, style, text);
    return size;
}

struct text_port text_port_of(struct canvas *canvas)
{
    return (struct text_port){.self = canvas, .measure = measure};
}

static int cap_height(struct canvas *canvas, struct text_style style)
{
    TTF_Font *font = fonts_at(&canvas->fonts, (int)style.weight, style.px);
    int top;
    if (!font || TTF_GlyphMetrics32(font, 'H', NULL, NULL, NULL, &top, NULL)) return style.px * 5 / 7;
    return top;
}

// Capitals stand in the middle of their line: a label looks centred when its capitals are, whatever hangs
// below them.
static int baseline_of(struct canvas *canvas, struct text_style style)
{
    int cap = cap_height(canvas, style);
    return (line_height(style) - cap + 1) / 2 + cap;
}

static int aligned(const struct draw_item *item, int w)
{
    switch (item->align) {
    case DRAW_START: return item->box.x;
    case DRAW_CENTER: return item->box.x + (item->box.w - w) / 2;
    case DRAW_END: return item->box.x + item->box.w - w;
    }
    CHECK(false);
}

// The narrowest width that needs no more lines than the box: "Une formation, / un métier" rather than "Une
// formation, un / métier". For labels; a long text that starts at the margin fills its lines.
static int balanced_width(struct canvas *canvas, const struct draw_item *item, int lines)
{
    int fits = item->box.w, too_narrow = fits / 2;
    if (item->align != DRAW_CENTER || lines < 2) return fits;
    while (fits - too_narrow > 4) {
        int middle = (fits + too_narrow) / 2;
        struct text_size size = block_size(canvas, item->style, item->text, middle);
        if (size.lines > lines || size.w > middle)
            too_narrow = middle;
        else
            fits = middle;
    }
    return fits;
}

void text_paint(struct canvas *canvas, const struct draw_item *item)
{
    struct text_size size = block_size(canvas, item->style, item->text, item->box.w);
    int wrap_w = balanced_width(canvas, item, size.lines);
    int y = item->box.y + (item->box.h - size.h) / 2 + baseline_of(canvas, item->style);
    for (struct str rest = item->text; rest.n; y += line_height(item->style)) {
        struct line line = next_line(canvas, item->style, wrap_w, &rest);
        paint_line(canvas, item, line.text, aligned(item, line.w), y);
    }
}
