// Building and reading JSON objects whose absent answers are absent keys.
#pragma once

#include <jansson.h>

#include "base/str.h"
#include "wire/words.h"

struct object {
    json_t *json;
    bool failed; // a text was no valid UTF-8, or the memory is full
};

struct object object_begin(void);
void object_put(struct object *to, const char *key, json_t *value); // takes the value; NULL is a failure
void object_put_text(struct object *to, const char *key, struct str text); // empty is absent
void object_put_word(struct object *to, const char *key, const struct words *words, unsigned value);
void object_put_time(struct object *to, const char *key, int64_t utc_s);
void object_put_list(struct object *to, const char *key, const char *const *texts, size_t count);
void object_put_number(struct object *to, const char *key, int64_t number);

// The value as text, owned by `json`; empty when there is none or it is no text.
struct str object_as_text(const json_t *json);
struct str object_text(const json_t *json, const char *key);
