#include "wire/probed.h"

#include "wire/json_memory.h"
#include "wire/object.h"

static struct object make_finding(const struct probed_finding *finding)
{
    struct object to = object_begin();
    object_put_text(&to, "id", str_from(finding->id));
    object_put_text(&to, "where", str_from(finding->where));
    if (finding->count) object_put_number(&to, "count", finding->count);
    return to;
}

static struct object make_probed(const struct probed *probed)
{
    struct object to = object_begin();
    json_t *findings = json_array();
    object_put_text(&to, "partner", str_from(probed->partner));
    if (probed->server_class) object_put_text(&to, "class", (struct str){&probed->server_class, 1});
    object_put_time(&to, "probed", probed->probed_s);
    object_put_list(&to, "notes", probed->notes, probed->note_count);
    for (size_t i = 0; i < probed->finding_count; i++) {
        struct object finding = make_finding(&probed->findings[i]);
        if (json_array_append_new(findings, finding.json) || finding.failed) to.failed = true;
    }
    object_put(&to, "findings", findings);
    return to;
}

err_t probed_encode(const struct probed *probed, char *to, size_t cap, size_t *ret_n)
{
    json_memory_begin();
    struct object made = make_probed(probed);
    size_t n = made.failed ? 0 : json_dumpb(made.json, to, cap, JSON_COMPACT);
    json_memory_end();
    if (n == 0) return ERR_INVALID;
    if (n > cap) return ERR_FULL;
    *ret_n = n;
    return OK;
}
