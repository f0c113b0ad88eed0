// What a probe found, in the words of a technician and of JSON. Private to ctl/.
#pragma once

#include "ctl/words.h"
#include "sync/probe.h"

enum { NOTE_COUNT = 5 };

// Its notes as bits of enum partner_note.
unsigned words_probe_notes(const struct probe_result *result);
// The notes' words of JSON; returns how many.
size_t words_note_ids(unsigned notes, const char *ret_ids[NOTE_COUNT]);
// A line for each, begun by `margin`.
void words_notes(struct buf *to, unsigned notes, const char *margin);
// What the class means for those who use the screens. 'A', 'B', 'C'.
const char *words_class(char server_class);

const char *words_finding_id(enum probe_kind kind);
const char *words_where_id(enum probe_where where);
void words_finding(struct buf *to, const struct probe_finding *finding);
// Is there something for somebody to do or to know?
bool words_finding_is_remark(enum probe_kind kind);
