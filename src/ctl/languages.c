#include "ctl/languages.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "content/messages.h"

enum { CATALOGUE_BYTES = 512 << 10 };

// ERR_MISSING is not said: on the computer of a technician there are no catalogues.
static err_t read_catalogue(const struct ctl_ports *ports, const char *assets, const char *name,
                            struct arena *arena, struct messages *ret_messages)
{
    static char bytes[CATALOGUE_BYTES];
    char path[PATH_MAX];
    size_t n = 0;
    int line = 0;
    if (snprintf(path, sizeof path, "%s/po/%s", assets, name) >= (int)sizeof path) return ERR_FULL;
    err_t err = ports->read(path, bytes, sizeof bytes, &n);
    if (err == OK) err = messages_parse((struct str){bytes, n}, arena, ret_messages, &line);
    if (err && err != ERR_MISSING)
        say(ports, CTL_ERR, "%s:%d: ces traductions ne peuvent pas être utilisées (%s)\n", path, line,
            err_name(err));
    return err;
}

static void look_at(const struct ctl_ports *ports, const char *assets, const char *code,
                    const struct messages *all, struct languages *languages)
{
    static char memory[CATALOGUE_BYTES];
    struct arena arena = arena_init(memory, sizeof memory);
    struct status_language *language = &languages->list[languages->count++];
    struct messages messages = {0};
    char name[16];
    snprintf(name, sizeof name, "%s.po", code);
    *language = (struct status_language){.language = code};
    err_t err = read_catalogue(ports, assets, name, &arena, &messages);
    if (!err) err = messages_complete(&messages, all, &arena);
    if (err && err != ERR_MISSING) languages->wrong = true;
    if (err) return;
    language->readable = true;
    language->native_checked = messages.native_checked;
    language->missing = (int64_t)messages.missing;
}

void languages_look(const struct ctl_ports *ports, const char *assets, const struct config *config,
                    struct languages *ret_languages)
{
    static char memory[CATALOGUE_BYTES];
    struct arena arena = arena_init(memory, sizeof memory);
    struct messages all = {0};
    struct languages languages = {0};
    err_t err = read_catalogue(ports, assets, "rebond.pot", &arena, &all);
    languages.wrong = err && err != ERR_MISSING;
    for (int i = 0; i < config->language_count; i++)
        if (strcmp(config->languages[i], "fr") != 0)
            look_at(ports, assets, config->languages[i], &all, &languages);
    *ret_languages = languages;
}

void languages_add_words(struct buf *to, const struct languages *languages)
{
    for (size_t i = 0; i < languages->count; i++) {
        const struct status_language *language = &languages->list[i];
        buf_add_format(to, "Langue %s : ", language->language);
        if (!language->readable) {
            buf_add(to, STR("pas de traductions utilisables ici\n"));
            continue;
        }
        if (language->missing)
            buf_add_format(to, "phrases qui manquent et restent en français : %lld",
                           (long long)language->missing);
        else
            buf_add(to, STR("complète"));
        buf_add(to, language->native_checked
                        ? STR(" ; relue par une personne qui la parle depuis l'enfance\n")
                        : STR(" ; aucune personne qui la parle depuis l'enfance ne l'a relue\n"));
    }
}
