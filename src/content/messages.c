#include "content/messages.h"

#include <string.h>

#include "base/check.h"
#include "base/utf8.h"
#include "content/catalogue.h"

size_t catalogue_place(const struct messages *messages, struct str source)
{
    size_t low = 0, high = messages->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (str_cmp(messages->list[middle].source, source) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct message *catalogue_find(const struct messages *messages, struct str source)
{
    size_t at = messages ? catalogue_place(messages, source) : 0;
    if (!messages || at == messages->count || !str_eq(messages->list[at].source, source)) return NULL;
    return messages->list[at].text.n ? &messages->list[at] : NULL;
}

struct str messages_text(const struct messages *messages, struct str source)
{
    const struct message *found = catalogue_find(messages, source);
    return found ? found->text : source;
}

struct str messages_plural(const struct messages *messages, struct str source, struct str plural, int64_t n)
{
    const struct message *found = catalogue_find(messages, source);
    const struct language *french = &language_table[0];
    CHECK(n >= 0);
    if (!found || !found->plural.n) return french->form(n) ? plural : source;
    const struct language *language = found->missing ? french : language_find(str_from(messages->language));
    return found->forms[language->form(n)];
}

// --- what is missing

static struct str mark(struct arena *arena, struct str text)
{
    size_t n = sizeof MESSAGES_MISSING - 1;
    char *marked = arena_take(arena, n + text.n);
    if (!marked) return STR("");
    memcpy(marked, MESSAGES_MISSING, n);
    memcpy(marked + n, text.p, text.n);
    return (struct str){marked, n + text.n};
}

static err_t stand_in(struct arena *arena, struct message *message)
{
    message->missing = true;
    message->text = message->forms[0] = mark(arena, message->source);
    if (message->plural.n) message->forms[1] = mark(arena, message->plural);
    return message->text.n == 0 || (message->plural.n && message->forms[1].n == 0) ? ERR_FULL : OK;
}

// Both lists are sorted: they are merged.
err_t messages_complete(struct messages *messages, const struct messages *all, struct arena *arena)
{
    struct messages whole = *messages;
    size_t room = messages->count + all->count, at = 0, of_all = 0;
    whole.list = arena_take(arena, room * sizeof *whole.list);
    if (room && !whole.list) return ERR_FULL;
    whole.count = whole.missing = 0;
    while (at < messages->count || of_all < all->count) {
        struct message *to = &whole.list[whole.count++];
        int order = at == messages->count  ? 1
                    : of_all == all->count ? -1
                                           : str_cmp(messages->list[at].source, all->list[of_all].source);
        *to = order > 0 ? all->list[of_all] : messages->list[at];
        bool wanted = order >= 0; // a sentence that nobody says any more is not missing
        at += order <= 0;
        of_all += order >= 0;
        if (!wanted || (order == 0 && to->text.n)) continue;
        if (stand_in(arena, to)) return ERR_FULL;
        whole.missing++;
    }
    *messages = whole;
    return OK;
}

static size_t name_length(struct str s)
{
    size_t n = 0;
    while (n < s.n && ((s.p[n] >= 'a' && s.p[n] <= 'z') || s.p[n] == '_'))
        n++;
    return n;
}

bool placeholder_next(struct str *rest, struct str *ret_before, struct str *ret_name)
{
    struct str s = *rest;
    for (size_t i = 0; i < s.n; i++) {
        struct str after = str_slice(s, i + 1, s.n);
        size_t n = s.p[i] == '{' ? name_length(after) : 0;
        if (n == 0 || n == after.n || after.p[n] != '}') continue;
        *ret_before = str_slice(s, 0, i);
        *ret_name = str_slice(after, 0, n);
        *rest = str_slice(after, n + 1, after.n);
        return true;
    }
    return false;
}

static struct str value_of(const struct message_arg *args, size_t count, struct str name)
{
    size_t i = 0;
    while (i < count && !str_eq(str_from(args[i].name), name))
        i++;
    CHECK(i < count);
    return args[i].value;
}

// What the letters of a text say: 1 right to left, -1 left to right, 0 there are none. Of both, the former.
static int direction_of(struct str text)
{
    int direction = 0;
    while (text.n && direction != 1) {
        uint32_t code = utf8_next(&text);
        bool latin = ((code | 0x20) >= 'a' && (code | 0x20) <= 'z') || (code >= 0xc0 && code < 0x590);
        direction = utf8_right_to_left(code) ? 1 : latin ? -1 : direction;
    }
    return direction;
}

static int direction_of_sentence(struct str text)
{
    int direction = 0;
    struct str before, name;
    while (placeholder_next(&text, &before, &name)) {
        int said = direction_of(before);
        direction = said > 0 || !direction ? said : direction;
    }
    int said = direction_of(text);
    return said > 0 || !direction ? said : direction;
}

// An Arabic name in a French sentence, or a Latin one in an Arabic sentence, keeps its direction to itself:
// without the isolate a number behind it would change sides.
static void add_value(struct buf *to, int direction, struct str value)
{
    bool alone = direction * direction_of(value) < 0;
    if (alone) buf_add(to, STR("\u2068"));
    buf_add(to, value);
    if (alone) buf_add(to, STR("\u2069"));
}

void messages_format(struct buf *to, struct str text, const struct message_arg *args, size_t count)
{
    struct str before, name;
    int direction = direction_of_sentence(text);
    while (placeholder_next(&text, &before, &name)) {
        buf_add(to, before);
        add_value(to, direction, value_of(args, count, name));
    }
    buf_add(to, text);
}
