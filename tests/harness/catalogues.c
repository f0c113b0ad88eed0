#include "harness/catalogues.h"

#include <stdio.h>
#include <string.h>

#include "base/check.h"

enum { CATALOGUE = 256 << 10 };

static void read_catalogue(const char *file_name, struct arena *arena, struct messages *ret_messages)
{
    static char bytes[CATALOGUE];
    char path[512];
    int line = 0;
    snprintf(path, sizeof path, "%s/assets/po/%s", REBOND_SOURCE, file_name);
    FILE *file = fopen(path, "rb");
    CHECK(file != NULL);
    size_t n = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    err_t err = messages_parse((struct str){bytes, n}, arena, ret_messages, &line);
    if (err) fprintf(stderr, "%s:%d: %s\n", path, line, err_name(err));
    CHECK(err == OK);
}

static const struct messages *all_sentences(void)
{
    static char memory[CATALOGUE];
    static struct messages all;
    struct arena arena = arena_init(memory, sizeof memory);
    if (all.count == 0) read_catalogue("rebond.pot", &arena, &all);
    return &all;
}

const struct messages *catalogue_messages(const char *language)
{
    static char memory[LANGUAGE_COUNT][CATALOGUE];
    static struct messages read[LANGUAGE_COUNT];
    const struct language *known = language_find(str_from(language));
    char name[16];
    CHECK(known != NULL);
    if (known == &language_table[0]) return NULL;
    size_t i = (size_t)(known - language_table);
    struct arena arena = arena_init(memory[i], sizeof memory[i]);
    if (read[i].count) return &read[i];
    snprintf(name, sizeof name, "%s.po", language);
    read_catalogue(name, &arena, &read[i]);
    CHECK(messages_complete(&read[i], all_sentences(), &arena) == OK);
    return &read[i];
}
