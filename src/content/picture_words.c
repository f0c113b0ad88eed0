#include "content/pictures.h"

void pictures_words(struct buf *to, const struct messages *messages, const uint8_t pictures[3],
                    unsigned number)
{
    for (int i = 0; i < 3; i++) {
        buf_add(to, messages_text(messages, str_from(picture_table[pictures[i] % PICTURE_COUNT].word)));
        buf_add_char(to, ' ');
    }
    buf_add_format(to, "%02u", number);
}

static int find_word(struct str word)
{
    for (int i = 0; i < PICTURE_COUNT; i++)
        if (str_eq(word, str_from(picture_table[i].word))) return i;
    return -1;
}

static bool read_picture(struct str *text, uint8_t *to)
{
    int picture = find_word(str_cut(text, ' '));
    *to = (uint8_t)(picture < 0 ? 0 : picture);
    return picture >= 0;
}

static bool read_number(struct str text, uint8_t *to)
{
    int64_t number;
    if (text.n < 2 || (text.n > 2 && text.p[2] >= '0' && text.p[2] <= '9')) return false;
    if (str_parse_u63(str_slice(text, 0, 2), &number) != OK) return false;
    *to = (uint8_t)number;
    return true;
}

static bool starts_with_code(struct str text, struct picture_code *code)
{
    for (int i = 0; i < 3; i++)
        if (!read_picture(&text, &code->pictures[i])) return false;
    return read_number(text, &code->number);
}

bool pictures_find(struct str text, struct picture_code *ret_code)
{
    for (; text.n; (void)str_cut(&text, ' ')) {
        struct picture_code code;
        if (!starts_with_code(text, &code)) continue;
        *ret_code = code;
        return true;
    }
    return false;
}
