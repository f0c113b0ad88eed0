#include "export/internal.h"

#include <stdio.h>
#include <string.h>

#include "seal/seal.h"

static err_t read_stick(struct export *export, const char *name, void *to, size_t cap, size_t *ret_n)
{
    const struct stick_port *stick = &export->options.stick;
    return stick->read(stick->self, name, to, cap, ret_n);
}

err_t export_put(struct export *export, const char *name, struct str bytes)
{
    const struct stick_port *stick = &export->options.stick;
    char part[STICK_NAME];
    snprintf(part, sizeof part, "%s" EXPORT_PART, name);
    err_t err = stick->write(stick->self, part, bytes);
    if (!err) return stick->rename(stick->self, part, name);
    if (err == ERR_NOSPACE) {
        err_t removed = stick->remove(stick->self, part); // half a file would only take room
        (void)removed;
    }
    return err;
}

// Is this file on the stick, byte for byte? A stick that is gone is an error, anything else just "no".
static err_t is_there(struct export *export, const struct manifest_item *item, bool *ret_there)
{
    char name[MANIFEST_FILE_NAME], bytes[LIMIT_SEALED];
    uint8_t hash[32];
    size_t n = 0;
    manifest_file_name(item->uid, name);
    err_t err = read_stick(export, name, bytes, sizeof bytes, &n);
    if (err == ERR_IO) return err;
    *ret_there = !err && n == item->bytes;
    if (!*ret_there || export->options.faults.trust_names) return OK;
    seal_sha256((struct str){bytes, n}, hash);
    *ret_there = memcmp(hash, item->sha256, sizeof hash) == 0;
    return OK;
}

static int64_t rounded(int64_t bytes, int64_t unit)
{
    return unit > 0 ? (bytes + unit - 1) / unit * unit : bytes;
}

// What must remain free so that a run that finds the stick full still ends with its list and its pages:
// those, and a unit for each file and each folder that may grow.
static int64_t reserve(const struct export *export, int64_t unit)
{
    int64_t lines = (int64_t)(export->count + export->old_count + 2);
    int64_t pages =
        rounded((int64_t) export->options.page.n, unit) + rounded((int64_t) export->options.report.n, unit);
    return rounded(lines * MANIFEST_LINE, unit) + pages + 7 * unit;
}

static err_t has_room(struct export *export, int64_t bytes)
{
    const struct stick_port *stick = &export->options.stick;
    struct stick_space space;
    err_t err = stick->space(stick->self, &space);
    if (err) return err;
    int64_t wanted = rounded(bytes, space.unit) + space.unit + reserve(export, space.unit);
    return space.free >= wanted ? OK : ERR_NOSPACE;
}

static void describe(const struct collect_row *row, struct manifest_item *ret_item)
{
    *ret_item =
        (struct manifest_item){.uid = row->uid, .bytes = (uint32_t)row->sealed_n, .queued_s = row->made_s};
    memcpy(ret_item->partner, row->partner, sizeof ret_item->partner);
    seal_sha256((struct str){(const char *)row->sealed, row->sealed_n}, ret_item->sha256);
}

static err_t next_row(struct export *export)
{
    err_t err = collect_next(export->options.store, export->again, export->after, &export->row);
    if (err == ERR_MISSING && !export->again) {
        export->again = true;
        export->after = 0;
        err = collect_next(export->options.store, true, 0, &export->row);
    }
    if (!err) export->after = export->row.n;
    return err;
}

static err_t copy_row(struct export *export, const struct manifest_item *item)
{
    char name[MANIFEST_FILE_NAME];
    bool there = false;
    err_t err = is_there(export, item, &there);
    if (err || there) return err ? err : ERR_EXISTS;
    err = has_room(export, item->bytes);
    if (err) return err;
    manifest_file_name(item->uid, name);
    return export_put(export, name, (struct str){(const char *)export->row.sealed, export->row.sealed_n});
}

err_t export_write_item(struct export *export, bool *ret_inside)
{
    struct manifest_item item;
    err_t err = next_row(export);
    *ret_inside = err != OK && err != ERR_MISSING;
    if (err) return err;
    if (export->count == LIMIT_COLLECT) return ERR_FULL;
    describe(&export->row, &item);
    err = copy_row(export, &item);
    if (err && err != ERR_EXISTS) return err;
    export->items[export->count++] = item;
    export->mine = export->count;
    return err;
}

err_t export_read_item(struct export *export)
{
    bool there = false;
    if (export->read == export->mine) return ERR_MISSING;
    err_t err = is_there(export, &export->items[export->read++], &there);
    if (err) return err;
    return there ? OK : ERR_DAMAGED;
}

static bool is_listed(const struct export *export, struct uid uid)
{
    for (size_t i = 0; i < export->count; i++)
        if (uid_eq(export->items[i].uid, uid)) return true;
    return false;
}

err_t export_carry_item(struct export *export)
{
    bool there = false;
    if (export->kept == export->old_count || export->count == LIMIT_COLLECT) return ERR_MISSING;
    const struct manifest_item *item = &export->old[export->kept++];
    if (is_listed(export, item->uid)) return OK;
    err_t err = is_there(export, item, &there);
    if (!err && there) export->items[export->count++] = *item;
    return err;
}

// That of another release, or of another day, may be there: it is replaced.
err_t export_write_page(struct export *export, const char *name, struct str page)
{
    size_t n = 0;
    if (!page.n) return OK;
    err_t err = read_stick(export, name, export->scratch, export->list_cap, &n);
    if (err == ERR_IO) return err;
    if (!err && str_eq(page, (struct str){export->scratch, n})) return OK;
    return export_put(export, name, page);
}
