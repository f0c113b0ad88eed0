// Reads a gettext catalogue: the part of the format that Rebond's catalogues use, strictly.
#include "content/catalogue.h"

#include <string.h>

#include "base/utf8.h"

enum { TEXT_MAX = 2048 }; // bytes of one message: a full screen of words

enum place { BEFORE_ANY, IN_SOURCE, IN_PLURAL, IN_TEXT };

struct reader {
    struct arena *arena;
    struct messages messages;
    size_t room; // entries that list has room for
    int line, entry_line;
    enum place place;
    bool fuzzy, next_fuzzy; // a guess of a tool, not a translation
    bool counted;           // the entry has a msgid_plural
    int form;               // which of its msgstr is being read
    struct buf source, plural, text[LANGUAGE_FORMS];
    char source_memory[TEXT_MAX], plural_memory[TEXT_MAX], text_memory[LANGUAGE_FORMS][TEXT_MAX];
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

// The rule as a catalogue has it is that of the language, blanks apart.
static bool is_rule_of(const struct messages *messages, struct str rule)
{
    const struct language *language = language_find(str_from(messages->language));
    struct str known = str_from(language ? language->rule : "");
    size_t at = 0;
    for (size_t i = 0; i < rule.n; i++) {
        if (rule.p[i] == ' ') continue;
        if (at == known.n || known.p[at++] != rule.p[i]) return false;
    }
    return language && at == known.n;
}

static err_t read_header_line(struct messages *messages, struct str line, struct str *rule)
{
    struct str value = line, key = str_cut(&value, ':');
    value = str_trim(value);
    if (str_eq_nocase(key, STR("Language")))
        return str_copy(value, messages->language, sizeof messages->language) ? ERR_INVALID : OK;
    if (str_eq_nocase(key, STR("X-Native-Checked"))) messages->native_checked = str_eq(value, STR("yes"));
    if (str_eq_nocase(key, STR("X-Direction"))) messages->right_to_left = str_eq(value, STR("rtl"));
    if (str_eq_nocase(key, STR("Plural-Forms"))) *rule = value;
    return OK;
}

static err_t read_header(struct messages *messages, struct str text)
{
    struct str rule = {0};
    err_t err = OK;
    while (text.n && err == OK)
        err = read_header_line(messages, str_cut(&text, '\n'), &rule);
    if (err == OK && rule.n && !is_rule_of(messages, rule)) err = ERR_INVALID;
    return err;
}

// --- entries

static err_t copy_text(struct arena *arena, struct str text, struct str *ret_copy)
{
    *ret_copy = arena_copy(arena, text);
    return ret_copy->n == text.n ? OK : ERR_FULL;
}

static err_t copy_message(struct reader *reader, int forms, bool translated, struct message *ret_message)
{
    struct message message = {0};
    err_t err = copy_text(reader->arena, buf_str(&reader->source), &message.source);
    if (!err) err = copy_text(reader->arena, buf_str(&reader->plural), &message.plural);
    for (int i = 0; i < forms && translated && !err; i++)
        err = copy_text(reader->arena, buf_str(&reader->text[i]), &message.forms[i]);
    message.text = message.forms[0];
    if (!err) *ret_message = message;
    return err;
}

static err_t keep(struct reader *reader, int forms, bool translated)
{
    struct messages *messages = &reader->messages;
    struct str source = buf_str(&reader->source);
    struct message message;
    size_t at = catalogue_place(messages, source);
    if (at < messages->count && str_eq(messages->list[at].source, source)) return ERR_INVALID;
    if (messages->count == reader->room) return ERR_FULL;
    err_t err = copy_message(reader, forms, translated, &message);
    if (err) return err;
    memmove(&messages->list[at + 1], &messages->list[at], (messages->count - at) * sizeof message);
    messages->list[at] = message;
    messages->count++;
    return OK;
}

// A form that goes with one number only may say it in words: "two places".
static err_t check_placeholders(const struct reader *reader, const struct language *language, int form)
{
    struct str source = buf_str(reader->counted ? &reader->plural : &reader->source);
    struct str text = buf_str(&reader->text[form]);
    bool may_leave_out = reader->counted && language->single >> form & 1;
    if (!has_placeholders_of(source, text)) return ERR_INVALID;
    return may_leave_out || has_placeholders_of(text, source) ? OK : ERR_INVALID;
}

static err_t end_message(struct reader *reader)
{
    const struct language *language = language_find(str_from(reader->messages.language));
    int forms = 1;
    bool translated = !reader->fuzzy;
    if (reader->counted && (!language || reader->form + 1 != language->forms)) return ERR_INVALID;
    if (reader->counted) forms = language->forms;
    for (int i = 0; i < forms; i++)
        if (reader->text[i].n == 0) translated = false;
    for (int i = 0; i < forms && translated; i++)
        if (check_placeholders(reader, language, i)) return ERR_INVALID;
    return keep(reader, forms, translated);
}

static bool is_too_long(const struct reader *reader)
{
    bool full = reader->source.full || reader->plural.full;
    for (int i = 0; i < LANGUAGE_FORMS; i++)
        full = full || reader->text[i].full;
    return full;
}

static err_t end_entry(struct reader *reader)
{
    enum place place = reader->place;
    reader->place = BEFORE_ANY;
    if (place == BEFORE_ANY) return OK;
    if (place != IN_TEXT) return ERR_INVALID;
    if (is_too_long(reader)) return ERR_FULL;
    if (reader->source.n) return end_message(reader);
    if (reader->messages.language[0] || reader->counted) return ERR_INVALID;
    return read_header(&reader->messages, buf_str(&reader->text[0]));
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
    reader->plural = buf_init(reader->plural_memory, TEXT_MAX);
    for (int i = 0; i < LANGUAGE_FORMS; i++)
        reader->text[i] = buf_init(reader->text_memory[i], TEXT_MAX);
    reader->form = 0;
    reader->counted = false;
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

static err_t read_plural(struct reader *reader, struct str quoted)
{
    if (reader->place != IN_SOURCE) return ERR_INVALID;
    reader->place = IN_PLURAL;
    reader->counted = true;
    return read_quoted(&reader->plural, quoted);
}

static err_t read_text(struct reader *reader, struct str quoted)
{
    if (reader->place != IN_SOURCE) return ERR_INVALID;
    reader->place = IN_TEXT;
    return read_quoted(&reader->text[0], quoted);
}

// "0] "text"": the forms come in order.
static err_t read_form(struct reader *reader, struct str rest)
{
    int expected = reader->place == IN_PLURAL ? 0 : reader->form + 1;
    if (reader->place != IN_PLURAL && (reader->place != IN_TEXT || !reader->counted)) return ERR_INVALID;
    if (rest.n < 2 || rest.p[0] != '0' + expected || rest.p[1] != ']' || expected == LANGUAGE_FORMS)
        return ERR_INVALID;
    reader->place = IN_TEXT;
    reader->form = expected;
    return read_quoted(&reader->text[expected], str_trim(str_slice(rest, 2, rest.n)));
}

static err_t read_more(struct reader *reader, struct str quoted)
{
    switch (reader->place) {
    case BEFORE_ANY: return ERR_INVALID;
    case IN_SOURCE: return read_quoted(&reader->source, quoted);
    case IN_PLURAL: return read_quoted(&reader->plural, quoted);
    case IN_TEXT: return read_quoted(&reader->text[reader->form], quoted);
    }
    return ERR_INVALID;
}

static struct str after(struct str line, size_t n)
{
    return str_trim(str_slice(line, n, line.n));
}

static err_t read_line(struct reader *reader, struct str line)
{
    if (!utf8_valid(line)) return ERR_INVALID;
    line = str_trim(line);
    if (str_starts(line, STR("#,")) && str_find(line, STR("fuzzy")) < line.n) reader->next_fuzzy = true;
    if (line.n == 0 || line.p[0] == '#') return OK;
    if (str_starts(line, STR("msgid "))) return read_source(reader, after(line, 6));
    if (str_starts(line, STR("msgid_plural "))) return read_plural(reader, after(line, 13));
    if (str_starts(line, STR("msgstr "))) return read_text(reader, after(line, 7));
    if (str_starts(line, STR("msgstr["))) return read_form(reader, after(line, 7));
    return read_more(reader, line);
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
