// links: base content
// A catalogue of translations: whatever the bytes, what is accepted is valid, sorted, and fits its sentences.
#include <stdlib.h>

#include "base/check.h"
#include "base/utf8.h"
#include "content/messages.h"

enum { ARENA = 1 << 16 };

static void check_text(const struct arena *arena, struct str text)
{
    CHECK(text.n == 0 || (text.p >= arena->p && text.p + text.n <= arena->p + arena->n));
    CHECK(utf8_valid(text));
}

static void check_message(const struct arena *arena, const struct messages *messages, size_t i)
{
    const struct message *message = &messages->list[i];
    check_text(arena, message->source);
    check_text(arena, message->plural);
    for (int form = 0; form < LANGUAGE_FORMS; form++)
        check_text(arena, message->forms[form]);
    CHECK(message->source.n > 0);
    CHECK(i == 0 || str_cmp(messages->list[i - 1].source, message->source) < 0);
    if (message->plural.n && message->text.n)
        for (int64_t n = 0; n < 130; n++)
            CHECK(messages_plural(messages, message->source, message->plural, n).n > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena arena = arena_init(malloc(ARENA), ARENA);
    struct messages messages = {.count = 77};
    int line = -1;
    CHECK(arena.p);
    err_t err = messages_parse((struct str){(const char *)data, n}, &arena, &messages, &line);
    CHECK(err == OK || err == ERR_INVALID || err == ERR_FULL);
    CHECK(err == OK || (messages.count == 77 && line >= 0));
    for (size_t i = 0; err == OK && i < messages.count; i++)
        check_message(&arena, &messages, i);
    free(arena.p);
    return 0;
}
