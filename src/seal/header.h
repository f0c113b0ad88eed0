// The textual header of an age v1 file: version line, one stanza a recipient, MAC. Private to seal/.
#pragma once

#include "seal/x25519.h"

struct header {             // points into the file
    struct str signed_part; // from the first byte to the "---" mark, what the MAC is over
    struct str stanzas;
    uint8_t mac[32];
    struct str payload; // what follows the header
};

size_t seal_header_size(size_t recipients);
// Adds one stanza a recipient after the version line, and the MAC with `file_key`. ERR_INVALID: a recipient
// is a point of small order. `to` has room for seal_header_size.
NODISCARD err_t seal_write_header(const struct entropy_port *entropy, const struct seal_recipient *recipients,
                                  size_t count, const uint8_t file_key[FILE_KEY], struct buf *to);

// Every stanza is looked at: ERR_INVALID for anything the format does not allow, in stanzas of other kinds
// too.
NODISCARD err_t seal_parse_header(struct str file, struct header *ret_header);
// Takes the next X25519 stanza off `*rest`, which began as header.stanzas; false when there is none left.
bool seal_next_wrapped(struct str *rest, struct wrapped *ret_wrapped);
// ERR_DAMAGED when the MAC is another.
NODISCARD err_t seal_check_header(const struct header *header, const uint8_t file_key[FILE_KEY]);
