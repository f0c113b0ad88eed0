#include "wire/payload.h"

#include <string.h>

#include "base/check.h"
#include "base/wipe.h"
#include "wire/json_memory.h"
#include "wire/object.h"
#include "wire/payload_write.h"

enum { VERSION = 1, STEP = 1024 };

static void put_object(struct object *to, const char *key, struct object value)
{
    to->failed |= value.failed;
    object_put(to, key, value.json);
}

static struct object make_contact(const struct booking *booking)
{
    struct object contact = object_begin();
    object_put_word(&contact, "kind", &wire_contacts, booking->contact_kind);
    object_put_text(&contact, "value", pii_str(&booking->contact));
    object_put_word(&contact, "safe", &wire_safes, booking->safe);
    return contact;
}

static void put_needs(struct object *to, const struct booking *booking, const struct payload_names *names)
{
    json_t *needs = json_array();
    CHECK(booking->need_count <= LIMIT_NEEDS);
    for (size_t i = 0; i < booking->need_count; i++) {
        CHECK(booking->needs[i] < names->need_count);
        if (json_array_append_new(needs, json_string(names->need_ids[booking->needs[i]]))) to->failed = true;
    }
    if (booking->need_count)
        object_put(to, "needs", needs);
    else
        json_decref(needs);
}

static struct object make_choice(const struct slot *slot)
{
    struct object choice = object_begin();
    object_put_time(&choice, "start", slot->start_s);
    object_put_time(&choice, "end", slot->end_s);
    object_put_text(&choice, "title", str_from(slot->title));
    object_put_text(&choice, "partner", str_from(slot->partner));
    return choice;
}

static void put_choices(struct object *to, const struct booking *booking)
{
    json_t *choices = json_array();
    CHECK(booking->choice_count <= 2);
    for (size_t i = 0; i < booking->choice_count; i++) {
        struct object choice = make_choice(&booking->choices[i]);
        if (json_array_append_new(choices, choice.json) || choice.failed) to->failed = true;
    }
    if (booking->choice_count)
        object_put(to, "choices", choices);
    else
        json_decref(choices);
}

static struct object make_payload(const struct booking *booking, const struct payload_names *names,
                                  int notice)
{
    char uid[UID_TEXT], code[CODE_TEXT];
    struct object to = object_begin();
    uid_text(booking->uid, uid);
    code_text(booking->code, code);
    object_put_number(&to, "v", VERSION);
    object_put_text(&to, "uid", str_from(uid));
    object_put_word(&to, "kind", &wire_kinds, booking->kind);
    object_put_text(&to, "name", pii_str(&booking->name));
    put_object(&to, "contact", make_contact(booking));
    object_put_word(&to, "age", &wire_ages, booking->age);
    put_needs(&to, booking, names);
    put_choices(&to, booking);
    object_put_text(&to, "language", str_from(booking->language));
    object_put_text(&to, "code", str_from(code));
    object_put_number(&to, "notice", notice);
    object_put_text(&to, "partner", str_from(booking->partner));
    return to;
}

static err_t write_padded(const json_t *json, char *to, size_t cap, size_t *ret_n)
{
    if (cap > LIMIT_PLAIN) cap = LIMIT_PLAIN;
    size_t n = json_dumpb(json, to, cap, JSON_COMPACT);
    if (n == 0) return ERR_INVALID;
    size_t padded = (n + STEP - 1) / STEP * STEP;
    if (padded > cap) {
        wipe(to, cap); // half a name is a name
        return ERR_FULL;
    }
    memset(to + n, ' ', padded - n);
    *ret_n = padded;
    return OK;
}

err_t payload_write(const struct booking *booking, const struct payload_names *names, int notice, char *to,
                    size_t cap, size_t *ret_n)
{
    json_memory_begin();
    struct object payload = make_payload(booking, names, notice);
    err_t err = payload.failed ? ERR_INVALID : write_padded(payload.json, to, cap, ret_n);
    json_memory_end();
    return err;
}

err_t payload_encode(const struct booking *booking, const struct payload_names *names, char *to, size_t cap,
                     size_t *ret_n)
{
    return payload_write(booking, names, NOTICE_VERSION, to, cap, ret_n);
}
