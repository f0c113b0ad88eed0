// `export`: what staff mode does with a stick, done to any folder.
#include "export/export.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/wipe.h"
#include "ctl/internal.h"

struct exporting {
    const struct ctl_ports *ports;
    const struct ctl_options *options;
    struct place place;
    struct stick_port stick;
    struct sign_key key;
    char *page; // EXPORT_PAGE_MAX
    size_t page_n;
};

static bool open_folder(struct exporting *to)
{
    const struct ctl_ports *ports = to->ports;
    err_t err = ports->open_stick(ports->self, to->options->to, &to->stick);
    if (!err) return true;
    const char *why = err == ERR_MISSING  ? "ce dossier n'existe pas"
                      : err == ERR_DENIED ? "ce n'est pas un dossier, ou vous n'avez pas le droit de l'ouvrir"
                                          : err_name(err);
    say(ports, CTL_ERR, "%s : %s.\n", to->options->to, why);
    return false;
}

// Requests without the page are better than none: `rebondctl open` and age open them too.
static void read_page(struct exporting *to)
{
    const struct ctl_ports *ports = to->ports;
    char path[PATH_MAX];
    int n = snprintf(path, sizeof path, "%s/" EXPORT_PAGE, to->options->assets);
    err_t err =
        n < 0 || n >= (int)sizeof path ? ERR_FULL : ports->read(path, to->page, EXPORT_PAGE_MAX, &to->page_n);
    if (!err) return;
    to->page_n = 0;
    say(ports, CTL_ERR, "%s/" EXPORT_PAGE " : %s. Les demandes sont copiées sans cette page.\n",
        to->options->assets, err_name(err));
}

static bool read_key(struct exporting *to)
{
    const struct ctl_ports *ports = to->ports;
    const struct export_key_ports key_ports = {ports->read, ports->create_secret, ports->files,
                                               ports->entropy};
    err_t err = export_key(&key_ports, to->options->state, &to->key);
    if (err)
        say(ports, CTL_ERR, "%s/signing-key : la clé qui signe ne peut pas être lue ou faite (%s).\n",
            to->options->state, err_name(err));
    return err == OK;
}

static const char *outcome_word(enum collect_end end)
{
    static const char *const words[] = {
        [COLLECT_RUNNING] = "running",       [COLLECT_ALL] = "all",         [COLLECT_SOME] = "some",
        [COLLECT_NOTHING] = "nothing",       [COLLECT_FULL] = "full",       [COLLECT_READONLY] = "read-only",
        [COLLECT_REFUSED] = "refused",       [COLLECT_GONE] = "gone",       [COLLECT_UNKEPT] = "not-marked",
        [COLLECT_UNFAITHFUL] = "unfaithful", [COLLECT_STOPPED] = "stopped",
    };
    return words[end];
}

static void tell(const struct exporting *to, const struct export *export)
{
    const struct collect *seen = export_state(export);
    char text[1024];
    struct buf words = buf_init(text, sizeof text);
    if (to->options->json) {
        buf_add_format(&words,
                       "{\"outcome\":\"%s\",\"waiting\":%lld,\"copied\":%lld,\"already\":%lld,\"left\":%lld,"
                       "\"page\":%s,\"folder\":\"%s\"}\n",
                       outcome_word(seen->end), (long long)seen->waiting, (long long)seen->written,
                       (long long)seen->already, (long long)seen->left, to->page_n ? "true" : "false",
                       export_folder(export));
    } else {
        collect_add_words(&words, seen);
        buf_add_format(&words, "\nDossier : %s\n", export_folder(export));
    }
    to->ports->write(to->ports->self, CTL_OUT, buf_str(&words));
}

static enum ctl_status status_of_end(const struct exporting *to, enum collect_end end)
{
    if (end == COLLECT_ALL) return to->page_n ? CTL_GOOD : CTL_FOUND;
    if (end == COLLECT_NOTHING) return CTL_GOOD;
    return end == COLLECT_SOME ? CTL_FOUND : CTL_FAILED;
}

static enum ctl_status collect_store(struct exporting *to, struct store *store)
{
    struct export *export;
    const struct export_options options = {.stick = to->stick,
                                           .store = store,
                                           .key = &to->key,
                                           .place = to->place.config.place,
                                           .page = {to->page, to->page_n},
                                           .wall_s = to->ports->wall_s};
    if (export_open(&options, &export) != OK) return CTL_FAILED;
    while (export_turn(export)) {
    }
    tell(to, export);
    enum ctl_status status = status_of_end(to, export_state(export)->end);
    export_close(export);
    return status;
}

static enum ctl_status run_export(struct exporting *to)
{
    enum ctl_status status = CTL_FAILED;
    if (!place_load(to->ports, to->options->config, &to->place) || !open_folder(to)) return CTL_FAILED;
    read_page(to);
    struct store *store = state_open(to->ports, to->options->state);
    if (store && read_key(to)) status = collect_store(to, store);
    store_close(store);
    wipe(&to->key, sizeof to->key);
    return status;
}

enum ctl_status export_items(const struct ctl_ports *ports, const struct ctl_options *options)
{
    struct exporting to = {.ports = ports, .options = options, .page = malloc(EXPORT_PAGE_MAX)};
    enum ctl_status status = to.page ? run_export(&to) : CTL_FAILED;
    free(to.page);
    return status;
}
