#include "harness/fake_text.h"

#include "base/utf8.h"

static int width_of(struct text_style style, struct str text)
{
    return (int)(utf8_count(text) * (size_t)style.px * 55 / 100);
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

// Adds the words of one line of the source, which may take several lines of the block.
static void add_line(struct text_style style, struct str line, int wrap_w, struct text_size *size)
{
    struct str rest = line, shown = {line.p, 0};
    size->lines++;
    do {
        struct str word = str_cut(&rest, ' ');
        size->longest_word_w = larger(size->longest_word_w, width_of(style, word));
        struct str longer = {shown.p, (size_t)(word.p + word.n - shown.p)};
        if (wrap_w > 0 && shown.n && width_of(style, longer) > wrap_w) {
            size->lines++;
            longer = word;
        }
        shown = longer;
        size->caret_x = width_of(style, shown);
        size->w = larger(size->w, size->caret_x);
    } while (rest.n);
}

static struct text_size fake_measure(void *self, struct text_style style, struct str text, int wrap_w)
{
    struct fake_text *fake = self;
    if (fake) fake->calls++;
    struct text_size size = {0};
    do
        add_line(style, str_cut(&text, '\n'), wrap_w, &size);
    while (text.n);
    size.h = (size.lines * style.px * 136 + 99) / 100;
    return size;
}

struct text_port fake_text_port(struct fake_text *fake)
{
    return (struct text_port){fake, fake_measure};
}
