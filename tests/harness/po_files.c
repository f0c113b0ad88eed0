#include "harness/po_files.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/check.h"

enum { BYTES = 512 << 10, SAMPLE = 16 << 10, PATH = 512 };

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

void po_files_each(void (*visit)(const char *path, struct str bytes, void *with), void *with)
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

const struct messages *po_files_sample(void)
{
    static char texts[SAMPLE];
    static struct messages sample;
    struct arena arena = arena_init(texts, sizeof texts);
    int line;
    if (sample.count) return &sample;
    CHECK(messages_parse(bytes_of(REBOND_SOURCE "/tests/harness/po/qaa.po"), &arena, &sample, &line) == OK);
    return &sample;
}
