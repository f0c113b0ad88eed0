#include "booking/slip.h"

#include "base/utf8.h"

// Epson's names of commands (ESC/POS command reference).
#define START                                                                                                \
    STR("\x1b@\x1bt\x10\x1b"                                                                                 \
        "a\x01") // ESC @, ESC t 16 (Windows-1252), ESC a 1 (in the middle)
#define BOLD                                                                                                 \
    STR("\x1b"                                                                                               \
        "E\x01")
#define NOT_BOLD                                                                                             \
    ((struct str){"\x1b"                                                                                     \
                  "E",                                                                                       \
                  3})
#define LARGE STR("\x1d!\x11") // GS ! 17: twice as wide and high
#define NOT_LARGE ((struct str){"\x1d!", 3})
#define CUT                                                                                                  \
    ((struct str){"\x1b"                                                                                     \
                  "d\x04\x1dV\x42",                                                                          \
                  7}) // ESC d 4 (feed), GS V 66 0 (cut)

enum { LINE_BYTES = 64, QR_MAX = 700 };

// 0 when Windows-1252 does not have it.
static unsigned char printed(uint32_t code)
{
    static const struct {
        uint16_t code;
        unsigned char byte;
    } others[] = {{0x20ac, 0x80}, {0x2026, 0x85}, {0x0160, 0x8a}, {0x0152, 0x8c}, {0x017d, 0x8e},
                  {0x2018, 0x91}, {0x2019, 0x92}, {0x201c, 0x93}, {0x201d, 0x94}, {0x2013, 0x96},
                  {0x2014, 0x97}, {0x0161, 0x9a}, {0x0153, 0x9c}, {0x017e, 0x9e}, {0x0178, 0x9f},
                  {0x202f, ' '},  {0x00a0, ' '}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (others[i].code == code) return others[i].byte;
    return (code >= 0x20 && code < 0x7f) || (code >= 0xa1 && code <= 0xff) ? (unsigned char)code : 0;
}

// A word of at most `columns` letters; what is longer goes on in the next line.
static struct str take_word(struct str *rest, int columns, char *word, int *ret_columns)
{
    struct buf to = buf_init(word, LINE_BYTES);
    *rest = str_trim(*rest);
    int n = 0;
    while (rest->n && rest->p[0] != ' ' && n < columns) {
        unsigned char byte = printed(utf8_next(rest));
        buf_add_char(&to, (char)(byte ? byte : '?'));
        n++;
        if (byte == ' ') break; // a space that does not break on screens breaks here
    }
    *ret_columns = n;
    return buf_str(&to);
}

static void add_line(struct buf *to, struct str text, int columns)
{
    char word[LINE_BYTES];
    int at = 0, n;
    if (!text.n) return;
    while (str_trim(text).n) {
        struct str next = take_word(&text, columns, word, &n);
        if (at && at + 1 + n > columns) {
            buf_add_char(to, '\n');
            at = 0;
        }
        if (at) buf_add_char(to, ' ');
        at += n + (at > 0);
        buf_add(to, str_trim(next));
    }
    buf_add_char(to, '\n');
}

static void add_command(struct buf *to, const unsigned char *bytes, size_t n)
{
    buf_add(to, (struct str){(const char *)bytes, n});
}

// GS ( k: model 2, dots of a module, correction level L, the data, print.
static void add_qr(struct buf *to, struct str data, int width_mm)
{
    size_t n = data.n + 3;
    unsigned char dots = width_mm == 58 ? 4 : 5;
    if (data.n == 0 || data.n > QR_MAX) return;
    add_command(to, (const unsigned char[]){0x1d, '(', 'k', 4, 0, '1', 'A', '2', 0}, 9);
    add_command(to, (const unsigned char[]){0x1d, '(', 'k', 3, 0, '1', 'C', dots}, 8);
    add_command(to, (const unsigned char[]){0x1d, '(', 'k', 3, 0, '1', 'E', '0'}, 8);
    add_command(to,
                (const unsigned char[]){0x1d, '(', 'k', (unsigned char)(n & 255), (unsigned char)(n >> 8),
                                        '1', 'P', '0'},
                8);
    buf_add(to, data);
    add_command(to, (const unsigned char[]){0x1d, '(', 'k', 3, 0, '1', 'Q', '0'}, 8);
}

void slip_encode(struct buf *to, const struct slip *slip)
{
    int columns = slip->width_mm == 58 ? 32 : 48;
    buf_add(to, START);
    buf_add(to, BOLD);
    add_line(to, slip->heading, columns);
    add_line(to, slip->when, columns);
    buf_add(to, NOT_BOLD);
    add_line(to, slip->place, columns);
    add_line(to, slip->address, columns);
    buf_add_char(to, '\n');
    add_line(to, slip->code_title, columns);
    buf_add(to, LARGE);
    add_line(to, slip->code, columns / 2);
    buf_add(to, NOT_LARGE);
    buf_add_char(to, '\n');
    add_qr(to, slip->entry, slip->width_mm);
    buf_add(to, CUT);
}
