#include "harness/catalogues.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"

enum { BYTES = 512 << 10, TEXTS = 4 << 20, PATH = 512 };

static const char *const folders[] = {REBOND_SOURCE "/assets/po", REBOND_SOURCE "/tests/harness/po"};

static int is_catalogue(const struct dirent *entry)
{
    return str_ends(str_from(entry->d_name), STR(".po"));
}

static struct str bytes_of(const char *path)
{
    static char bytes[BYTES];
    FILE *file = fopen(path, "rb");
    CHECK(file != NULL);
    size_t n = fread(bytes, 1, sizeof bytes, file);
    (void)fclose(file);
    CHECK(n < sizeof bytes);
    return (struct str){bytes, n};
}

void catalogues_each(void (*visit)(const char *path, struct str bytes, void *with), void *with)
{
    for (size_t f = 0; f < sizeof folders / sizeof *folders; f++) {
        struct dirent **entries;
        int n = scandir(folders[f], &entries, is_catalogue, alphasort);
        CHECK(n > 0);
        for (int i = 0; i < n; i++) {
            char path[PATH];
            (void)snprintf(path, sizeof path, "%s/%s", folders[f], entries[i]->d_name);
            visit(path, bytes_of(path), with);
            free(entries[i]);
        }
        free(entries);
    }
}

struct reading {
    struct arena arena;
    struct messages *list;
    int n;
};

static void read_one(const char *path, struct str bytes, void *with)
{
    struct reading *reading = with;
    int line = 0;
    CHECK(reading->n < CATALOGUES);
    struct messages *to = &reading->list[reading->n++];
    if (messages_parse(bytes, &reading->arena, to, &line)) {
        (void)fprintf(stderr, "%s:%d: cannot be read\n", path, line);
        abort();
    }
    if (!str_eq(str_from(to->language), STR("en"))) return;
    struct messages english = *to;
    memmove(reading->list + 1, reading->list, (size_t)(to - reading->list) * sizeof english);
    reading->list[0] = english;
}

int catalogues_read(struct messages ret_list[CATALOGUES])
{
    static char texts[TEXTS];
    static struct messages known[CATALOGUES];
    static int count;
    if (!count) {
        struct reading reading = {.arena = arena_init(texts, sizeof texts), .list = known};
        catalogues_each(read_one, &reading);
        count = reading.n;
    }
    memcpy(ret_list, known, sizeof known);
    return count;
}
