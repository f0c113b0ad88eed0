#include "platform/text.h"

#include "base/check.h"
#include "platform/runs.h"

// A line is broken in the order it is read in; its runs are then put in order for the eye.
struct line_runs {
    struct run runs[BIDI_PIECES];
    int order[BIDI_PIECES]; // from left to right
    int n;
};

// Takes up to BIDI_PIECES runs off the front of `*line`, which must not be empty.
static void take_runs(struct canvas *canvas, enum text_weight weight, struct str *line,
                      struct line_runs *runs)
{
    uint8_t levels[BIDI_PIECES];
    for (runs->n = 0; line->n && runs->n < BIDI_PIECES; runs->n++) {
        runs->runs[runs->n] = runs_next(canvas, weight, line);
        levels[runs->n] = runs->runs[runs->n].level;
    }
    bidi_order(&canvas->bidi, levels, runs->n, runs->order);
}

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
    struct line_runs runs;
    while (line.n) {
        take_runs(canvas, item->style.weight, &line, &runs);
        for (int i = 0; i < runs.n; i++) {
            struct run run = runs.runs[runs.order[i]];
            runs_paint(canvas, run, item, x, baseline);
            x += runs_width(canvas, run, item->style.px);
        }
    }
}

// Behind the last letter of a line, on the side that letter goes on at.
static int caret_after(struct canvas *canvas, struct text_style style, struct str line)
{
    int x = 0, caret = 0;
    struct line_runs runs;
    while (line.n) {
        take_runs(canvas, style.weight, &line, &runs);
        for (int i = 0; i < runs.n; i++) {
            struct run run = runs.runs[runs.order[i]];
            int w = runs_width(canvas, run, style.px);
            if (runs.order[i] == runs.n - 1) caret = run.level & 1 ? x : x + w;
            x += w;
        }
    }
    return caret;
}

// French sets a space before these and after an opening quote, where no line may break: "avant ?" is one
// word.
static bool is_held(struct str text, size_t space)
{
    struct str before = str_slice(text, 0, space), after = str_slice(text, space + 1, text.n);
    return (after.n && strchr("?!:;", after.p[0])) || str_starts(after, STR("»")) ||
           str_ends(before, STR("«"));
}

// The end of the word that begins at or after `from`.
static size_t word_end(struct str text, size_t from)
{
    while (from < text.n && text.p[from] == ' ')
        from++;
    while (from < text.n && (text.p[from] != ' ' || is_held(text, from)))
        from++;
    return from;
}

struct line {
    struct str text;
    int w;
};

struct lines { // of a text, one after the other
    struct canvas *canvas;
    struct text_style style;
    int wrap_w;
    struct str paragraph, rest; // what is left of the one in hand, and what comes after it
    bool any;
};

static struct lines lines_of(struct canvas *canvas, struct text_style style, struct str text, int wrap_w)
{
    return (struct lines){.canvas = canvas, .style = style, .wrap_w = wrap_w, .rest = text};
}

// As many words as fit, at least one; the spaces at the break go.
static struct line break_line(const struct lines *lines)
{
    struct str text = lines->paragraph;
    struct line line = {text, line_width(lines->canvas, lines->style, text)};
    if (lines->wrap_w <= 0 || line.w <= lines->wrap_w) return line;
    size_t end = word_end(text, 0);
    line.w = line_width(lines->canvas, lines->style, str_slice(text, 0, end));
    for (size_t next = word_end(text, end); next > end; next = word_end(text, next)) {
        int w = line_width(lines->canvas, lines->style, str_slice(text, 0, next));
        if (w > lines->wrap_w) break;
        end = next;
        line.w = w;
    }
    line.text = str_slice(text, 0, end);
    return line;
}

static void begin_paragraph(struct lines *lines)
{
    lines->paragraph = str_cut(&lines->rest, '\n');
    bidi_read(&lines->canvas->bidi, lines->paragraph, lines->style.right_to_left);
}

// False when there is none left. Every text has a line.
static bool next_line(struct lines *lines, struct line *ret_line)
{
    if (!lines->paragraph.n) {
        if (lines->any && !lines->rest.n) return false;
        begin_paragraph(lines);
    }
    lines->any = true;
    *ret_line = break_line(lines);
    size_t end = ret_line->text.n;
    while (end < lines->paragraph.n && lines->paragraph.p[end] == ' ')
        end++;
    lines->paragraph = str_slice(lines->paragraph, end, lines->paragraph.n);
    return true;
}

static int line_height(struct text_style style)
{
    return (style.px * 13 + 5) / 10;
}

static int longest_word(struct canvas *canvas, struct text_style style, struct str line)
{
    size_t first = word_end(line, 0); // spaces before it cannot be broken off
    int longest = line_width(canvas, style, str_slice(line, 0, first));
    for (line = str_slice(line, first, line.n); line.n;) {
        size_t end = word_end(line, 0);
        int w = line_width(canvas, style, str_trim(str_slice(line, 0, end)));
        if (w > longest) longest = w;
        line = str_slice(line, end, line.n);
    }
    return longest;
}

static struct text_size measure(void *self, struct text_style style, struct str text, int wrap_w)
{
    struct canvas *canvas = self;
    struct text_size size = {0};
    struct lines lines = lines_of(canvas, style, text, wrap_w);
    for (struct line line; next_line(&lines, &line); size.lines++) {
        int word_w = longest_word(canvas, style, line.text);
        if (line.w > size.w) size.w = line.w;
        if (word_w > size.longest_word_w) size.longest_word_w = word_w;
        size.caret_x = canvas->bidi.mixed ? caret_after(canvas, style, line.text) : line.w;
    }
    size.h = size.lines * line_height(style);
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

struct block {
    int w, lines;
};

static struct block block_of(struct canvas *canvas, const struct draw_item *item, int wrap_w)
{
    struct block block = {0};
    struct lines lines = lines_of(canvas, item->style, item->text, wrap_w);
    for (struct line line; next_line(&lines, &line); block.lines++)
        if (line.w > block.w) block.w = line.w;
    return block;
}

// The narrowest width that needs no more lines than the box: "Une formation, / un métier" rather than "Une
// formation, un / métier". For labels; a long text that starts at the margin fills its lines.
static int balanced_width(struct canvas *canvas, const struct draw_item *item, int lines)
{
    int fits = item->box.w, too_narrow = fits / 2;
    if (item->align != DRAW_CENTER || lines < 2) return fits;
    while (fits - too_narrow > 4) {
        int middle = (fits + too_narrow) / 2;
        struct block block = block_of(canvas, item, middle);
        if (block.lines > lines || block.w > middle)
            too_narrow = middle;
        else
            fits = middle;
    }
    return fits;
}

void text_paint(struct canvas *canvas, const struct draw_item *item)
{
    struct block block = block_of(canvas, item, item->box.w);
    int wrap_w = balanced_width(canvas, item, block.lines), height = line_height(item->style);
    int y = item->box.y + (item->box.h - block.lines * height) / 2 + baseline_of(canvas, item->style);
    struct lines lines = lines_of(canvas, item->style, item->text, wrap_w);
    for (struct line line; next_line(&lines, &line); y += height)
        paint_line(canvas, item, line.text, aligned(item, line.w), y);
}
