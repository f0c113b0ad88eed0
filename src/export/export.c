#include "export/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/log.h"
#include "seal/seal.h"

enum { DEVICE_LETTERS = 8 };

static void name_folder(struct export *export)
{
    uint8_t hash[32];
    char device[64];
    const struct sign_key *key = export->options.key;
    seal_sha256((struct str){(const char *)key->public_key, sizeof key->public_key}, hash);
    size_t n = seal_base32(hash, sizeof hash, device);
    CHECK(n >= DEVICE_LETTERS);
    sign_public_text(key->public_key, export->device);
    export_place(export->options.place, export->place);
    snprintf(export->folder, sizeof export->folder, "rebond-%s-%.*s", export->place, DEVICE_LETTERS, device);
}

err_t export_open(const struct export_options *options, struct export **ret_export)
{
    CHECK(options->page.n <= EXPORT_PAGE_MAX && options->report.n <= EXPORT_PAGE_MAX);
    struct export *export = calloc(1, sizeof *export);
    if (!export) return ERR_FULL;
    export->options = *options;
    export->list_cap = (size_t)(LIMIT_COLLECT + 2) * MANIFEST_LINE;
    if (export->list_cap <= options->page.n) export->list_cap = options->page.n + 1;
    if (export->list_cap <= options->report.n) export->list_cap = options->report.n + 1;
    export->items = calloc(LIMIT_COLLECT, sizeof *export->items);
    export->old = calloc(LIMIT_COLLECT, sizeof *export->old);
    export->list = malloc(export->list_cap);
    export->scratch = malloc(export->list_cap);
    if (!export->items || !export->old || !export->list || !export->scratch) {
        export_close(export);
        return ERR_FULL;
    }
    name_folder(export);
    export->collect.faults = options->faults.pace;
    collect_begin(&export->collect);
    *ret_export = export;
    return OK;
}

void export_close(struct export *export)
{
    if (!export) return;
    free(export->items);
    free(export->old);
    free(export->list);
    free(export->scratch);
    free(export);
}

static err_t look(struct export *export, int64_t *ret_waiting, bool *ret_inside)
{
    const struct stick_port *stick = &export->options.stick;
    struct collect_counts counts;
    err_t err = collect_count(export->options.store, &counts);
    *ret_inside = err != OK;
    if (err) return err;
    *ret_waiting = counts.waiting;
    if (counts.waiting == 0) return OK;
    err = stick->enter(stick->self, export->folder);
    if (!err) export_read_old(export);
    return err;
}

static err_t mark(struct export *export)
{
    struct uid *uids = calloc(export->mine + 1, sizeof *uids);
    if (!uids) return ERR_FULL;
    for (size_t i = 0; i < export->mine; i++)
        uids[i] = export->items[i].uid;
    err_t err = collect_mark(export->options.store, uids, export->mine, export->options.wall_s);
    free(uids);
    return err;
}

static err_t flush(struct export *export)
{
    const struct stick_port *stick = &export->options.stick;
    return stick->flush(stick->self);
}

static err_t work(struct export *export, int64_t *ret_number, bool *ret_inside)
{
    switch (export->collect.task) {
    case COLLECT_REST: break;
    case COLLECT_LOOK: return look(export, ret_number, ret_inside);
    case COLLECT_WRITE: return export_write_item(export, ret_inside);
    case COLLECT_FLUSH: return flush(export);
    case COLLECT_READ_BACK: return export_read_item(export);
    case COLLECT_CARRY: return export_carry_item(export);
    case COLLECT_PAGE: return export_write_page(export, EXPORT_PAGE, export->options.page);
    case COLLECT_REPORT: return export_write_page(export, EXPORT_REPORT, export->options.report);
    case COLLECT_LIST: return export_write_list(export);
    case COLLECT_PUBLISH: return export_publish_list(export);
    case COLLECT_CONFIRM: return export_confirm_list(export);
    case COLLECT_MARK: *ret_inside = true; return mark(export);
    }
    return OK;
}

static void log_end(const struct collect *collect)
{
    bool good = collect->end == COLLECT_ALL || collect->end == COLLECT_SOME;
    if (good)
        log_event(LOG_COLLECTED, collect->written + collect->already, collect->left);
    else if (collect->end != COLLECT_NOTHING)
        log_event(LOG_NOT_COLLECTED, collect->end, collect->written + collect->already);
}

static void step(struct export *export, struct collect_event event)
{
    bool ran = export->collect.task != COLLECT_REST;
    collect_step(&export->collect, &event);
    if (ran && export->collect.task == COLLECT_REST) log_end(&export->collect);
}

bool export_turn(struct export *export)
{
    int64_t number = 0;
    bool inside = false;
    if (export->collect.task == COLLECT_REST) return false;
    err_t err = work(export, &number, &inside);
    enum collect_event_kind kind = err && inside ? COLLECT_UNDONE : COLLECT_DID;
    step(export, (struct collect_event){.kind = kind, .err = err, .number = number});
    return export->collect.task != COLLECT_REST;
}

void export_pull(struct export *export)
{
    step(export, (struct collect_event){.kind = COLLECT_PULLED});
}

void export_stop(struct export *export)
{
    step(export, (struct collect_event){.kind = COLLECT_STOP});
}

const struct collect *export_state(const struct export *export)
{
    return &export->collect;
}

const char *export_folder(const struct export *export)
{
    return export->folder;
}
