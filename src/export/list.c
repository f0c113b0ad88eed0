#include "export/internal.h"

#include <string.h>

static struct str read_text(struct export *export, const char *name, char *to, size_t cap)
{
    const struct stick_port *stick = &export->options.stick;
    size_t n = 0;
    if (stick->read(stick->self, name, to, cap, &n)) return STR("");
    return (struct str){to, n};
}

static bool read_pair(struct export *export, const char *list, const char *signature)
{
    char text[SIGN_TEXT + 8];
    struct str bytes = read_text(export, list, export->scratch, export->list_cap);
    struct str signed_by = read_text(export, signature, text, sizeof text);
    if (!bytes.n || sign_check(export->options.key->public_key, bytes, signed_by)) return false;
    return manifest_parse_items(bytes, export->old, LIMIT_COLLECT, &export->old_count) == OK;
}

// A run that was cut while it gave the names left one of the later pairs.
void export_read_old(struct export *export)
{
    export->old_count = 0;
    if (read_pair(export, EXPORT_LIST, EXPORT_SIGNATURE)) return;
    if (read_pair(export, EXPORT_LIST, EXPORT_SIGNATURE EXPORT_PART)) return;
    if (read_pair(export, EXPORT_LIST EXPORT_PART, EXPORT_SIGNATURE EXPORT_PART)) return;
    export->old_count = 0;
}

static struct str signature_text(const struct export *export)
{
    return str_from(export->signature);
}

static struct str list_text(const struct export *export)
{
    return (struct str){export->list, export->list_n};
}

err_t export_write_list(struct export *export)
{
    const struct stick_port *stick = &export->options.stick;
    struct manifest manifest = {.made_s = export->options.wall_s,
                                .device = export->device,
                                .items = export->items,
                                .count = export->count};
    memcpy(manifest.kiosk, export->place, sizeof manifest.kiosk);
    err_t err = manifest_encode(&manifest, export->list, export->list_cap, &export->list_n);
    if (err) return err;
    sign_make(export->options.key, list_text(export), export->signature);
    err = stick->write(stick->self, EXPORT_LIST EXPORT_PART, list_text(export));
    return err ? err : stick->write(stick->self, EXPORT_SIGNATURE EXPORT_PART, signature_text(export));
}

err_t export_publish_list(struct export *export)
{
    const struct stick_port *stick = &export->options.stick;
    err_t err = stick->remove(stick->self, EXPORT_SIGNATURE);
    if (!err) err = stick->rename(stick->self, EXPORT_LIST EXPORT_PART, EXPORT_LIST);
    if (!err) err = stick->rename(stick->self, EXPORT_SIGNATURE EXPORT_PART, EXPORT_SIGNATURE);
    return err;
}

err_t export_confirm_list(struct export *export)
{
    char text[SIGN_TEXT];
    struct str list = read_text(export, EXPORT_LIST, export->scratch, export->list_cap);
    struct str signature = read_text(export, EXPORT_SIGNATURE, text, sizeof text);
    bool same = str_eq(list, list_text(export)) && str_eq(signature, signature_text(export));
    return same ? OK : ERR_DAMAGED;
}
