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
