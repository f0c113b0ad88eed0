// What the reader of catalogues (catalogue.c) and the giver of texts (messages.c) share.
#pragma once

#include "content/messages.h"

// The translated message, or NULL when there is none; `messages` may be NULL.
const struct message *catalogue_find(const struct messages *messages, struct str source);
// Where `source` stands in the sorted list, or should.
size_t catalogue_place(const struct messages *messages, struct str source);

// Cuts `*rest` behind its first {name} and gives what stands before it. False, and nothing changes, when
// there is none: a brace without lower-case letters and a closing brace is an ordinary character.
bool placeholder_next(struct str *rest, struct str *ret_before, struct str *ret_name);
