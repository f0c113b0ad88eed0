#include "config/mistakes.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

// Words that were too long may end inside a character, and what the file held may not be fit to be shown.
static void make_text(char *words)
{
    struct str rest = str_from(words);
    while (rest.n) {
        char *at = words + (rest.p - words);
        size_t before = rest.n;
        if (!utf8_printable(utf8_next(&rest))) memset(at, '?', before - rest.n);
    }
}

void mistakes_add(struct config_mistakes *mistakes, int line, const char *format, ...)
{
    if (mistakes->count < CONFIG_MISTAKES) {
        struct config_mistake *mistake = &mistakes->list[mistakes->count];
        va_list args;
        va_start(args, format);
        vsnprintf(mistake->words, sizeof mistake->words, format, args);
        va_end(args);
        make_text(mistake->words);
        mistake->line = line;
    }
    if (mistakes->count < UINT16_MAX) mistakes->count++;
}

void mistakes_sort(struct config_mistakes *mistakes)
{
    size_t kept = mistakes->count < CONFIG_MISTAKES ? mistakes->count : CONFIG_MISTAKES;
    for (size_t i = 1; i < kept; i++) {
        struct config_mistake moved = mistakes->list[i];
        size_t at = i;
        for (; at && mistakes->list[at - 1].line > moved.line; at--)
            mistakes->list[at] = mistakes->list[at - 1];
        mistakes->list[at] = moved;
    }
}
