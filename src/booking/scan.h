// What a scanner types: a USB scanner is a keyboard that types the calendar entry of the Done screen
// (booking/vevent.h), a line break for each of its ends. It is told from people by its first words, which
// nobody types, and by its pace. Until that is clear, keys are held back, and given back when it was somebody
// typing. Pure.
#pragma once

#include <stddef.h>

#include "base/uid.h"

enum {
    SCAN_HELD = 16,       // keys held back at most, "BEGIN:VCALENDAR"
    SCAN_PACE_MS = 35,    // between two keys of a scanner; people who roll two keys do not go on like that
    SCAN_PAUSE_MS = 1000, // after which a scan that had begun is not waited for
    SCAN_TAIL_MS = 100,   // in which a whole one may be followed by a line break
};

struct scan {     // all zero: nothing. Wiped with the visitor
    size_t count; // keys of the first words
    char held[SCAN_HELD];
    bool sure;     // the first words are complete: everything is swallowed until the last ones
    bool tail;     // only a line break may follow
    char line[64]; // being typed; longer ones are cut
    size_t line_n;
    struct uid uid; // of a line UID:…
    bool has_uid;
    int64_t last_ms;
};

enum scan_answer {
    SCAN_NOT,   // the key is nobody's scan: what is held is to be given back first
    SCAN_TAKES, // it may be, or is, part of a scan
    SCAN_WHOLE, // the last key of one that has a uid
};
// `code` is '\n' for the Enter key.
enum scan_answer scan_take(struct scan *scan, uint32_t code, int64_t mono_ms, struct uid *ret_uid);
// The keys held back so far, to be taken as typed; nothing is held any more.
size_t scan_give_back(struct scan *scan, char to[SCAN_HELD]);
// When what is held is to be given back, or a scan that broke off forgotten. MOMENT_NEVER.
int64_t scan_deadline(const struct scan *scan);
