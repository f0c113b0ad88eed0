// Reads a payload. What is not understood is simply left empty here: at the end the booking is written again
// and must give the same bytes, so that unknown keys, wrong types, long names, other spellings and anything
// behind the object are all refused by one rule that cannot forget a case.
#include <string.h>

#include "base/wipe.h"
#include "wire/json_memory.h"
#include "wire/object.h"
#include "wire/payload_write.h"

enum { PICTURES = 32, NUMBERS = 100 };

// The value whose word stands at `key`; the first one when there is none.
static unsigned get_word(const json_t *json, const char *key, const struct words *words)
{
    int value = words_find(words, object_text(json, key));
    return value < 0 ? 0 : (unsigned)value;
}

static void get_pii(const json_t *json, const char *key, struct pii *to)
{
    if (pii_set(to, object_text(json, key))) pii_wipe(to);
}

// str_copy leaves `to` empty when the text is too long for it.
static void get_text(const json_t *json, const char *key, char *to, size_t cap)
{
    err_t err = str_copy(object_text(json, key), to, cap);
    (void)err;
}

static void get_contact(const json_t *json, struct booking *to)
{
    to->contact_kind = (enum contact_kind)get_word(json, "kind", &wire_contacts);
    to->safe = (enum safe_kind)get_word(json, "safe", &wire_safes);
    get_pii(json, "value", &to->contact);
}

static void get_needs(const json_t *json, const struct payload_names *names, struct booking *to)
{
    for (size_t i = 0; i < json_array_size(json) && i < LIMIT_NEEDS; i++) {
        struct str id = object_as_text(json_array_get(json, i));
        for (size_t need = 0; need < names->need_count; need++)
            if (str_eq(id, str_from(names->need_ids[need]))) to->needs[to->need_count] = (uint8_t)need;
        to->need_count++;
    }
}

static int64_t get_time(const json_t *json, const char *key)
{
    int64_t utc_s;
    return rfc3339_parse(object_text(json, key), &utc_s) ? 0 : utc_s;
}

static void get_choices(const json_t *json, struct booking *to)
{
    for (; to->choice_count < json_array_size(json) && to->choice_count < 2; to->choice_count++) {
        const json_t *choice = json_array_get(json, to->choice_count);
        struct slot *slot = &to->choices[to->choice_count];
        slot->start_s = get_time(choice, "start");
        slot->end_s = get_time(choice, "end");
        get_text(choice, "title", slot->title, sizeof slot->title);
        get_text(choice, "partner", slot->partner, sizeof slot->partner);
    }
}

// A number below `below` of the code's four; others would not be found again in any table.
static uint8_t next_number(struct str *rest, int64_t below)
{
    int64_t number;
    return str_parse_u63(str_cut(rest, '-'), &number) || number >= below ? 0 : (uint8_t)number;
}

static void get_code(struct str text, struct picture_code *to)
{
    for (size_t i = 0; i < 3; i++)
        to->pictures[i] = next_number(&text, PICTURES);
    to->number = next_number(&text, NUMBERS);
}

static void read_booking(const json_t *json, const struct payload_names *names, struct booking *to)
{
    if (uid_parse(object_text(json, "uid"), &to->uid)) to->uid = (struct uid){{0}};
    to->kind = (enum item_kind)get_word(json, "kind", &wire_kinds);
    get_pii(json, "name", &to->name);
    get_contact(json_object_get(json, "contact"), to);
    to->age = (enum age_band)get_word(json, "age", &wire_ages);
    get_needs(json_object_get(json, "needs"), names, to);
    get_choices(json_object_get(json, "choices"), to);
    get_text(json, "language", to->language, sizeof to->language);
    get_code(object_text(json, "code"), &to->code);
    get_text(json, "partner", to->partner, sizeof to->partner);
}

static bool writes_the_same(const struct booking *booking, const struct payload_names *names, int notice,
                            struct str plain)
{
    char again[LIMIT_PLAIN];
    size_t n = 0;
    err_t err = payload_write(booking, names, notice, again, sizeof again, &n);
    bool same = err == OK && str_eq(plain, (struct str){again, n});
    wipe(again, sizeof again);
    return same;
}

err_t payload_parse(struct str plain, const struct payload_names *names, struct booking *ret_booking)
{
    struct booking booking = {0};
    if (plain.n > LIMIT_PLAIN) return ERR_INVALID;
    json_memory_begin();
    const json_t *json = json_loadb(plain.p, plain.n, 0, NULL);
    // Items made before the notice changed are still to be read.
    json_int_t notice = json_integer_value(json_object_get(json, "notice"));
    read_booking(json, names, &booking);
    json_memory_end();
    bool known = notice >= 1 && notice <= NOTICE_VERSION;
    bool good = known && writes_the_same(&booking, names, (int)notice, plain);
    if (good) *ret_booking = booking;
    wipe(&booking, sizeof booking);
    return good ? OK : ERR_INVALID;
}
