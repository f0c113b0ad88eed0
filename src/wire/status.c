#include "wire/status.h"

#include "wire/json_memory.h"
#include "wire/object.h"

static struct object make_refused(const struct status_partner *partner)
{
    struct object to = object_begin();
    json_t *first = json_array();
    for (size_t i = 0; i < partner->refused_count; i++) {
        struct object one = object_begin();
        object_put_text(&one, "resource", str_from(partner->refused[i].resource));
        object_put_text(&one, "reason", str_from(partner->refused[i].reason));
        if (json_array_append_new(first, one.json) || one.failed) to.failed = true;
    }
    object_put_number(&to, "total", (int64_t)partner->refused_total);
    object_put(&to, "first", first);
    return to;
}

static void add_class(struct object *to, const struct status_partner *partner)
{
    object_put_text(to, "class", (struct str){&partner->server_class, 1});
    if (partner->second) object_put(to, "second", json_true());
    if (partner->probed_s) object_put_time(to, "probed", partner->probed_s);
    object_put_list(to, "notes", partner->notes, partner->note_count);
}

static struct object make_partner(const struct status_partner *partner)
{
    struct object to = object_begin();
    object_put_text(&to, "id", str_from(partner->id));
    object_put_text(&to, "adapter", str_from(partner->adapter));
    if (partner->mirrored_s) object_put_time(&to, "mirrored", partner->mirrored_s);
    object_put_text(&to, "condition", str_from(partner->condition));
    if (partner->server_class) add_class(&to, partner);
    if (partner->ahead_s) object_put_number(&to, "ahead", partner->ahead_s);
    if (partner->refused_total) {
        struct object refused = make_refused(partner);
        object_put(&to, "refused", refused.json);
        to.failed = to.failed || refused.failed;
    }
    return to;
}

static struct object make_language(const struct status_language *language)
{
    struct object to = object_begin();
    object_put_text(&to, "language", str_from(language->language));
    if (!language->readable) return to;
    object_put_number(&to, "missing", language->missing);
    object_put(&to, "native_checked", json_boolean(language->native_checked));
    return to;
}

static void put_languages(struct object *to, const struct status *status)
{
    json_t *languages = json_array();
    for (size_t i = 0; i < status->language_count; i++) {
        struct object language = make_language(&status->languages[i]);
        if (json_array_append_new(languages, language.json) || language.failed) to->failed = true;
    }
    object_put(to, "languages", languages);
}

static struct object make_status(const struct status *status)
{
    struct object to = object_begin();
    json_t *partners = json_array();
    object_put_number(&to, "on_device", status->on_device);
    object_put_number(&to, "delivered", status->delivered);
    object_put_number(&to, "needing_you", status->needing_you);
    if (status->oldest_s) object_put_time(&to, "oldest", status->oldest_s);
    put_languages(&to, status);
    for (size_t i = 0; i < status->partner_count; i++) {
        struct object partner = make_partner(&status->partners[i]);
        if (json_array_append_new(partners, partner.json) || partner.failed) to.failed = true;
    }
    object_put(&to, "partners", partners);
    return to;
}

err_t status_encode(const struct status *status, char *to, size_t cap, size_t *ret_n)
{
    json_memory_begin();
    struct object made = make_status(status);
    size_t n = made.failed ? 0 : json_dumpb(made.json, to, cap, JSON_COMPACT);
    json_memory_end();
    if (n == 0) return ERR_INVALID;
    if (n > cap) return ERR_FULL;
    *ret_n = n;
    return OK;
}
