// Reads a gettext catalogue: the part of the format that Rebond's catalogues use, strictly.
#include "content/catalogue.h"

#include <string.h>

#include "base/utf8.h"

enum { TEXT_MAX = 2048 }; // bytes of one message: a full screen of words

enum place { BEFORE_ANY, IN_SOURCE, IN_TEXT };

struct reader {
    struct arena *arena;
    struct messages messages;
    size_t room; // entries that list has room for
    int line, entry_line;
    enum place place;
    bool fuzzy, next_fuzzy; // a guess of a tool, not a translation
    struct buf source, text;
    char source_memory[TEXT_MAX], text_memory[TEXT_MAX];
};

static bool has_placeholder(struct str text, struct str wanted)
{
    struct str before, name;
    while (placeholder_next(&text, &before, &name))
        if (str_eq(name, wanted)) return true;
    return false;
}

static bool has_placeholders_of(struct str text, struct str other)
{
    struct str before, name;
    while (placeholder_next(&other, &before, &name))
        if (!has_placeholder(text, name)) return false;
    return true;
}

// --- the header: the translation of the empty sentence

static err_t read_header_line(struct messages *messages, struct str line)
{
    struct str value = line, key = str_cut(&value, ':');
    value = str_trim(value);
    if (str_eq_nocase(key, STR("Language")))
        return str_copy(value, messages->language, sizeof messages->language) ? ERR_INVALID : OK;
    if (str_eq_nocase(key, STR("X-Native-Checked"))) messages->native_checked = str_eq(value, STR("yes"));
    if (str_eq_nocase(key, STR("X-Direction"))) messages->right_to_left = str_eq(value, STR("rtl"));
    return OK;
}

static err_t read_header(struct messages *messages, struct str text)
{
    err_t err = OK;
    while (text.n && err == OK)
        err = read_header_line(messages, str_cut(&text, '\n'));
    return err;
}

// --- entries

static err_t keep(struct reader *reader, struct str source, struct str text)
{
    struct messages *messages = &reader->messages;
    size_t at = catalogue_place(messages, source);
    if (at < messages->count && str_eq(messages->list[at].source, source)) return ERR_INVALID;
    if (messages->count == reader->room) return ERR_FULL;
    struct message message = {arena_copy(reader->arena, source), arena_copy(reader->arena, text)};
    if (message.source.n != source.n || message.text.n != text.n) return ERR_FULL;
    memmove(&messages->list[at + 1], &messages->list[at], (messages->count - at) * sizeof message);
    messages->list[at] = message;
    messages->count++;
    return OK;
}

static err_t end_entry(struct reader *reader)
{
    struct str source = buf_str(&reader->source), text = buf_str(&reader->text);
    enum place place = reader->place;
    reader->place = BEFORE_ANY;
    if (place == BEFORE_ANY) return OK;
    if (place == IN_SOURCE) return ERR_INVALID;
    if (reader->source.full || reader->text.full) return ERR_FULL;
    if (source.n == 0) {
        if (reader->messages.language[0]) return ERR_INVALID;
        return read_header(&reader->messages, text);
    }
    if (reader->fuzzy) text = STR("");
    if (text.n && (!has_placeholders_of(text, source) || !has_placeholders_of(source, text)))
        return ERR_INVALID;
    return keep(reader, source, text);
}

// What is wrong with a whole entry is told with the line where it began.
static err_t close_entry(struct reader *reader)
{
    err_t err = end_entry(reader);
    if (err) reader->line = reader->entry_line;
    return err;
}

static void begin_entry(struct reader *reader)
{
    reader->source = buf_init(reader->source_memory, TEXT_MAX);
    reader->text = buf_init(reader->text_memory, TEXT_MAX);
    reader->fuzzy = reader->next_fuzzy;
    reader->next_fuzzy = false;
    reader->entry_line = reader->line;
    reader->place = IN_SOURCE;
}

// --- lines

static err_t add_escape(struct buf *to, char c)
{
    if (c != 'n' && c != 't' && c != '"' && c != '\\') return ERR_INVALID;
    buf_add_char(to, c == 'n' ? '\n' : c == 't' ? '\t' : c);
    return OK;
}

static err_t read_quoted(struct buf *to, struct str s)
{
    if (s.n < 2 || s.p[0] != '"' || s.p[s.n - 1] != '"') return ERR_INVALID;
    s = str_slice(s, 1, s.n - 1);
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '\\') {
            if (++i == s.n || add_escape(to, s.p[i])) return ERR_INVALID;
        } else if (c == '"' || c < 0x20 || c == 0x7f) {
            return ERR_INVALID;
        } else {
            buf_add_char(to, s.p[i]);
        }
    }
    return OK;
}

static err_t read_source(struct reader *reader, struct str quoted)
{
    err_t err = close_entry(reader);
    if (err) return err;
    begin_entry(reader);
    return read_quoted(&reader->source, quoted);
}

static err_t read_text(struct reader *reader, struct str quoted)
{
    if (reader->place != IN_SOURCE) return ERR_INVALID;
    reader->place = IN_TEXT;
    return read_quoted(&reader->text, quoted);
}

static err_t read_line(struct reader *reader, struct str line)
{
    if (!utf8_valid(line)) return ERR_INVALID;
    line = str_trim(line);
    if (str_starts(line, STR("#,")) && str_find(line, STR("fuzzy")) < line.n) reader->next_fuzzy = true;
    if (line.n == 0 || line.p[0] == '#') return OK;
    if (str_starts(line, STR("msgid "))) return read_source(reader, str_trim(str_slice(line, 6, line.n)));
    if (str_starts(line, STR("msgstr "))) return read_text(reader, str_trim(str_slice(line, 7, line.n)));
    if (reader->place == IN_SOURCE) return read_quoted(&reader->source, line);
    if (reader->place == IN_TEXT) return read_quoted(&reader->text, line);
    return ERR_INVALID;
}

static size_t count_entries(struct str po)
{
    size_t count = 0;
    while (po.n)
        count += str_starts(str_trim(str_cut(&po, '\n')), STR("msgid "));
    return count;
}

static err_t read_all(struct reader *reader, struct str po)
{
    err_t err = OK;
    while (po.n && err == OK) {
        reader->line++;
        err = read_line(reader, str_cut(&po, '\n'));
    }
    if (err == OK) err = close_entry(reader);
    if (err == OK && !reader->messages.language[0]) err = ERR_INVALID; // nobody said what language this is
    return err;
}

err_t messages_parse(struct str po, struct arena *arena, struct messages *ret_messages, int *ret_line)
{
    struct reader reader = {.arena = arena, .room = count_entries(po)};
    err_t err = ERR_FULL;
    if (reader.room <= MESSAGES_MAX + 1) // the header is not a message
        reader.messages.list = arena_take(arena, reader.room * sizeof *reader.messages.list);
    if (reader.messages.list) err = read_all(&reader, po);
    if (err == OK)
        *ret_messages = reader.messages;
    else
        *ret_line = reader.line;
    return err;
}
