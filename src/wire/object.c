#include "wire/object.h"

#include <string.h>

#include "base/check.h"

struct object object_begin(void)
{
    return (struct object){.json = json_object()};
}

void object_put(struct object *to, const char *key, json_t *value)
{
    if (json_object_set_new(to->json, key, value)) to->failed = true;
}

void object_put_text(struct object *to, const char *key, struct str text)
{
    if (text.n == 0) return;
    // jansson would write a NUL and then refuse to read it.
    if (memchr(text.p, 0, text.n))
        to->failed = true;
    else
        object_put(to, key, json_stringn(text.p, text.n));
}

void object_put_word(struct object *to, const char *key, const struct words *words, unsigned value)
{
    CHECK(value < WORDS_MAX && words->list[value]);
    object_put_text(to, key, str_from(words->list[value]));
}

void object_put_time(struct object *to, const char *key, int64_t utc_s)
{
    char text[RFC3339_TEXT];
    rfc3339_text(utc_s, text);
    object_put_text(to, key, str_from(text));
}

void object_put_list(struct object *to, const char *key, const char *const *texts, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        if (json_array_append_new(list, json_string(texts[i]))) to->failed = true;
    object_put(to, key, list);
}

void object_put_number(struct object *to, const char *key, int64_t number)
{
    object_put(to, key, json_integer(number));
}

struct str object_as_text(const json_t *json)
{
    const char *p = json_string_value(json);
    return p ? (struct str){p, json_string_length(json)} : STR("");
}

struct str object_text(const json_t *json, const char *key)
{
    return object_as_text(json_object_get(json, key));
}
