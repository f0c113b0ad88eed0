// XML that came over the network, as three events. Refuses what has no place in WebDAV and could hurt: a
// DOCTYPE (and with it every entity of one's own), depth, size. What the reader holds meanwhile is zeroed,
// because calendar data may name people. Private to sync/.
#pragma once

#include "base/str.h"

struct xml_handler {
    void *self;
    // An element opens; its name is "<namespace> <local name>". An error ends the reading.
    err_t (*open)(void *self, struct str name);
    err_t (*text)(void *self, struct str text); // in pieces of any length, entities decoded
    err_t (*close)(void *self);
    // Of the element that was just opened, in any order. NULL when attributes mean nothing to the reader.
    err_t (*attribute)(void *self, struct str name, struct str value);
};

// The handler's error, or ERR_INVALID: ill-formed, not UTF-8, a DOCTYPE, or above LIMIT_XML_DEPTH or
// LIMIT_ANSWER.
NODISCARD err_t xml_read(struct str xml, const struct xml_handler *handler);

// Adds `text` as character data; what XML 1.0 cannot hold is left out.
void xml_add_text(struct buf *to, struct str text);
