#include <string.h>

#include "store/internal.h"

int64_t read_int(struct reader *reader)
{
    return sqlite3_column_int64(reader->row, reader->at++);
}

int64_t read_below(struct reader *reader, int64_t below)
{
    int64_t number = read_int(reader);
    if (number >= 0 && number < below) return number;
    reader->bad = true;
    return 0;
}

struct str read_bytes(struct reader *reader)
{
    const void *p = sqlite3_column_blob(reader->row, reader->at);
    int n = sqlite3_column_bytes(reader->row, reader->at);
    bool null = sqlite3_column_type(reader->row, reader->at++) == SQLITE_NULL;
    if (null) return (struct str){NULL, 0};
    return (struct str){p ? p : "", (size_t)n};
}

void read_text(struct reader *reader, char *to, size_t cap)
{
    struct str text = read_bytes(reader);
    if (str_copy(text.p ? text : STR(""), to, cap)) reader->bad = true;
}

void read_exactly(struct reader *reader, void *to, size_t n)
{
    struct str bytes = read_bytes(reader);
    memset(to, 0, n);
    if (!bytes.p) return;
    if (bytes.n == n)
        memcpy(to, bytes.p, n);
    else
        reader->bad = true;
}

void read_slot(struct reader *reader, struct slot *slot)
{
    slot->picture[0] = slot->about[0] = 0;
    read_text(reader, slot->key, sizeof slot->key);
    read_text(reader, slot->partner, sizeof slot->partner);
    read_text(reader, slot->title, sizeof slot->title);
    slot->start_s = read_int(reader);
    slot->end_s = read_int(reader);
    slot->capacity = (uint16_t)read_below(reader, LIMIT_SEATS + 1);
    slot->workshop = read_below(reader, 2);
    slot->exclusive = read_below(reader, 2);
}

void read_code(struct reader *reader, struct picture_code *code)
{
    uint8_t bytes[4];
    read_exactly(reader, bytes, sizeof bytes);
    *code = (struct picture_code){{bytes[0], bytes[1], bytes[2]}, bytes[3]};
    if (bytes[0] > 31 || bytes[1] > 31 || bytes[2] > 31 || bytes[3] > 99) reader->bad = true;
}

void read_item(struct reader *reader, struct item *item)
{
    *item = (struct item){0};
    read_exactly(reader, item->uid.b, sizeof item->uid.b);
    item->kind = (enum item_kind)read_below(reader, ITEM_CANCEL + 1);
    item->state = (enum item_state)read_below(reader, ITEM_HELD + 1);
    item->reason = (enum item_reason)read_below(reader, REASON_NOT_WRITER + 1);
    read_text(reader, item->partner, sizeof item->partner);
    item->choice_count = (uint8_t)read_below(reader, 3);
    item->choice_now = (uint8_t)read_below(reader, 2);
    item->seat = (uint8_t)read_below(reader, LIMIT_SEATS + 1);
    read_code(reader, &item->code);
    read_exactly(reader, item->code_hash, sizeof item->code_hash);
    item->made_s = read_int(reader);
    item->tries = (uint32_t)read_below(reader, (int64_t)UINT32_MAX + 1);
    read_slot(reader, &item->choices[0]);
    read_slot(reader, &item->choices[1]);
    item->change = read_below(reader, 2);
    item->cancelled = read_below(reader, 2);
    read_exactly(reader, item->about.b, sizeof item->about.b);
    read_exactly(reader, item->after.b, sizeof item->after.b);
}
